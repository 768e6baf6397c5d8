"""'Can I book a place for my neighbour?', 'vorrei due posti per i miei genitori': as many as they are who get them."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, row_around
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark


def places_for_others(page: Page, cast: Cast) -> list[tuple[int, int]]:
    """From where to where places are asked for that others take, each for one: who says 'I' there is no guest."""
    others = {r.start: r for r in cast.refs if r.kind in ("name", "relation") and r.person != 0}
    asked = page.marks.get("place_word", ()) if others else ()
    found = []
    for mark in asked:
        start, end = page.sentences[page.sentence_of(mark.start)]
        count = _count(page, mark)
        words = {t.fold for t in page.tokens[start:end]}
        if count is None or not words.isdisjoint(page.voc.words["also"]):
            continue
        if any(start <= m.start < end for m in asked if m is not mark):
            continue  # 'a place for me, and a place for my neighbour'
        told = (n for n in range(mark.end, end - 1) if page.tokens[n].fold in page.voc.words["for"])
        whose = next((n for n in told if n + 1 in others), None)
        if whose is not None and count in _sizes(row_around(page, cast.refs, others[whose + 1])):
            found.append((page.clauses[page.clause_of(mark.start)].start, whose))
    return found


def _count(page: Page, place: Mark) -> int | None:
    """How many places, None where it is not said."""
    before = place.start - 1
    if before >= 0 and page.tokens[before].fold in page.voc.words["indefinite"]:
        return 1
    return page.numbers[before] if before >= 0 and before not in page.dated else None


def _sizes(row: Sequence[Ref]) -> tuple[int, ...]:
    """How many those of a row are, by their names, by their ties, by both; none where the writer is one of them."""
    if any(r.kind not in ("name", "relation") or r.person == 0 for r in row):
        return ()
    named = len({r.person for r in row if r.person > 0})
    tied = sum(r.n or 0 for r in row if r.person < 0)
    return tuple(size for size in (named, tied, named + tied) if size)
