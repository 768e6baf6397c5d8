"""Who is named behind a row of persons as one more of the party: 'Io e mia sorella. E anche Ugo Sala'."""

from __future__ import annotations

from itertools import pairwise

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def named_besides(page: Page, cast: Cast) -> bool:
    """Whether every guest stands in a row with the writer, and everybody named elsewhere is told to be one more.

    Otherwise a name may be a guest's: 'Verrei con un amico. Ada Neri, Ugo Sala'.
    """
    rows = [row for row in chains(page, cast.refs) if any(r.kind in ("me", "i") for r in row)]
    beside_me = {r.start for row in rows for r in row}
    if not cast.unnamed or not all(r.n == 1 and r.start in beside_me for r in cast.unnamed):
        return False  # 'io, la Gabri e la Titti, tre sarte' tells nobody more
    ties = {cast.persons[n].relation for n in cast.named_attending} - {""}
    if any(cast.persons[r.person].relation in ties for r in cast.unnamed):
        return False  # 'my mam and me … Ann Cole and my mam Sue Cole'
    again = {p for row in rows for ref in row for p in ref.persons}  # 'per me, lei e suo marito'
    again |= {r.person for row in rows for last, r in pairwise(row) if r.kind == "name" and last not in cast.unnamed}
    others = [n for n in cast.named_attending if n and n not in again]
    first = {n: next((r for r in cast.refs if r.kind == "name" and r.person == n), None) for n in others}
    added = all(ref is not None and _one_more(page, cast, ref) for ref in first.values())
    return added and len(cast.named_attending) > 1


def _one_more(page: Page, cast: Cast, ref: Ref) -> bool:
    """'E anche Ugo Sala', 'Ah, più Ugo Sala', 'Tom Reed comes too': whose sentence adds him to those before."""
    words = page.voc.words
    start, end = page.sentences[page.sentence_of(ref.start)]
    small = words["and"] | words["also"] | words["then_word"] | words["plus"] | words["stop"]
    before = [t.fold for t in page.tokens[start : ref.start] if t.kind is Kind.WORD]
    if any(word in words["and"] | words["also"] for word in before) and small.issuperset(before):
        return True
    stop = min((r.start for r in cast.refs if r.start >= ref.end), default=end)
    behind = page.tokens[ref.end : min(stop, end)]
    return any(t.fold in words["also"] for t in behind) or page.tokens[ref.start - 1].fold in words["also"]
