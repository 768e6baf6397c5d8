"""Numbers told as all of some: of things ('gli piacciono tutti e due'), of kin ('tutte e due le mie figlie'), of
others than the writer ('I bring Ada and Leo, all two of them, and I come as well')."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import chains
from mailflow.understanding.seats.sums import each_once
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

NEAR = 1  # sentences from those who are told to 'tutti e due'


def of_only_some(page: Page, cast: Cast | None, mark: Mark) -> bool:
    """Whether a number counts all of some, who are not the party."""
    if not any(m.start <= mark.start and mark.end <= m.end for m in page.marks.get("all_of_them", ())):
        return False
    return _of_things(page, mark) or kin_behind(page, mark.end) or (cast is not None and _of_others(page, cast, mark))


def kin_behind(page: Page, at: int) -> bool:
    """'tutte e due le mie figlie', 'all three of my boys': words for kin right behind, with who owns them."""
    words, place = page.voc.words, at
    small = words["determiner"] | words["of"]
    while place < len(page.tokens) and place - at < 3 and page.tokens[place].fold in small:
        place += 1
    return page.at("relations", place) is not None


def _of_things(page: Page, mark: Mark) -> bool:
    """'mi servono tutti e due', 'tutti e due i problemi', 'all three appeal to me'; but not 'siamo tutti e due'."""
    clause, words = page.clauses[page.clause_of(mark.start)], page.voc.words
    after = page.tokens[mark.end : mark.end + 2]
    if len(after) == 2 and after[0].fold in words["plural_article"] and not words["place_noun"] & {after[1].fold}:
        return not kin_behind(page, mark.end) and after[1].kind is Kind.WORD and not after[1].capital
    return page.has("pleases", clause.start, clause.end) and not page.has("we", clause.start, clause.end)


def _of_others(page: Page, cast: Cast, mark: Mark) -> bool:
    """Whether the writer comes as well as those of whom all are meant: 'con tutte e due', or told just before."""
    if not cast.writer.comes or cast.presumed:
        return False
    if mark.start and page.tokens[mark.start - 1].fold in page.voc.words["beside"]:
        return True
    rows = [each_once(page, c) for c in chains(page, cast.refs) if c[-1].end <= mark.start]
    told = [row for row in rows if sum(r.n or 0 for r in row) > 1 or len(row) > 1]
    if not told or page.sentence_of(mark.start) - page.sentence_of(told[-1][0].start) > NEAR:
        return False
    mine = any(r.kind in ("me", "i", "us") or r.person == 0 for r in told[-1])
    return not mine and sum(r.n or 0 for r in told[-1]) == (mark.numbers or (2,))[-1]
