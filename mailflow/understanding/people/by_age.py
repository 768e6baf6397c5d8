"""A party told by its numbers alone: 'last boat please, 3 adults', 'a pack of 12 children and 3 leaders'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, row_around
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

NEAR = 5  # tokens from a colon to the first session behind it


def told_by_age(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether the clause says no more than how many grown people and children, and words of asking."""
    words, clause = page.voc.words, page.clauses[page.clause_of(ref.start)]
    if words["grown_up"].isdisjoint(page.folds) or page.has_any(("total", "places")):
        return False  # 'a table for seven: that's five grown-ups and two boys'
    people = [r for r in cast.refs if r.kind == "relation" and clause.start <= r.start < clause.end]
    by_age = words["grown_up"] | words["minor"]
    if not all(page.tokens[r.end - 1].fold in by_age for r in people):
        return False
    told = {n for r in people for n in range(r.start, r.end)} | cast.topics | page.dated
    told |= {n for m in page.within("age", clause.start, clause.end) for n in range(m.start, m.end)}
    small = words["stop"] | words["closing_word"] | words["greeting_word"] | page.voc.function_words
    rest = [page.tokens[n] for n in range(clause.start, clause.end) if n not in told]
    return all(t.kind is not Kind.WORD or t.fold in small for t in rest)


def of_a_party(page: Page, cast: Cast, ref: Ref) -> bool:
    """'una classe di 20 alunni con 2 maestre', 'our pack of 12 children and 3 leaders': in the row of whom one is."""
    known = not page.voc.words["party_noun"].isdisjoint(page.folds)
    return known and party_noun_before(page, row_around(page, cast.refs, ref)[0].start) is not None


def party_noun_before(page: Page, start: int) -> int | None:
    """Where 'gruppo di', 'a group of', 'gruppo scout di' has its noun, before those it is of."""
    words = page.voc.words
    if start < 2 or page.tokens[start - 1].fold not in words["of"] | words["from"]:
        return None
    return next((n for n in (start - 2, start - 3) if n >= 0 and page.tokens[n].fold in words["party_noun"]), None)


def heads_wishes(page: Page, cast: Cast, ref: Ref, marks: str = ":") -> bool:
    """'Three inspectors from our office: damp, drones': who opens a sentence, and sessions behind its colon."""
    start, end = page.sentences[page.sentence_of(ref.start)]
    colon = next((n for n in range(ref.end, end) if page.tokens[n].text in marks), end)
    return ref.start == start and any(n in cast.topics for n in range(colon + 1, min(end, colon + NEAR)))
