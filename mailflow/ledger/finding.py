"""Whose booking a mail speaks of, and who is booked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    Executable,
    Row,
    bindparam,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)

from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.ledger import tables as t
from mailflow.ledger.ahead import Ahead, Named
from mailflow.ledger.values import FoundBy
from mailflow.ledger.work import name_key

_CHUNK = 500  # bookings read at once
NAMESAKES = 20  # bookings looked at for their name alone
_THREAD = 100  # Message-IDs looked up of a mail that names more; the nearest stand first

_ids: BindParameter[str] = bindparam("ids", expanding=True)
_BY_THREAD, _BY_EARLIER = (
    select(mail.c.message_id, t.bookings.c.id)
    .join(t.bookings, t.bookings.c.code == mail.c.booking)
    .where(mail.c.message_id.in_(_ids))
    for mail in (t.outbox, t.inbound)
)
_OF_WRITER = _BY_EARLIER.where(
    or_(
        t.bookings.c.address == bindparam("writer"),
        t.bookings.c.id.in_(select(t.writers.c.booking).where(t.writers.c.address == bindparam("writer"))),
    )
)
_BY_CODE = select(t.bookings.c.code, t.bookings.c.id).where(t.bookings.c.code.in_(bindparam("codes", expanding=True)))


# Bookings under addresses (as the contact's, as one that wrote it) and under names, and how each was found. The event
# is looked at afterwards: asked for here, it may lead the planner through everybody who is booked.
_addresses: BindParameter[str] = bindparam("addresses", expanding=True)
_names: BindParameter[str] = bindparam("names", expanding=True)
_FOUND = (t.bookings.c.id, t.bookings.c.active, t.bookings.c.received, t.bookings.c.event)
_PEOPLE = union_all(
    select(literal("address").label("way"), t.bookings.c.address.label("under"), *_FOUND).where(
        t.bookings.c.address.in_(_addresses)
    ),
    select(literal("writer"), t.writers.c.address, *_FOUND).join(t.writers).where(t.writers.c.address.in_(_addresses)),
    select(literal("name"), t.bookings.c.name_key, *_FOUND).where(t.bookings.c.name_key.in_(_names)),
    select(literal("name"), t.attendees.c.name_key, *_FOUND)
    .join(t.attendees)
    .where(t.attendees.c.name_key.in_(_names), t.attendees.c.name_key != literal_column("''")),
)


class Finding(Ahead):
    """Looks bookings up."""

    def find(
        self,
        *,
        message_ids: Sequence[str] = (),
        writer: str = "",
        codes: Sequence[str] = (),
        address: str = "",
        name: str | None = None,
        event: str | None = None,
    ) -> tuple[Booking | None, FoundBy | None]:
        """The booking a mail belongs to, and how it was told.

        First by its thread (`message_ids`: In-Reply-To, then References from the last): that of a mail of ours;
        then by a code it quotes; then, in that event where one is named, the last booking of its address (an active one
        first; the contact's before one that the address wrote for another), or the one active booking under its name
        (where two are, it is nobody's).

        The thread of a mail that people wrote tells only which of the `writer`'s own bookings is meant, as its address
        does: whoever wrote that mail chose its Message-ID, and it proves nothing.
        """
        if found := self._first_named(_BY_THREAD, "ids", message_ids[:_THREAD]):
            return self._one(found), "thread"
        if writer and (
            found := self._first_named(_OF_WRITER, "ids", message_ids[:_THREAD], writer=address_key(writer))
        ):
            return self._one(found), "address"
        if found := self._first_named(_BY_CODE, "codes", [code.strip().upper() for code in codes]):
            return self._one(found), "code"
        people = self._people(address, name, event)
        for way in ("address", "writer"):
            of_address = [row for row in people if row.way == way]
            if of_address:
                return self._one(max(of_address, key=lambda row: (row.active, row.received, row.id)).id), "address"
        of_name = {row.id for row in people if row.active}
        if len(of_name) == 1:
            return self._one(of_name.pop()), "name"
        return None, None

    def same_person(self, event: str, address: str, name: str | None) -> tuple[Booking, ...]:
        """Active bookings in the event: of that address, written by it, or with that name as contact or attendee; of
        namesakes without number, as in a storm under one name, the latest."""
        people = [row for row in self._people(address, name, event) if row.active]
        own = {row.id for row in people if row.way != "name"}
        named = sorted({row.id for row in people} - own)[-NAMESAKES:]
        return tuple(self._load(sorted(own | set(named))).values())

    def namesakes(self, event: str, names: Iterable[str]) -> tuple[Booking, ...]:
        """Active bookings in the event with one of these names as contact or attendee; of each the latest."""
        found = [self.same_person(event, "", name) for name in names]
        return tuple({booking.code: booking for some in found for booking in some}.values())

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
            yield from self._load(ids[start : start + _CHUNK]).values()

    def booking(self, code: str) -> Booking | None:
        """The booking of that code, whatever its case."""
        return next(self.bookings(codes=[code]), None)

    def _first_named(self, statement: Executable, key: str, names: Sequence[str], **besides: str) -> int | None:
        if not names:
            return None
        found = {row[0]: row[1] for row in self._connection.execute(statement, {key: names, **besides})}
        return next((found[name] for name in names if name in found), None)

    def _people(self, address: str, name: str | None, event: str | None) -> Sequence[Row[Any]]:
        named = address_key(address), name_key(name)
        if named not in self._people_found:
            self._look_up([named])
        return [row for row in self._people_found[named] if event is None or row.event == event]

    def _look_up(self, people: Sequence[Named]) -> None:
        """Who is booked under these addresses and names."""
        addresses, names = ({key for key in keys if key} for keys in zip(*people, strict=True))
        values = {"addresses": sorted(addresses), "names": sorted(names)}
        found = self._connection.execute(_PEOPLE, values).all() if addresses or names else ()
        for address, name in people:
            self._people_found[address, name] = [
                row for row in found if row.under == (name if row.way == "name" else address)
            ]

    def _one(self, row_id: int) -> Booking:
        return self._load([row_id])[row_id]
