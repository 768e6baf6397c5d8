"""'Viene mia sorella, e non io', 'Tom is coming, not me': in so many words that the writer does not."""

from __future__ import annotations

from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

LONGEST = 6  # tokens of '(and not for myself)'
SHORT = 2  # tokens of 'not me'; 'not for me' has more


def but_not_me(page: Page, clause: Clause) -> bool:
    """Whether a clause says no more than that: of the writer, and of nobody who stands before or behind it."""
    if clause.end - clause.start > LONGEST:
        return False
    marks = [m for m in page.within("not_me", clause.start, clause.end) if not _alone(page, clause, m)]
    said = {n for m in marks for n in range(m.start, m.end)}
    joints = page.voc.words["and"] | page.voc.words["contrast"]
    rest = (t for n, t in enumerate(page.tokens[clause.start : clause.end], clause.start) if n not in said)
    return bool(said) and all(t.kind is not Kind.WORD or t.fold in joints for t in rest)


def _alone(page: Page, clause: Clause, mark: Mark) -> bool:
    """'Not for me. My husband …': a sentence of its own; 'Not for me: a place for Ugo' in passing."""
    _, end = page.sentences[page.sentence_of(mark.start)]
    return mark.end - mark.start > SHORT and clause.end >= end
