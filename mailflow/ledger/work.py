"""What every part of a transaction stands on: its connection, its locks, and how addresses and names compare."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from mailflow.domain.event import Event
from mailflow.ledger.tables import events, seats

_LOCK = select(events.c.id).where(events.c.id == bindparam("event")).with_for_update()
_SEATS = select(seats.c.session).where(seats.c.event == bindparam("event"))


class Work:
    """The connection of one transaction, and what it knows: the events it has locked, new codes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._locked: set[str] = set()
        self._unused: set[str] = set()  # codes that this transaction has found unused, and not used yet
        self._spare: set[str] = set()  # likewise, and nobody has been given them
        self._draw = 1  # so many are looked up next time
        self._people_found: dict[tuple[str, str], Sequence[Row[Any]]] = {}  # by address and name, until one is written

    def lock(self, event: Event) -> None:
        """Takes the event's row until the end of the transaction, and adds what rows the event lacks yet."""
        self._lock(event.id)
        known = set(self._connection.execute(_SEATS, {"event": event.id}).scalars())
        missing = [session for session in (None, *(s.id for s in event.sessions)) if (session or "") not in known]
        if missing:
            self._connection.execute(
                insert(seats),
                [
                    {
                        "event": event.id,
                        "session": session or "",
                        "capacity": event.capacity_of(session),
                        "ceiling": event.capacity_of(session),
                    }
                    for session in missing
                ],
            )

    def _lock(self, event_id: str) -> None:
        if event_id in self._locked:
            return
        if self._connection.execute(_LOCK, {"event": event_id}).first() is None:
            self._connection.execute(self._insert_new(events), {"id": event_id})
            self._connection.execute(_LOCK, {"event": event_id})
        self._locked.add(event_id)

    def _insert_new(self, table: Table, *columns: str) -> sqlite.Insert | postgresql.Insert:
        """INSERT that leaves a row as it is that has these columns (none named: any key) already."""
        return _insert_new(self._connection.dialect.name, table, columns)


@lru_cache(maxsize=64)
def _insert_new(dialect: str, table: Table, columns: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    new = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return new.on_conflict_do_nothing(index_elements=columns or None)


def name_key(name: str | None) -> str:
    """How names are compared: without accents and case, words in alphabetical order; '' where there is none."""
    folded = unicodedata.normalize("NFKD", name or "").casefold()
    words = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c)).split()
    return " ".join(sorted(words))
