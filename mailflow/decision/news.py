"""The event's file was changed while bookings stand: whom that concerns, and what becomes of their bookings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mailflow.decision.cancel import whole
from mailflow.decision.moves import counted_on, give_up_places, resequenced
from mailflow.domain.booking import Booking
from mailflow.domain.edition import Difference
from mailflow.domain.event import Event
from mailflow.domain.letter import Query
from mailflow.domain.place import LIVING, Status

_UNDONE = LIVING - {Status.ATTENDED, Status.ABSENT}  # who was there has been there


def concerning(booking: Booking, news: Iterable[Difference]) -> tuple[Difference, ...]:
    """What of the news is about the places of this booking."""
    sessions = {place.session for _, place in booking.places if place.status in LIVING}
    return tuple(difference for difference in news if difference.session in sessions)


def brought_up_to_date(booking: Booking, news: Sequence[Difference]) -> Booking:
    """The booking without places in what is not held any more, its calendar entries counted on."""
    if any(difference.session is None and difference.now is None for difference in news):
        return replace(resequenced(booking, whole(booking)), asked=(), asked_until=None, pending="")
    gone = {difference.session for difference in news if difference.now is None}
    counted = counted_on(booking, (None, *(difference.session for difference in news if difference.session)))
    for attendee in counted.attendees:
        lost = [place for place in attendee.places if place.session in gone and place.status in _UNDONE]
        counted = counted.with_attendee(give_up_places(attendee, lost))
    return counted


def choices_anew(before: Booking, after: Booking, event: Event) -> tuple[Query, ...]:
    """Whoever has lost a session to the event's file is asked for another of its round, where there is any."""
    lost = {
        (place.round, attendee.number)
        for attendee, place in before.places
        if place.status in _UNDONE and place.session and not _has(after, attendee.number, place.session)
    }
    return tuple(
        Query(about="choices", round=round_.id, names=_names(after, {n for id_, n in lost if id_ == round_.id}))
        for round_ in event.rounds
        if any(id_ == round_.id for id_, _ in lost)
    )


def _has(booking: Booking, number: int, session: str) -> bool:
    return any(a.number == number and a.place(session) is not None for a in booking.attendees)


def _names(booking: Booking, numbers: set[int]) -> tuple[str, ...]:
    """Whose choice it is; nobody is named where it is everybody's, or where one has no name."""
    those = [attendee for attendee in booking.active if attendee.number in numbers]
    all_named = len(those) < len(booking.active) and all(attendee.name for attendee in those)
    return tuple(attendee.name for attendee in those if attendee.name) if all_named else ()
