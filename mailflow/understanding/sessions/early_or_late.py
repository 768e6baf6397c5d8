"""The first or the last session of a day: 'Friday late', 'the early one, if not the late one', 'il turno più tardi'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from mailflow.understanding.sessions.lone_days import half_beside
from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.sessions.told_hours import Day, Slots
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

ENDS = {"earlier_of": 0, "later_of": -1, "early_beside": 0, "late_beside": -1}
NEAR = 3  # tokens from the words to the day behind them: 'the later viewing on the 13th'
FAR = 2  # sentences back in which the day is told


def early_or_late(page: Page, at: Index, days: Sequence[Day], found: Slots) -> list[Mention]:
    """Where words tell it beside a day, or of the day told last; `days`: those that were left without an hour."""
    taken = {n for m in found.mentions for n in range(m.start, m.end)}
    told = _either(page, at, days, found)
    taken |= {n for m in told for n in range(m.start, m.end)}
    for mark in page.of(*ENDS):
        if not taken.isdisjoint(range(mark.start, mark.end)):
            continue
        day = _beside(page, mark, days) if mark.cls.endswith("beside") else _spoken_of(page, at, mark)
        half = half_beside(page, day) if day is not None and day.end <= mark.start else None
        every = slot_sessions(at, day.day, None, half) if day is not None else ()
        if day is None or len(every) < 2:
            continue
        start, end = (
            (min(day.start, mark.start), max(day.end, mark.end)) if _touch(day, mark) else (mark.start, mark.end)
        )
        if taken.isdisjoint(range(start, end)):
            told.append(Mention(start, end, (every[ENDS[mark.cls]],), "hour"))
            taken |= set(range(start, end))
            found.loose[:] = [n for n in found.loose if n != day.start]
    return told


def _either(page: Page, at: Index, days: Sequence[Day], found: Slots) -> list[Mention]:
    """'sunday, early or late', 'the early or the late viewing on Friday', where a day has two."""
    told: list[Mention] = []
    marks = sorted(page.of(*ENDS), key=lambda m: m.start)
    small = page.voc.words["or"] | page.voc.words["article"]
    for one, two in pairwise(marks):
        between = [t.fold for t in page.tokens[one.end : two.start]]
        joined = bool(between) and between[0] in page.voc.words["or"] and small.issuperset(between)
        start, end = page.sentences[page.sentence_of(one.start)]
        here = [d for d in days if start <= d.start < end]
        every = slot_sessions(at, here[-1].day, None) if here else ()
        if joined and ENDS[one.cls] != ENDS[two.cls] and len(every) == 2:
            told.append(Mention(one.start, two.end, every, "any"))
            found.loose[:] = [n for n in found.loose if n != here[-1].start]
    return told


def _touch(day: Day, mark: Mark) -> bool:
    return day.end == mark.start or mark.end == day.start


def _beside(page: Page, mark: Mark, days: Iterable[Day]) -> Day | None:
    """'Friday late', 'late on Friday'; 'it is late' tells nothing."""
    small = page.voc.words["preposition"] | page.voc.words["article"]
    for day in days:
        behind = day.start - mark.end
        if _touch(day, mark) or (behind == 1 and page.tokens[mark.end].fold in small):
            return day
    return None


def _spoken_of(page: Page, at: Index, mark: Mark) -> Day | None:
    """The day told last, where the words are of a session: 'the later viewing', 'the early one'."""
    words = page.voc.words
    behind = page.tokens[mark.end].fold if mark.end < len(page.tokens) else ""
    last = page.tokens[mark.end - 1].fold
    before = page.tokens[mark.start - 1].fold if mark.start else ""
    headed = is_head(page, at, behind) or is_head(page, at, last) or is_head(page, at, before)
    if behind in words["of_round"] or not (headed or before in words["that_one"]):
        return None
    number = page.sentence_of(mark.start)
    since, end = page.sentences[max(0, number - FAR)][0], page.sentences[number][1]
    ahead = [r for r in page.days if mark.end <= r.start <= min(mark.end + NEAR, end - 1)]
    refs = ahead[:1] or [r for r in page.days if since <= r.start < mark.start]
    day = resolve(refs[-1], at.event) if refs else None
    return Day(refs[-1].start, refs[-1].end, day) if day is not None else None
