"""All sessions of one half of the day: 'any walk but not in the morning', 'sabato o domenica, purché di pomeriggio',
'mai di mattina, per il resto è uguale'."""

from __future__ import annotations

from mailflow.understanding.sessions.parts_of_days import greets
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.text.page import Page

HALVES = (
    ("morning", "am"), ("mornings", "am"),
    ("afternoon", "pm"), ("afternoons", "pm"),
    ("evening", "eve"), ("evenings", "eve"),
)  # fmt: skip
NOON = 12
ANY = ("any_of", "either", "any_other", "rest_alike", "so_long_as")  # one of these tells that several will do


def halves_left(page: Page, at: Index) -> list[Mention]:
    """The sessions of that half, where the mail names no session and no hour; that they are refused is told by what
    stands before them, as of any that are named."""
    if len(at.rounds) > 1 or not at.slots or page.hours or not page.has_any(ANY):
        return []
    told = [(m, half) for cls, half in HALVES for m in page.marks.get(cls, ()) if not greets(page, m)]
    if len({half for _, half in told}) != 1:
        return []
    mark, half = told[0]
    every = _on_the_days(page, at)
    then = frozenset(slot_sessions(at, None, None, half))
    then -= {s.session for s in at.slots if half == "am" and s.hour > NOON}  # 'alle sette', of the evening
    some = tuple(s for s in every if s in then)
    return [Mention(mark.start, mark.end, some, "any")] if 0 < len(some) < len(every) else []


def _on_the_days(page: Page, at: Index) -> tuple[str, ...]:
    """The sessions of the days that are named; of all, where none is."""
    days = [day for ref in page.days if (day := resolve(ref, at.event)) is not None]
    on = {s for day in days for s in slot_sessions(at, day, None)}
    return at.ordered(on or (s.id for s in at.rounds[0].sessions))
