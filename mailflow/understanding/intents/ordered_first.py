"""A booking that a sentence makes before anything is asked: 'Prenoto per il gruppo 1. Fatemi sapere se …' books."""

from __future__ import annotations

from collections.abc import Sequence

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


def _no_if(page: Page, start: int, end: int) -> bool:
    return not any(token.fold in page.voc.words["conditional"] for token in page.tokens[start:end])
