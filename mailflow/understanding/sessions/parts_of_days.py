"""A part of a day that tells a session: 'sabato 16 … il giro del pomeriggio', 'Sunday noon, or else the morning'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.sessions.told_hours import Day, Slots
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

ASKING = ("self", "we", "book", "request", "wished", "accept", "full", "alternative", "first_rank")
HALVES = 8  # tokens behind a day in which the halves of it are told


def part_of_the_day(page: Page, at: Index, days: Sequence[Day], found: Slots) -> None:
    """'sabato 16 … il giro del pomeriggio', 'Saturday … the afternoon tour': of the day that is told before."""
    heads = page.voc.words["that_one"] - page.voc.words["place_lead"]
    taken = {n for m in found.mentions for n in range(m.start, m.end)}
    alone = len({day.day for day in days}) == 1 and not found.mentions  # the one day of which an hour is looked for
    for cls, half in (("morning", "am"), ("afternoon", "pm"), ("evening", "eve")):
        for mark in page.marks.get(cls, ()):
            before = mark.start - 1 - (page.tokens[mark.start - 1].fold in page.voc.words["of_round"])
            led = before >= 0 and (page.tokens[before].fold in heads or is_head(page, at, page.tokens[before].fold))
            behind = page.tokens[mark.end].fold if mark.end < len(page.tokens) else ""
            day = next((d for d in reversed(days) if d.end <= mark.start), days[0] if days else None)
            stands_in = _stands_in(page, mark)
            day = day or (_told_last(page, at, mark) if stands_in else None)
            led = (led or is_head(page, at, behind)) and cls != "evening"  # 'evening readings' may be a title
            led = led or (alone and asked_then(page, mark)) or stands_in
            if day is None or mark.start in taken or not led:
                continue
            sessions = slot_sessions(at, day.day, None, half)
            denied = page.has("negation", max(0, mark.start - HALVES // 2), mark.start) and not stands_in
            if len(sessions) == 1 and not denied:
                found.mentions.append(Mention(mark.start, mark.end, sessions, "hour"))
                found.loose[:] = [n for n in found.loose if n != day.start]
                taken |= set(range(mark.start, mark.end))


def _told_last(page: Page, at: Index, mark: Mark) -> Day | None:
    """The day that the sentence names last before it."""
    start, _ = page.sentences[page.sentence_of(mark.start)]
    told = [r for r in page.days if start <= r.start < mark.start]
    day = resolve(told[-1], at.event) if told else None
    return Day(told[-1].start, told[-1].end, day) if day is not None else None


def _stands_in(page: Page, mark: Mark) -> bool:
    """'sabato mattina, altrimenti il pomeriggio', 'Sunday at noon or in the afternoon'."""
    words = page.voc.words
    n, start = mark.start, page.sentences[page.sentence_of(mark.start)][0]
    while n > start and page.tokens[n - 1].fold in words["article"] | words["preposition"]:
        n -= 1
    return any(m.end == n for m in page.within("alternative", max(start, n - HALVES), n))


def asked_then(page: Page, mark: Mark) -> bool:
    """'sabato 16, preferibilmente di pomeriggio', 'Va bene la mattina': asked for, or told without a verb; no greeting,
    and not what somebody does then."""
    clause = page.clauses[page.clause_of(mark.start)]
    if greets(page, mark) or page.has_any(
        ("engaged", "absent", "absent_self", "not_a_choice_time"), clause.start, clause.end
    ):
        return False
    does = any(t.fold in page.voc.words["verb"] for t in page.tokens[clause.start : clause.end])
    return not does or page.has_any(ASKING, clause.start, clause.end)


def greets(page: Page, mark: Mark) -> bool:
    """'Good morning', 'Morning!', which tell no part of a day."""
    opens = not mark.start or page.tokens[mark.start - 1].kind is Kind.LINE
    near = page.within("greeting", max(0, mark.start - 2), mark.end)
    return any(m.start <= mark.start < m.end and (opens or m.end - m.start > 1) for m in near)
