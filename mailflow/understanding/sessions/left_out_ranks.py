"""A rank behind words of leaving out, of the round that is named before: 'any of the tours apart from the first one',
'mattina: tutti tranne il primo'."""

from __future__ import annotations

from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stem

HALVES = {"morning": "am", "afternoon": "pm", "evening": "eve"}


def is_left_out(page: Page, at: Index, n: int) -> bool:
    """Whether the ordinal at a token is a session's so, and names no round."""
    return page.tokens[n].fold in page.voc.ordinals and round_without(page, at, n) is not None


def round_without(page: Page, at: Index, n: int) -> str | None:
    """The round, named last before in the sentence, of which the session ranked at a token is left out."""
    start = n - (n > 0 and page.tokens[n - 1].fold in page.voc.words["article"])
    marks = [m.start for m in page.within("exclude", max(0, start - 6), start) if m.end == start]
    if not marks:
        return None
    begin, _ = page.sentences[page.sentence_of(n)]
    told = [(k, round_) for k in range(begin, min(marks)) if (round_ := _named(page, at, k))]
    half_of = {half: round_ for round_, half in at.half_of.items()}
    halves = ((m.start, half_of.get(half)) for cls, half in HALVES.items() for m in page.within(cls, begin, min(marks)))
    told += [(k, round_) for k, round_ in halves if round_]
    return max(told)[1] if told else None


def _named(page: Page, at: Index, n: int) -> str | None:
    word = stem(page.tokens[n].fold)
    return at.round_heads.get(word) or at.round_words.get(word)
