"""A place asked for beside one that was told before: 'a seat in B, please. And one for my sister'."""

from __future__ import annotations

from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

KIN = ("relation", "relations")


def since(page: Page, mark: Mark) -> int:
    """From where on the place before is looked for: its own sentence, and the one before that where it opens it."""
    number = page.sentence_of(mark.start)
    start, _ = page.sentences[number]
    return page.sentences[number - 1][0] if number and mark.start - start <= 1 else start


def for_somebody(page: Page, start: int, end: int, topics: frozenset[int]) -> bool:
    """Whether the place is said to be for a person between the two: for kin, for 'me', for a name; not 'for B'."""
    words = page.voc.words
    for n in range(start, end - 1):
        if page.tokens[n].fold not in words["for"] or n + 1 in topics or n + 1 in page.dated:
            continue
        after = page.tokens[n + 1]
        if after.capital or after.fold in words["me"] or page.has_any(KIN, n + 1, min(end, n + 5)):
            return True
    return False
