"""Who gives up what is booked for something else: 'please cancel Saturday and book us in for Sunday at 2' moves."""

from __future__ import annotations

from collections.abc import Collection

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page

ASKS = ("book", "we", "self", "request", "move_to", "question_request", "alternative", "wished")
GIVES_UP = ("word_cancel", "cancel", "quits", "negation", "no_go", "another_time")


def books_instead(page: Page, found: Found, held: Collection[str], *, known: bool) -> bool:
    """Whether words that give nothing up ask for a session that is not held; where no booking is known it must be
    wanted instead: 'disdico. Vorremmo invece sabato alle 15'."""
    for mention in found.mentions:
        if mention.weak or len(mention.sessions) > 1 or mention.sessions[0] in held:
            continue
        number = page.clause_of(mention.start)
        clause, before = page.clauses[number], page.clauses[max(0, number - 1)]
        first = before.start if before.sentence == clause.sentence else clause.start  # 'vorrei | invece i dolci'
        around = (clause.start, clause.end), (first, clause.end), page.sentences[clause.sentence]
        if any(_asks(page, start, end, known) for start, end in around):
            return True
    return False


def _asks(page: Page, start: int, end: int, known: bool) -> bool:
    """Whether something is asked for there, and nothing given up."""
    instead = any(token.fold in page.voc.words["instead"] for token in page.tokens[start:end])
    asks = page.has_any(ASKS, start, end) or (instead and known)
    return asks and (instead or known) and not page.has_any(GIVES_UP, start, end)
