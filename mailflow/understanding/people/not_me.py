"""'Viene mia sorella, e non io', 'Tom is coming, not me': in so many words that the writer does not."""

from __future__ import annotations

from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

LONGEST = 6  # tokens of '(and not for myself)'


def but_not_me(page: Page, clause: Clause) -> bool:
    """Whether a clause says no more than that: of the writer, and of nobody who stands before or behind it."""
    if clause.end - clause.start > LONGEST:
        return False
    marks = page.within("not_me", clause.start, clause.end)
    said = {n for m in marks for n in range(m.start, m.end)}
    joints = page.voc.words["and"] | page.voc.words["contrast"]
    rest = (t for n, t in enumerate(page.tokens[clause.start : clause.end], clause.start) if n not in said)
    return bool(said) and all(t.kind is not Kind.WORD or t.fold in joints for t in rest)
