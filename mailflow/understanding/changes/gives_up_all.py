"""Who gives the whole booking up, whatever is told of some: 'Nino non può più, annullate tutto'."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll
from mailflow.understanding.changes.gone import conditional
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

PAIR = 2
NEAR = 3  # tokens behind the words that may narrow them: 'annullate tutto per Nino'
DENIES = 4  # tokens before them that may hold a 'not'


def gives_up_all(page: Page, roll: Roll) -> bool:
    """Whether it is said plainly, of no session or day alone and with nobody left out."""
    both = page.marks.get("cancels_both", ()) if roll.size == PAIR else ()
    told = (m for m in page.marks.get("cancels_all", ()) if not m.numbers or m.numbers[-1] == roll.size)
    return any(_plainly(page, roll, mark) for mark in (*told, *both))


def _plainly(page: Page, roll: Roll, mark: Mark) -> bool:
    clause = page.clauses[page.clause_of(mark.start)]
    start, end = page.sentences[clause.sentence]
    behind = page.tokens[mark.end : min(end, mark.end + NEAR)]
    words = page.voc.words
    narrowed = any(t.fold in words["for"] | words["without"] | words["except"] for t in behind)
    narrowed = narrowed or any(clause.start <= n < clause.end for n in roll.sessions | page.dated)
    denied = page.has("negation", max(clause.start, mark.start - DENIES), mark.start)
    asks = any(t.text == "?" for t in page.tokens[start:end])
    supposed = any(conditional(page, c) for c in page.clauses if start <= c.start < end)
    return not (narrowed or denied or asks or supposed or page.has("all_but", start, end))
