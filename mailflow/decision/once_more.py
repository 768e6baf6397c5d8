"""Who gave a booking up thinks better of it: what is not said anew is as it was, and a yes is asked for it."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision.book import new_booking
from mailflow.decision.case import Case
from mailflow.decision.decision import Decision
from mailflow.decision.names import same
from mailflow.domain.booking import NO_CHOICES, Attendee, Booking, Choices
from mailflow.domain.place import Status
from mailflow.understanding.reading import Intent, Person, Reading


def gave_it_up(booking: Booking) -> bool:
    """Whether every place was given up by the person, and none ran out."""
    places = [place for _, place in booking.places]
    return bool(places) and all(p.status is Status.CANCELLED and p.offer_until is None for p in places)


def once_more(case: Case, booking: Booking) -> Decision:
    """The booking they gave up as a new one, to be answered with a yes."""
    return new_booking(case.but(reading=_as_it_was(case.reading, booking)))


def _as_it_was(reading: Reading, booking: Booking) -> Reading:
    gone = booking.attendees
    named = [a for a in gone if a.name]
    people = reading.people
    if not people and reading.seats in {None, len(gone)}:
        people = tuple(Person(a.name) for a in named if a.name)
    return replace(
        reading,
        intent=Intent.BOOK,
        confident=False,
        seats=reading.seats or len(people if reading.people else gone),
        people=tuple(Person(p.name, {**_wishes_of(p.name, named), **reading.choices, **p.choices}) for p in people),
        choices={**_common(gone), **reading.choices},
    )


def _wishes_of(name: str, gone: list[Attendee]) -> Choices:
    return next((a.choices for a in gone if same(name, a.name)), NO_CHOICES)


def _common(gone: tuple[Attendee, ...]) -> Choices:
    """What all of them wanted."""
    wishes = [dict(a.choices) for a in gone]
    return wishes[0] if wishes and all(w == wishes[0] for w in wishes) else NO_CHOICES
