"""Whether the words around a session give it up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.joints import head_of
from mailflow.understanding.wishes.refused_behind import NEAR, are_refused_behind, is_refused_behind
from mailflow.understanding.wishes.spared import LEFT, SPARED, Around

FULL = 4  # tokens between a session and that it is full
INSTEAD = 2  # tokens between 'except' and what he has instead


def is_refused(page: Page, at: Index, found: Found, mention: Mention, refs: Sequence[Ref], changing: bool) -> bool:
    """Whether the words around give the session up: 'non', 'tranne', 'invece di', 'F no', 'di F non ne so niente'."""
    around = Around(page, at, found, mention, refs, changing)
    if _instead_of_anothers(page, at, found, mention):
        return False
    if (changing and _left_for_another(page, found, mention)) or _known_to_be_full(page, mention):
        return True
    previous = around.previous
    moved = changing and previous is not None and _left_for_another(page, found, previous)
    one = previous is not None and len(previous.sessions) == 1  # and not 'any boat, but preferably the 11.30'
    if previous is not None and one and not moved and _less_liked(page, at, previous, mention):
        return True  # but 'preferisce passare dalla A alla C'
    words = (*GIVING_UP, "leaves_session") if changing else GIVING_UP
    if any(_gives_up(around, cls, mark) for cls in words if cls in page.marks for mark in _ahead(around, cls)):
        return True
    clause = around.clause
    outside = clause.opener in page.voc.words["except"] and page.at("but_that", clause.start) is None
    if outside or ("not_wanted_both" in page.marks and are_refused_behind(page, found, around.number)):
        return True
    fine = [*around.fine, *around.asked]
    return is_refused_behind(page, found, around.number, clause.start, clause.end, fine, changing)


# --- words ahead of it ------------------------------------------------------------------------------------------------


def _instead_of_anothers(page: Page, at: Index, found: Found, mention: Mention) -> bool:
    """'the same for Tom except C2', 'lo stesso per Ugo tranne B3 al pomeriggio': his own, and all else is another's."""
    start, _ = page.sentences[page.sentence_of(mention.start)]
    excepted = [m for m in page.within("exclude", start, mention.start) if mention.start - m.end <= INSTEAD]
    if not excepted or "same_as" not in page.marks:
        return False
    likened = page.within("same_as", start, excepted[-1].start)
    told = [m for m in found.mentions if m.start < excepted[-1].start]
    same = any(page.tokens[n].fold in page.voc.words["ditto"] for m in likened for n in range(m.start, m.end))
    others = {at.round_of[s] for m in told for s in m.sessions if len(m.sessions) == 1}
    return same and at.round_of[mention.sessions[0]] in others and all(m.sessions != mention.sessions for m in told)


GIVING_UP = ("negation", "exclude", "instead_of")


def _ahead(around: Around, cls: str) -> Iterator[Mark]:
    first = _first(around.page, around.mention, cls, around.clause.start)
    return around.page.within(cls, first, head_of(around.page, around.mention))


def _gives_up(around: Around, cls: str, mark: Mark) -> bool:
    return not any(spares(around, cls, mark) for spares in SPARED)


def _first(page: Page, mention: Mention, cls: str, start: int) -> int:
    """Where the words begin that a clause goes on with: 'invece [che nell'energia]', 'tranne [che al tavolo 3]'."""
    if cls == "instead_of" and start and page.tokens[start].fold in page.voc.words["subordinate"]:
        return start - 1
    if start and page.tokens[start].fold in page.voc.words["pointing"] and start == mention.start - 1:
        return max(page.sentences[page.sentence_of(start)][0], start - 4)  # 'not on | that boat'
    if cls != "exclude":
        return start
    while start and page.tokens[start - 1].fold in page.voc.words["except"]:
        start -= 1
    return start


def _left_for_another(page: Page, found: Found, mention: Mention) -> bool:
    """'da sabato alle 10 a domenica', 'dalle 15 alle 10': from there to another that is told next."""
    near = page.tokens[max(0, mention.start - 1) : mention.start + 1]
    if not any(t.fold in page.voc.words["from"] for t in near):
        return False
    following = next((m for m in found.mentions if m.start >= mention.end), None)
    return (
        following is not None
        and following.start - mention.end <= LEFT
        and page.sentence_of(following.start) == page.sentence_of(mention.start)
    )


def _less_liked(page: Page, at: Index, previous: Mention, mention: Mention) -> bool:
    """'preferirei il welfare alla logistica', 'she prefers T1 to T2': the second is not wanted."""
    words, start = page.voc.words, page.sentences[page.sentence_of(mention.start)][0]
    if at.round_of[previous.sessions[0]] != at.round_of[mention.sessions[0]]:
        return False
    if any(t.fold in words["from"] for t in page.tokens[max(start, previous.start - 1) : previous.start + 1]):
        return False  # 'preferirei dalle 15 alle 16'
    if not any(previous.start - m.end <= NEAR for m in page.within("prefers", start, previous.start)):
        return False
    between = [t.fold for t in page.tokens[previous.end : head_of(page, mention)]]
    small = words["article"] | words["session_head"] | words["preferred_to"]
    return bool(between) and between[0] in words["preferred_to"] and all(fold in small for fold in between)


def _known_to_be_full(page: Page, mention: Mention) -> bool:
    """'visto che la A è piena, la B', 'since T1 is full': told as a reason, it is not waited for."""
    words, clause = page.voc.words, page.clauses[page.clause_of(mention.start)]
    _, end = page.sentences[clause.sentence]
    opens = any(t.fold in words["causal"] for t in page.tokens[max(0, clause.start - 1) : mention.start])
    full = next((m.start for m in page.within("full", mention.end, min(end, mention.end + FULL))), None)
    return opens and full is not None and any(t.fold in words["be"] for t in page.tokens[mention.end : full])
