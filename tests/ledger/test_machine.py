"""The desk under everything at once, as in `tests/decision`, with the ledger keeping the bookings."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from mailflow.decision import Book
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.ledger import Ledger
from tests.decision.machine import DeskMachine

EXAMPLES = int(os.environ.get("MAILFLOW_EXAMPLES", "15"))


class LedgerKeeper:
    """One event's bookings in a ledger, proven after every step."""

    def __init__(self, ledger: Ledger, event: Event) -> None:
        self.ledger = ledger
        with ledger.transaction(event) as tx:
            tx.purge([event.id])
        self.capacities(event)

    def book(self, event: Event, code: str | None = None, found_by: Any = None, address: str = "") -> Book:
        with self.ledger.transaction(event) as tx:
            return tx.book(event, tx.booking(code) if code else None, found_by, address)

    def write(self, event: Event, bookings: Sequence[Booking]) -> None:
        with self.ledger.transaction(event) as tx:
            tx.write(bookings)
        with self.ledger.reading() as tx:
            assert tx.fsck() == []

    def bookings(self, event: Event) -> Sequence[Booking]:
        with self.ledger.reading() as tx:
            return list(tx.bookings(event.id))

    def ran_out(self, event: Event, now: datetime) -> Mapping[str, Booking]:
        with self.ledger.reading() as tx:
            assert tx.expired(now) == ([event.id] if tx.expiring(event.id, now) else [])
            return {booking.code: booking for booking in tx.expiring(event.id, now)}

    def capacities(self, event: Event) -> None:
        with self.ledger.transaction() as tx:
            tx.sync_capacities([event])

    def close(self) -> None:
        """The ledger stays open for the next example."""


def test_the_desk_holds_whatever_comes_with_a_ledger(url: str) -> None:
    ledger = Ledger.open(url)

    class InALedger(DeskMachine):
        def keeper_for(self, event: Event) -> LedgerKeeper:
            return LedgerKeeper(ledger, event)

    run_state_machine_as_test(
        InALedger,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
    ledger.close()
