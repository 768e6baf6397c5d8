"""The first or the last session of a time that is told beside it: 'la prima entrata dopo le 21.30', 'the last boat
before noon', 'a morning sailing, the later one'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mailflow.understanding.sessions.parts_of_days import asked_then
from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import slot_sessions
from mailflow.understanding.sessions.windows import NOON, Window, hour_from, within
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

LIMITS = {"from_on": 1, "up_to": -1}  # the first from an hour on, the last up to one
RELATIVE = {"earlier_of": 0, "earliest": 0, "later_of": -1, "latest": -1}
HALVES = {"morning": "am", "afternoon": "pm"}


def ends_of_a_time(page: Page, at: Index, times: Sequence[Mention]) -> list[Mention]:
    """Where all sessions are of one round. `times`: what the times that are told leave ('before noon')."""
    if len(at.rounds) != 1:
        return []
    found = [*_limited(page, at)] if any(cls in page.marks for cls in LIMITS) else []
    one_day = len({s.day for s in at.slots if s.day is not None}) < 2
    told = any(cls in page.marks for cls in (*HALVES, *LIMITS, "not_before", "not_after"))
    if one_day and told and any(cls in page.marks for cls in RELATIVE):
        found += _of_a_time(page, at, times)
    return found


def _limited(page: Page, at: Index) -> Iterator[Mention]:
    """'the first boat after noon'; 'la prima dopo le 22' may mean the one at ten, and the next."""
    for mark in page.of(*LIMITS):
        first = mark.cls == "from_on"
        article = any(t.fold in page.voc.words["article"] for t in page.tokens[mark.end : mark.end + 1])
        hour = hour_from(page, mark.end + article) or hour_from(page, mark.end - 1)
        if hour is None:
            continue
        start, end = _end_before(page, at, mark, first=first), hour[1]
        if start is None and (end := _end_behind(page, hour[1], first=first)):
            start = mark.start
        if start is None:
            continue
        low, high = (hour[0], 2 * NOON) if first else (0, hour[0])
        row = within(page, at, Window(start, hour[1], low, high))
        later = within(page, at, Window(start, hour[1], low + 1, high))
        told = (row[:1] + later[:1] if row != later else row[:1]) if first else row[-1:]
        if told:
            yield Mention(start, end, told, "hour")


def _end_behind(page: Page, n: int, *, first: bool) -> int:
    """Where the words end that tell it right behind the hour: 'dopo le nove, la prima possibile'; 0 where none do."""
    n += any(t.text == "," for t in page.tokens[n : n + 1])
    told = (page.at("earliest" if first else "latest", place) for place in (n, n + 1))
    return max((m.end for m in told if m is not None), default=0)


def _end_before(page: Page, at: Index, limit: Mark, *, first: bool) -> int | None:
    """Where the words begin that tell the first, or the last, right before the limit: 'la prima entrata', 'the last',
    'il prima possibile'."""
    wanted = ("earliest", "earlier_of") if first else ("latest", "later_of")
    told = [m.start for m in page.of(*wanted) if m.end == limit.start]
    if told:
        return min(told)
    n = limit.start - 1
    if n > 0 and (is_head(page, at, page.tokens[n].fold) or page.tokens[n].fold in page.voc.words["after_place"]):
        n -= 1
    ranked = n >= 0 and page.voc.ordinals.get(page.tokens[n].fold) == (1 if first else -1)
    return n if ranked else None


def _of_a_time(page: Page, at: Index, times: Sequence[Mention]) -> Iterator[Mention]:
    """'di mattina, quello più tardi', 'before noon, the later one', of an event of one day."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for time in times:
        by_sentence[page.sentence_of(time.start)].append(time)
    for mark in page.of(*RELATIVE):
        row = _row_before(page, at, mark, by_sentence[page.sentence_of(mark.start)])
        if len(row) > 1 and _of_a_session(page, at, mark):
            one = row[RELATIVE[mark.cls]]
            told = (one, *(s for s in row if s != one)) if _if_it_can_be(page, mark) else (one,)
            yield Mention(mark.start, mark.end, told, "any" if len(told) > 1 else "hour")


def _row_before(page: Page, at: Index, mark: Mark, times: Sequence[Mention]) -> tuple[str, ...]:
    """The sessions of the time, or of the part of the day, that the sentence asks for last before these words."""
    told = next((m for m in reversed(times) if m.end <= mark.start), None)
    half = _half_before(page, mark)
    if told is not None and (half is None or half.start < told.start):
        return told.sessions
    return slot_sessions(at, None, None, HALVES[half.cls]) if half is not None else ()


def _half_before(page: Page, mark: Mark) -> Mark | None:
    """The part of the day that the sentence asks for last, before these words."""
    start, _ = page.sentences[page.sentence_of(mark.start)]
    told = [m for cls in HALVES for m in page.within(cls, start, mark.start) if asked_then(page, m)]
    return max(told, key=lambda m: m.start, default=None)


def _if_it_can_be(page: Page, mark: Mark) -> bool:
    """'the later one if both have room', 'quello più tardi se possibile': else the others will do."""
    words, n = page.voc.words, mark.end
    n += any(t.fold in words["that_session"] for t in page.tokens[n : n + 1])
    iffy = any(t.fold in words["conditional"] for t in page.tokens[n : n + 1])
    return iffy or page.at("if_possible", n) is not None


def _of_a_session(page: Page, at: Index, mark: Mark) -> bool:
    """'the later one', 'quello più tardi', 'the later sailing'; 'arrivo più tardi' tells none."""
    words = page.voc.words
    around = [t.fold for t in page.tokens[max(0, mark.start - 1) : mark.end + 1]]
    return mark.cls in ("earliest", "latest") or any(w in words["that_session"] or is_head(page, at, w) for w in around)
