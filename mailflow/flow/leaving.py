"""Mails leave the inbox once they are dealt with: moved, and that written down; or not, where a crash came between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailflow.crash import point
from mailflow.flow.office import Office
from mailflow.flow.taken import Taken
from mailflow.ledger import Ledger
from mailflow.ledger.values import Settled
from mailflow.mailbox.port import Mailbox, Origin


class Unmoved:
    """Mails that left the inbox just before a crash kept us from writing that down: looked for once, at the start."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._rows: dict[str, dict[tuple[int, int], int]] = {}  # of each mailbox, by UIDVALIDITY and UID

    def lie(self, origins: Sequence[Origin]) -> None:
        """These mails lie in the inbox."""
        for name in {origin.mailbox for origin in origins} - self._rows.keys():
            with self._ledger.reading() as tx:
                self._rows[name] = {(row.uidvalidity or 0, row.uid or 0): row.id for row in tx.unmoved(name)}
        for origin in origins:
            self._rows[origin.mailbox].pop((origin.uidvalidity, origin.uid), None)

    def note(self, now: datetime) -> None:
        """All others have left it."""
        gone = [number for rows in self._rows.values() for number in rows.values()]
        if gone:
            with self._ledger.transaction(None) as tx:
                tx.moved(gone, now)


def move_out(office: Office, mailbox: Mailbox, taken: Sequence[tuple[Origin, Taken]]) -> None:
    """They leave the inbox. What dies before is found there as recorded, and moved then."""
    if not taken:
        return
    point("room.moving")
    places: tuple[Settled, ...] = ("handled", "review")
    for where in places:
        origins = [origin for origin, outcome in taken if outcome.settled == where and not outcome.stays]
        if origins:
            mailbox.move(origins, where)
    point("room.moved")
    with office.ledger.transaction(None) as tx:
        tx.moved([outcome.inbound for _, outcome in taken], office.now())
    point("room.noted")
