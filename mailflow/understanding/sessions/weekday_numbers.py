"""Session numbers that look like days: behind a weekday, 'sabato 1 e 5, domenica l'11', or in a row, 'il 3 e il 6'."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.days import DayRef
from mailflow.understanding.text.page import Page


def weekday_numbers(page: Page, at: Index) -> frozenset[int]:
    """The tokens of such numbers."""
    if not at.numbers or at.slots:
        return frozenset()
    return frozenset(ref.end - 1 for ref in page.days if _numbers_a_session(ref, at))


def bare_days(page: Page, at: Index) -> frozenset[int]:
    """The tokens of days told by a number alone, of an event of one day: beside other sessions' numbers it is rather
    one of these that is told than the day, which nobody needs to."""
    if not at.numbers or at.slots or len(at.days) > 1:
        return frozenset()
    bare = (ref for ref in page.days if (ref.weekday, ref.month) == (None, None) and ref.end - ref.start == 1)
    return frozenset(ref.start for ref in bare if ref.day in at.numbers)


def _numbers_a_session(ref: DayRef, at: Index) -> bool:
    """Whether the weekday is the event's, its number is not, and a session on that weekday has the number."""
    if ref.weekday is None or ref.day is None or ref.month is not None or resolve(ref, at.event) is not None:
        return False
    rounds = {at.round_of[session] for session in at.numbers.get(ref.day, ())}
    return any(at.event.round(round_).starts.weekday() == ref.weekday for round_ in rounds)


def by_weekday_alone(ref: DayRef, at: Index) -> DayRef:
    """The day without the number, where that is a session's."""
    return replace(ref, day=None) if at.numbers and not at.slots and _numbers_a_session(ref, at) else ref
