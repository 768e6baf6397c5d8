"""Who gives up what is booked for something else: 'please cancel Saturday and book us in for Sunday at 2' moves."""

from __future__ import annotations

from mailflow.understanding.reading import Context
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page

ASKS = ("book", "we", "self", "request", "move_to", "question_request", "alternative")
GIVES_UP = ("word_cancel", "cancel", "quits", "negation", "no_go", "another_time")


def books_instead(page: Page, found: Found, context: Context) -> bool:
    """Whether a thought that gives nothing up asks for a session that is not booked."""
    held = frozenset(context.sessions)
    for mention in found.mentions if held else ():
        clause = page.clauses[page.clause_of(mention.start)]
        if mention.weak or len(mention.sessions) > 1 or mention.sessions[0] in held:
            continue
        if page.has_any(GIVES_UP, clause.start, clause.end):
            continue
        if page.has_any(ASKS, clause.start, clause.end):
            return True
    return False
