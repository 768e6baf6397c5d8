"""What the desk decides on: the counters and, where a seat is free, as much of each queue as could be served."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    Integer,
    bindparam,
    case,
    exists,
    func,
    select,
    union,
    update,
)

from mailflow.decision.decision import Book
from mailflow.domain.booking import Booking, PlaceRef, Waiting
from mailflow.domain.event import Event
from mailflow.ledger import tables as t
from mailflow.ledger.columns import Instant
from mailflow.ledger.queueing import OFFERED, READ_AT_ONCE, Queueing
from mailflow.ledger.values import FoundBy, Seats
from mailflow.ledger.work import SEATS

_OFFERED_PLACES = (
    select(t.places.c.session, func.count().label("places"))
    .where(t.places.c.event == bindparam("event"), t.places.c.status == OFFERED)
    .group_by(t.places.c.session)
)

_now = bindparam("now", type_=Instant)
_HOLDS = union(
    select(t.places.c.event, t.places.c.booking).where(t.places.c.status == OFFERED, t.places.c.offer_until <= _now),
    select(t.bookings.c.event, t.bookings.c.id).where(
        t.bookings.c.asked_until.is_not(None), t.bookings.c.asked_until <= _now
    ),
).subquery()
# Who has answered our question and is told that a person looks at the answer, is not told that none came.
_ANSWERS = ("doubt", "party", "odd")
_with_a_person = exists().where(
    t.bookings.c.id == _HOLDS.c.booking,
    t.bookings.c.asked_until.is_not(None),
    t.reviews.c.booking == t.bookings.c.code,
    t.reviews.c.settled_at.is_(None),
    t.reviews.c.kind.in_(_ANSWERS),
)
_EXPIRED = select(_HOLDS.c.event).where(~_with_a_person).distinct().order_by(_HOLDS.c.event)
_EXPIRING = (
    select(_HOLDS.c.booking).where(_HOLDS.c.event == bindparam("event"), ~_with_a_person).order_by(_HOLDS.c.booking)
)
_HELD = union(
    select(t.places.c.booking).where(t.places.c.event == bindparam("event"), t.places.c.status == OFFERED),
    select(t.bookings.c.id).where(t.bookings.c.event == bindparam("event"), t.bookings.c.asked_until.is_not(None)),
)

_capacity = bindparam("seats", type_=Integer)
_SET_CAPACITY = (
    update(t.seats)
    .where(t.seats.c.event == bindparam("of_event"), t.seats.c.session == bindparam("of_session"))
    .values(capacity=_capacity, ceiling=case((t.seats.c.taken > _capacity, t.seats.c.taken), else_=_capacity))
)


class Seating(Queueing):
    """Reads the desk's book; keeps capacities in step with the event files."""

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
        stand = {session or None: one for session, one in self._how_it_stands(event.id).items()}
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
            queued={queued[row_id]: b for row_id, b in self._load(list(queued)).items()},
            booking=booking,
            found_by=found_by,
            same_person=same_person,
            positions=positions,
        )

    def seats(self, event: str) -> tuple[Seats, ...]:
        """How every session of the event stands, the event itself first; also sessions no longer in its file."""
        offered = {row.session: row.places for row in self._connection.execute(_OFFERED_PLACES, {"event": event})}
        return tuple(
            Seats(
                session=row.session or None,
                capacity=row.capacity,
                taken=row.taken,
                offered=offered.get(row.session, 0),
                waiting=row.waiting,
            )
            for row in self._connection.execute(SEATS.order_by(t.seats.c.session), {"event": event})
        )

    def expired(self, now: datetime) -> list[str]:
        """Events with offers, or with seats held for an answer, that ran out."""
        return list(self._connection.execute(_EXPIRED, {"now": now}).scalars())

    def expiring(self, event: str, now: datetime) -> tuple[Booking, ...]:
        """The bookings of these offers and holds."""
        ids = self._connection.execute(_EXPIRING, {"event": event, "now": now}).scalars().all()
        return tuple(self._load(ids).values())

    def held_for_answers(self, event: str) -> tuple[Booking, ...]:
        """The bookings with offers, or with seats held for an answer."""
        return tuple(self._load(sorted(self._connection.execute(_HELD, {"event": event}).scalars())).values())

    def sync_capacities(self, events: Iterable[Event]) -> list[str]:
        """Takes over the capacities of the event files. Returns the events where somebody waits while a seat is free:
        after a raised capacity, or because a queue was not served before mailflow stopped."""
        to_serve = []
        for event in sorted(events, key=lambda event: event.id):
            wanted = {session or "": event.capacity_of(session) for session in _sessions(event)}
            stand = {row.session: row for row in self._connection.execute(SEATS, {"event": event.id})}
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


def _sessions(event: Event) -> tuple[str | None, ...]:
    return (None, *(session.id for session in event.sessions))
