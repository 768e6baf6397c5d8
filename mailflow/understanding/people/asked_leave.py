"""Leave asked to bring somebody, behind a booking: 'un posto, grazie. Posso portare anche mia figlia?'."""

from __future__ import annotations

from mailflow.understanding.text.page import Page

BOOKING = ("book", "request", "self", "places")


def asks_leave_behind(page: Page, place: int) -> bool:
    """Whether leave is asked in a sentence behind that place: what stood there was said without those brought."""
    return any(page.sentences[page.sentence_of(m.start)][0] > place for m in page.marks.get("asks_leave", ()))


def brings_besides(page: Page) -> bool:
    """Whether a place is asked for first, and then leave to bring others: the first is the writer's own."""
    first = min((m.start for m in page.of(*BOOKING)), default=None) if "asks_leave" in page.marks else None
    return first is not None and asks_leave_behind(page, first)
