"""Of a change: an hour told by the one that is booked: 'un'ora dopo', 'half an hour earlier'."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.changes.held import Held
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

HOUR = 60  # minutes


def hours_from_the_one_held(page: Page, at: Index, found: Found, held: Held) -> Found:
    """'can we sail an hour and a half later?' of who holds the 11:30: the 13:00, where there is one."""
    mark = next(iter(page.marks.get("relative_hour", ())), None)
    booked = {(s.hour * HOUR + s.minute, s.day) for s in at.slots if s.session in held.of_any}
    if mark is None or not booked or len(held.of_any) != 1 or _of_something_else(page, mark):
        return found
    start, end = page.sentences[page.sentence_of(mark.start)]
    if any(start <= m.start < end and m.how == "hour" for m in found.mentions):
        return found  # 'mezz'ora prima, alle 20.30'
    moved = {(minute + _minutes(page, mark), day) for minute, day in booked}
    then = {s.session for s in at.slots if (s.hour * HOUR + s.minute, s.day) in moved}
    if len(then) != 1:
        return found
    mention = Mention(mark.start, mark.end, tuple(then), "hour")
    return replace(found, mentions=tuple(sorted((*found.mentions, mention), key=lambda m: m.start)))


def _of_something_else(page: Page, mark: Mark) -> bool:
    """'half an hour before the start', 'un'ora dopo la fine'."""
    words, after = page.voc.words, page.tokens[mark.end : mark.end + 1]
    small = words["of"] | words["article"] | words["preposition"] | words["determiner"]
    return bool(after) and after[0].kind is Kind.WORD and after[0].fold in small


def _minutes(page: Page, mark: Mark) -> int:
    """How much later, below nothing where it is earlier."""
    words = page.voc.words
    folds = [t.fold for t in page.tokens[mark.start : mark.end]]
    number = next((n for n in page.numbers[mark.start : mark.end] if n), 1)
    hour = next((n for n, fold in enumerate(folds) if fold in words["hour_unit"]), len(folds))
    halves = [n for n, fold in enumerate(folds) if fold in words["half_unit"]]
    if hour == len(folds) and not halves:
        minutes = number
    elif any(fold in words["quarter_unit"] for fold in folds):
        minutes = HOUR // 4
    elif halves and halves[0] <= hour:
        minutes = HOUR // 2
    else:
        minutes = number * HOUR + (HOUR // 2 if halves else 0)
    return -minutes if any(fold in words["earlier_word"] for fold in folds) else minutes
