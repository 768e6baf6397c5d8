"""Hours from or up to which any session will do."""

from __future__ import annotations

from datetime import date

from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.sessions.times import slot_sessions
from mailflow.understanding.text.hours import HourRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark


def from_then_on(at: Index, day: date | None, hour: HourRef) -> tuple[str, ...]:
    """'from 2.30 onwards'."""
    begins = _begins(at, day)
    first = [begins[s] for s in slot_sessions(at, day, hour) if s in begins]
    return at.ordered(s for s, minute in begins.items() if first and minute >= min(first))


def _begins(at: Index, day: date | None) -> dict[str, int]:
    """When each session of a day begins, in minutes; an alias 'alle nove' may be 21."""
    begins: dict[str, int] = {}
    for slot in at.slots:
        if day is None or slot.day in (None, day):
            begins[slot.session] = max(slot.hour * 60 + slot.minute, begins.get(slot.session, 0))
    return begins


def bounds_of(page: Page, hour: HourRef) -> str:
    """Whether any session 'up_to' or 'from_on' an hour will do: 'qualsiasi orario prima delle 9'."""
    if not any_near(page, hour.start, hour.end):
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


def within_bounds(at: Index, day: date | None, hour: HourRef, bounds: str) -> tuple[str, ...]:
    """The sessions up to, or from, an hour."""
    minutes = hour.hour * 60 + hour.minute + (720 if hour.half_day == "pm" and hour.hour < 12 else 0)
    begins = _begins(at, day)
    if hour.half_day is None and all(minute > minutes + 60 for minute in begins.values()):
        minutes += 720  # 'before 4' of the afternoon
    up_to = bounds == "up_to"
    return at.ordered(s for s, minute in begins.items() if (minute < minutes if up_to else minute >= minutes))


def any_near(page: Page, start: int, end: int) -> bool:
    """Whether words beside it say that any will do."""
    begin, stop = page.sentences[page.sentence_of(start)]
    depth = page.clauses[page.clause_of(start)].depth
    told = page.within("any_of", max(begin, start - ASIDE), min(stop, end + ASIDE))
    return any(page.clauses[page.clause_of(m.start)].depth <= depth for m in told)  # not what brackets say


def any_said_behind(page: Page, end: int) -> bool:
    """'domenica mattina. Gli orari vanno bene tutti': whether the next sentence, that names no other time, says it."""
    number = page.sentence_of(end - 1) + 1
    start, stop = page.sentences[number] if number < len(page.sentences) else (0, 0)
    plainly = any(m.end - m.start > 1 for m in page.within("any_of", start, stop))  # not 'are there any stairs?'
    return plainly and page.dated.isdisjoint(range(start, stop)) and page.tokens[stop - 1].text != "?"


def after_that(page: Page, hour: HourRef) -> Mark | None:
    """'fino alle 9 lavoro, dopo va bene qualsiasi fascia', 'until noon, so any boat after that': an hour from which
    on any session will do."""
    _, end = page.sentences[page.sentence_of(hour.start)]
    limited = any(page.has(cls, max(0, hour.start - 3), hour.start + 2) for cls in ("up_to", "from_on"))
    onwards = {n for m in page.within("onwards", hour.end, end) for n in range(m.start, m.end)}  # 'dalle nove in poi'
    told = (m for m in page.within("after_that", hour.end, end) if m.start not in onwards)
    marks = [m for m in told if any_near(page, m.start, m.end)]
    return marks[0] if limited and marks else None


ASIDE = 10  # tokens around a day or an hour in which it may be said that any will do
