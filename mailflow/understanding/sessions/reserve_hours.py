"""Bare numbers that are hours behind words of second choice: '11.30 would be nice, or 10 if that is taken', '4pm best,
if not 230', 'alle 9, se no 8'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.sessions.times import slot_sessions
from mailflow.understanding.text.hours import HourRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

MOST = 3  # tokens from such words to the number
RESERVE = ("alternative", "full", "rank_after", "fallback_first", "if_possible")  # what may be said behind it


def hours_in_reserve(page: Page, at: Index) -> Iterator[HourRef]:
    """Where an hour is told before, and a session is then."""
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["hour_cue"] | {","}
    told = sorted({n for h in page.hours for n in range(h.start, h.end)})
    for mark in page.marks.get("alternative", ()) if told else ():
        n = mark.end
        while n < len(page.tokens) and n - mark.end < MOST and page.tokens[n].fold in small:
            n += 1
        behind = n + 1 < len(page.tokens) and page.tokens[n + 1].kind is Kind.WORD
        since = page.sentences[max(0, page.sentence_of(mark.start) - 1)][0]
        before = any(since <= k < mark.start for k in told)
        if n >= len(page.tokens) or not before or n in told or n in page.dated:
            continue
        if behind and not any(page.at(cls, n + 1) for cls in RESERVE):
            continue  # 'or two of us'
        bare = _in_figures(page, n)
        if bare is not None and len(slot_sessions(at, None, bare)) == 1:
            yield bare


def _in_figures(page: Page, n: int) -> HourRef | None:
    """'10', 'ten', '230' as an hour."""
    text = page.tokens[n].text
    if page.tokens[n].kind is Kind.NUMBER and len(text) in (3, 4):
        hour, minute = int(text[:-2]), int(text[-2:])
        return HourRef(n, n + 1, hour, minute) if hour < 24 and minute < 60 else None
    if page.tokens[n].kind is Kind.NUMBER:
        return HourRef(n, n + 1, int(text)) if len(text) < 3 and int(text) < 24 else None
    said = page.voc.hours.get(page.tokens[n].fold)
    return HourRef(n, n + 1, said) if said is not None else None
