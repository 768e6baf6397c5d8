"""When somebody has something else to do: 'alle 9 devo aprire il negozio', 'il 21 siamo in ferie', 'at ten I work'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

ASKING = ("self", "we", "book", "request", "question_request", "move_to", "change_session", "wished")
LIKED = ("prefers", "i_wish", "first_rank", "rank_after", "alternative", "either", "yes", "accept", "decided")
TOLD = 3  # words beside a time that tell what is done then
LONGEST = 9  # tokens such words take
NEAR = 3  # tokens from an hour to what is done then: 'alle dieci di sabato ho il tecnico'
AWAY = ("busy_then", "spent_elsewhere")


def when_busy(page: Page, found: Found) -> frozenset[int]:
    """The mentions that only tell when somebody is kept away, where others are left to be asked for."""
    busy = {n for n, mention in enumerate(found.mentions) if is_busy(page, mention)} | _reasons(page, found)
    return frozenset(busy) if len(busy) < len(found.mentions) else frozenset()


def _reasons(page: Page, found: Found) -> set[int]:
    """'Saturday at three it's my nephew's wedding, so Sunday at ten for me': times told in words that ask for nothing,
    from which another is concluded in the same sentence."""
    reasons: set[int] = set()
    if page.folds.isdisjoint(page.voc.words["therefore"]):
        return reasons
    first, sentence = 0, -1  # of the mentions of a sentence
    for n, mention in enumerate(found.mentions):
        number = page.sentence_of(mention.start)
        if number != sentence:
            first, sentence = n, number
        clause = page.clauses[page.clause_of(mention.start)]
        if clause.opener in page.voc.words["therefore"] and _tells_when(page, mention):
            before = range(first, n)
            reasons |= {m for m in before if _asks_for_nothing(page, found.mentions[m], mention)}
            first = n
    return reasons


def _asks_for_nothing(page: Page, mention: Mention, then: Mention) -> bool:
    """Whether more is told beside a time, in a clause that does not ask for it, like it or rank it."""
    clause = page.clauses[page.clause_of(mention.start)]
    if not _tells_when(page, mention) or not set(mention.sessions).isdisjoint(then.sessions):
        return False
    more = sum(page.tokens[n].kind is Kind.WORD for n in range(clause.start, clause.end) if n not in page.dated)
    return more >= TOLD and not page.has_any((*ASKING, *LIKED), clause.start, clause.end)


def is_busy(page: Page, mention: Mention) -> bool:
    """Whether the time is said to be that of something else, in a clause that asks for nothing."""
    if not _tells_when(page, mention):
        return False
    clause = page.clauses[page.clause_of(mention.start)]
    told = [*page.within("engaged", clause.start, clause.end)]
    told += [*_done_then(page, mention), *_set_for(page, mention)]
    asked = [m for cls in ASKING for m in page.within(cls, clause.start, clause.end) if not _for(m)]
    return bool(told) and all(any(t.start <= m.start < t.end for t in told) for m in asked)


def _for(mark: Mark) -> bool:
    """The 'for' alone, which is no request: 'at one we meet friends for lunch'."""
    return mark.cls == "move_to" and mark.end - mark.start == 1


def _tells_when(page: Page, mention: Mention) -> bool:
    """Whether the session is told by its hour, its day or its evening."""
    if mention.how in ("hour", "place", "any") or mention.start in page.dated or mention.end - 1 in page.dated:
        return True
    words = page.voc.words
    when = words["part_of_day"] | words["round_head"]
    return any(page.tokens[n].fold in when for n in range(mention.start, mention.end))


def _done_then(page: Page, mention: Mention) -> Iterator[Mark]:
    """'alle 22 io dormo', 'at four I close the shop'; not 'alle 10 c'è la visita'."""
    words = page.voc.words
    small = words["preposition"] | words["article"] | words["of"] | words["part_of_day"]
    for mark in (m for cls in AWAY for m in page.within(cls, mention.end, mention.end + NEAR + LONGEST)):
        between = range(mention.end, mark.start)
        near = len(between) <= NEAR and all(n in page.dated or page.tokens[n].fold in small for n in between)
        if near and not _of_a_session(page, mark.end, mark.end + 1):
            yield mark


def _set_for(page: Page, mention: Mention) -> Iterator[Mark]:
    """'the match is at one', 'la messa è alle 10'; not 'our boat is at one'."""
    for mark in page.within("busy_before", max(0, mention.start - LONGEST), mention.start):
        near = page.tokens[mark.end : mention.end]  # 'is | at one', not 'is | one o'clock'
        at_it = bool(near) and near[0].fold in page.voc.words["hour_lead"] and mention.start - mark.end <= 1
        if at_it and not _of_a_session(page, mark.start, mark.end):
            yield mark


def _of_a_session(page: Page, start: int, end: int) -> bool:
    words = page.voc.words
    nouns = words["session_head"] | words["slot_head"] | words["round_head"]
    return any(t.kind is Kind.WORD and t.fold in nouns for t in page.tokens[start:end])
