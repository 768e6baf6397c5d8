"""Of a change: an hour told by the one that is booked: 'un'ora dopo', 'half an hour earlier'."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.changes.held import Held
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.told_by_another import HOUR, minutes_apart, of_something_else
from mailflow.understanding.text.page import Page


def hours_from_the_one_held(page: Page, at: Index, found: Found, held: Held) -> Found:
    """'can we sail an hour and a half later?' of who holds the 11:30: the 13:00, where there is one."""
    mark = next(iter(page.marks.get("relative_hour", ())), None)
    booked = {(s.hour * HOUR + s.minute, s.day) for s in at.slots if s.session in held.of_any}
    if mark is None or not booked or len(held.of_any) != 1 or of_something_else(page, mark):
        return found
    start, end = page.sentences[page.sentence_of(mark.start)]
    if any(start <= m.start < end and m.how == "hour" for m in found.mentions):
        return found  # 'mezz'ora prima, alle 20.30'
    moved = {(minute + minutes_apart(page, mark), day) for minute, day in booked}
    then = {s.session for s in at.slots if (s.hour * HOUR + s.minute, s.day) in moved}
    if len(then) != 1:
        return found
    mention = Mention(mark.start, mark.end, tuple(then), "hour")
    return replace(found, mentions=tuple(sorted((*found.mentions, mention), key=lambda m: m.start)))
