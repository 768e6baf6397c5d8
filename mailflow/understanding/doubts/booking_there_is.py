"""Whether a mail that books may mean a booking there is: it answers a confirmation, or has words of altering."""

from __future__ import annotations

from mailflow.understanding.gist import Gist
from mailflow.understanding.intents.thread import Thread
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.whom import ALL

ASKS_FOR_PLACES = ("book", "request", "self", "we")
FIGURES = 4  # of a year


def answers_a_confirmation(thread: Thread) -> bool:
    """A reply to a mail that tells of a booking; not to one that asks who comes, or tells that places are left."""
    return thread.booked and not thread.elsewhere and not thread.open


def tells_a_whole_booking(gist: Gist) -> bool:
    """'Ada Po and I, the 11:30': everybody by name and with a choice in each round, and nothing left to the quote."""
    page, chosen, named = gist.page, gist.chosen.by, _named(gist)
    rounds = {round_.id for round_ in gist.parts.event.rounds}
    told = all(rounds <= set(chosen.get(n, chosen.get(ALL, {}))) for n in named)
    fresh = len(named) > 1 or page.has_any(ASKS_FOR_PLACES)
    return told and fresh and len(named) == gist.seats.value and not page.has("told_below")


def may_alter_a_booking(gist: Gist) -> bool:
    """It answers a confirmation, no invitation, or speaks of altering what was asked for before."""
    page, thread = gist.page, gist.thread
    invited = gist.parts.quoted.has("invitation") or gist.subject.has("invitation")
    if thread.reply and answers_a_confirmation(thread) and not invited:
        return True
    marks = (*page.marks.get("change_strict", ()), *page.marks.get("already", ()))
    return any(not _of_the_party_told(gist, mark) and _of_a_booking_before(gist, mark) for mark in marks)


def _of_the_party_told(gist: Gist, mark: Mark) -> bool:
    """'restiamo in due: Ada Po e Ugo Sala', and what each of them takes: all is told as it is."""
    named, chosen = _named(gist), gist.chosen.by
    told = ALL in chosen or all(n in chosen for n in named) or not gist.parts.event.rounds
    numbers = {gist.page.numbers[n] for n in range(mark.start, mark.end + 1) if n < len(gist.page.tokens)}
    return told and len(named) > 1 and len(named) == gist.seats.value and gist.seats.value in numbers


def _named(gist: Gist) -> list[int]:
    """Who comes and has a name, by number."""
    return [n for n, person in enumerate(gist.cast.persons) if person.name and person in gist.cast.coming]


def _of_a_booking_before(gist: Gist, mark: Mark) -> bool:
    """Neither what somebody else booked, or in another year; nor 'from 9 to 12'; nor what this very mail
    asked for above: 'two places, please … no, let it be three'."""
    page = gist.page
    spans = page.marks.get("alters_nothing", ())
    months = page.voc.months
    hours = [hour for hour in page.hours if not any(t.fold in months for t in page.tokens[hour.end : hour.end + 1])]
    timed = {n for hour in hours for n in range(hour.start, hour.end)}
    timed |= {n for day in page.days if day.day in page.event_days for n in range(day.start, day.end)}
    told_before = mark in page.marks.get("already", ())
    clause = page.clauses[page.clause_of(mark.start)]
    confirms = told_before and any(said.end == mark.start for said in page.marks.get("word_accept", ()))
    asked_above = not told_before and any(said.end <= clause.start for said in page.marks.get("book", ()))
    return not (
        asked_above
        or confirms  # 'confermo la mia iscrizione ai gruppi 3 e 6'
        or any(n in timed for n in range(mark.start, mark.end))
        or any(span.start < mark.end and mark.start < span.end for span in spans)
        or (told_before and _at_another_time(gist, *page.sentences[page.sentence_of(mark.start)]))
    )


def _at_another_time(gist: Gist, start: int, end: int) -> bool:
    """'last year', 'in 2019'."""
    page, years = gist.page, {round_.starts.year for round_ in gist.parts.event.rounds}
    numbers = [int(t.text) for t in page.tokens[start:end] if len(t.text) == FIGURES and t.text.isdecimal()]
    return page.has("another_time", start, end) or any(n in range(1900, min(years, default=0)) for n in numbers)
