"""Who stands in one row with the writer, and comes with him: 'marito, suocera, due figli e me', 'me, wife, 3 kids'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, row_around
from mailflow.understanding.people.stances import Stance, tells
from mailflow.understanding.text.page import Page


def comes_with_me(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether somebody of whom his own words say nothing is one of a row in which the writer says that he comes, or of
    which nothing is said but the row."""
    if ref.kind not in ("name", "relation"):
        return False
    row = row_around(page, cast.refs, ref)
    me = next((r for r in row if r.kind == "me"), None)
    if me is None or _from(page, row[0]) or page.sentence_of(me.start) != page.sentence_of(ref.start):
        return False
    clause = page.clauses[page.clause_of(ref.start)]
    if any(ref.end <= n < clause.end for n in page.verbs) or any(
        t.text == ":" for t in page.tokens[ref.end : me.start]
    ):
        return False  # 'la porto io, mia nuora lavora'
    inside = range(page.clause_of(row[0].start), page.clause_of(row[-1].start) + 1)
    if any(cast.stances[n] in (Stance.STAYS, Stance.ASIDE) for n in inside):
        return False
    bare = len(row) > 1 and row[0].kind == "me" and not any(tells(page, page.clauses[n]) for n in inside)
    return bare or cast.stances[page.clause_of(me.start)] is Stance.COMES


def _from(page: Page, first: Ref) -> bool:
    """'greetings from Ada and me': the row tells from whom something is."""
    return first.start > 0 and page.tokens[first.start - 1].fold in page.voc.words["of"] | page.voc.words["from"]
