"""A booking altered: by plain reply, by the answer to a question of ours, or by booking again."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision import asks, pending
from mailflow.decision.allocate import Seating, confirmed, seat
from mailflow.decision.book import standing_letter, too_large
from mailflow.decision.case import Case
from mailflow.decision.decision import Decision
from mailflow.decision.edit import edit
from mailflow.decision.full_names import with_full_names
from mailflow.decision.identity import Standing, standing
from mailflow.decision.moves import given_up, resequenced, spots
from mailflow.decision.names import same
from mailflow.decision.seats import Seats
from mailflow.decision.vocabulary import folded
from mailflow.decision.window import shut_for_all, shut_for_booking
from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.letter import Already, Ask, Cancelled, Changed, Closed, Query
from mailflow.domain.place import HELD, LIVING
from mailflow.understanding.reading import Intent, Reading

# questions that a plain yes settles
SETTLED_BY_YES = frozenset({"other", "date"})


def change(case: Case, booking: Booking, reading: Reading | None = None) -> Decision:
    """Does to the booking what the mail says, as far as the sender may."""
    reading = reading or case.reading
    may = standing(case, booking)
    if may is Standing.PERSON:
        return case.to_a_person("a stranger's change", case.not_theirs, kind="identity")
    if (why := shut_for_all(case)) is not None:
        return case.decided(f"closed: {why}", case.letter(Closed, why=why, wanted="change"))
    if booking.asked_until is not None:
        return answer(case, booking)
    result = edit(booking, reading, case.event)
    after = _reseated(case, booking, result.booking)
    if queries := _doubtful(case, booking, after, reading, result.unclear):
        if {query.about for query in queries} == {"other"} and same_facts(booking, after):
            queries = (Query(about="change"),)  # nothing was understood that a yes could settle
        return ask_change(case, booking, reading, queries, after)
    if may is Standing.CONFIRM and not same_facts(booking, after) and not _only_joins(case, booking, after):
        return confirm_first(case, booking, reading, "confirm-change")
    return carry_out(case, booking, after)


def states(reading: Reading) -> bool:
    """Whether a change says what is to change."""
    return any((
        reading.seats, reading.people, reading.choices, reading.leaving, reading.replaced, reading.dropped,
        reading.fewer, reading.more, reading.requests, reading.question,
    ))  # fmt: skip


def _doubtful(
    case: Case, before: Booking, after: Booking, reading: Reading, unclear: tuple[Query, ...]
) -> tuple[Query, ...]:
    """What must be asked first. What is so already need not be sure: 'Anna Rossi will be there'; at the desk there is
    perhaps only a new telephone number."""
    if reading.people and not reading.doubts and not unclear and same_facts(before, after):
        return ()
    if reading.confident and not states(reading) and same_facts(before, after) and not case.at_desk:
        return (Query(about="change"),)
    queries = asks.merged(tuple(_of_what_goes(query, reading) for query in asks.doubts(reading)), unclear)
    if not queries and not same_facts(before, after) and _speaks_of_who_left(before, reading):
        return (Query(about="other"),)
    return queries


def _of_what_goes(query: Query, reading: Reading) -> Query:
    """Who gives a round up is not asked which session of it they want, but whether that was meant."""
    return Query(about="other") if query.about == "choices" and query.round in reading.dropped else query


def _speaks_of_who_left(booking: Booking, reading: Reading) -> bool:
    """Whether a person is named who had left: what is said may be of them, and not of those who are there."""
    told = (*reading.leaving, *reading.replaced, *reading.replaced.values(), *(p.name for p in reading.people))
    known = (*told, *(a.name for a in booking.active))
    gone = [a.name for a in booking.attendees if a.name and not any(same(a.name, name) for name in known)]
    return any(folded(name)[0] in folded(reading.text) for name in gone)


def again(case: Case, booking: Booking) -> Decision:
    """The same person books again: one booking. What is new is added; what takes something away is confirmed first."""
    if booking.asked_until is not None:
        return answer(case, booking)
    result = edit(booking, case.reading, case.event, only_adds=True)
    after, unclear = _reseated(case, booking, result.booking), result.unclear
    if not case.reading.confident:
        return _unclear_again(case, booking, after)
    if unclear:
        return ask_change(case, booking, case.reading, unclear)
    if same_facts(booking, after):
        named = resequenced(booking, with_full_names(booking, case.reading))
        return case.decided("booked already", case.letter(Already, booking=named), before=booking, booking=named)
    takes_away = given_up(booking, after) or _renamed(booking, after)
    if takes_away and standing(case, booking) is not Standing.ALLOWED:
        return confirm_first(case, booking, case.reading, "confirm-change")
    return carry_out(case, booking, after)


def answer(case: Case, booking: Booking) -> Decision:
    """The answer to what we asked while holding the seats: it confirms them, or a person looks."""
    reading = case.reading
    result = edit(booking, reading, case.event)
    still = open_questions(booking, result.booking, reading)
    if not reading.confident or still or result.unclear or not states(reading):
        return unsettled(case)
    size = len(_present(result.booking))
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
    after = seat(after, [a.number for a in _present(after)], Seating(seats, case.request.arrived))
    return resequenced(before, after)


def names_missing(case: Case, edited: Booking) -> tuple[Query, ...]:
    """The question who comes, where the event wants every name and an answer told some."""
    people = _present(edited)
    return tuple(query for query in asks.missing(case.event, len(people), people) if query.about == "names")


def ask_for_the_rest(case: Case, before: Booking, edited: Booking, queries: tuple[Query, ...]) -> Decision:
    """Half an answer is kept, and the other half asked for while the seats are held on; no half, and a person looks."""
    if same_facts(before, edited):
        return unsettled(case)
    seats, until = Seats(case.book), before.asked_until
    release_given_up(before, edited, seats)
    numbers = [a.number for a in _present(edited)]
    after = seat(edited, numbers, Seating(seats, case.request.arrived, until))
    after = replace(after, asked=_with_open_choices(asks.asked(queries), before, after))
    letter = case.letter(Ask, queries=queries, booking=after, held_until=until)
    return case.decided("asked: " + ", ".join(after.asked), letter, before=before, booking=after)


def unsettled(case: Case) -> Decision:
    """We asked once, and it is still not clear: a person."""
    return case.to_a_person("the answer does not settle it", case.says("unsettled"))


def ask_change(
    case: Case, booking: Booking, reading: Reading, queries: tuple[Query, ...], after: Booking | None = None
) -> Decision:
    """Asks for what a change lacks; what was understood is kept until the answer.

    `after`: the booking as it would be; shown where a yes to it is asked.
    """
    asked = asks.asked(queries)
    if booking.pending and set(asked) <= set(booking.asked):
        return unsettled(case)
    waits = replace(booking, asked=_with_open_choices(asked, booking, booking), pending=pending.pack(reading))
    shown = after if after and asked == ("other",) else booking
    letter = case.letter(Ask, queries=queries, booking=shown)
    return case.decided("asked: " + ", ".join(asked), letter, before=booking, booking=waits)


def confirm_first(case: Case, booking: Booking, reading: Reading, about: str) -> Decision:
    """The address alone is no proof: the booking's own address is asked whether it is so."""
    packed = pending.pack(reading)
    if about in booking.asked and booking.pending == packed:
        return case.to_a_person("asked to confirm already", case.says("stranger"), kind="identity")
    waits = replace(booking, asked=tuple(dict.fromkeys((*booking.asked, about))), pending=packed)
    letter = case.letter(Ask, to=booking.contact.email, queries=(Query(about=about),), booking=booking)
    return case.decided(f"asked: {about}", letter, before=booking, booking=waits)


def carry_out(case: Case, before: Booking, after: Booking) -> Decision:
    """Writes a change, if what it needs can still be had."""
    if case.request.proven is False:
        after = replace(after, contact=before.contact)  # whoever is forged tells no phone and no firm of theirs
    size = len(after.active)
    if same_facts(before, after):
        open_still = _with_open_choices((), before, before)
        settled = replace(before, asked=open_still, pending="") if before.pending else before
        settled = resequenced(before, with_full_names(settled, case.reading))
        return case.decided("nothing new", case.letter(Already, booking=settled), before=before, booking=settled)
    if size > case.event.booking.max_party and size > len(before.active):
        return too_large(case, size, told="doubt")
    if _takes_seats(before, after) and (why := shut_for_booking(case)) is not None:
        return case.decided(f"closed: {why}", case.letter(Closed, why=why, wanted="change"))
    queries = _missing_of_joined(case, before, after)
    asked = _with_open_choices(asks.asked(queries), before, after, case.reading.dropped)
    after = resequenced(before, with_full_names(after, case.reading))
    after = replace(after, asked=asked, asked_until=None, pending="")
    if not after.active:
        after = replace(after, asked=())
        told = case.letter(Cancelled, booking=after, given_up=given_up(before, after), whole=True)
        return case.decided("cancelled", told, before=before, booking=after)
    if _answers_only(before, after):
        return case.decided("completed", standing_letter(case, after), before=before, booking=after)
    letter = case.letter(Changed, booking=after, before=before, queries=queries)
    return case.decided("changed", letter, before=before, booking=after)


def _with_open_choices(
    asked: tuple[str, ...], before: Booking, after: Booking, dropped: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """What is asked now, and of the sessions asked for before those that somebody has still to choose."""
    rounds = {q: q.removeprefix("choices:") for q in before.asked if q.startswith("choices:")}
    still = (q for q, r in rounds.items() if r not in dropped and not all(r in a.choices for a in after.active))
    return tuple(dict.fromkeys((*asked, *still)))


def _missing_of_joined(case: Case, before: Booking, after: Booking) -> tuple[Query, ...]:
    """The sessions that who joined did not choose: asked in the letter that tells of them."""
    known = {a.number for a in before.attendees}
    joined = [a for a in after.active if a.number not in known]
    return asks.wishes(case.event, after.active, joined) if joined else ()


def _reseated(case: Case, before: Booking, edited: Booking) -> Booking:
    """Seats for who is new and for who wants something else."""
    seats = Seats(case.book)
    release_given_up(before, edited, seats)
    wishes = {a.number: a.choices for a in before.attendees}
    moving = [
        a.number for a in edited.attendees if wishes.get(a.number) != a.choices and _stays(before, a.number, edited)
    ]
    return seat(edited, moving, Seating(seats, case.request.arrived))


def _only_joins(case: Case, before: Booking, after: Booking) -> bool:
    """Whether people are added and nothing else: what anybody may ask who books."""
    known = {a.number for a in before.attendees}
    untouched = replace(after, attendees=tuple(a for a in after.attendees if a.number in known))
    return case.request.proven is not False and len(after.active) > len(before.active) and same_facts(before, untouched)


def _present(booking: Booking) -> list[Attendee]:
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


def _renamed(before: Booking, after: Booking) -> bool:
    names = {a.number: a.name for a in after.attendees}
    return any(a.name and not same(a.name, names.get(a.number)) for a in before.active)


def _takes_seats(before: Booking, after: Booking) -> bool:
    """Whether somebody sits or waits where they did not."""
    return bool(set(spots(after, *LIVING)) - set(spots(before, *LIVING)))


def _answers_only(before: Booking, after: Booking) -> bool:
    """Whether the change only adds what we had asked for."""
    asked = any(question.split(":")[0] in {"choices", "names"} for question in before.asked) and not before.pending
    grown = len(after.active) != len(before.active)
    return asked and not grown and not given_up(before, after) and not _renamed(before, after)


def _unclear_again(case: Case, booking: Booking, after: Booking) -> Decision:
    if set(asks.asked(asks.doubts(case.reading))) & set(booking.asked):
        return unsettled(case)
    return ask_change(case, booking, case.reading, asks.doubts(case.reading), after)


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
        return bool(named) or all(a.name for a in _present(after))
    if about == "choices" and round_id:
        return any(round_id in a.choices for a in _present(after)) or round_id in reading.dropped
    return question in SETTLED_BY_YES or reading.intent is not Intent.ACCEPT
