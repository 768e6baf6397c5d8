"""What stands in the row that is wanted as in the one that is not: 'gruppi 2 e 4 (non 2 e 5)', 'D1-B and D2-A, not D1-A
and D2-A'. Only in what they differ is the second given up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.joints import are_joined
from mailflow.understanding.wishes.wish import Wish


def without_in_both_rows(page: Page, found: Found, wishes: list[Wish]) -> list[Wish]:
    """The wishes without what such a row gives up of those named before it in its sentence."""
    refused = {w.place for w in wishes if not w.positive}
    spared: set[int] = set()
    for row in _rows(page, found, refused) if len(refused) > 1 else ():
        start = page.sentences[page.sentence_of(row[0].start)][0]
        told = {w.session for w in wishes if w.positive and start <= w.place < row[0].start}
        again = {m.start for m in row if m.sessions[0] in told}
        if len(again) < len(row):
            spared |= again
    return [w for w in wishes if w.positive or w.place not in spared]


def _rows(page: Page, found: Found, refused: set[int]) -> Iterator[Sequence[Mention]]:
    """Sessions in a row that are all given up."""
    row: list[Mention] = []
    for mention in found.mentions:
        if row and not (mention.start in refused and are_joined(page, row[-1], mention)):
            yield row
            row = []
        if mention.start in refused:
            row = [*row, mention]
    if row:
        yield row
