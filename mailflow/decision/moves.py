"""Moving places, and telling what moved between two states of a booking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from mailflow.domain.booking import Attendee, Booking, Place
from mailflow.domain.place import HELD, Cause, Status, moved

Spot = tuple[int, str | None]  # attendee number, session (None: the event itself)


def move(place: Place, cause: Cause, until: datetime | None = None) -> Place:
    """The place after that cause. ValueError for a move that does not exist."""
    status = moved(place.status, cause)
    kept = place.offer_until if cause is Cause.EXPIRE else None
    return replace(place, status=status, offer_until=until if status is Status.OFFERED else kept)


def with_place(attendee: Attendee, place: Place) -> Attendee:
    """The attendee with that place, instead of what they had in its session."""
    if any(p.session == place.session for p in attendee.places):
        return replace(attendee, places=tuple(place if p.session == place.session else p for p in attendee.places))
    return replace(attendee, places=(*attendee.places, place))


def wanted(attendee: Attendee, round_id: str | None, session: str | None, since: datetime) -> Place:
    """A place newly asked for; one given up before is taken up again, so that its calendar entry lives on."""
    old = next((p for p in attendee.places if p.session == session), None)
    if old is None:
        return Place(round=round_id, session=session, status=Status.WANTED, since=since)
    if old.status is Status.CANCELLED:
        return replace(move(old, Cause.RENEW), since=since)
    return old


def give_up(attendee: Attendee, cause: Cause = Cause.CANCEL) -> Attendee:
    """The attendee without any living place; who was marked as present or absent stays so."""
    return replace(attendee, places=tuple(p if p.status in _PAST else move(p, cause) for p in attendee.places))


def give_up_places(attendee: Attendee, places: Iterable[Place], cause: Cause = Cause.CANCEL) -> Attendee:
    """The attendee without those places."""
    for place in places:
        attendee = with_place(attendee, move(place, cause))
    return attendee


def living(attendee: Attendee, round_id: str) -> tuple[Place, ...]:
    """The attendee's places of that round that are not given up."""
    return tuple(p for p in attendee.places if p.round == round_id and p.status is not Status.CANCELLED)


def held(booking: Booking) -> Counter[str | None]:
    """Seats the booking takes, by session."""
    return Counter(p.session for _, p in booking.places if p.status in HELD)


def freed(before: Booking | None, after: Booking) -> tuple[str | None, ...]:
    """Sessions whose queue may move: the booking takes fewer seats there, or left the queue there.

    A party that gives up one of its waiting people may fit now; one that gives up waiting may have held up others.
    """
    if before is None:
        return ()
    left = (session for _, session in set(spots(before, Status.WAITLISTED)) & set(spots(after, Status.CANCELLED)))
    return tuple(dict.fromkeys((*(held(before) - held(after)), *left)))


def spots(booking: Booking | None, *statuses: Status) -> Iterator[Spot]:
    """Attendee and session of every place of those statuses."""
    return ((a.number, p.session) for a, p in booking.places if p.status in statuses) if booking else iter(())


def given_up(before: Booking, after: Booking) -> tuple[Spot, ...]:
    """Places that were living before and are given up now."""
    was = set(spots(before, *(set(Status) - {Status.CANCELLED})))
    return tuple(spot for spot in spots(after, Status.CANCELLED) if spot in was)


def resequenced(before: Booking | None, after: Booking) -> Booking:
    """The booking with its calendar entries counted on: one entry for the event and one a session, told to the contact.

    An entry that was told before and now says something else gets a higher SEQUENCE (RFC 5546 section 2.1.4).
    """
    if before is None:
        return after
    for session in dict.fromkeys(p.session for _, p in after.places):
        told = [p for _, p in before.places if p.session == session and (p.status in _TOLD or p.sequence)]
        if told and _entry(before, session) != _entry(after, session):
            after = _counted(after, session, max(p.sequence for p in told) + 1)
    return after


def counted_on(booking: Booking, sessions: Iterable[str | None]) -> Booking:
    """The booking with the calendar entries of those sessions (None: the event) counted on, where they were told."""
    for session in sessions:
        told = [p for _, p in booking.places if p.session == session and (p.status in _TOLD or p.sequence)]
        if told:
            booking = _counted(booking, session, max(p.sequence for p in told) + 1)
    return booking


_PAST = frozenset({Status.CANCELLED, Status.ATTENDED, Status.ABSENT})
_TOLD = HELD - {Status.OFFERED}


def _entry(booking: Booking, session: str | None) -> object:
    """What the entry says: who sits there; the event's entry also names everybody's sessions."""
    there = [a for a in booking.attendees if any(p.session == session and p.status in _TOLD for p in a.places)]
    sessions = [sorted(p.session for p in a.places if p.session and p.status in _TOLD) for a in there]
    return [a.name for a in there], sessions if session is None else []


def _counted(booking: Booking, session: str | None, sequence: int) -> Booking:
    def counted(attendee: Attendee) -> Attendee:
        return replace(
            attendee,
            places=tuple(replace(p, sequence=sequence) if p.session == session else p for p in attendee.places),
        )

    return replace(booking, attendees=tuple(counted(a) for a in booking.attendees))
