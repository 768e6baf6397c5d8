"""Of a change: the one round that is still come to: 'I can only come on the Friday now', 'vengo solo la mattina'."""

from __future__ import annotations

from collections.abc import Mapping

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page

AS_IT_WAS = ("held", "before_now", "was", "negation")  # 'I'm only booked on Thursday', 'non vengo solo la mattina'


def only_round(page: Page, found: Found) -> RoundRef | None:
    """The round, told with 'only' right before it or behind it, where no session is named."""
    if found.mentions or not page.has_any(("only_then", "only_behind")):
        return None
    ends = {mark.end for mark in page.of("only_then")}
    begins = {mark.start for mark in page.of("only_behind")}
    told = [r for r in found.rounds if r.start in ends or r.end in begins]
    one = told[0] if len({r.round for r in told}) == 1 else None
    clause = page.clauses[page.clause_of(one.start)] if one else None
    return one if clause and not page.has_any(AS_IT_WAS, clause.start, clause.end) else None


def all_other_rounds(page: Page, at: Index, found: Found) -> Mapping[str, int]:
    """The rounds that are given up by this, each with its place."""
    alone = only_round(page, found)
    return {round_.id: alone.start for round_ in at.rounds if round_.id != alone.round} if alone else {}
