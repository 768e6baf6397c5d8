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

ASKED_WITH_IT = frozenset({"seats", "intent"})  # doubts that 'shall it be as it was?' asks about


def gave_it_up(booking: Booking) -> bool:
    """Whether every place was given up by the person, and none ran out."""
    places = [place for _, place in booking.places]
    return bool(places) and all(p.status is Status.CANCELLED and p.offer_until is None for p in places)


def once_more(case: Case, booking: Booking) -> Decision:
    """The booking they gave up as a new one, to be answered with a yes."""
    return new_booking(case.but(reading=_as_it_was(case.reading, booking)))


def _as_it_was(reading: Reading, booking: Booking) -> Reading:
    """With everybody who was booked, where the mail does not say for sure who comes."""
    gone = booking.attendees
    named = [a for a in gone if a.name]
    unsure = any(doubt.about == "seats" for doubt in reading.doubts)
    people = () if unsure or _only_the_writer(reading, named) else reading.people
    seats = (None if unsure else reading.seats) or len(people) or len(gone)
    if not people and seats == len(gone):
        people = tuple(Person(a.name) for a in named if a.name)
    return replace(
        reading,
        intent=Intent.BOOK,
        confident=False,
        seats=seats,
        people=tuple(Person(p.name, {**_wishes_of(p.name, named), **reading.choices, **p.choices}) for p in people),
        choices={**_common(gone), **reading.choices},
        doubts=tuple(doubt for doubt in reading.doubts if doubt.about not in ASKED_WITH_IT),
    )


def _only_the_writer(reading: Reading, gone: list[Attendee]) -> bool:
    """Whether a mail names nobody but who wrote it, who was not to come: a mother says that her daughter comes."""
    writer = reading.contact.name or ""
    meant = bool(reading.people) and all(same(p.name, writer) for p in reading.people)
    return meant and bool(gone) and not any(a.name and same(a.name, writer) for a in gone)


def _wishes_of(name: str, gone: list[Attendee]) -> Choices:
    return next((a.choices for a in gone if same(name, a.name)), NO_CHOICES)


def _common(gone: tuple[Attendee, ...]) -> Choices:
    """What all of them wanted."""
    wishes = [dict(a.choices) for a in gone]
    return wishes[0] if wishes and all(w == wishes[0] for w in wishes) else NO_CHOICES
