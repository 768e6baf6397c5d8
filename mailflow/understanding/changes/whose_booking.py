"""Whose places are given up where kin are told: 'annullare la prenotazione dei miei genitori', 'my parents' seats'."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page

NEAR = 6  # tokens from 'annullare' to the kin


def of_kin(page: Page, roll: Roll, clause: Clause) -> bool:
    """Whether the places of kin are given up of whom nobody knows which of those booked they are: a doubt."""
    for mark in page.within("cancel_verb", clause.start, clause.end):
        for place in range(mark.end, min(clause.end, mark.end + NEAR)):
            if page.tokens[place].fold in page.voc.words["for"] | page.voc.words["with"]:
                break  # 'devo annullare per mia madre' tells why
            if _kin(page, place):
                words = page.words(clause.start, clause.end).strip()
                others = tuple(name for name in roll.booked if name != roll.me)
                roll.doubts.append(Doubt("names", f"whose places are given up: “{words}”", options=others))
                return True
    return False


def _kin(page: Page, place: int) -> bool:
    """Whether a word means kin, be it "parents'", too."""
    if any(page.at(cls, place) for cls in ("relation", "relations")):
        return True
    word = page.tokens[place].fold
    return word.endswith("'") and any(m.cls in ("relation", "relations") for m in page.voc.marks_in(word[:-1]))
