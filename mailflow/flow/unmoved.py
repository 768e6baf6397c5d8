"""Mails that left the inbox just before a crash kept us from writing that down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailflow.ledger import Ledger
from mailflow.mailbox.port import Origin


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
