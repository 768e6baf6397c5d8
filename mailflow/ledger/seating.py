"""What the desk decides on: the counters and, where a seat is free, as much of each queue as could be served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    union,
    update,
)

from mailflow.decision.decision import Book
from mailflow.domain.booking import Booking, PlaceRef, Waiting
from mailflow.domain.event import Event
from mailflow.domain.place import Status
from mailflow.ledger import rows
from mailflow.ledger import tables as t
from mailflow.ledger.columns import Instant
from mailflow.ledger.finding import Finding
from mailflow.ledger.values import FoundBy, Seats

READ_AT_ONCE = 500  # people read from one queue; who serves it asks again until nothing moves

_SEATS = select(t.seats).where(t.seats.c.event == bindparam("event"))

# Literals, not parameters: only so the databases see that the partial indexes hold what is looked for.
_waitlisted: ColumnElement[str] = literal_column("'waitlisted'")
_offered: ColumnElement[str] = literal_column("'offered'")

_OFFERED = (
    select(t.places.c.session, func.count().label("places"))
    .where(t.places.c.event == bindparam("event"), t.places.c.status == _offered)
    .group_by(t.places.c.session)
)

# A queue in its order, from the entry after (since, booking, attendee) on. `able`: nothing is in the way of serving
# them: no question of ours; in a session, no offer in the same round, and a place at the event.
_p, _own, _offer = t.places, t.places.alias("own"), t.places.alias("offer")
_since = bindparam("since", type_=Instant)
_attendee = bindparam("attendee", type_=Integer)
_id_of_code = select(t.bookings.c.id).where(t.bookings.c.code == bindparam("code")).scalar_subquery()


def _after(booking: ColumnElement[int]) -> ColumnElement[bool]:
    """Behind that entry, in the queue's order."""
    same = and_(_p.c.since == _since, _p.c.booking == booking)
    return or_(
        _p.c.since > _since, and_(_p.c.since == _since, _p.c.booking > booking), and_(same, _p.c.attendee > _attendee)
    )


_in_queue = and_(_p.c.event == bindparam("event"), _p.c.session == bindparam("session"), _p.c.status == _waitlisted)
_same_person = [getattr(_own.c, name) == getattr(_p.c, name) for name in ("booking", "attendee")]
_at_event = exists().where(*_same_person, _own.c.session == "", _own.c.status == Status.CONFIRMED.value)
_offered_in_round = exists().where(
    *(getattr(_offer.c, name) == getattr(_p.c, name) for name in ("booking", "attendee", "round")),
    _offer.c.status == _offered,
)
_able = and_(t.bookings.c.asked_until.is_(None), or_(_p.c.session == "", and_(_at_event, ~_offered_in_round)))
_QUEUE = (
    select(_p.c.booking, _p.c.attendee, _p.c.since, t.bookings.c.code, _able.label("able"))
    .join(t.bookings, t.bookings.c.id == _p.c.booking)
    .where(_in_queue)
    .order_by(_p.c.since, _p.c.booking, _p.c.attendee)
    .limit(READ_AT_ONCE)
)
_NEXT = _QUEUE.where(_p.c.since >= _since, _after(bindparam("booking", type_=Integer)))
_COUNT_BEHIND = select(func.count()).where(_in_queue, _p.c.since >= _since, _after(_id_of_code))

_now = bindparam("now", type_=Instant)
_HOLDS = union(
    select(_p.c.event, _p.c.booking).where(_p.c.status == _offered, _p.c.offer_until <= _now),
    select(t.bookings.c.event, t.bookings.c.id).where(
        t.bookings.c.asked_until.is_not(None), t.bookings.c.asked_until <= _now
    ),
).subquery()
_EXPIRED = select(_HOLDS.c.event).distinct().order_by(_HOLDS.c.event)
_EXPIRING = select(_HOLDS.c.booking).where(_HOLDS.c.event == bindparam("event")).order_by(_HOLDS.c.booking)

_capacity = bindparam("seats", type_=Integer)
_SET_CAPACITY = (
    update(t.seats)
    .where(t.seats.c.event == bindparam("of_event"), t.seats.c.session == bindparam("of_session"))
    .values(capacity=_capacity, ceiling=case((t.seats.c.taken > _capacity, t.seats.c.taken), else_=_capacity))
)


class Seating(Finding):
    """Reads counters and queues; keeps capacities in step with the event files."""

    def book(
        self,
        event: Event,
        booking: Booking | None = None,
        found_by: FoundBy | None = None,
        address: str = "",
        name: str | None = None,
        *,
        with_queues: bool = False,
    ) -> Book:
        """The desk's book of this event. `address`, `name`: of the writer, whose other bookings are looked up.

        Queues are read where a seat is free and somebody waits: their head, as far as there are people who could take
        the free seats, at most READ_AT_ONCE of those; `with_queues`: the heads of all queues.
        """
        queues: dict[str | None, tuple[Waiting, ...]] = {}
        queued: dict[int, str] = {}
        stand = {row.session or None: row for row in self._connection.execute(_SEATS, {"event": event.id})}
        sessions = [session for session in _sessions(event) if session in stand]
        for session in (s for s in sessions if stand[s].waiting):
            capacity = event.capacity_of(session)
            free = READ_AT_ONCE if capacity is None else max(0, capacity - stand[session].taken)
            if free or with_queues:
                entries = list(self._head(event, session, min(free or READ_AT_ONCE, READ_AT_ONCE)))
                queues[session] = tuple(Waiting(PlaceRef(e.code, e.attendee, session), e.since) for e in entries)
                queued |= {entry.booking: entry.code for entry in entries}
        same_person = self.same_person(event.id, address, name)
        positions = {
            PlaceRef(one.code, attendee, session): position
            for one in {b.code: b for b in (booking, *same_person) if b is not None}.values()
            for (attendee, session), position in self.positions(one).items()
        }
        return Book(
            event=event,
            taken={session: stand[session].taken for session in sessions},
            waiting={session: stand[session].waiting for session in sessions},
            queues=queues,
            queued={queued[row_id]: b for row_id, b in rows.load(self._connection, list(queued)).items()},
            booking=booking,
            found_by=found_by,
            same_person=same_person,
            positions=positions,
        )

    def seats(self, event: str) -> tuple[Seats, ...]:
        """How every session of the event stands, the event itself first; also sessions no longer in its file."""
        offered = {row.session: row.places for row in self._connection.execute(_OFFERED, {"event": event})}
        return tuple(
            Seats(
                session=row.session or None,
                capacity=row.capacity,
                taken=row.taken,
                offered=offered.get(row.session, 0),
                waiting=row.waiting,
            )
            for row in self._connection.execute(_SEATS.order_by(t.seats.c.session), {"event": event})
        )

    def positions(self, booking: Booking) -> dict[tuple[int, str | None], int]:
        """Where a booking stands in the queues, counted from 1, by (attendee, session)."""
        waiting = [(a.number, place) for a, place in booking.places if place.status is Status.WAITLISTED]
        if not waiting:
            return {}
        lengths = {row.session: row.waiting for row in self._connection.execute(_SEATS, {"event": booking.event})}
        found: dict[tuple[int, str | None], int] = {}
        for attendee, place in waiting:
            session = place.session or ""
            # Counted from the end: whoever asks has most often just joined the queue.
            mine = {"event": booking.event, "session": session, "since": place.since, "code": booking.code}
            behind = self._connection.execute(_COUNT_BEHIND, {**mine, "attendee": attendee}).scalar_one()
            found[attendee, place.session] = lengths[session] - behind
        return found

    def all_positions(self, event: str) -> dict[tuple[str, int, str | None], int]:
        """All queues of an event: where everybody stands, counted from 1, by (code, attendee, session)."""
        sessions = [row.session for row in self._connection.execute(_SEATS, {"event": event})]
        return {
            (entry.code, entry.attendee, session or None): position
            for session in sessions
            for position, entry in enumerate(self._queue(event, session), start=1)
        }

    def expired(self, now: datetime) -> list[str]:
        """Events with offers, or with seats held for an answer, that ran out."""
        return list(self._connection.execute(_EXPIRED, {"now": now}).scalars())

    def expiring(self, event: str, now: datetime) -> tuple[Booking, ...]:
        """The bookings of these offers and holds."""
        ids = self._connection.execute(_EXPIRING, {"event": event, "now": now}).scalars().all()
        return tuple(rows.load(self._connection, ids).values())

    def sync_capacities(self, events: Iterable[Event]) -> list[str]:
        """Takes over the capacities of the event files. Returns the events where somebody waits while a seat is free:
        after a raised capacity, or because a queue was not served before mailflow stopped."""
        to_serve = []
        for event in sorted(events, key=lambda event: event.id):
            wanted = {session or "": event.capacity_of(session) for session in _sessions(event)}
            stand = {row.session: row for row in self._connection.execute(_SEATS, {"event": event.id})}
            changed = [s for s, capacity in wanted.items() if s not in stand or stand[s].capacity != capacity]
            if changed:
                self.lock(event)
                self._connection.execute(
                    _SET_CAPACITY, [{"of_event": event.id, "of_session": s, "seats": wanted[s]} for s in changed]
                )
            if any(
                row.waiting and (wanted[s] is None or row.taken < wanted[s]) for s, row in stand.items() if s in wanted
            ):
                to_serve.append(event.id)
        return to_serve

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


def _sessions(event: Event) -> tuple[str | None, ...]:
    return (None, *(session.id for session in event.sessions))
