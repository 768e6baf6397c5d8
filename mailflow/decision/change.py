"""A booking altered: by plain reply, by the answer to a question of ours, or by booking again."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision import asks
from mailflow.decision.answered import answer
from mailflow.decision.ask_first import ask_change, confirm_first, unsettled, with_open_choices
from mailflow.decision.before_and_after import (
    answers_only,
    only_joins,
    renamed,
    reseated,
    same_facts,
    takes_seats,
)
from mailflow.decision.book import standing_letter, too_large
from mailflow.decision.case import Case
from mailflow.decision.decision import Decision
from mailflow.decision.edit import edit
from mailflow.decision.full_names import with_full_names
from mailflow.decision.identity import Standing, standing
from mailflow.decision.moves import given_up, resequenced
from mailflow.decision.names import same
from mailflow.decision.stated import states
from mailflow.decision.vocabulary import folded
from mailflow.decision.window import shut_for_all, shut_for_booking
from mailflow.domain.booking import Booking
from mailflow.domain.letter import Already, Cancelled, Changed, Closed, Query
from mailflow.understanding.reading import Reading


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
    after = reseated(case, booking, result.booking)
    if queries := _doubtful(case, booking, after, reading, result.unclear):
        if {query.about for query in queries} == {"other"} and same_facts(booking, after):
            queries = (Query(about="change"),)  # nothing was understood that a yes could settle
        return ask_change(case, booking, reading, queries, after)
    if may is Standing.CONFIRM and not same_facts(booking, after) and not only_joins(case, booking, after):
        return confirm_first(case, booking, reading, "confirm-change")
    return carry_out(case, booking, after)


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
    after, unclear = reseated(case, booking, result.booking), result.unclear
    if not case.reading.confident:
        return _unclear_again(case, booking, after)
    if unclear:
        return ask_change(case, booking, case.reading, unclear)
    if same_facts(booking, after):
        named = resequenced(booking, with_full_names(booking, case.reading))
        return case.decided("booked already", case.letter(Already, booking=named), before=booking, booking=named)
    takes_away = given_up(booking, after) or renamed(booking, after)
    if takes_away and standing(case, booking) is not Standing.ALLOWED:
        return confirm_first(case, booking, case.reading, "confirm-change")
    return carry_out(case, booking, after)


def carry_out(case: Case, before: Booking, after: Booking) -> Decision:
    """Writes a change, if what it needs can still be had."""
    if case.request.proven is False:
        after = replace(after, contact=before.contact)  # whoever is forged tells no phone and no firm of theirs
    size = len(after.active)
    if same_facts(before, after):
        open_still = with_open_choices((), before, before)
        settled = replace(before, asked=open_still, pending="") if before.pending else before
        settled = resequenced(before, with_full_names(settled, case.reading))
        return case.decided("nothing new", case.letter(Already, booking=settled), before=before, booking=settled)
    if size > case.event.booking.max_party and size > len(before.active):
        return too_large(case, size, told="doubt")
    if takes_seats(before, after) and (why := shut_for_booking(case)) is not None:
        return case.decided(f"closed: {why}", case.letter(Closed, why=why, wanted="change"))
    queries = _missing_of_joined(case, before, after)
    asked = with_open_choices(asks.asked(queries), before, after, case.reading.dropped)
    after = resequenced(before, with_full_names(after, case.reading))
    after = replace(after, asked=asked, asked_until=None, pending="")
    if not after.active:
        after = replace(after, asked=())
        told = case.letter(Cancelled, booking=after, given_up=given_up(before, after), whole=True)
        return case.decided("cancelled", told, before=before, booking=after)
    if answers_only(before, after):
        return case.decided("completed", standing_letter(case, after), before=before, booking=after)
    letter = case.letter(Changed, booking=after, before=before, queries=queries)
    return case.decided("changed", letter, before=before, booking=after)


def _missing_of_joined(case: Case, before: Booking, after: Booking) -> tuple[Query, ...]:
    """The sessions that who joined did not choose: asked in the letter that tells of them."""
    known = {a.number for a in before.attendees}
    joined = [a for a in after.active if a.number not in known]
    return asks.wishes(case.event, after.active, joined) if joined else ()


def _unclear_again(case: Case, booking: Booking, after: Booking) -> Decision:
    if set(asks.asked(asks.doubts(case.reading))) & set(booking.asked):
        return unsettled(case)
    return ask_change(case, booking, case.reading, asks.doubts(case.reading), after)
