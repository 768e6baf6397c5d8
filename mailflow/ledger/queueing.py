"""The queues: an index of the waitlisted places, read from their heads, counted from their ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, func, literal_column, or_, select

from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.place import Status
from mailflow.ledger import tables as t
from mailflow.ledger.columns import Instant
from mailflow.ledger.finding import Finding
from mailflow.ledger.work import SEATS, Stand

READ_AT_ONCE = 500  # people read from one queue; who serves it asks again until nothing moves

# Literals, not parameters: only so the databases see that the partial indexes hold what is looked for.
WAITLISTED: ColumnElement[str] = literal_column("'waitlisted'")
OFFERED: ColumnElement[str] = literal_column("'offered'")

# A queue in its order, from the entry after (since, booking, attendee) on. `able`: nothing is in the way of serving
# them: no question of ours; in a session, no offer in the same round, and a place at the event.
_p, _own, _offer = t.places, t.places.alias("own"), t.places.alias("offer")
_IN_ORDER = (_p.c.since, _p.c.booking, _p.c.attendee)
_since = bindparam("since", type_=Instant)
_attendee = bindparam("attendee", type_=Integer)
_id_of_code = select(t.bookings.c.id).where(t.bookings.c.code == bindparam("code")).scalar_subquery()


def _after(booking: ColumnElement[int]) -> ColumnElement[bool]:
    """Behind that entry, in the queue's order."""
    same = and_(_p.c.since == _since, _p.c.booking == booking)
    return or_(
        _p.c.since > _since, and_(_p.c.since == _since, _p.c.booking > booking), and_(same, _p.c.attendee > _attendee)
    )


_in_queue = and_(_p.c.event == bindparam("event"), _p.c.session == bindparam("session"), _p.c.status == WAITLISTED)
_same_person = [getattr(_own.c, name) == getattr(_p.c, name) for name in ("booking", "attendee")]
_at_event = exists().where(*_same_person, _own.c.session == "", _own.c.status == Status.CONFIRMED.value)
_offered_in_round = exists().where(
    *(getattr(_offer.c, name) == getattr(_p.c, name) for name in ("booking", "attendee", "round")),
    _offer.c.status == OFFERED,
)
_able = and_(t.bookings.c.asked_until.is_(None), or_(_p.c.session == "", and_(_at_event, ~_offered_in_round)))
_QUEUE = (
    select(_p.c.booking, _p.c.attendee, _p.c.since, t.bookings.c.code, _able.label("able"))
    .join(t.bookings, t.bookings.c.id == _p.c.booking)
    .where(_in_queue)
    .order_by(*_IN_ORDER)
    .limit(READ_AT_ONCE)
)
_NEXT = _QUEUE.where(_p.c.since >= _since, _after(bindparam("booking", type_=Integer)))
_COUNT_BEHIND, _COUNT_BEHIND_NEW = (
    select(func.count()).where(_in_queue, _p.c.since >= _since, _after(booking))
    for booking in (_id_of_code, bindparam("booking", type_=Integer))
)
_LAST = select(_p.c.since).where(_in_queue).order_by(*(column.desc() for column in _IN_ORDER)).limit(1)


class Queueing(Finding):
    """Reads queues."""

    def positions(self, booking: Booking) -> dict[tuple[int, str | None], int]:
        """Where a booking stands in the queues, counted from 1, by (attendee, session)."""
        waiting = [(a.number, place) for a, place in booking.places if place.status is Status.WAITLISTED]
        if not waiting:
            return {}
        stands = self._how_it_stands(booking.event)
        found: dict[tuple[int, str | None], int] = {}
        for attendee, place in waiting:
            session = place.session or ""
            # Counted from the end: whoever asks has most often just joined the queue.
            mine = {"event": booking.event, "session": session, "since": place.since, "attendee": attendee}
            found[attendee, place.session] = stands[session].waiting - self._behind(mine, booking.code)
        return found

    def _behind(self, mine: Mapping[str, Any], code: str) -> int:
        """How many wait behind that place of the booking of that code."""
        new = next((row["id"] for row in self._unwritten(t.bookings) if row["code"] == code), None)
        if new is None:
            return int(self._connection.execute(_COUNT_BEHIND, {**mine, "code": code}).scalar_one())
        queue = {name: mine[name] for name in ("event", "session")} | {"status": Status.WAITLISTED.value}
        after = (mine["since"], new, mine["attendee"])
        behind = sum(
            queue.items() <= row.items() and (row["since"], row["booking"], row["attendee"]) > after
            for row in self._unwritten(t.places)
        )
        if (last := self._last_in_line(mine["event"], mine["session"])) is None or last < mine["since"]:
            return behind
        return behind + int(self._bare.execute(_COUNT_BEHIND_NEW, {**mine, "booking": new}).scalar_one())

    def _last_in_line(self, event: str, session: str) -> datetime | None:
        """Since when the last one waits in that queue, as far as it is written."""
        if (event, session) not in self._last:
            last = self._bare.execute(_LAST, {"event": event, "session": session}).scalar_one_or_none()
            self._last[event, session] = last
        return self._last[event, session]

    def _how_it_stands(self, event: str) -> Mapping[str, Stand]:
        """Every session of the event."""
        if event in self._stands:
            return self._stands[event]
        found = self._connection.execute(SEATS, {"event": event})
        return {row.session: Stand(row.taken, row.waiting) for row in found}

    def all_positions(self, event: str) -> dict[tuple[str, int, str | None], int]:
        """All queues of an event: where everybody stands, counted from 1, by (code, attendee, session)."""
        sessions = [row.session for row in self._connection.execute(SEATS, {"event": event})]
        return {
            (entry.code, entry.attendee, session or None): position
            for session in sessions
            for position, entry in enumerate(self._queue(event, session), start=1)
        }

    def _head(self, event: Event, session: str | None, free: int) -> Iterator[Any]:
        """The queue as far as it could be served: until as many people were met who could sit as there are seats. A
        party is whoever of a booking waits since the same moment; what becomes of one too large, the event says."""
        capacity = event.capacity_of(session)
        met = 0
        for _, party in groupby(self._queue(event.id, session or ""), lambda entry: (entry.since, entry.booking)):
            entries = list(party)
            yield from entries
            able = sum(entry.able for entry in entries)
            if able <= free or event.booking.party == "split" or (capacity is not None and able > capacity):
                met += min(able, free)
            elif event.booking.large_party == "wait":
                return
            if met >= free:
                return

    def _queue(self, event: str, session: str) -> Iterator[Any]:
        here: dict[str, Any] = {"event": event, "session": session}
        page = self._connection.execute(_QUEUE, here).all()
        while page:
            yield from page
            end = page[-1]
            after = {"since": end.since, "booking": end.booking, "attendee": end.attendee}
            page = self._connection.execute(_NEXT, here | after).all() if len(page) == READ_AT_ONCE else []
