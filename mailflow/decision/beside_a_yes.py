"""What is said beside a yes: who joins, who comes instead. It is done with the yes, or a person looks at both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mailflow.decision import pending
from mailflow.decision.allocate import Seating, seat
from mailflow.decision.before_and_after import release_given_up
from mailflow.decision.case import Case
from mailflow.decision.edit import edit
from mailflow.decision.names import same
from mailflow.decision.seats import Seats
from mailflow.decision.window import shut_for_booking
from mailflow.domain.booking import NO_CHOICES, Booking
from mailflow.understanding.reading import Person, Reading


def with_what_else_is_said(case: Case, booking: Booking, seats: Seats) -> Booking | None:
    """The booking with the people the mail speaks of besides; None where that cannot be done as it is said."""
    besides = _besides(case.reading, booking)
    if besides is None:
        return booking
    result = edit(booking, besides, case.event, only_adds=True)
    grown = len(result.booking.attendees) > len(booking.attendees)
    too_many = grown and len(_there(result.booking)) > case.event.booking.max_party
    if result.unclear or too_many or (grown and shut_for_booking(case) is not None):
        return None
    release_given_up(booking, result.booking, seats)
    joined = [a.number for a in result.booking.attendees if not a.places]
    return seat(result.booking, joined, Seating(seats, case.request.arrived))


def with_the_yes(waiting: Reading, reading: Reading, booking: Booking) -> Reading:
    """What waited, and what the yes says besides: of everybody, where it says so of all; nothing of those who only sign
    or say that they come. Whoever else is named joins."""
    known = [a.name for a in booking.active if a.name]
    others = [p for p in reading.people if not _among(p.name, (*known, *(q.name for q in waiting.people)))]
    of_whom = [p for p in reading.people if p.choices or p in others]
    if reading.choices or (others and waiting.choices):
        told = [p.name for p in (*waiting.people, *of_whom)]
        of_whom += [Person(name) for name in known if not _among(name, told)]
    states_how_many = reading.seats or reading.fewer or reading.leaving or reading.replaced
    more = reading.more or (len(others) or None if not states_how_many else None)
    return pending.completed(waiting, replace(reading, people=tuple(of_whom), more=more))


def _among(name: str, names: Iterable[str]) -> bool:
    return any(same(name, known) for known in names)


def _besides(reading: Reading, booking: Booking) -> Reading | None:
    """What it says of others than those who are booked; None where it says nothing of them."""
    others = tuple(p for p in reading.people if not _among(p.name, (a.name for a in booking.active if a.name)))
    seats = reading.seats if (reading.seats or 0) > len(booking.active) else None
    if not any((others, seats, reading.more, reading.replaced, reading.leaving)):
        return None
    return replace(reading, people=others, seats=seats, choices=NO_CHOICES, dropped=(), fewer=None)


def _there(booking: Booking) -> list[int]:
    return [a.number for a in booking.attendees if a.active or not a.places]
