"""Whose booking a mail speaks of, and who is booked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from sqlalchemy import BindParameter, Executable, Select, bindparam, select, union_all

from mailflow.domain.booking import Booking
from mailflow.ledger import rows
from mailflow.ledger import tables as t
from mailflow.ledger.values import FoundBy
from mailflow.ledger.work import Work, address_key, name_key

_CHUNK = 500  # bookings read at once
_THREAD = 100  # Message-IDs looked up of a mail that names more; the nearest stand first

_ids: BindParameter[str] = bindparam("ids", expanding=True)
_BY_THREAD = union_all(
    *(
        select(mail.c.message_id, t.bookings.c.id)
        .join(t.bookings, t.bookings.c.code == mail.c.booking)
        .where(mail.c.message_id.in_(_ids))
        for mail in (t.outbox, t.inbound)
    )
)
_BY_CODE = select(t.bookings.c.code, t.bookings.c.id).where(t.bookings.c.code.in_(bindparam("codes", expanding=True)))
_LATEST = select(t.bookings.c.id).order_by(
    t.bookings.c.active.desc(), t.bookings.c.received.desc(), t.bookings.c.id.desc()
)
_ACTIVE = _LATEST.where(t.bookings.c.active)
_OF_ADDRESS = _LATEST.where(t.bookings.c.address == bindparam("key"))
_OF_WRITER = _LATEST.where(
    t.bookings.c.id.in_(select(t.writers.c.booking).where(t.writers.c.address == bindparam("key")))
)
_OF_CONTACT = _ACTIVE.where(t.bookings.c.name_key == bindparam("key"))
_OF_ATTENDEE = _ACTIVE.where(
    t.bookings.c.id.in_(
        select(t.attendees.c.booking).where(t.attendees.c.name_key == bindparam("key"), t.attendees.c.name_key != "")
    )
)
_in_event = t.bookings.c.event == bindparam("event")


class Finding(Work):
    """Looks bookings up."""

    def find(
        self,
        *,
        message_ids: Sequence[str] = (),
        codes: Sequence[str] = (),
        address: str = "",
        name: str | None = None,
        event: str | None = None,
    ) -> tuple[Booking | None, FoundBy | None]:
        """The booking a mail belongs to, and how it was told.

        First by its thread (`message_ids`: In-Reply-To, then References from the last: of our mails, or of mails about
        the booking), then by a code it quotes; then, in that event where one is named, the last booking of its address
        (an active one first; the contact's before one that the address wrote for another), or the one active booking
        under its name (where two are, it is nobody's).
        """
        if found := self._first_named(_BY_THREAD, "ids", message_ids[:_THREAD]):
            return self._one(found), "thread"
        if found := self._first_named(_BY_CODE, "codes", [code.strip().upper() for code in codes]):
            return self._one(found), "code"
        for statement in (_OF_ADDRESS, _OF_WRITER):
            if of_address := self._keyed(statement, address_key(address), event):
                return self._one(of_address[0]), "address"
        of_name = self._named(name, event)
        if len(of_name) == 1:
            return self._one(of_name[0]), "name"
        return None, None

    def same_person(self, event: str, address: str, name: str | None) -> tuple[Booking, ...]:
        """Active bookings in the event: of that address, written by it, or with that name as contact or attendee."""
        key = address_key(address)
        active = (statement.where(t.bookings.c.active) for statement in (_OF_ADDRESS, _OF_WRITER))
        of_address = chain.from_iterable(self._keyed(statement, key, event) for statement in active)
        ids = {*of_address, *self._named(name, event)}
        return tuple(rows.load(self._connection, sorted(ids)).values())

    def bookings(
        self,
        event: str | None = None,
        codes: Sequence[str] | None = None,
        address: str | None = None,
        active_only: bool = False,
    ) -> Iterator[Booking]:
        """Bookings in the order received, as far as they meet every condition named."""
        wanted = select(t.bookings.c.id).order_by(t.bookings.c.received, t.bookings.c.id)
        if event is not None:
            wanted = wanted.where(t.bookings.c.event == event)
        if codes is not None:
            wanted = wanted.where(t.bookings.c.code.in_([code.strip().upper() for code in codes]))
        if address is not None:
            wanted = wanted.where(t.bookings.c.address == address_key(address))
        if active_only:
            wanted = wanted.where(t.bookings.c.active)
        ids = self._connection.execute(wanted).scalars().all()
        for start in range(0, len(ids), _CHUNK):
            yield from rows.load(self._connection, ids[start : start + _CHUNK]).values()

    def booking(self, code: str) -> Booking | None:
        """The booking of that code, whatever its case."""
        return next(self.bookings(codes=[code]), None)

    def _first_named(self, statement: Executable, key: str, names: Sequence[str]) -> int | None:
        if not names:
            return None
        found = {row[0]: row[1] for row in self._connection.execute(statement, {key: names})}
        return next((found[name] for name in names if name in found), None)

    def _named(self, name: str | None, event: str | None) -> list[int]:
        key = name_key(name)
        ids = {*self._keyed(_OF_CONTACT, key, event), *self._keyed(_OF_ATTENDEE, key, event)}
        return sorted(ids)

    def _keyed(self, statement: Select[int], key: str, event: str | None) -> list[int]:
        if not key:
            return []
        if event is None:
            return list(self._connection.execute(statement, {"key": key}).scalars())
        return list(self._connection.execute(statement.where(_in_event), {"key": key, "event": event}).scalars())

    def _one(self, row_id: int) -> Booking:
        return rows.load(self._connection, [row_id])[row_id]
