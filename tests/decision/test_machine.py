"""The desk under everything at once."""

from __future__ import annotations

from hypothesis import settings

from mailflow.domain.event import Event
from tests.decision.keeper import MemoryKeeper
from tests.decision.machine import DeskMachine


class InMemory(DeskMachine):
    def keeper_for(self, event: Event) -> MemoryKeeper:
        return MemoryKeeper()


TestTheDeskHoldsWhateverComes = InMemory.TestCase
TestTheDeskHoldsWhateverComes.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
