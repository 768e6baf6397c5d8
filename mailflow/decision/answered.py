"""The answer to what we asked of a booking."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision import asks
from mailflow.decision.allocate import Seating, confirmed, seat
from mailflow.decision.ask_first import unsettled, with_open_choices
from mailflow.decision.before_and_after import (
    release_given_up,
    same_facts,
    who_is_there,
)
from mailflow.decision.book import standing_letter, too_large
from mailflow.decision.case import Case
from mailflow.decision.decision import Decision
from mailflow.decision.edit import edit
from mailflow.decision.full_names import with_full_names
from mailflow.decision.moves import resequenced
from mailflow.decision.seats import Seats
from mailflow.decision.stated import states
from mailflow.domain.booking import Booking
from mailflow.domain.letter import Ask, Query
from mailflow.understanding.reading import Intent, Reading

# questions that a plain yes settles
SETTLED_BY_YES = frozenset({"other", "date"})


def answer(case: Case, booking: Booking) -> Decision:
    """The answer to what we asked while holding the seats: it confirms them, or a person looks."""
    reading = case.reading
    result = edit(booking, reading, case.event)
    still = open_questions(booking, result.booking, reading)
    if not reading.confident or still or result.unclear or not states(reading):
        return unsettled(case)
    size = len(who_is_there(result.booking))
    if size > case.event.booking.max_party:
        return too_large(case, size)
    if rest := names_missing(case, result.booking):
        return ask_for_the_rest(case, booking, result.booking, rest)
    after = confirm_held(case, booking, result.booking)
    wishes = asks.wishes(case.event, after.active)
    after = replace(after, asked=asks.asked(wishes))
    letter = standing_letter(case, after, wishes)
    return case.decided("the answer settles it", letter, before=booking, booking=after)


def confirm_held(case: Case, before: Booking, edited: Booking) -> Booking:
    """Held places are theirs, and what was not held is seated or put in line."""
    seats = Seats(case.book)
    release_given_up(before, edited, seats)
    after = confirmed(with_full_names(edited, case.reading))
    after = seat(after, [a.number for a in who_is_there(after)], Seating(seats, case.request.arrived))
    return resequenced(before, after)


def names_missing(case: Case, edited: Booking) -> tuple[Query, ...]:
    """The question who comes, where the event wants every name and an answer told some."""
    people = who_is_there(edited)
    return tuple(query for query in asks.missing(case.event, len(people), people) if query.about == "names")


def ask_for_the_rest(case: Case, before: Booking, edited: Booking, queries: tuple[Query, ...]) -> Decision:
    """Half an answer is kept, and the other half asked for while the seats are held on; no half, and a person looks."""
    if same_facts(before, edited):
        return unsettled(case)
    seats, until = Seats(case.book), before.asked_until
    release_given_up(before, edited, seats)
    numbers = [a.number for a in who_is_there(edited)]
    after = seat(edited, numbers, Seating(seats, case.request.arrived, until))
    after = replace(after, asked=with_open_choices(asks.asked(queries), before, after))
    letter = case.letter(Ask, queries=queries, booking=after, held_until=until)
    return case.decided("asked: " + ", ".join(after.asked), letter, before=before, booking=after)


def open_questions(before: Booking, after: Booking, reading: Reading) -> tuple[str, ...]:
    """Of what we asked of the booking, what the answer (`after` it) leaves open."""
    asked = tuple(question for question in before.asked if not question.startswith("confirm"))
    still = tuple(question for question in asked if not _settles(question, after, reading))
    if still == asked:
        return still
    return tuple(question for question in still if not question.startswith("choices"))  # a place without one is a place


def _settles(question: str, after: Booking, reading: Reading) -> bool:
    about, _, round_id = question.partition(":")
    if about == "seats":
        return any((reading.seats, reading.people, reading.more, reading.fewer))
    if about == "leaving":
        return bool(reading.leaving or reading.people or reading.fewer == 0 or reading.seats)
    if about == "names":
        named = reading.people or reading.replaced or reading.leaving
        return bool(named) or all(a.name for a in who_is_there(after))
    if about == "choices" and round_id:
        return any(round_id in a.choices for a in who_is_there(after)) or round_id in reading.dropped
    return question in SETTLED_BY_YES or reading.intent is not Intent.ACCEPT
