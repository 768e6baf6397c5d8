"""Families counted one by one: 'la famiglia Neri (4) e la famiglia Sala (3 persone)', 'the Frys (4) and the Lees'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

NEAR = 3  # tokens from 'la famiglia' to the bracket
APART = 5  # tokens from one bracket to the next family's name


def families_together(page: Page) -> list[Stated]:
    """The sum of two families or more that stand in a row, each with its number in brackets; else nothing."""
    row: list[Stated] = []
    for said in _families(page):
        if row and said.start - row[-1].end > APART:
            break
        row.append(said)
    return [Stated(sum(s.value for s in row), row[0].start, row[-1].end)] if len(row) > 1 else []


def _families(page: Page) -> Iterator[Stated]:
    """Each family with its number."""
    tokens = page.tokens
    for n in range(1, len(tokens) - 2):
        value = page.numbers[n + 1] if tokens[n].text == "(" else None
        if value is None or not 0 < value <= MOST or n + 1 in page.dated:
            continue
        counted = tokens[n + 2].fold in page.voc.words["heads"]
        start = _start(page, n, counted=counted)
        if start is not None and tokens[min(n + 2 + counted, len(tokens) - 1)].text == ")":
            yield Stated(value, start, n + 3 + counted)


def _start(page: Page, bracket: int, *, counted: bool) -> int | None:
    """Where the words for a family before a bracket begin; a name alone is one where people are counted behind it."""
    words, tokens = page.voc.words, page.tokens
    for n in range(bracket - 1, max(-1, bracket - 1 - NEAR), -1):
        if tokens[n].kind is not Kind.WORD:
            return None
        if tokens[n].fold in words["family_word"]:
            return n
    name = tokens[bracket - 1]
    plural = name.fold.endswith(tuple(words["plural_ending"])) and tokens[bracket - 2].fold in words["plural_article"]
    return bracket - 2 if name.capital and (counted or plural) and bracket > 1 else None
