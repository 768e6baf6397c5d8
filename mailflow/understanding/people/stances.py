"""What the words of one clause say of the people in it: they come, they stay away, they are only spoken of."""

from __future__ import annotations

from collections.abc import Sequence, Set
from enum import StrEnum

from mailflow.understanding.people.cannot import of_something_else
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.questions import REQUESTS


class Stance(StrEnum):
    """What a clause says of the people in it."""

    COMES = "comes"
    STAYS = "stays"  # does not come
    ASIDE = "aside"  # a remark: nobody takes a place by it
    SILENT = "silent"


COMING = ("self", "we", "they", "request", "book", "remains")
STAYING = ("absent_self", "absent")


def own_stance(page: Page, clause: Clause, wishes: frozenset[int]) -> Stance:
    """What its own words say."""
    start, end = clause.start, clause.end
    comma = end < len(page.tokens) and page.tokens[end].text == ","  # "Tom can't, he's at work"
    away = [m for m in page.of(*STAYING) if start <= m.start and m.end <= end + comma]
    if away and page.has_any(REQUESTS, *page.sentences[clause.sentence]):  # 'Pia non può fare le scale' comes
        away = [m for m in away if not of_something_else(page, m, end)]
    stays = [m for m in away if not _of_a_session(page, m, wishes)]
    if stays and clause.opener in page.voc.words["subordinate"] and page.has("at_present", start, end):
        return Stance.SILENT  # '… che in questi giorni è all'estero': why another writes
    comes = [m for m in page.of(*COMING) if start <= m.start and m.end <= end and not _past(page, m)]
    if (
        stays
        and not page.has("for_a_while", start, end)
        and not (
            page.has("they", start, end)
            and not page.has("absent_self", start, end)
            and any(page.tokens[m.start].fold in page.voc.words["instead_head"] for m in stays)
        )
    ):
        return Stance.STAYS
    beside = page.voc.words["beside"]
    if comes and all(page.tokens[m.start].fold in beside for m in comes) and page.has("had", start, end):
        return Stance.ASIDE  # 'avevo con me Calvino'
    like = page.voc.words["like"]
    remarks = [m for m in page.within("aside", start, end) if not _counts(page, clause, m)]
    if any(not (m.start and page.tokens[m.start - 1].fold in like and comes) for m in remarks):
        return Stance.ASIDE
    if comes:
        return Stance.ASIDE if _only_asks(page, clause, comes) else Stance.COMES
    return Stance.ASIDE if page.has("led_by", start, end) else Stance.SILENT


def _counts(page: Page, clause: Clause, remark: Mark) -> bool:
    """'six of us all told', 'a friend of mine': no remark."""
    told = any(m.end == remark.end for m in page.within("total", clause.start, clause.end))
    return told or (remark.end < clause.end and page.tokens[remark.end].fold in page.voc.words["of_mine"])


def _only_asks(page: Page, clause: Clause, comes: Sequence[Mark]) -> bool:
    """'my wife Ama would like to know whether there is a lift'; but not whether she may come."""
    _, stop = page.sentences[clause.sentence]
    asks = [m for m in page.within("asks_only", clause.start, clause.end) if not page.has("they", m.end, stop)]
    return bool(asks) and all(m.cls == "they" and m.start < asks[-1].end for m in comes)


def _of_a_session(page: Page, mark: Mark, wishes: frozenset[int]) -> bool:
    """'would like hydrogen rather than kilns': it is a session that is given up, or a size ('three instead of two'),
    and nobody stays."""
    instead = any(m.start <= mark.start < m.end for m in page.within("instead_of", mark.start, mark.end))
    small = page.voc.words["article"] | page.voc.words["session_head"] | page.voc.words["preposition"]
    place = mark.end
    while instead and place < len(page.tokens) and page.tokens[place].fold in small:
        place += 1
    told = instead and (place in wishes or (place < len(page.tokens) and bool(page.numbers[place])))
    return told or spared_a_session(page, mark, wishes)


def spared_a_session(page: Page, mark: Mark, wishes: Set[int]) -> bool:
    """'A for everyone except me, I'd like B', 'la A per tutti tranne Ugo, che va alla B': who goes to another one."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    excludes = any(m.start <= mark.start < m.end for m in page.within("exclude", start, end))
    before, behind = (any(n in wishes for n in some) for some in (range(start, mark.start), range(mark.end, end)))
    return excludes and before and behind


def _past(page: Page, mark: Mark) -> bool:
    """'ci siamo trasferiti', 'siamo nati': what was, told with the words of coming."""
    voc = page.voc
    if page.tokens[mark.end - 1].fold not in voc.words["be_we"] or mark.end >= len(page.tokens):
        return False
    after = page.tokens[mark.end].fold
    return voc.words["past_ending"].end(after) and after not in voc.common


def tells(page: Page, clause: Clause, topics: frozenset[int] = frozenset()) -> bool:
    """Whether the clause has a verb of its own that says nothing of coming ('mia suocera dice …'). `topics`: tokens
    that speak of sessions, whose titles may have verbs."""
    tokens = page.tokens
    places = [n for n in page.verbs if clause.start <= n < clause.end and n not in topics]
    return any(
        (n == clause.start or page.shouting or not tokens[n].capital)
        and not _in_mark(page, n)
        and not (n > clause.start and tokens[n - 1].fold in page.voc.words["of"])  # 'a pal from work'
        and page.at("age", n + 1) is None
        for n in places
    )


def _in_mark(page: Page, place: int) -> bool:
    """Whether the word belongs to words of coming, or of who is meant ('che si chiama', 'cioè')."""
    marks = page.of(*COMING, "we_are", "introduce_self", "introduce_us", "named", "total")
    return any(place - 5 <= m.start <= place < m.end <= place + 6 for m in marks)
