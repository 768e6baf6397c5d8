"""Of who has a booking: a session told by the one that is booked: 'the same time on Friday', 'the late one', 'alla
visita del pomeriggio', 'quella dopo', 'the other boat'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from mailflow.understanding.changes.held import Held
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.parts_of_days import greets
from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.sessions import Index, Mention, Slot
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.text.hours import HourRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

HALVES = (("morning", "am"), ("afternoon", "pm"), ("evening", "eve"))
ENDS = {"earlier_of": 0, "later_of": -1}
NEIGHBOURS = {"next_in_row": 1, "previous_in_row": -1}
DAYS = {"day_after": 1, "day_before": -1}
# where another session than the one booked is asked for
ASKING = ("change_session", "change_strict", "alters", "move_to", "instead_of", "thinks_again", "if_it_can_be",
          "question_request", "may_i", "wished", "self", "we", "first_rank", "request")  # fmt: skip
AWAY = ("negation", "obstacle", "absent", "instead_of", "was")  # right before: the one that is not wanted
NEAR = 4  # tokens before words of another session in which it is said not to be wanted


def told_by_the_one_held(page: Page, at: Index, found: Found, held: Held) -> Found:
    """The sessions with the first that is told so; where another than the booked one is named, none is."""
    slots = {s.session: s for s in at.slots if s.session in held.of_any}
    named = any(not m.weak and not held.of_any.issuperset(m.sessions) for m in found.mentions)
    if len(slots) != 1 or named or page.hours:
        return found
    (slot,) = slots.values()
    told = next((m for m in _told(page, at, slot) if m.sessions != (slot.session,)), None)
    if told is None:
        return found
    rest = [m for m in found.mentions if m.end <= told.start or told.end <= m.start]
    loose = tuple(n for n in found.loose_days if not any(d.start == n for d in page.days))
    return replace(found, mentions=tuple(sorted((*rest, told), key=lambda m: m.start)), loose_days=loose)


def _told(page: Page, at: Index, slot: Slot) -> Iterator[Mention]:
    yield from _then_on_another_day(page, at, slot)
    if {resolve(d, at.event) for d in page.days} <= {None, slot.day}:
        yield from _in_another_half(page, at, slot)
        yield from _of_two(page, at, slot)
        yield from _next_to_it(page, at, slot)


def _asked_for(page: Page, start: int, end: int) -> bool:
    """Whether the sentence asks for another session, and does not say that it is this one which is not wanted."""
    first, last = page.sentences[page.sentence_of(start)]
    near = max(first, start - NEAR)
    away = page.has_any(AWAY, near, start) and not page.has("move_to", near, start)  # 'swap to' is no 'instead of'
    return page.has_any(ASKING, first, last) and not away


def _then_on_another_day(page: Page, at: Index, slot: Slot) -> Iterator[Mention]:
    """'sabato alla stessa ora', 'the day after, same time'."""
    if not page.has("same_hour"):
        return
    days: list[tuple[int, int, date | None]] = [(d.start, d.end, resolve(d, at.event)) for d in page.days]
    if slot.day is not None:
        days += [(m.start, m.end, slot.day + timedelta(DAYS[m.cls])) for m in page.of(*DAYS)]
    for start, end, day in days:
        sessions = slot_sessions(at, day, HourRef(0, 0, slot.hour, slot.minute)) if day not in (None, slot.day) else ()
        if len(sessions) == 1 and _asked_for(page, start, end):
            yield Mention(start, end, sessions, "hour")


def _in_another_half(page: Page, at: Index, slot: Slot) -> Iterator[Mention]:
    """'al pomeriggio', 'the evening viewing': of the day that is booked."""
    for cls, half in HALVES:
        sessions = slot_sessions(at, slot.day, None, half)
        for mark in page.marks.get(cls, ()) if len(sessions) == 1 else ():
            if not greets(page, mark) and _asked_for(page, mark.start, mark.end):
                yield Mention(mark.start, mark.end, sessions, "hour")


def _of_two(page: Page, at: Index, slot: Slot) -> Iterator[Mention]:
    """'the late one', 'l'altro turno': where the day that is booked has two."""
    every = slot_sessions(at, slot.day, None)
    for mark in page.of(*ENDS, "other_in_row") if len(every) == 2 else ():
        other = every[1] if every[0] == slot.session else every[0]
        session = every[ENDS[mark.cls]] if mark.cls in ENDS else other
        if _of_a_session(page, at, mark) and _asked_for(page, mark.start, mark.end):
            yield Mention(mark.start, mark.end, (session,), "hour")


def _of_a_session(page: Page, at: Index, mark: Mark) -> bool:
    """'the later viewing', 'the early one'; 'it is too late' is none."""
    words = page.voc.words
    folds = [page.tokens[n].fold if 0 <= n < len(page.tokens) else "" for n in (mark.start - 1, mark.end)]
    inside = [t.fold for t in page.tokens[mark.start : mark.end]]
    return any(is_head(page, at, word) for word in (*folds, *inside)) or any(
        word in words["that_one"] for word in (folds[0], *inside)
    )


def _next_to_it(page: Page, at: Index, slot: Slot) -> Iterator[Mention]:
    """'the next boat', 'quella dopo', 'il turno precedente'; 'quella dopo le dieci' is none."""
    row = slot_sessions(at, slot.day, None)
    for mark in page.of(*NEIGHBOURS) if slot.session in row else ():
        n = row.index(slot.session) + NEIGHBOURS[mark.cls]
        if 0 <= n < len(row) and _closes(page, mark.end) and _asked_for(page, mark.start, mark.end):
            yield Mention(mark.start, mark.end, (row[n],), "hour")


def _closes(page: Page, end: int) -> bool:
    words, after = page.voc.words, page.tokens[end : end + 1]
    small = words["article"] | words["preposition"] | words["of"] | words["determiner"]
    return not after or after[0].kind is not Kind.WORD or after[0].fold not in small
