"""Whether the writer wants a session, beside others who are named: 'mi interessa il gruppo 1, a Ugo Sala il 2'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.text.page import Page

WISHES = ("own_wish", "i_wish")


def wishes_for_himself(page: Page, cast: Cast, places: Sequence[tuple[int, int]]) -> bool:
    """Whether the writer says 'I' where a session is wanted, and it is not for another: 'vorrei il 2 per Ugo Sala'.
    `places`: where places for others are asked for."""
    if not cast.topics:
        return False
    others = [r.start for r in cast.refs if r.kind in ("name", "relation") and r.person != 0]
    for mark in page.of(*WISHES):
        clause = page.clauses[page.clause_of(mark.start)]
        wanted = any(mark.start <= n < clause.end for n in cast.topics)
        if any(clause.start <= o < mark.start for o in others):
            continue  # 'Ugo vorrei il gruppo 1'
        if any(start <= mark.start < end for start, end in places):
            continue
        enrols = any(m.start == mark.end for m in page.within("enrols_them", mark.start, mark.end + 1))
        infinitive = page.tokens[mark.end].fold in page.voc.words["towards"] if mark.end < clause.end else False
        if (
            not wanted
            or enrols
            or infinitive
            or page.idle(mark.start)
            or page.has("negation", clause.start, clause.end)
        ):
            continue
        _, end = page.sentences[page.sentence_of(mark.start)]
        first = min((o for o in others if mark.start < o < end), default=end)
        theirs = mark.cls == "own_wish" or page.has("another_wishes", clause.end, end)  # 'vorrei il 2, Ugo vorrebbe …'
        if first == end or (first >= clause.end and theirs):
            return True
    return False
