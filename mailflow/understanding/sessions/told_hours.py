"""Sessions whose hour is told, with the day said beside it or before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from mailflow.understanding.sessions.joined_hours import (
    hours_of_a_watch,
    hours_of_halves,
    hours_of_weekdays,
    hours_then,
    joined_hours,
)
from mailflow.understanding.sessions.open_hours import after_that, any_near, bounds_of, from_then_on, within_bounds
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.text.days import DayRef
from mailflow.understanding.text.hours import HourRef
from mailflow.understanding.text.page import Page


@dataclass(slots=True)
class Slots:
    """What was found. `odd`: hours asked for that no session has; `loose`: days that tell no session by themselves;
    `windows`: tokens that tell from when to when."""

    mentions: list[Mention] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    windows: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the event at tokens [start, end)."""

    start: int
    end: int
    day: date


def told_hours(page: Page, at: Index, found: Slots, *, many_days: bool) -> list[Day]:
    """The sessions whose hour is told, each with its day; gives the days that were left without an hour."""
    refs: list[DayRef | HourRef] = sorted(
        (
            *page.days,
            *page.hours,
            *joined_hours(page, at),
            *hours_then(page, at),
            *hours_of_weekdays(page, at),
            *hours_of_halves(page, at),
            *hours_of_a_watch(page, at),
        ),
        key=lambda r: r.start,
    )
    aside = page.voc.words["subordinate"] - page.voc.words["conditional"]
    days: list[Day] = []
    astray: list[Mention] = []  # hours told for a day on which nothing of the event is
    current: date | None = None
    said: DayRef | None = None  # the day named last
    for position, ref in enumerate(refs):
        if isinstance(ref, DayRef):
            day = resolve(ref, at.event)
            if day is not None:
                days.append(Day(ref.start, ref.end, day))
            elif many_days and (hour := _hour_of_weekday(at, ref)):
                found.mentions.append(Mention(ref.start, ref.end, hour, "hour"))
            current = day if day is not None or ref.day is not None else current
            said = ref
            continue
        if any(start <= ref.start < end for start, end in found.windows):
            continue
        after = after_that(page, ref)
        if after is not None and not many_days:
            later = within_bounds(at, None, ref, "from_on")
            found.mentions.append(Mention(after.start, after.end, later, "any"))
            continue
        bounds = bounds_of(page, ref)
        onwards = page.has("onwards", ref.end, ref.end + 3)
        if _ends_range(page, at, refs, position, found.mentions) or (
            passing(page, ref.start) and not onwards and not bounds
        ):
            continue
        if found.mentions and page.clauses[page.clause_of(ref.start)].opener in aside and not _wanted(page, ref.start):
            continue
        if _of_another_day(page, at, refs, position):
            found.odd.append(page.words(refs[position - 1].start, ref.end))
            if not many_days:
                astray += _asked_for_then(page, at, ref)
            continue
        day = (_day_of(page, at, refs, position) or current) if many_days else None
        if day is not None and (_refused_any_day(page, refs, ref) or _given_up(page, said, ref)):
            day = None
        how = "hour"
        sessions = slot_sessions(at, day, ref)
        if bounds:
            sessions, how = within_bounds(at, day, ref, bounds), "any"
        elif onwards:
            sessions, how = from_then_on(at, day, ref), "any"
        elif len(sessions) > 1 and (any_near(page, ref.start, ref.end) or _each_day(page, at, ref, sessions)):
            how = "any"  # 'qualsiasi sera alle 21'
        if sessions:
            start = ref.start
            if days and days[-1].day == day and _belongs(page, days[-1].end, ref.start):
                start = days.pop().start
            found.mentions.append(Mention(start, ref.end, sessions, how))
        elif _asked_for(page, ref.start):
            found.odd.append(page.words(ref.start, ref.end))
    if not found.mentions and len(astray) == 1:
        found.mentions += astray
    return days


def _asked_for_then(page: Page, at: Index, ref: HourRef) -> list[Mention]:
    """'prenoto per sabato 10 alle 9', of a Sunday's event: the day is asked back, and the hour is told."""
    sessions = slot_sessions(at, None, ref)
    asked = page.has_any(("self", "we", "request", "book"), *page.sentences[page.sentence_of(ref.start)])
    return [Mention(ref.start, ref.end, sessions, "hour")] if asked and len(sessions) == 1 else []


def _hour_of_weekday(at: Index, ref: DayRef) -> tuple[str, ...]:
    """'sab 10', where no Saturday is the tenth: the Saturday's one session at ten."""
    if ref.weekday is None or ref.day is None or ref.month is not None or ref.day > 23:
        return ()
    day = resolve(replace(ref, day=None), at.event)
    sessions = slot_sessions(at, day, HourRef(ref.start, ref.end, ref.day, 0, None)) if day is not None else ()
    return sessions if len(sessions) == 1 else ()


def _each_day(page: Page, at: Index, ref: HourRef, sessions: tuple[str, ...]) -> bool:
    """'entrambi i giorni alle 9.30', 'both days, always at 10': one session of each round."""
    told = page.has("in_each_round", *page.sentences[page.sentence_of(ref.start)])
    return told and len(sessions) == len(at.rounds) == len({at.round_of[s] for s in sessions})


def _belongs(page: Page, end: int, start: int) -> bool:
    """Whether an hour is that of the day right before it, and none that is not wanted on it."""
    return 0 <= start - end <= NEAR and not page.has("negation", end, start)


def _of_another_day(page: Page, at: Index, refs: list[DayRef | HourRef], position: int) -> bool:
    """'venerdì alle 15', where no Friday is the event's."""
    before, hour = refs[position - 1] if position else None, refs[position]
    return (
        isinstance(before, DayRef)
        and hour.start - before.end <= NEAR
        and page.sentence_of(before.start) == page.sentence_of(hour.start)
        and resolve(before, at.event) is None
    )


def _refused_any_day(page: Page, refs: list[DayRef | HourRef], hour: HourRef) -> bool:
    """'e non alle 21': of no day, where the sentence names none."""
    clause = page.clauses[page.clause_of(hour.start)]
    begin, end = page.sentences[clause.sentence]
    named = any(isinstance(r, DayRef) and begin <= r.start < end for r in refs)
    near = max(clause.start, hour.start - NEAR)  # 'se non ce ne sono più va bene alle 21' refuses no hour
    return page.has("negation", near, hour.start) and not named


def _given_up(page: Page, day: DayRef | None, hour: HourRef) -> bool:
    """'Sabato non possiamo. Un posto alle 10': of another day than that one."""
    if day is None or day.start > hour.start or page.sentence_of(day.start) == page.sentence_of(hour.start):
        return False
    return page.has_any(AWAY, day.end, page.clauses[page.clause_of(day.start)].end)


def _day_of(page: Page, at: Index, refs: list[DayRef | HourRef], position: int) -> date | None:
    """The day said right after an hour, where none stands before it in the sentence."""
    hour, sentence = refs[position], page.sentence_of(refs[position].start)
    days = [r for r in refs if isinstance(r, DayRef)]
    if any(r.start < hour.start and page.sentence_of(r.start) == sentence for r in days):
        return None
    ahead = next((r for r in days if 0 <= r.start - hour.end <= 3), None)
    return resolve(ahead, at.event) if ahead is not None else None


def passing(page: Page, start: int) -> bool:
    """'dopo le 18', 'fino alle 12', 'la corriera delle 8.20': an hour of something else."""
    marks = [
        m
        for m in page.within("not_a_choice_time", max(0, start - 4), start + 4)
        if m.start <= start <= m.end or m.end == start
    ]
    return bool(marks)


def _asked_for(page: Page, start: int) -> bool:
    clause = page.clauses[page.clause_of(start)]
    return any(page.has(cls, clause.start, clause.end) for cls in ("self", "we", "request", "book")) or any(
        page.has(c, max(0, start - 3), start) for c in ("place_word",)
    )


def _wanted(page: Page, start: int) -> bool:
    """'… tranne Luca, che preferisce le 11.30', 'che va alle 11.30', 'mi accorgo che intendevo le 11.30'."""
    begin = page.clauses[page.clause_of(start)].start
    goes = any(t.fold in page.voc.words["goes_verb"] for t in page.tokens[max(begin, start - GOES) : start])
    return goes or page.has_any(("wished", "correction", "decided"), begin, start)


def _ends_range(page: Page, at: Index, refs: list[DayRef | HourRef], position: int, found: list[Mention]) -> bool:
    """Whether an hour is only the end of the session begun right before it: 'ore 7.30–8.00'."""
    before, ref = refs[position - 1] if position else None, refs[position]
    if not isinstance(before, HourRef) or not isinstance(ref, HourRef) or not found or found[-1].end != before.end:
        return False
    between = page.tokens[before.end : ref.start]
    until = page.voc.words["until"]
    if len(between) > 2 or not all(t.text in "-–—" or t.fold in until for t in between):
        return False
    ends = [at.event.session(s).ends for s in found[-1].sessions]
    row = [s.id for s in at.event.rounds[0].sessions] if len(at.event.rounds) == 1 else []
    follows = [
        pair for pair in pairwise(row) if pair[0] in found[-1].sessions and pair[1] in slot_sessions(at, None, ref)
    ]
    return bool(follows) or any(ref.says(e.hour, e.minute) for e in ends)  # '8.30-9.00': the next begins when it ends


NEAR = 3  # tokens between a day and its hour
AWAY = ("absent", "absent_self", "kept_away")  # said of a day on which nobody comes
GOES = 5  # tokens from where somebody goes to the hour, its day between
