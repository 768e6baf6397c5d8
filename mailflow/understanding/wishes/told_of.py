"""Sessions only told of: one that is full, praised, or asked about, where another of its round is asked for."""

from __future__ import annotations

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page

NEAR = 6  # tokens from a session to what is said of it
REQUEST = ("self", "we", "book", "request", "question_request", "wished")
ORDERS = ("self", "book", "request", "orders")
SOON = 2  # sentences behind a question in which what it asks about is asked for
IFFY = ("alternative", "fallback_first", "not_given", "undecided")


def is_told_of(page: Page, at: Index, found: Found, mention: Mention) -> bool:
    """'X è già al completo', 'X sounds fascinating', 'will X be repeated?'; 'X sounds great, count me in' is a wish."""
    clause = page.clauses[page.clause_of(mention.start)]
    if page.has("pity", clause.start, mention.start) or _weighed(page, found, mention):
        return True
    if page.has("at_first", clause.start, mention.start) and not page.has("decided", clause.start, mention.start):
        return True  # 'at first I thought of X, then …'
    return _said_of(page, at, found, mention) or _asked_about(page, mention)


def _weighed(page: Page, found: Found, mention: Mention) -> bool:
    """'tra la A e la B ho scelto la B': one of two between which a choice is told."""
    start, end = page.sentences[page.sentence_of(mention.start)]
    told = next(page.within("decided", mention.end, end), None)
    if told is None:
        return False
    n = found.mentions.index(mention)
    pair = [m for m in found.mentions[max(0, n - 1) : n + 2] if start <= m.start and m.end <= told.start]
    before = page.tokens[max(start, pair[0].start - 3) : pair[0].start]
    return len(pair) == 2 and any(t.fold in page.voc.words["between"] for t in before)


def _said_of(page: Page, at: Index, found: Found, mention: Mention) -> bool:
    """Whether it is said to be full, or praised, before any word that asks for it."""
    if not ("full" in page.marks or "praised" in page.marks):
        return False
    clause = page.clauses[page.clause_of(mention.end - 1)]
    said = [
        m
        for cls in ("full", "praised")
        for m in page.within(cls, mention.end, clause.end)
        if m.start - mention.end <= NEAR
    ]
    begin, end = page.sentences[clause.sentence]
    if not said or _supposed(page, begin, mention, said[0].end):
        return False
    first = page.clauses[page.clause_of(mention.start)].start
    if page.has_any(REQUEST, first, mention.start):
        return False
    round_ = at.round_of[mention.sessions[0]]
    others = any(mention.end <= m.start < end and at.round_of[m.sessions[0]] == round_ for m in found.mentions)
    return others or not page.has_any(REQUEST, said[0].end, end)


def _supposed(page: Page, begin: int, mention: Mention, end: int) -> bool:
    """'se X è al completo', 'nel caso X fosse pieno', 'should X be full'."""
    words, near = page.voc.words, max(begin, mention.start - NEAR)
    if any(t.fold in words["conditional"] for t in page.tokens[near:end]):
        return True
    marks = (m for cls in IFFY for m in page.within(cls, near, end + 2) if not mention.end <= m.start < end)
    return any(page.tokens[m.end - 1].fold not in words["or"] for m in marks)


def _asked_about(page: Page, mention: Mention) -> bool:
    """Whether it stands in a question that asks for no place."""
    start, end = page.sentences[page.sentence_of(mention.start)]
    asks = "?" in page.tokens[end - 1].text
    return asks and not page.has_any(REQUEST, start, end) and not _asked_for_then(page, end)


def _asked_for_then(page: Page, start: int) -> bool:
    """'Will X involve kneeling? … In any event keep me a chair there': soon behind, it is pointed back at."""
    number = page.sentence_of(start - 1)
    asked = (m for m in page.of(*ORDERS) if number < page.sentence_of(m.start) <= number + SOON)
    ends = ((m.end, min(m.end + NEAR, page.sentences[page.sentence_of(m.start)][1])) for m in asked)
    return any(page.tokens[n].fold in page.voc.words["pointing"] for first, last in ends for n in range(first, last))
