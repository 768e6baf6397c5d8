"""Whom the numbers of the evening mail mean, kept from when it was written."""

from __future__ import annotations

from collections.abc import Mapping

from mailflow.domain.event import Event
from mailflow.flow.office import Office
from mailflow.ledger import Transaction

Numbers = Mapping[int, tuple[str, int]]  # number on the roll → booking code, attendee


def keep_roll(office: Office, tx: Transaction, event: Event, roll: tuple[tuple[int, str, int, str], ...]) -> None:
    """Keep whom the numbers of the evening mail mean, whatever is altered later: a mark a line, without any name."""
    for number, code, attendee, _ in roll:
        tx.mark(f"roll:{event.id}:{number}:{code}:{attendee}", office.now(), event.id)


def kept_roll(tx: Transaction, event: Event) -> Numbers:
    """The roll of an event; empty before its evening mail."""
    keys = (key.removeprefix(f"roll:{event.id}:").split(":") for key in tx.marked(f"roll:{event.id}:"))
    return {int(number): (code, int(attendee)) for number, code, attendee in keys}
