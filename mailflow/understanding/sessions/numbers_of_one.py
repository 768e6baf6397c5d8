"""Numbers told of one person, which count nobody: 'move Tom from 1 to 4', 'put her in 4 instead of 2', 'Luca wants 4',
'so 4 for him'."""

from __future__ import annotations

from mailflow.understanding.names.names import is_given
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def of_one_person(page: Page, at: Index) -> frozenset[int]:
    """Tokens of such numbers, with what stands between them, where sessions have them."""
    moved = [m for m in page.of("numbers_moved") if _somebody(page, m.start - 1) or _whom(page, m.start - 1)]
    for_one = [m for m in page.of("number_for_one") if m.numbers[0] > 1 and _for_one(page, m.end)]
    told = [m for m in (*moved, *for_one) if all(n in at.numbers for n in m.numbers)]
    return frozenset(n for m in told for n in range(m.start, m.end))


def wished_by_another(page: Page) -> frozenset[int]:
    """Where a number behind 'Luca wants' would stand."""
    return frozenset(m.end for m in page.of("another_wishes") if _somebody(page, m.start - 1))


def _somebody(page: Page, n: int) -> bool:
    """Whether a word may be a name, a word for kin or who is meant by one: no small word, no number."""
    words = page.voc.words
    if n < 0 or page.tokens[n].kind is not Kind.WORD or page.numbers[n] is not None:
        return False
    word = page.tokens[n].fold
    nobody = page.voc.function_words | words["nobody"] | words["who"] | words["be"] | words["place_of"]
    return word in words["pronoun_he"] | words["pronoun_she"] or word not in nobody


def _whom(page: Page, n: int) -> bool:
    return n >= 0 and page.tokens[n].fold in page.voc.words["me"] | page.voc.words["pronoun_they"]


def _for_one(page: Page, n: int) -> bool:
    """'for him', 'per Ada'; 'for Ann and Tom' is for two."""
    words, tokens = page.voc.words, page.tokens
    joined = n + 2 < len(tokens) and tokens[n + 1].fold in words["and"] and page.numbers[n + 2] is None
    if n >= len(tokens) or joined:
        return False
    word = tokens[n].fold
    one = word in words["pronoun_he"] | words["pronoun_she"] | words["me"]
    return one or (tokens[n].capital and is_given(word))
