"""A party told by age and then one by one counts once: '2 adults, 2 kids: me, my husband and our two boys'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.text.page import Page


def without_ages_told(page: Page, cast: Cast) -> None:
    """Leave out the grown-ups and children whom a row with the writer behind them tells again, as many as they are."""
    if page.voc.words["grown_up"].isdisjoint(page.folds):
        return
    rows, guests = chains(page, cast.refs), frozenset(ref.start for ref in cast.unnamed)
    aged = [ref for row in rows if _by_age(page, guests, row) for ref in row]
    if not any(page.tokens[ref.end - 1].fold in page.voc.words["grown_up"] for ref in aged):
        return
    size = sum(ref.n or 0 for ref in aged)
    again = next((row for row in rows if row[0].start > aged[-1].end and _tells_again(page, aged, row)), None)
    if again is not None and all(ref.n for ref in again) and sum(ref.n or 0 for ref in again) == size:
        told = {ref.start for ref in aged}
        cast.unnamed = [ref for ref in cast.unnamed if ref.start not in told]


def _by_age(page: Page, guests: frozenset[int], row: Sequence[Ref]) -> bool:
    """'2 adults and 2 kids', 'quattro adulti': counted guests told by nothing but their age."""
    ages = page.voc.words["grown_up"] | page.voc.words["minor"]
    return all(ref.start in guests and page.tokens[ref.end - 1].fold in ages for ref in row)


def _tells_again(page: Page, aged: Sequence[Ref], row: Sequence[Ref]) -> bool:
    """Whether the writer stands in a row of several, in the same sentence or the next, that adds nobody to them."""
    words, before = page.voc.words, page.tokens[row[0].start - 1].fold
    near = page.sentence_of(row[0].start) - page.sentence_of(aged[-1].start) <= 1
    mine = len(row) > 1 and any(ref.kind in ("me", "i") for ref in row)
    return near and mine and before not in words["and"] | words["with"] | words["plus"]
