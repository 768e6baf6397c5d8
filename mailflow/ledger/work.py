"""What every part of a transaction stands on: its connection, its locks, and how addresses and names compare.

A transaction of many mails gathers: what it writes is put off, and written many rows a statement at its end, or before
anything is read that is not known already. So its statements are those of one mail, however many share it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Executable, Insert, Table, bindparam, func, insert, select, text

from mailflow.domain.event import Event
from mailflow.ledger.tables import events, seats
from mailflow.ledger.upserts import Upsert, upsert_into

_LOCK = select(events.c.id).where(events.c.id == bindparam("event")).with_for_update()
SEATS = select(seats).where(seats.c.event == bindparam("event"))
_NEXT = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")


@dataclass(slots=True)
class Stand:
    """How many places of a session are taken, and how many wait for one."""

    taken: int
    waiting: int


Missing = Callable[[], Exception]  # what is raised where fewer rows were written than there were to write


class Work:
    """The connection of one transaction, and what it knows: the events it has locked, new codes."""

    def __init__(self, connection: Connection) -> None:
        self._bare = connection
        self._gathers = 0  # mails that share this transaction, where it gathers
        self._put_off: dict[Executable, tuple[list[Mapping[str, Any]], Missing | None]] = {}  # in the order to write
        self._numbers: dict[Table, list[int]] = {}  # of rows that are still to be written
        self._locked: set[str] = set()
        self._stands: dict[str, dict[str, Stand]] = {}  # of the events that are locked, by session, counted along
        self._unused: set[str] = set()  # codes that this transaction has found unused, and not used yet
        self._spare: set[str] = set()  # likewise, and nobody has been given them
        self._draw = 1  # so many are looked up next time

    @property
    def _connection(self) -> Connection:
        """The connection, all written on it that was put off: whoever reads sees it."""
        self.write_out()
        return self._bare

    def write_out(self) -> None:
        """Writes what was put off."""
        while self._put_off:
            statement, (rows, missing) = next(iter(self._put_off.items()))
            del self._put_off[statement]
            written = self._bare.execute(statement, rows).rowcount
            if missing is not None and written != len(rows):
                raise missing()

    def _write(self, statement: Executable, rows: Sequence[Mapping[str, Any]], missing: Missing | None = None) -> None:
        """Writes rows that nothing is read of but what is remembered: at once, or with those of other mails."""
        if not rows:
            return
        self._put_off.setdefault(statement, ([], missing))[0].extend(rows)
        if not self._gathers:
            self.write_out()

    def _unwritten(self, table: Table) -> Iterator[Mapping[str, Any]]:
        """New rows of that table that are put off."""
        for statement, (rows, _) in self._put_off.items():
            if isinstance(statement, Insert) and statement.table is table:
                yield from rows

    def _insert(self, table: Table, columns: Mapping[str, Any], new: Insert, missing: Missing | None = None) -> int:
        """Writes one row; its number. `missing`: raised where there is one of that key already."""
        if self._gathers:
            number = self._number(table)
            self._write(new, [{**columns, "id": number}], missing)
            return number
        written = self._bare.execute(_numbered(new, table), columns).scalar_one_or_none()
        if written is None:
            raise missing() if missing is not None else ValueError(f"no row was written into {table.name}")
        return int(written)

    def _insert_unless(self, table: Table, columns: Mapping[str, Any], key: str) -> int | None:
        """Writes one row, unless there is one of that key already; its number."""
        own = {"id": self._number(table)} if self._gathers else {}
        new = _numbered(self._insert_new(table, key), table)
        return self._connection.execute(new, {**columns, **own}).scalar_one_or_none()

    def _number(self, table: Table) -> int:
        """The number of the next row."""
        stock = self._numbers.setdefault(table, [])
        if not stock and self._bare.dialect.name == "sqlite":  # we are the only writer
            written = self._bare.execute(_last_number(table)).scalar_one()
            last = max((row["id"] for row in self._unwritten(table)), default=written)
            stock.extend(range(last + self._gathers, last, -1))
        elif not stock:
            drawn = self._bare.execute(_NEXT, {"table": table.name, "count": self._gathers}).scalars()
            stock.extend(sorted(drawn, reverse=True))
        return stock.pop()

    def lock(self, event: Event) -> None:
        """Takes the event's row until the end of the transaction, and adds what rows the event lacks yet."""
        self._lock(event.id)
        found = self._connection.execute(SEATS, {"event": event.id})
        stands = {row.session: Stand(row.taken, row.waiting) for row in found}
        missing = [s for s in (None, *(session.id for session in event.sessions)) if (s or "") not in stands]
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
        self._stands[event.id] = stands | {session or "": Stand(0, 0) for session in missing}

    def _lock(self, event_id: str) -> None:
        if event_id in self._locked:
            return
        if self._connection.execute(_LOCK, {"event": event_id}).first() is None:
            self._connection.execute(self._insert_new(events), {"id": event_id})
            self._connection.execute(_LOCK, {"event": event_id})
        self._locked.add(event_id)

    def _insert_new(self, table: Table, *columns: str) -> Upsert:
        """INSERT that leaves a row as it is that has these columns (none named: any key) already."""
        return _insert_new(self._bare.dialect.name, table, columns)


# A statement that is made once is also looked at once: how it is compiled is known by it.
@lru_cache(maxsize=64)
def _numbered(new: Insert, table: Table) -> Executable:
    """INSERT that tells the number of the row."""
    return new.returning(table.c.id)


@lru_cache(maxsize=64)
def _last_number(table: Table) -> Executable:
    return select(func.coalesce(func.max(table.c.id), 0))


@lru_cache(maxsize=64)
def _insert_new(dialect: str, table: Table, columns: tuple[str, ...]) -> Upsert:
    new = upsert_into(dialect, table)
    return new.on_conflict_do_nothing(index_elements=columns or None).execution_options(preserve_rowcount=True)


@lru_cache(maxsize=256)  # of a mail's people each is asked for several times
def name_key(name: str | None) -> str:
    """How names are compared: without accents and case, words in alphabetical order; '' where there is none."""
    folded = unicodedata.normalize("NFKD", name or "").casefold()
    words = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c)).split()
    return " ".join(sorted(words))
