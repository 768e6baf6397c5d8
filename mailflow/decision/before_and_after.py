"""What a change makes of a booking: what differs, and the seats for it."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision.allocate import Seating, seat
from mailflow.decision.case import Case
from mailflow.decision.moves import given_up, spots
from mailflow.decision.names import same
from mailflow.decision.seats import Seats
from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.place import HELD, LIVING


def reseated(case: Case, before: Booking, edited: Booking) -> Booking:
    """Seats for who is new and for who wants something else."""
    seats = Seats(case.book)
    release_given_up(before, edited, seats)
    wishes = {a.number: a.choices for a in before.attendees}
    moving = [
        a.number for a in edited.attendees if wishes.get(a.number) != a.choices and _stays(before, a.number, edited)
    ]
    return seat(edited, moving, Seating(seats, case.request.arrived))


def only_joins(case: Case, before: Booking, after: Booking) -> bool:
    """Whether people are added and nothing else: what anybody may ask who books."""
    known = {a.number for a in before.attendees}
    untouched = replace(after, attendees=tuple(a for a in after.attendees if a.number in known))
    return case.request.proven is not False and len(after.active) > len(before.active) and same_facts(before, untouched)


def who_is_there(booking: Booking) -> list[Attendee]:
    """The people of a booking, those who are new to it and have no place yet included."""
    return [a for a in booking.attendees if a.active or not a.places]


def _stays(before: Booking, number: int, after: Booking) -> bool:
    known = {a.number for a in before.attendees}
    return number not in known or any(a.number == number for a in after.active)


def release_given_up(before: Booking, after: Booking, seats: Seats) -> None:
    """Seats given up in this very mail are free again."""
    taken = set(spots(before, *HELD))
    for number, session in given_up(before, after):
        if (number, session) in taken:
            seats.release(session)


def same_facts(before: Booking, after: Booking) -> bool:
    """Whether nothing was altered that anybody would be told."""
    return replace(before, asked=(), asked_until=None, pending="") == replace(
        after, asked=(), asked_until=None, pending=""
    )


def renamed(before: Booking, after: Booking) -> bool:
    """Whether somebody bears another name, and not only a fuller one."""
    names = {a.number: a.name for a in after.attendees}
    return any(a.name and not same(a.name, names.get(a.number)) for a in before.active)


def takes_seats(before: Booking, after: Booking) -> bool:
    """Whether somebody sits or waits where they did not."""
    return bool(set(spots(after, *LIVING)) - set(spots(before, *LIVING)))


def answers_only(before: Booking, after: Booking) -> bool:
    """Whether the change only adds what we had asked for."""
    asked = any(question.split(":")[0] in {"choices", "names"} for question in before.asked) and not before.pending
    grown = len(after.active) != len(before.active)
    return asked and not grown and not given_up(before, after) and not renamed(before, after)
