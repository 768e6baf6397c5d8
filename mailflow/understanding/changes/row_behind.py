"""Names that go on with the one at a thought's end: 'annullo per Luca e Anna', "please cancel for Luke, Jo and Ann"."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, names_booked
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def row_behind(page: Page, cast: Cast, roll: Roll, clause: Clause) -> tuple[list[str], int]:
    """Those booked whom the next thoughts name and say nothing of, and where these end; nobody where the row may well
    begin another thought: 'non viene Luca, Anna e Ugo vengono'."""
    ends = _names(page, cast, roll, clause.start, clause.end)
    named: list[str] = []
    stop, closed = clause.end, False
    last = next((n for n in range(clause.end - 1, clause.start, -1) if not _of_a_place(page, n)), clause.start)
    if last not in ends:
        return [], stop
    contrast = page.voc.words["instead"] | page.voc.words["but_word"]
    for follower in page.clauses[page.clause_of(clause.start) + 1 :]:
        if not closed and named and page.tokens[follower.start].fold in contrast:
            return [], clause.end  # 'va bene per me, Ada invece non può'
        joined = page.tokens[follower.start].fold in page.voc.words["and"]
        if closed or follower.sentence != clause.sentence or not (joined or follower.opener == ","):
            break
        told = _names(page, cast, roll, follower.start, follower.end)
        words = (n for n in range(follower.start + joined, follower.end) if page.tokens[n].kind is Kind.WORD)
        if not told or not all(n in told or _of_a_place(page, n) for n in words):
            return (named, stop) if closed else ([], clause.end)
        named += [name for name in dict.fromkeys(told.values()) if name not in named]
        stop, closed = follower.end, joined
    return named, stop


def _of_a_place(page: Page, n: int) -> bool:
    """The 's' and the 'place' of "Luke's place"."""
    return page.tokens[n].fold in page.voc.words["place_of"] or page.tokens[n - 1].text.endswith(("'", "’"))


def _names(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> dict[int, str]:
    """Who of those booked stands at each token, the writer by 'me', too."""
    spans = list(names_booked(page, cast, roll, start, end))
    mine = [r for r in cast.refs if roll.me and r.kind in ("me", "i") and start <= r.start < end]
    spans += [(r.start, r.end, roll.me or "") for r in mine]
    return {n: name for one, two, name in spans for n in range(one, two)}
