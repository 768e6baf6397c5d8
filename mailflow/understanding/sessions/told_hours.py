"""Sessions whose hour is told, with the day said beside it or before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from mailflow.understanding.sessions.frames import day_of
from mailflow.understanding.sessions.hours_astray import (
    NEAR,
    asked_for,
    day_after,
    ends_range,
    given_up,
    of_another_day,
    passing,
    refused_any_day,
    wanted,
)
from mailflow.understanding.sessions.joined_hours import (
    hours_of_a_watch,
    hours_of_halves,
    hours_of_weekdays,
    hours_pointed_at,
    hours_ranked,
    hours_that_begin,
    hours_then,
    joined_hours,
)
from mailflow.understanding.sessions.open_hours import after_that, any_near, bounds_of, from_then_on, within_bounds
from mailflow.understanding.sessions.reserve_hours import hours_in_reserve
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.text.days import DayRef
from mailflow.understanding.text.hours import HourRef
from mailflow.understanding.text.page import Page

BARE = (
    joined_hours,
    hours_then,
    hours_in_reserve,
    hours_ranked,
    hours_of_weekdays,
    hours_of_halves,
    hours_of_a_watch,
    hours_that_begin,
    hours_pointed_at,
)  # ways to tell an hour by a number alone


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
    refs: list[DayRef | HourRef] = [*page.days, *page.hours]
    for some in BARE:
        known = {ref.start for ref in refs}
        refs += [ref for ref in some(page, at) if ref.start not in known]
    reader = _Reader(page, at, sorted(refs, key=lambda ref: ref.start), found, many_days)
    for position, ref in enumerate(reader.refs):
        if isinstance(ref, DayRef):
            reader.reads_day(ref)
        elif not reader.is_another_hour(position, ref):
            reader.reads_hour(position, ref)
    if not found.mentions and len(reader.astray) == 1:
        found.mentions += reader.astray
    return reader.days


@dataclass(slots=True)
class _Reader:
    """Goes through the days and hours of a text in order. `days`: those without an hour so far; `astray`: hours told
    for a day on which nothing of the event is; `current`: the day that holds; `said`: the one named last."""

    page: Page
    at: Index
    refs: list[DayRef | HourRef]
    found: Slots
    many_days: bool
    days: list[Day] = field(default_factory=list)
    astray: list[Mention] = field(default_factory=list)
    current: date | None = None
    said: DayRef | None = None

    def reads_day(self, ref: DayRef) -> None:
        """A day holds until another is named, also one on which nothing is."""
        day = day_of(self.page, self.at, ref)[0]
        if day is not None:
            self.days.append(Day(ref.start, ref.end, day))
        elif self.many_days and (hour := _hour_of_weekday(self.at, ref)):
            self.found.mentions.append(Mention(ref.start, ref.end, hour, "hour"))
        self.current = day if day is not None or ref.day is not None else self.current
        self.said = ref

    def is_another_hour(self, position: int, ref: HourRef) -> bool:
        """Whether it is read with a window of time, or is the end of a session, or of something else."""
        page, found = self.page, self.found
        if any(start <= ref.start < end for start, end in found.windows):
            return True
        after = None if self.many_days else after_that(page, ref)
        if after is not None:
            later = within_bounds(self.at, None, ref, "from_on")
            found.mentions.append(Mention(after.start, after.end, later, "any"))
            return True
        open_ended = page.has("onwards", ref.end, ref.end + 3) or bounds_of(page, ref)
        if ends_range(page, self.at, self.refs, position, found.mentions) or (
            passing(page, self.at, ref.start) and not open_ended
        ):
            return True
        aside = page.voc.words["subordinate"] - page.voc.words["conditional"]
        told_aside = bool(found.mentions) and page.clauses[page.clause_of(ref.start)].opener in aside
        return told_aside and not wanted(page, ref.start)

    def reads_hour(self, position: int, ref: HourRef) -> None:
        """The sessions at an hour of the day that holds, or that is said right behind."""
        page, found = self.page, self.found
        if of_another_day(page, self.at, self.refs, position):
            found.odd.append(page.words(self.refs[position - 1].start, ref.end))
            self.astray += [] if self.many_days else _asked_for_then(page, self.at, ref)
            return
        day = self._day(position, ref)
        sessions, how = _sessions_at(page, self.at, day, ref)
        if sessions:
            found.mentions.append(Mention(self._start(day, ref), ref.end, sessions, how))
        elif asked_for(page, ref.start):
            found.odd.append(page.words(ref.start, ref.end))

    def _day(self, position: int, ref: HourRef) -> date | None:
        if not self.many_days:
            return None
        day = day_after(self.page, self.at, self.refs, position) or self.current
        away = day is not None and (refused_any_day(self.page, self.refs, ref) or given_up(self.page, self.said, ref))
        return None if away else day

    def _start(self, day: date | None, ref: HourRef) -> int:
        """Where the words for it begin: with its day, where that stands right before."""
        last = self.days[-1] if self.days else None
        if last is None or last.day != day or not _belongs(self.page, last.end, ref.start):
            return ref.start
        return self.days.pop().start


def _sessions_at(page: Page, at: Index, day: date | None, ref: HourRef) -> tuple[tuple[str, ...], str]:
    """The sessions that the hour tells, and how: 'alle 21', 'dalle 15 in poi', 'qualsiasi sera alle 21'."""
    if bounds := bounds_of(page, ref):
        return within_bounds(at, day, ref, bounds), "any"
    if page.has("onwards", ref.end, ref.end + 3):
        return from_then_on(at, day, ref), "any"
    sessions = slot_sessions(at, day, ref)
    of_any = len(sessions) > 1 and (any_near(page, ref.start, ref.end) or _each_day(page, at, ref, sessions))
    return sessions, "any" if of_any else "hour"


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
    return 0 <= start - end <= NEAR and not page.has_any(("negation", "exclude"), end, start)
