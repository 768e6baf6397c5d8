"""Bookings are written as they are to stand: what differs is rewritten, and the seats are counted by the difference."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Integer, bindparam, case, delete, insert, select, update

from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.place import HELD, Status
from mailflow.ledger import rows
from mailflow.ledger import tables as t
from mailflow.ledger.ahead import Ahead
from mailflow.ledger.values import Change

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that a person reads wrongly: no 0 and O, no 1, I and L

_BY_CODE = select(t.bookings.c.code, t.bookings.c.id).where(t.bookings.c.code.in_(bindparam("codes", expanding=True)))
_DROP_PLACES = delete(t.places).where(t.places.c.booking == bindparam("b"), t.places.c.attendee == bindparam("a"))
_DROP_ATTENDEE = delete(t.attendees).where(
    t.attendees.c.booking == bindparam("b"), t.attendees.c.number == bindparam("a")
)
_NEW = insert(t.bookings)
_WRITER, _ATTENDEE, _PLACE, _JOURNAL = (insert(table) for table in (t.writers, t.attendees, t.places, t.journal))
_UPDATE = update(t.bookings).where(t.bookings.c.id == bindparam("b"))

# Given back: the ceiling sinks with it as far as the capacity. Added: the ceiling stays, and the CHECK stands on it.
_by = bindparam("taken_by", type_=Integer)
_left = t.seats.c.taken + _by
_COUNT = (
    update(t.seats)
    .where(t.seats.c.event == bindparam("of_event"), t.seats.c.session == bindparam("of_session"))
    .values(
        taken=_left,
        waiting=t.seats.c.waiting + bindparam("waiting_by", type_=Integer),
        ceiling=case((_by >= 0, t.seats.c.ceiling), (_left > t.seats.c.capacity, _left), else_=t.seats.c.capacity),
    )
)


class Writing(Ahead):
    """Writes bookings, with counters and journal."""

    def write(
        self, bookings: Sequence[Booking], *, now: datetime | None = None, why: str = "", inbound: int | None = None
    ) -> None:
        """Bookings as they are to stand, new or altered. The event's row must be locked (ValueError if it is not).

        `why` and `inbound` (the mail that caused it) go into the journal. Raises RuleBroken where more people than
        seats would be held, or one of them twice in a round.
        """
        before = self._stored(bookings)
        self._forget_people([*bookings, *(stored for _, stored in before.values())])
        at = now or datetime.now(UTC)
        counts = _Counts()
        for booking in bookings:
            if booking.event not in self._locked:
                raise ValueError(f"booking {booking.code}: event {booking.event!r} is not locked by this transaction")
            row_id, stored = before.get(booking.code, (None, None))
            if booking == stored:
                continue
            if stored is not None and stored.event != booking.event:
                raise ValueError(f"booking {booking.code} belongs to {stored.event!r}, not to {booking.event!r}")
            row_id = self._write_booking(row_id, booking, stored)
            self._write_writers(row_id, booking, stored)
            self._write_attendees(row_id, booking, stored)
            self._write_journal(booking, stored, at, why, inbound)
            counts.add(booking, 1)
            if stored is not None:
                counts.add(stored, -1)
            before[booking.code] = row_id, booking  # the same booking may come twice
            self._unused.discard(booking.code)
        self._count(counts)  # at the end: what one gives back, another may have got

    def new_code(self) -> str:
        """A booking code not used yet, such as K7QM-3F: with a letter and a digit at least, so that no word is one."""
        while not self._spare:
            drawn = {_any_code() for _ in range(self._draw)}
            self._spare = drawn.difference(self._connection.execute(_BY_CODE, {"codes": list(drawn)}).scalars())
            self._draw *= 2  # several mails share this transaction
        code = self._spare.pop()
        self._unused.add(code)
        return code

    def _stored(self, wanted: Sequence[Booking]) -> dict[str, tuple[int, Booking]]:
        codes = [booking.code for booking in wanted if booking.code not in self._unused]
        if not codes:
            return {}
        ids = {row.code: row.id for row in self._connection.execute(_BY_CODE, {"codes": codes})}
        loaded = self._load(list(ids.values()))
        return {code: (row_id, loaded[row_id]) for code, row_id in ids.items()}

    def _write_booking(self, row_id: int | None, booking: Booking, stored: Booking | None) -> int:
        columns = rows.booking_row(booking)
        if row_id is None:
            return self._insert(t.bookings, columns, _NEW)
        if stored is None or columns != rows.booking_row(stored):
            self._connection.execute(_UPDATE, {**columns, "b": row_id})
        return row_id

    def _write_writers(self, row_id: int, booking: Booking, stored: Booking | None) -> None:
        old, new = rows.writer_keys(stored) if stored else set(), rows.writer_keys(booking)
        if gone := old - new:
            named = (t.writers.c.booking == row_id, t.writers.c.address.in_(gone))
            self._connection.execute(delete(t.writers).where(*named))
        self._write(_WRITER, [{"booking": row_id, "address": address} for address in sorted(new - old)])

    def _write_attendees(self, row_id: int, booking: Booking, stored: Booking | None) -> None:
        old = {attendee.number: attendee for attendee in stored.attendees} if stored else {}
        new = {attendee.number: attendee for attendee in booking.attendees}
        gone = [{"b": row_id, "a": number} for number, attendee in old.items() if new.get(number) != attendee]
        fresh = [attendee for number, attendee in new.items() if old.get(number) != attendee]
        fresh_places = [row for attendee in fresh for row in rows.place_rows(row_id, booking.event, attendee)]
        if gone:
            self._connection.execute(_DROP_PLACES, gone)
            self._connection.execute(_DROP_ATTENDEE, gone)
        self._write(_ATTENDEE, [rows.attendee_row(row_id, a) for a in fresh])
        self._write(_PLACE, fresh_places)

    def _count(self, counts: _Counts) -> None:
        changed = counts.changed()
        for event, session, taken, waiting in changed:
            self._stand_changed(event, session, taken, waiting)
        names = ("of_event", "of_session", "taken_by", "waiting_by")
        self._write(_COUNT, [dict(zip(names, count, strict=True)) for count in changed], _no_such_session)

    def _write_journal(
        self, booking: Booking, stored: Booking | None, at: datetime, why: str, inbound: int | None
    ) -> None:
        change = Change(
            event=booking.event,
            booking=booking.code,
            at=at,
            kind="new" if stored is None else "changed" if booking.active or not stored.active else "cancelled",
            why=why,
            before=in_short(stored) if stored else "",
            after=in_short(booking),
            inbound=inbound,
        )
        self._write(_JOURNAL, [{name: getattr(change, name) for name in Change.__slots__}])


def _no_such_session() -> Exception:
    return ValueError("a place is in a session that its event does not have")


def _any_code() -> str:
    while True:
        signs = "".join(secrets.choice(ALPHABET) for _ in range(6))
        if not (signs.isalpha() or signs.isdigit()):
            return f"{signs[:4]}-{signs[4:]}"


def in_short(booking: Booking) -> str:
    """Attendees by number with their places, without any name: `1: event confirmed, welfare waitlisted; 2: …`."""
    return "; ".join(f"{a.number}: {_places_in_short(a)}" for a in booking.attendees)


def _places_in_short(attendee: Attendee) -> str:
    return ", ".join(f"{place.session or 'event'} {place.status.value}" for place in attendee.places)


class _Counts:
    """By how much the counters of seats change."""

    def __init__(self) -> None:
        self._taken: Counter[tuple[str, str]] = Counter()
        self._waiting: Counter[tuple[str, str]] = Counter()

    def add(self, booking: Booking, sign: int) -> None:
        for _, place in booking.places:
            if place.status in HELD:
                self._taken[booking.event, place.session or ""] += sign
            elif place.status is Status.WAITLISTED:
                self._waiting[booking.event, place.session or ""] += sign

    def changed(self) -> list[tuple[str, str, int, int]]:
        """The counters that change, by event and session, in an order all transactions share: taken, waiting."""
        return [
            (*key, self._taken[key], self._waiting[key])
            for key in sorted(self._taken.keys() | self._waiting.keys())
            if self._taken[key] or self._waiting[key]
        ]
