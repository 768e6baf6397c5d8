"""Adults and children counted a line each, as forms do: 'Adulti: 2' and 'Bambini: 1' below."""

from __future__ import annotations

from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def by_label(page: Page) -> list[Stated]:
    """The sum of both; nothing where either is not told so."""
    words = page.voc.words
    if words["grown_up"].isdisjoint(page.folds):
        return []
    grown, young = _counted(page, "grown_up"), _counted(page, "minor")
    if len(grown) != 1 or len(young) != 1:
        return []
    first, last = sorted((*grown, *young), key=lambda s: s.start)
    return [Stated(first.value + last.value, first.start, last.end)]


def _counted(page: Page, kind: str) -> list[Stated]:
    """The numbers that end a line behind a word for them and a colon."""
    tokens = page.tokens
    return [
        Stated(value, n, n + 3)
        for n in range(len(tokens) - 2)
        if tokens[n].fold in page.voc.words[kind]
        and tokens[n + 1].text == ":"
        and (value := page.numbers[n + 2]) is not None
        and value <= MOST
        and (n + 3 == len(tokens) or tokens[n + 3].kind is Kind.LINE)
    ]
