"""Months and days that are somebody's name: 'Jo March', 'Pia Maggio', 'Domenica Russo', 'my daughter April'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.gazetteer import surnames, wordlike
from mailflow.understanding.names.names import is_given
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def calendar_names(page: Page, known: Sequence[frozenset[str]]) -> frozenset[int]:
    """The tokens of the calendar that are words of a name. `known`: names the headers tell."""
    months, weekdays = page.voc.months, page.voc.weekdays
    told = [n for n, token in enumerate(page.tokens) if token.fold in months or token.fold in weekdays]
    return frozenset(n for n in told if _of_whom_headers_tell(page, n, known) or _names_somebody(page, n))


def _of_whom_headers_tell(page: Page, n: int, known: Sequence[frozenset[str]]) -> bool:
    """'Ernesto Sabato' of a sender 'Ernesto Sabato': with another word of his name right beside."""
    word, beside = page.tokens[n].fold, {t.fold for t in (*page.tokens[n - 1 : n], *page.tokens[n + 1 : n + 2])}
    return any(word in key and not beside.isdisjoint(key - {word}) for key in known)


def _names_somebody(page: Page, n: int) -> bool:
    """Whether what stands right before or behind makes a month, or a day that is a first name, a name's."""
    if page.shouting or not page.tokens[n].capital or _dates(page, n - 1) or _dates(page, n + 1):
        return False
    word, first = page.tokens[n].fold, page.tokens[n - 1] if n else None
    surname = word in page.voc.months and first is not None and first.capital and is_given(first.fold)
    if surname or word not in wordlike():
        return surname
    if any(m.end == n for m in page.within("relation", max(0, n - 2), n)):
        return True
    after = page.tokens[n + 1 : n + 2]
    lead = first is None or first.fold not in page.voc.words["preposition"] | page.voc.words["article"]
    return bool(after) and after[0].capital and after[0].fold in surnames() and lead


def _dates(page: Page, n: int) -> bool:
    """Whether a number or another word of a day stands there: 'March 12', '3rd June', 'domenica 4 Aprile'."""
    if not 0 <= n < len(page.tokens):
        return False
    token = page.tokens[n]
    return token.kind is Kind.NUMBER or token.text[0].isdigit() or page.numbers[n] is not None
