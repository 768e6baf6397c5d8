"""Who takes back that others come: 'iscrivo me e Lia. Anzi, Lia lavora: solo io', 'Una is working. Just me, then'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

NEAR = 2  # tokens between the words and the 'allora' beside them


def leave_alone(page: Page, cast: Cast) -> None:
    """Let everybody told before words of correction stay, where the writer says behind them that he comes alone."""
    mark = next((m for m in reversed([*page.marks.get("alone", ())]) if _of_the_writer(page, cast, m)), None)
    if mark is None or not cast.writer.comes or not _takes_back(page, cast, mark):
        return
    for person in cast.persons[1:]:
        person.comes, person.stays = False, True
    cast.unnamed.clear()
    cast.vague.clear()
    cast.leftovers.clear()
    cast.alone, cast.plural = True, False


def _of_the_writer(page: Page, cast: Cast, mark: Mark) -> bool:
    """Whether it is said of all that is booked: under no 'if', of no single session, with nobody beside."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    joined = mark.end < len(page.tokens) and page.tokens[mark.end].fold in page.voc.words["and"]
    other = any(r.person > 0 and mark.end <= r.start < end for r in cast.refs)
    clause = page.clauses[page.clause_of(mark.start)]
    aside = cast.stances[page.clause_of(mark.start)] is Stance.ASIDE or clause.opener in page.voc.words["who"]
    return not (joined or other or aside or page.idle(mark.start) or any(start <= n < end for n in cast.topics))


def _takes_back(page: Page, cast: Cast, mark: Mark) -> bool:
    """Whether others are told before, and words of correction or a 'then' lead from them to the mark."""
    others = [r for r in cast.refs if r.kind in ("name", "relation", "us") and r.person != 0]
    behind = [r for r in others if r.start >= mark.end and cast.stances[page.clause_of(r.start)] is Stance.COMES]
    if not others or others[0].start > mark.start or behind:
        return False
    corrected = any(others[0].end <= m.start <= mark.start for m in page.marks.get("correction", ()))
    start, end = page.sentences[page.sentence_of(mark.start)]
    beside = {t.fold for t in page.tokens[max(start, mark.start - NEAR) : min(end, mark.end + NEAR)]}
    return corrected or bool(beside & page.voc.words["in_that_case"])
