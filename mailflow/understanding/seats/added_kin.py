"""Who is added to a number of places or people: 'quattro persone più una bimba', 'three of us plus my mother'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.seats.size import Stated
from mailflow.understanding.seats.sums import each_once
from mailflow.understanding.text.page import Page


def with_added_kin(page: Page, cast: Cast, body: list[Stated]) -> list[Stated]:
    """The numbers, each with those who stand behind a plus right after it."""
    if page.voc.words["plus"].isdisjoint(page.folds):
        return body
    rows = {r.start: row[n:] for row in chains(page, cast.refs) for n, r in enumerate(row) if r.kind == "relation"}
    return [_with_more(page, said, rows.get(said.end + 1, [])) for said in body]


def _with_more(page: Page, said: Stated, row: Sequence[Ref]) -> Stated:
    if not row or page.tokens[said.end].fold not in page.voc.words["plus"] or not all(r.n for r in row):
        return said
    _, end = page.sentences[page.sentence_of(said.start)]
    if page.has("on_lap", said.end, end):
        return said  # 'two plus a baby in a sling'
    return Stated(said.value + sum(r.n or 0 for r in each_once(page, row)), said.start, row[-1].end)
