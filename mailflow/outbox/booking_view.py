"""A booking as templates see it: who comes, where to, and how each place stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mailflow.domain.booking import Attendee, Booking, Place
from mailflow.domain.event import Event
from mailflow.domain.place import HELD, Status
from mailflow.outbox.dates import At, at
from mailflow.outbox.view import Positions, SessionView, telephone


@dataclass(frozen=True, slots=True)
class LineView:
    """One place of a person. `session` None: at the event itself. `status` as in domain/place.py."""

    session: SessionView | None
    status: str
    position: int | None
    until: At | None


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person of a booking, or `count` unnamed ones who are alike. `lines` follow the rounds; `at_event` apart."""

    count: int
    name: str
    at_event: LineView | None
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class BookingView:
    """A booking. `seats`: people who have not given up; `waiting`, `confirmed`: whether any place waits, or is had.

    `awaits`: what we wait for: "answer" to what we asked before it is confirmed, or to an "offer"; else "". `held`: how
    many places are held for an answer.
    """

    code: str
    seats: int
    people: tuple[PersonView, ...]
    sessions: tuple[SessionView, ...]
    at_event: str
    waiting: bool
    confirmed: bool
    awaits: str
    held: int
    contact: str
    email: str
    phone: str
    organization: str
    requests: tuple[str, ...]


def booking_view(booking: Booking, event: Event, sessions: Mapping[str, SessionView], language: str,
                 positions: Positions) -> BookingView:  # fmt: skip
    """A booking as it stands, in words: who sits where, and who waits at which place of the queue."""
    people = _merged([_person(a, event, sessions, language, positions) for a in booking.active])
    held = {p.session for a in booking.active for p in a.places if p.status in HELD and p.session}
    statuses = [p.status for a in booking.active for p in a.places]
    return BookingView(
        code=booking.code,
        seats=len(booking.active),
        people=people,
        sessions=tuple(view for id_, view in sessions.items() if id_ in held),
        at_event=_together([p.at_event.status for p in people if p.at_event]),
        waiting=Status.WAITLISTED in statuses,
        confirmed=Status.CONFIRMED in statuses,
        awaits="answer" if booking.asked_until else "offer" if Status.OFFERED in statuses else "",
        held=sum(_held(a) for a in booking.active),
        contact=booking.contact.name or "",
        email=booking.contact.email or "",
        phone=telephone(booking.contact.phone) if booking.contact.phone else "",
        organization=booking.contact.organization or "",
        requests=tuple(dict.fromkeys((*booking.requests, *(r for a in booking.active for r in a.requests)))),
    )


def _held(attendee: Attendee) -> int:
    """How many places are held for them: the sessions that go with a place at the event are no further ones."""
    offered = [p.session for p in attendee.places if p.status is Status.OFFERED]
    return 1 if None in offered else len(offered)


def _merged(people: list[PersonView]) -> tuple[PersonView, ...]:
    merged: list[PersonView] = []
    for person in people:
        last = merged[-1] if merged else None
        if last and not person.name and replace(last, count=1) == person:
            merged[-1] = replace(last, count=last.count + 1)
        else:
            merged.append(person)
    return tuple(merged)


def _together(statuses: list[str]) -> str:
    return statuses[0] if len(set(statuses)) == 1 else "mixed" if statuses else ""


def _person(attendee: Attendee, event: Event, sessions: Mapping[str, SessionView], language: str,
            positions: Positions) -> PersonView:  # fmt: skip
    def line(place: Place) -> LineView:
        return LineView(
            session=sessions.get(place.session, no_more(place, event)) if place.session else None,
            status=place.status.value,
            position=positions.get((attendee.number, place.session)),
            until=at(place.offer_until, event.timezone, language) if place.offer_until else None,
        )

    return PersonView(
        count=1,
        name=attendee.name or "",
        at_event=next((line(p) for p in attendee.places if not p.session and p.status is not Status.CANCELLED), None),
        lines=tuple(line(place) for place in _in_order(attendee, sessions)),
    )


def no_more(place: Place, event: Event) -> SessionView:
    """A session that the event's file no longer has: told by its id, so that the letter can still be sent."""
    round_ = place.round or ""
    return known_by_id(place.session or "", next((r.title for r in event.rounds if r.id == round_), round_))


def known_by_id(session: str, round_title: str = "") -> SessionView:
    """A session of which the id is all that is left."""
    return SessionView(session, session, session, session, round_title, when=None, day="", room="", objectives=())


def _in_order(attendee: Attendee, sessions: Mapping[str, SessionView]) -> Iterator[Place]:
    living = [p for p in attendee.places if p.session and p.status is not Status.CANCELLED]
    order = {id_: index for index, id_ in enumerate(sessions)}
    return iter(sorted(living, key=lambda p: order.get(p.session or "", len(order))))
