"""Days without an hour of their own: told by rank, half of the day, or the hour of another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mailflow.understanding.sessions.open_hours import any_near, any_said_behind
from mailflow.understanding.sessions.parts_of_days import HALVES, greets
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import slot_sessions
from mailflow.understanding.sessions.told_hours import Day, Slots
from mailflow.understanding.text.hours import HourRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stems_of

NEAR = 4  # tokens from a 'not' to the part of the day that is not wanted

BESIDE = 1  # tokens between a day and the place that tells its session


def lone_days(page: Page, at: Index, days: list[Day], found: Slots, placed: Sequence[Mention]) -> None:
    """Days without an hour of their own: told by half of the day, another's hour, or any of their sessions.

    `placed`: sessions told by their place on a day ('la seconda di domenica'); they stand for that day.
    """
    ranked = {at_day(at, s) for m in placed for s in m.sessions}
    several = any(len(m.sessions) > 1 for m in placed)  # 'sabato, una qualsiasi delle ultime due'
    used = {page.sentence_of(m.start) for m in found.mentions}
    alone = len(at.rounds) == 1 and len(page.days) == 1
    for day in days:
        if any(m.start <= day.start < m.end for m in found.mentions):
            continue
        every = slot_sessions(at, day.day, None)
        if every and _refused_behind(page, day):
            found.mentions.append(Mention(day.start, day.end, every, "hour"))
            continue
        if _bounded(page, day, every, found):
            continue
        beside = any(0 <= m.start - day.end <= BESIDE for m in placed)  # 'on Saturday, whichever is last'
        if day.day in ranked and (several or beside or not any_near(page, day.start, day.end)):
            continue
        half = half_beside(page, day)
        in_half = slot_sessions(at, day.day, None, half)
        told = (
            _the_other_than(page, at, day, every)
            or _beside_a_meal(page, at, day, half)
            or (in_half if half and len(in_half) == 1 else ())
            or _qualified(page, at, day.start, day.end, day.day)
            or _at_anothers_hour(page, at, day, found, placed)
            or (() if half else _told_before(at, day, found))
        )
        sessions = told or in_half
        if len(sessions) == 1 and (page.sentence_of(day.start) not in used or told or half):
            found.mentions.append(Mention(day.start, day.end, sessions, "hour"))
        elif len(every) > 1 and (any_near(page, day.start, day.end) or (alone and any_said_behind(page, day.end))):
            found.mentions.append(Mention(day.start, day.end, sessions or every, "any"))
        else:
            found.loose.append(day.start)


def _bounded(page: Page, day: Day, every: tuple[str, ...], found: Slots) -> bool:
    """'qualunque visita di sabato prima delle undici': hours told in the sentence leave some of the day's sessions."""
    bounds, sentence = {start for start, _ in found.windows}, page.sentence_of(day.start)
    hours = (m for m in found.mentions if m.start in bounds and page.sentence_of(m.start) == sentence)
    return any(set(m.sessions) < set(every) for m in hours)


def _refused_behind(page: Page, day: Day) -> bool:
    """'sabato no', 'giovedì non posso'."""
    end = day.end
    unwanted = any(m.start - end <= 1 for m in page.within("not_wanted_after", end, end + 6))
    return unwanted or (end < len(page.tokens) and page.tokens[end].fold in page.voc.words["no_after"])


def _the_other_than(page: Page, at: Index, day: Day, every: tuple[str, ...]) -> tuple[str, ...]:
    """'sabato, ma non di mattina', 'Saturday, not the early one': of two sessions of the day the one that is left."""
    _, end = page.sentences[page.sentence_of(day.start)]
    for no in page.within("negation", day.end, min(end, day.end + HALVES)) if len(every) == 2 else ():
        behind = (no.end, min(end, no.end + NEAR))
        for cls, half in (("morning", "am"), ("afternoon", "pm")):
            left = tuple(s for s in every if s not in slot_sessions(at, day.day, None, half))
            if page.has(cls, *behind) and len(left) == 1:
                return left
        for cls, place in (("later_of", 0), ("earlier_of", -1)):
            if page.has(cls, *behind):
                return (every[place],)
    return ()


def half_beside(page: Page, day: Day) -> str | None:
    """The half of the day that is told right beside it, if it is one alone."""
    if _either_half(page, day):
        return None
    if day.end < len(page.tokens) and page.tokens[day.end].fold in page.voc.words["forenoon"]:
        return "am"  # 'Sunday am'; elsewhere the word may be a verb
    timed = {n for hour in page.hours for n in range(hour.start, hour.end)}  # '7:30 pm on Monday': the hour's own half
    told = (("morning", "am"), ("afternoon", "pm"))
    for cls, half in told:
        if any(m.start <= day.end + 2 for m in page.within(cls, day.end, day.end + 4) if m.start not in timed):
            return half  # of 'Saturday morning, otherwise Monday afternoon' the morning is Saturday's
    for cls, half in told:
        before = (m for m in page.within(cls, max(0, day.start - 3), day.start) if m.start not in timed)
        if any(not greets(page, m) for m in before):
            return half
    return None


def _either_half(page: Page, day: Day) -> bool:
    """'sabato, mattina o pomeriggio'."""
    told = [m for cls in ("morning", "afternoon") for m in page.within(cls, day.end, day.end + HALVES)]
    both = len({m.cls for m in told}) > 1
    between = page.tokens[min(m.end for m in told) : max(m.start for m in told)] if both else ()
    return any(t.fold in page.voc.words["or"] for t in between)


def _at_anothers_hour(page: Page, at: Index, day: Day, found: Slots, placed: Sequence[Mention]) -> tuple[str, ...]:
    """'venerdì alla stessa ora', 'giovedì o venerdì, sempre alle 21': the hour is told for another day."""
    start, end = page.sentences[page.sentence_of(day.start)]
    hours = [h for h in page.hours if any(m.start <= h.start < m.end and m.how == "hour" for m in found.mentions)]
    if page.has("same_hour", max(start, day.start - 5), min(end, day.end + 5)):
        before = [h for h in hours if h.start < day.start] or hours
        told = [m for m in (*placed, *found.mentions) if m.end <= day.start and len(m.sessions) == 1]
        told.sort(key=lambda m: m.start)
        if told and (not before or before[-1].start < told[-1].start):  # 'sabato primo turno, o venerdì stesso turno'
            slot = next((s for s in at.slots if s.session == told[-1].sessions[0]), None)
            return slot_sessions(at, day.day, HourRef(0, 0, slot.hour, slot.minute)) if slot is not None else ()
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
    small = words["or"] | words["and"] | words["article"]  # 'il 14 o il 15'
    return 0 < len(between) <= 2 and all(t.text == "," or t.fold in small for t in between)


def _beside_a_meal(page: Page, at: Index, day: Day, half: str | None) -> tuple[str, ...]:
    """'la prima di cena di sabato', 'the later one on Saturday', 'Saturday morning, the later one'."""
    start, end = day.start, day.end
    sessions = slot_sessions(at, day.day, None, half) or slot_sessions(at, day.day, None)
    sentence = page.sentences[page.sentence_of(start)]
    for cls, place in (("later_of", -1), ("earlier_of", 0)):
        near = [m.end for m in page.within(cls, max(sentence[0], start - 6), start) if start - m.end <= 2]
        near += [m.start for m in page.within(cls, end, min(sentence[1], end + 6)) if m.start - end <= 3]
        if near and len(sessions) > 1:
            return (sessions[place],)
    return ()


def at_day(at: Index, session: str) -> date | None:
    """The day a session is on."""
    return next((s.day for s in at.slots if s.session == session and s.day is not None), None)


def _qualified(page: Page, at: Index, start: int, end: int, day: date) -> tuple[str, ...]:
    """'Sabato 15, quello dopo cena': what the aliases of other days' sessions call this part of the day."""
    begin, stop = page.sentences[page.sentence_of(start)]
    before = max((r.end for r in page.days if begin <= r.start < start), default=begin)  # 'A on Sunday, B on Saturday'
    for low, high in ((end, min(stop, end + 9)), (max(before, start - 6), start)):
        greetings = (m for m in page.within("greeting", begin, stop) if greets(page, m))  # 'Good morning'
        greeted = {n for m in greetings for n in range(m.start, m.end)}
        near = stems_of([page.tokens[n] for n in range(low, high) if n not in greeted], at.stop).stems
        told: dict[int, tuple[str, ...]] = {}
        for words, sessions in at.qualifiers:
            place = next((n for n in range(len(near)) if near[n : n + len(words)] == words), None)
            chosen = tuple(s for s in slot_sessions(at, day, None) if s in sessions)
            if place is not None and len(chosen) == 1:
                told.setdefault(place, chosen)
        if told:
            return told[min(told)]  # 'Sunday, morning if possible, otherwise the afternoon'
    return ()
