"""What would have been done with past mail: every mail at its own hour, in a ledger that is gone afterwards.

Organizers' own mails are known as such. What would have gone out to them by the clock, and of each matter, is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from mailflow.flow.aside import set_aside
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.reception import receive
from mailflow.flow.schedule import Clockwork
from mailflow.flow.taken import Taken
from mailflow.ledger import LedgerAway, LedgerRefused, OutboxRow
from mailflow.mailbox.port import Raw

log = structlog.get_logger()

AT_ONCE = 1000  # mails of ours looked at together


@dataclass(frozen=True, slots=True)
class Played:
    """One mail and what would have come of it. `replies`: what would have gone out by then (scheduled: with a key)."""

    raw: Raw
    taken: Taken
    replies: tuple[OutboxRow, ...]


class Rehearsal:
    """Plays mails in the order of their arrival. `office`: with a ledger of its own; its clock is not looked at."""

    def __init__(self, office: Office, first: datetime, door: Door = ANY_DOOR) -> None:
        self._now = first
        self._office = replace(office, now=lambda: self._now)
        self._door = door
        heads = {event: replace(head, organizers=()) for event, head in office.letterheads.items()}
        self._clockwork = Clockwork(replace(self._office, organizers=(), letterheads=heads))

    def play(self, raw: Raw, largest: int) -> Played:
        """Take in one mail at its own hour, after all that was due by then. `largest`: bytes that are still read."""
        self._now = max(self._now, raw.arrived)
        self._clockwork.strike()
        taken = self._taken(raw, largest)
        return Played(raw, taken, tuple(self._outgoing()))

    def _taken(self, raw: Raw, largest: int) -> Taken:
        if len(raw.content) > largest:
            return set_aside(self._office, raw, self._door, "large")
        try:
            return receive(self._office, raw, self._door)
        except (LedgerAway, LedgerRefused):
            raise
        except Exception as error:  # as in the service: one bad mail must not stop the others
            log.exception("a mail could not be handled", mail=raw.origin)
            return set_aside(self._office, raw, self._door, "error", error=type(error).__name__)

    def _outgoing(self) -> Sequence[OutboxRow]:
        with self._office.ledger.transaction(None) as tx:
            rows = tx.claim(self._now, AT_ONCE, "rehearsal")
            for row in rows:
                tx.sent(row.id, self._now)
        return [row for row in rows if row.kind != "review"]
