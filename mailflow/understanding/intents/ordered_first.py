"""A booking that a sentence makes by itself, whatever the rest asks or praises: 'Prenoto per il gruppo 1. Fatemi sapere
se …', 'Gruppo 2, gruppo 5. Complimenti!'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

OPEN = ("undecided", "wonders", "hypothetical", "negation", "in_case")  # anywhere: nothing may be booked yet


def orders_first(page: Page, asked: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence begins with an order for places, and nothing leaves it open. `asked`: what asks, as tokens."""
    if "orders" not in page.marks or page.has_any(OPEN):
        return False
    for mark in page.of("orders"):
        start, end = page.sentences[page.sentence_of(mark.start)]
        first = next((n for n in range(start, end) if page.tokens[n].kind is Kind.WORD), start)
        in_question = any(a < end and start < b for a, b in asked)
        if mark.start == first and not in_question and not page.idle(mark.start) and _no_if(page, start, end):
            return True
    return False


def sessions_alone(page: Page, found: Found) -> bool:
    """Whether a sentence of the mail is no more than sessions, each named surely, and nothing is told of what was."""
    strong = [m for m in found.mentions if not m.weak]
    if not strong or page.has("past_event"):
        return False
    words = page.voc.words
    small = words["and"] | words["article"] | words["session_head"] | words["asking_word"]
    for start, end in page.sentences:
        told = any(start <= m.start < end for m in strong)
        rest = [n for n in range(start, end) if n not in found.tokens and page.tokens[n].kind is Kind.WORD]
        if told and all(page.tokens[n].fold in small for n in rest):
            return True
    return False


def _no_if(page: Page, start: int, end: int) -> bool:
    return not any(token.fold in page.voc.words["conditional"] for token in page.tokens[start:end])
