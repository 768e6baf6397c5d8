"""Sessions told by when they are: 'sabato alle 15', 'half eleven', 'l'ultima visita di domenica', 'any on Sunday'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from mailflow.understanding.dates import DayRef, HourRef
from mailflow.understanding.page import Page
from mailflow.understanding.sessions import Index, Mention
from mailflow.understanding.stems import stems_of
from mailflow.understanding.times import resolve, slot_sessions
from mailflow.understanding.tokens import Kind
from mailflow.understanding.vocabulary import Mark

NEAR = 3  # tokens between a day and its hour
ASIDE = 10  # tokens around a day or an hour in which it may be said that any will do


@dataclass(slots=True)
class Slots:
    """What was found. `odd`: hours asked for that no session has; `loose`: days that tell no session by themselves."""

    mentions: list[Mention] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the event at tokens [start, end)."""

    start: int
    end: int
    day: date


def slots_of(page: Page, at: Index) -> Slots:
    """Sessions told by day and hour; the day said last holds until another is."""
    found = Slots()
    if not at.slots:
        return found
    if len({s.day for s in at.slots if s.day is not None}) > 1:
        days = _hours(page, at, found, many_days=True)
        _lone_days(page, at, days, found)
    else:
        _hours(page, at, found, many_days=False)
        found.mentions += _ranked_slots(page, at, _covered(found))
        found.mentions += _outermost(page, at, _covered(found))
        found.mentions += _some_left_out(page, at, _covered(found))
    found.mentions += _any_of_half(page, at, _covered(found))
    found.mentions.sort(key=lambda m: m.start)
    covered = _covered(found)
    found.loose = [place for place in found.loose if place not in covered]
    return found


def _covered(found: Slots) -> set[int]:
    return {n for m in found.mentions for n in range(m.start, m.end)}


def _hours(page: Page, at: Index, found: Slots, *, many_days: bool) -> list[Day]:
    """The sessions whose hour is told, each with its day; gives the days that were left without an hour."""
    refs: list[DayRef | HourRef] = sorted((*page.days, *page.hours), key=lambda r: r.start)
    aside = page.voc.words["subordinate"] - page.voc.words["conditional"]
    days: list[Day] = []
    current: date | None = None
    for position, ref in enumerate(refs):
        if isinstance(ref, DayRef):
            day = resolve(ref, at.event)
            if day is not None:
                days.append(Day(ref.start, ref.end, day))
            elif many_days and (hour := _hour_of_weekday(at, ref)):
                found.mentions.append(Mention(ref.start, ref.end, hour, "hour"))
            current = day if day is not None or ref.day is not None else current
            continue
        after = _after_that(page, ref)
        if after is not None and not many_days:
            later = _within_bounds(at, None, ref, "from_on")
            found.mentions.append(Mention(after.start, after.end, later, "any"))
            continue
        bounds = _bounds(page, ref)
        onwards = page.has("onwards", ref.end, ref.end + 3)
        if _ends_range(page, at, refs, position, found.mentions) or (
            passing(page, ref.start) and not onwards and not bounds
        ):
            continue
        if found.mentions and page.clauses[page.clause_of(ref.start)].opener in aside:
            continue
        if _of_another_day(page, at, refs, position):
            found.odd.append(page.words(refs[position - 1].start, ref.end))
            continue
        day = (_day_of(page, at, refs, position) or current) if many_days else None
        if day is not None and _refused_any_day(page, refs, ref):
            day = None
        how = "hour"
        sessions = slot_sessions(at, day, ref)
        if bounds:
            sessions, how = _within_bounds(at, day, ref, bounds), "any"
        elif onwards:
            sessions, how = _from_then_on(at, day, ref), "any"
        elif len(sessions) > 1 and _any_near(page, ref.start, ref.end):
            how = "any"  # 'qualsiasi sera alle 21'
        if sessions:
            start = ref.start
            if days and days[-1].day == day and _belongs(page, days[-1].end, ref.start):
                start = days.pop().start
            found.mentions.append(Mention(start, ref.end, sessions, how))
        elif _asked_for(page, ref.start):
            found.odd.append(page.words(ref.start, ref.end))
    return days


def _after_that(page: Page, hour: HourRef) -> Mark | None:
    """'fino alle 9 lavoro, dopo va bene qualsiasi fascia', 'until noon, so any boat after that': an hour from which
    on any session will do."""
    _, end = page.sentences[page.sentence_of(hour.start)]
    limited = any(page.has(cls, max(0, hour.start - 3), hour.start + 2) for cls in ("up_to", "from_on"))
    marks = [m for m in page.within("after_that", hour.end, end) if _any_near(page, m.start, m.end)]
    return marks[0] if limited and marks else None


def _hour_of_weekday(at: Index, ref: DayRef) -> tuple[str, ...]:
    """'sab 10', where no Saturday is the tenth: the Saturday's one session at ten."""
    if ref.weekday is None or ref.day is None or ref.month is not None or ref.day > 23:
        return ()
    day = resolve(replace(ref, day=None), at.event)
    sessions = slot_sessions(at, day, HourRef(ref.start, ref.end, ref.day, 0, None)) if day is not None else ()
    return sessions if len(sessions) == 1 else ()


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


def _from_then_on(at: Index, day: date | None, hour: HourRef) -> tuple[str, ...]:
    """'from 2.30 onwards'."""
    first = [s for s in at.slots if s.session in slot_sessions(at, day, hour)]
    if not first:
        return ()
    start = min((s.hour, s.minute) for s in first)
    later = [s for s in at.slots if (s.hour, s.minute) >= start]
    return at.ordered(s.session for s in later if day is None or s.day in (None, day))


def _bounds(page: Page, hour: HourRef) -> str:
    """Whether any session 'up_to' or 'from_on' an hour will do: 'qualsiasi orario prima delle 9'."""
    if not _any_near(page, hour.start, hour.end):
        return ""
    near = max(0, hour.start - 3)
    return next(
        (
            c
            for c in ("up_to", "from_on")
            for m in page.within(c, near, hour.start + 2)
            if m.end in (hour.start, hour.start + 1)
        ),
        "",
    )


def _within_bounds(at: Index, day: date | None, hour: HourRef, bounds: str) -> tuple[str, ...]:
    minutes = hour.hour * 60 + hour.minute + (720 if hour.half_day == "pm" and hour.hour < 12 else 0)
    if hour.half_day is None and all(s.hour * 60 + s.minute > minutes + 60 for s in at.slots):
        minutes += 720  # 'before 4' of the afternoon
    return at.ordered(
        s.session
        for s in at.slots
        if (day is None or s.day in (None, day))
        and (s.hour * 60 + s.minute < minutes if bounds == "up_to" else s.hour * 60 + s.minute >= minutes)
    )


def _outermost(page: Page, at: Index, taken: set[int]) -> Iterator[Mention]:
    """'la fascia più tarda possibile', 'the earliest boat', where the event is on one day."""
    if len(at.rounds) != 1:
        return
    sessions = [s.id for s in at.rounds[0].sessions]
    for cls, place in (("earliest", 0), ("latest", -1)):
        for mark in page.marks.get(cls, ()):
            if not taken & set(range(mark.start, mark.end)):
                yield Mention(mark.start, mark.end, (sessions[place],), "hour")


def _lone_days(page: Page, at: Index, days: list[Day], found: Slots) -> None:
    """Days without an hour of their own: told by rank, half of the day, another's hour, or any of their sessions."""
    used = {page.sentence_of(m.start) for m in found.mentions}
    for day in days:
        if any(m.start <= day.start < m.end for m in found.mentions):
            continue
        every = slot_sessions(at, day.day, None)
        if _refused_behind(page, day):
            found.mentions.append(Mention(day.start, day.end, every, "hour"))
            continue
        half = _half(page, day)
        told = (
            _ranked_on_day(page, at, day.start, day.end, day.day)
            or _qualified(page, at, day.start, day.end, day.day)
            or _at_anothers_hour(page, at, day, found)
            or _told_before(at, day, found)
        )
        sessions = told or slot_sessions(at, day.day, None, half)
        if len(sessions) == 1 and (page.sentence_of(day.start) not in used or told or half):
            found.mentions.append(Mention(day.start, day.end, sessions, "hour"))
        elif len(every) > 1 and _any_near(page, day.start, day.end):
            found.mentions.append(Mention(day.start, day.end, sessions or every, "any"))
        else:
            found.loose.append(day.start)


def _refused_behind(page: Page, day: Day) -> bool:
    """'sabato no', 'giovedì non posso'."""
    end = day.end
    unwanted = any(m.start - end <= 1 for m in page.within("not_wanted_after", end, end + 6))
    return unwanted or (end < len(page.tokens) and page.tokens[end].fold in page.voc.words["no_after"])


def _half(page: Page, day: Day) -> str | None:
    for cls, half in (("morning", "am"), ("afternoon", "pm")):
        behind = any(m.start <= day.end + 2 for m in page.within(cls, day.end, day.end + 4))
        if behind or page.has(cls, max(0, day.start - 3), day.start):
            return half
    return None


def _at_anothers_hour(page: Page, at: Index, day: Day, found: Slots) -> tuple[str, ...]:
    """'venerdì alla stessa ora', 'giovedì o venerdì, sempre alle 21': the hour is told for another day."""
    start, end = page.sentences[page.sentence_of(day.start)]
    hours = [h for h in page.hours if any(m.start <= h.start < m.end and m.how == "hour" for m in found.mentions)]
    if page.has("same_hour", max(start, day.start - 5), min(end, day.end + 5)):
        before = [h for h in hours if h.start < day.start] or hours
        return slot_sessions(at, day.day, before[-1]) if before else ()
    inside = [h for h in hours if start <= h.start < end]
    beside = any(
        _joined(page, day.end, r.start) or _joined(page, r.end, day.start)
        for r in page.days
        if start <= r.start < end and r.start != day.start
    )
    if beside and len({(h.hour, h.minute) for h in inside}) == 1:
        return slot_sessions(at, day.day, inside[0])
    return ()


def _told_before(at: Index, day: Day, found: Slots) -> tuple[str, ...]:
    """'giovedì o venerdì alle 21, preferibilmente giovedì': the day's one session that is told already."""
    every = slot_sessions(at, day.day, None)
    told = {
        m.sessions for m in found.mentions if m.how == "hour" and m.start < day.start and set(m.sessions) <= set(every)
    }
    return next(iter(told)) if len(told) == 1 and len(next(iter(told))) == 1 and len(every) > 1 else ()


def _joined(page: Page, end: int, start: int) -> bool:
    words = page.voc.words
    between = page.tokens[end:start]
    return 0 < len(between) <= 2 and all(t.text == "," or t.fold in words["or"] | words["and"] for t in between)


def _any_near(page: Page, start: int, end: int) -> bool:
    begin, stop = page.sentences[page.sentence_of(start)]
    return page.has("any_of", max(begin, start - ASIDE), min(stop, end + ASIDE))


def _any_of_half(page: Page, at: Index, taken: set[int]) -> Iterator[Mention]:
    """'any of the afternoon boats', where the event is on one day."""
    if len({s.day for s in at.slots if s.day is not None}) > 1 or len(at.rounds) > 1:
        return
    for cls, half in (("morning", "am"), ("afternoon", "pm")):
        for mark in page.marks.get(cls, ()):
            sessions = slot_sessions(at, None, None, half)
            if mark.start not in taken and len(sessions) > 1 and _any_near(page, mark.start, mark.end):
                yield Mention(mark.start, mark.end, sessions, "any")


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


def _ranked_on_day(page: Page, at: Index, start: int, end: int, day: date) -> tuple[str, ...]:
    """'la seconda di domenica', 'the last one on Saturday'."""
    voc = page.voc
    sessions = slot_sessions(at, day, None)
    sentence = page.sentences[page.sentence_of(start)]
    for cls, place in (("later_of", -1), ("earlier_of", 0)):
        near = [m.end for m in page.within(cls, max(sentence[0], start - 6), start) if start - m.end <= 2]
        near += [m.start for m in page.within(cls, end, min(sentence[1], end + 6)) if m.start - end <= 3]
        if near and len(sessions) > 1:
            return (sessions[place],)
    heads = voc.words["round_head"] | voc.words["session_head"] | voc.words["slot_head"]
    behind = [
        n
        for n in range(end, min(end + 3, sentence[1] - 1))
        if page.tokens[n].fold in voc.ordinals and _of_row(page, n + 1, heads)
    ]
    for n in (*range(max(sentence[0], start - 4), start), *behind):
        if n + 1 < len(page.tokens) and page.tokens[n + 1].fold in voc.words["rank_noun"]:
            continue  # 'seconda scelta sabato'
        value = voc.ordinals.get(page.tokens[n].fold)
        if value is not None and value not in (0,):
            place = value - 1 if value > 0 else len(sessions) + value
            if 0 <= place < len(sessions) and not any(page.at("closing", n) for _ in (0,)):
                return (sessions[place],)
    return ()


def _of_row(page: Page, n: int, heads: frozenset[str]) -> bool:
    """'la prima visita', 'la prima delle due visite'."""
    if page.tokens[n].fold in heads:
        return True
    counted = page.tokens[n + 1 : n + 2]
    return page.tokens[n].fold in page.voc.words["of_round"] and any(page.voc.number(t) for t in counted)


def _qualified(page: Page, at: Index, start: int, end: int, day: date) -> tuple[str, ...]:
    """'Sabato 15, quello dopo cena': what the aliases of other days' sessions call this part of the day."""
    begin, stop = page.sentences[page.sentence_of(start)]
    for low, high in ((end, min(stop, end + 9)), (max(begin, start - 6), start)):
        near = stems_of(page.tokens[low:high], at.stop).stems
        for words, sessions in at.qualifiers:
            if any(near[n : n + len(words)] == words for n in range(len(near))):
                chosen = tuple(s for s in slot_sessions(at, day, None) if s in sessions)
                if len(chosen) == 1:
                    return chosen
    return ()


def _ends_range(page: Page, at: Index, refs: list[DayRef | HourRef], position: int, found: list[Mention]) -> bool:
    """Whether an hour is only the end of the session begun right before it: 'ore 7.30–8.00'."""
    before, ref = refs[position - 1] if position else None, refs[position]
    if not isinstance(before, HourRef) or not isinstance(ref, HourRef) or not found or found[-1].end != before.end:
        return False
    between = page.tokens[before.end : ref.start]
    if len(between) > 2 or not all(t.text in "-–—" or t.fold in page.voc.words["until"] for t in between):
        return False
    ends = [at.event.session(s).ends for s in found[-1].sessions]
    row = [s.id for s in at.event.rounds[0].sessions] if len(at.event.rounds) == 1 else []
    follows = [
        pair for pair in pairwise(row) if pair[0] in found[-1].sessions and pair[1] in slot_sessions(at, None, ref)
    ]
    return bool(follows) or any(ref.says(e.hour, e.minute) for e in ends)  # '8.30-9.00': the next begins when it ends


def _some_left_out(page: Page, at: Index, taken: set[int]) -> Iterator[Mention]:
    """'qualsiasi fascia tranne le prime due', where sessions follow one another."""
    sessions = [s.id for s in at.rounds[0].sessions] if len(at.rounds) == 1 else []
    for cls, first in (("first_of", True), ("last_of", False)):
        for mark in page.marks.get(cls, ()):
            count = mark.numbers[0] if mark.numbers else 0
            left_out = any(m.end == mark.start for m in page.within("exclude", max(0, mark.start - 4), mark.start))
            if left_out and 0 < count < len(sessions) and mark.start not in taken:
                some = sessions[:count] if first else sessions[-count:]
                yield Mention(mark.start, mark.end, tuple(some), "any")


def _ranked_slots(page: Page, at: Index, taken: set[int]) -> list[Mention]:
    """'la prima fascia', 'the last boat', where a round's sessions follow one another."""
    voc = page.voc
    heads = (voc.words["session_head"] | voc.words["slot_head"]) - voc.words["not_ranked"] - voc.words["rank_noun"]
    found = []
    if len(at.rounds) != 1 or at.numbers:
        return []
    sessions = [s.id for s in at.rounds[0].sessions]
    for n, token in enumerate(page.tokens[:-1]):
        value = voc.ordinals.get(token.fold) if token.kind is Kind.WORD else None
        if value is None or n in taken or page.tokens[n + 1].fold not in heads:
            continue
        if page.tokens[n + 2 : n + 3] and page.tokens[n + 2].fold in voc.words["relative_after"]:
            continue  # 'the first boat after that'
        place = value - 1 if value > 0 else len(sessions) + value
        if 0 <= place < len(sessions):
            found.append(Mention(n, n + 2, (sessions[place],), "hour"))
    return found
