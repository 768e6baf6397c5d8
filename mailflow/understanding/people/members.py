"""Who is named apart from the group he is of: 'two leaders … Leaders: Ada Po and I', 'Ugo Sala, già contato'."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page

ROW = 6  # words for persons in a row, for each of its members
LEAD = 4  # tokens from the noun told once more to the first of its members


def headed_later(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether the members of a group with a number are named behind its noun told once more: 'Leaders: Ada Po and me',
    'gli accompagnatori sono Ada Po e Ugo Sala'."""
    noun, words = page.tokens[ref.end - 1].fold, page.voc.words
    for n in range(ref.end, len(page.tokens) - 1):
        if page.tokens[n].fold != noun or not (
            page.tokens[n + 1].text == ":" or page.tokens[n + 1].fold in words["be"]
        ):
            continue
        _, end = page.sentences[page.sentence_of(n)]
        first, last = (bisect_left(cast.refs, at, key=attrgetter("start")) for at in (n + 1, end))
        most = first + ROW * (ref.n or 0)  # beyond that it is no row of so few
        row = [r for r in cast.refs[first : min(last, most)] if r.kind in ("name", "me") and r.person >= 0]
        if row and row[0].start - n <= LEAD and len({r.person for r in row}) == ref.n:
            return True
    return False


def without_members(page: Page, cast: Cast) -> None:
    """'dieci soci … I capigruppo sono Ada Po e Ugo Sala, compresi nel conto': those named are of the largest group."""
    for mark in page.marks.get("counted_among", ()) if cast.unnamed else ():
        start, _ = page.sentences[page.sentence_of(mark.start)]
        named = {r.person for r in cast.refs if start <= r.start < mark.start and r.kind == "name"}
        coming = [n for n in named if cast.persons[n].comes and not cast.persons[n].stays]
        largest = max(cast.unnamed, key=lambda r: r.n or 0)
        if coming and largest.end <= mark.start and (largest.n or 0) > len(coming):
            cast.unnamed[cast.unnamed.index(largest)] = replace(largest, n=(largest.n or 0) - len(coming))
            return
