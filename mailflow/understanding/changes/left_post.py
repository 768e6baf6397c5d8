"""Who has left a firm or an office: whether his place is given up is not told by that, nor by who takes over there."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, booked_here
from mailflow.understanding.changes.gone import LEFT
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.page import Page


def places_left_open(page: Page, cast: Cast, roll: Roll) -> None:
    """Let it be asked whether who left still comes, where nothing is said of it: 'Ugo has left the company, write to me
    from now on', 'lascio l'azienda, subentra la collega Ada'."""
    for mark in page.of(*LEFT):
        clause = page.clauses[page.clause_of(mark.start)]
        named = booked_here(page, cast, roll, clause.start, mark.start)[-1:] or roll.last[-1:]
        who = named if mark.cls == "left_post" else [roll.me] if roll.me else []
        settled = {*roll.leaving, *roll.staying, *(old for old, _ in roll.replaced)}
        if who and not settled.intersection(who):
            start, end = page.sentences[clause.sentence]
            words = page.words(start, end).strip()
            roll.doubts.append(Doubt("intent", f"whether {who[0]} still comes: “{words}”", options=tuple(who)))


def takes_over_there(page: Page, start: int, end: int) -> bool:
    """Whether somebody takes over a post, and no word tells that he comes."""
    first = page.sentences[max(0, page.sentence_of(start) - 1)][0]
    coming = page.voc.words["comes_word"]
    return page.has_any(LEFT, first, end) and not any(t.fold in coming for t in page.tokens[start:end])
