"""Sessions told by the hour of another: 'alle 9, se è pieno mezz'ora dopo', 'Ann at ten and I an hour later'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.names.names import is_given
from mailflow.understanding.sessions.sessions import Index, Mention, Slot
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

HOUR = 60  # minutes
NEAR = 4  # tokens from what the hour falls back from
APART = 10  # tokens from the one hour to that which is told by it
CASES = ("alternative", "fallback_first", "full")
BESIDE = ("hour_beside", "right_beside")  # by no more than that it is the next, or the one before


def told_by_another(page: Page, at: Index, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Where sessions follow one another: the one that begins so much later, or earlier, than the one told before."""
    if len(at.rounds) != 1 or not at.slots:
        return
    told = list(mentions)
    for mark in page.of("relative_hour", *BESIDE):
        before = [m for m in told if m.end <= mark.start and len(m.sessions) == 1]
        if not before or any(m.start < mark.end and mark.start < m.end for m in told):
            continue
        end = next((m.end for m in page.of("hour_beside") if mark.start < m.start < mark.end), mark.end)
        if not _closes(page, end) or not (falls_back(page, mark.start) or _of_somebody(page, before[-1], mark)):
            continue
        session = _then(page, at, before[-1].sessions[0], mark)
        if session is not None:
            told.append(Mention(mark.start, end, (session,), "hour"))
            yield told[-1]


def _closes(page: Page, end: int) -> bool:
    """'mezz'ora dopo.', 'un'ora dopo perché lavora', and not 'mezz'ora dopo ripartiamo', 'an hour before the talk'."""
    words, after = page.voc.words, page.tokens[end : end + 1]
    small = words["after_place"] | words["conjunction"] | words["subordinate"]
    return not after or after[0].kind is not Kind.WORD or after[0].fold in small


def falls_back(page: Page, n: int) -> bool:
    """'se è tutto occupato la mezz'ora dopo', 'or half an hour later': the hour is one for the case that …"""
    start = max(page.sentences[page.sentence_of(n)][0], n - NEAR)
    return page.has_any(CASES, start, n) or any(t.fold in page.voc.words["or"] for t in page.tokens[start:n])


def of_something_else(page: Page, mark: Mark) -> bool:
    """'half an hour before the start', 'un'ora dopo la fine'."""
    words, after = page.voc.words, page.tokens[mark.end : mark.end + 1]
    small = words["of"] | words["article"] | words["preposition"] | words["determiner"]
    return bool(after) and after[0].kind is Kind.WORD and after[0].fold in small


def minutes_apart(page: Page, mark: Mark) -> int:
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
    return -minutes if _earlier(page, mark) else minutes


def _earlier(page: Page, mark: Mark) -> bool:
    return any(t.fold in page.voc.words["earlier_word"] for t in page.tokens[mark.start : mark.end])


def _of_somebody(page: Page, before: Mention, mark: Mark) -> bool:
    """'io alle 8, mia sorella Rita mezz'ora dopo': nothing but who it is for parts the two; 'alle 8, arrivo mezz'ora
    prima' tells no other."""
    between = range(before.end, mark.start)
    if len(between) > APART:
        return False
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["for"] | words["own"] | words["and"] | words["then_word"]
    small |= words["slot_head"] | words["session_head"]
    persons = words["me"] | words["me_subject"] | words["pronoun_he"] | words["pronoun_she"] | words["pronoun_they"]
    kin = {n for m in page.of("relation", "relations") for n in range(m.start, m.end)}
    who = [
        n
        for n in between
        if n in kin or page.tokens[n].fold in persons or page.tokens[n].capital or is_given(page.tokens[n].fold)
    ]
    rest = [page.tokens[n] for n in between if n not in who]
    return bool(who) and all(t.kind is not Kind.WORD or t.fold in small for t in rest)


def _then(page: Page, at: Index, session: str, mark: Mark) -> str | None:
    """The one session that begins then, of the same day."""
    begins = {s.session: s for s in sorted(at.slots, key=_minute)}  # an alias 'alle nove' may be 21
    first = begins.get(session)
    if first is None:
        return None
    row = sorted((s for s in begins.values() if s.day == first.day), key=_minute)
    if mark.cls in BESIDE:
        n = row.index(first) + (-1 if _earlier(page, mark) else 1)
        return row[n].session if 0 <= n < len(row) else None
    then = [s.session for s in row if _minute(s) == _minute(first) + minutes_apart(page, mark)]
    return then[0] if len(then) == 1 else None


def _minute(slot: Slot) -> int:
    return slot.hour * HOUR + slot.minute
