"""Sessions told by when they are: 'sabato alle 15', 'half eleven', 'l'ultima visita di domenica', 'any on Sunday'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.sessions.early_or_late import early_or_late
from mailflow.understanding.sessions.ends_of_a_time import ends_of_a_time
from mailflow.understanding.sessions.in_frames import in_one_list
from mailflow.understanding.sessions.lone_days import lone_days
from mailflow.understanding.sessions.open_hours import any_near
from mailflow.understanding.sessions.parts_of_days import part_of_the_day
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import slot_sessions
from mailflow.understanding.sessions.told_hours import Slots, told_hours
from mailflow.understanding.sessions.windows import window_mentions
from mailflow.understanding.text.page import Page


def slots_of(page: Page, at: Index) -> Slots:
    """Sessions told by day and hour; the day said last holds until another is."""
    found = Slots()
    if not at.slots:
        return found
    if _tells_windows(page):
        found.mentions, found.windows = window_mentions(page, at)
    if ends := ends_of_a_time(page, at, found.mentions):
        told = {n for m in ends for n in range(m.start, m.end)}
        rest = [m for m in found.mentions if told.isdisjoint(range(m.start, m.end)) and not _narrowed(page, m, ends)]
        found.mentions = rest + ends
        found.windows += [(m.start, m.end) for m in ends]
    if len({s.day for s in at.slots if s.day is not None}) > 1:
        days = told_hours(page, at, found, many_days=True)
        placed = in_one_list(page, at, found.mentions, "hour") if len(at.rounds) == 1 else []
        lone_days(page, at, days, found, placed)
        part_of_the_day(page, at, days, found)
        found.mentions += placed
        found.mentions += early_or_late(page, at, days, found)
    else:
        told_hours(page, at, found, many_days=False)
        found.mentions += in_one_list(page, at, found.mentions, "hour") if len(at.rounds) == 1 else []
        found.mentions += _some_left_out(page, at, _covered(found))
    found.mentions += _any_of_half(page, at, _covered(found) | {n for w in found.windows for n in range(*w)})
    found.mentions.sort(key=lambda m: m.start)
    covered = _covered(found)
    found.loose = [place for place in found.loose if place not in covered]
    return found


def _narrowed(page: Page, window: Mention, ends: Sequence[Mention]) -> bool:
    """'before noon, the later one': whether one of the sessions is told right behind, and no 'or' between."""
    _, end = page.sentences[page.sentence_of(window.start)]
    told = [e for e in ends if window.end <= e.start < end and set(e.sessions) <= set(window.sessions)]
    return any(not page.has("alternative", window.end, e.start) for e in told)


def _tells_windows(page: Page) -> bool:
    between = page.voc.words["between"]
    limits = ("not_before", "not_after", "from_on", "up_to")
    return any(cls in page.marks for cls in limits) or any(t.fold in between for t in page.tokens)


def _covered(found: Slots) -> set[int]:
    return {n for m in found.mentions for n in range(m.start, m.end)}


def _any_of_half(page: Page, at: Index, taken: set[int]) -> Iterator[Mention]:
    """'any of the afternoon boats', where the event is on one day."""
    if len({s.day for s in at.slots if s.day is not None}) > 1 or len(at.rounds) > 1:
        return
    for cls, half in (("morning", "am"), ("afternoon", "pm")):
        for mark in page.marks.get(cls, ()):
            sessions = slot_sessions(at, None, None, half)
            others = page.has("any_other", page.clauses[page.clause_of(mark.start)].start, mark.start)
            if others or mark.start in taken:
                continue  # 'not the first boat, any other in the morning': without those named before
            if len(sessions) > 1 and any_near(page, mark.start, mark.end):
                yield Mention(mark.start, mark.end, sessions, "any")


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
