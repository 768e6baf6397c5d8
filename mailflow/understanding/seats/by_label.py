"""Adults and children counted as forms do: 'Adulti: 2' and 'Bambini: 1' below, 'adults x 2 and one child'."""

from __future__ import annotations

from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def by_label(page: Page) -> list[Stated]:
    """The sum of both; nothing where neither is told by a label, or either not at all."""
    words = page.voc.words
    if words["grown_up"].isdisjoint(page.folds):
        return []
    labelled = [_labelled(page, kind) for kind in ("grown_up", "minor")]
    told = [some or _plain(page, kind) for some, kind in zip(labelled, ("grown_up", "minor"), strict=True)]
    if not any(labelled) or any(len(some) != 1 for some in told):
        return []
    first, last = sorted((*told[0], *told[1]), key=lambda s: s.start)
    return [Stated(first.value + last.value, first.start, last.end)]


def _labelled(page: Page, kind: str) -> list[Stated]:
    """The numbers that end a thought behind a word for them and a colon or an 'x'."""
    tokens, words = page.tokens, page.voc.words
    return [
        Stated(value, n, n + 3)
        for n in range(len(tokens) - 2)
        if tokens[n].fold in words[kind]
        and (tokens[n + 1].text == ":" or tokens[n + 1].fold in words["times_mark"])
        and (value := page.numbers[n + 2]) is not None
        and value <= MOST
        and _ends(page, n + 3)
    ]


def _ends(page: Page, n: int) -> bool:
    """Whether nothing that is counted stands there."""
    after = page.tokens[n : n + 1]
    return not after or after[0].kind is Kind.LINE or after[0].text in ",;." or after[0].fold in page.voc.words["and"]


def _plain(page: Page, kind: str) -> list[Stated]:
    """The numbers right before a word for them: 'one child'."""
    words, numbers = page.voc.words[kind], page.numbers
    found = ((n, numbers[n - 1]) for n in range(1, len(page.tokens)) if page.tokens[n].fold in words)
    return [Stated(value, n - 1, n + 1) for n, value in found if value is not None and n - 1 not in page.dated]
