"""Questions a person must answer, and requests such as diet or access."""

from __future__ import annotations

from mailflow.understanding.page import Page

REQUESTS = ("diet", "access", "certificate", "invoice")


def asked(page: Page) -> tuple[tuple[int, int], ...]:
    """The sentences that ask something besides the booking itself, as tokens [start, end)."""
    return tuple((start, end) for start, end in page.sentences if _asks(page, start, end))


def _asks(page: Page, start: int, end: int) -> bool:
    asking = any(t.text == "?" for t in page.tokens[start:end])
    polite = page.has("question_request", start, end)
    told = page.has("question", start, end)
    return (asking and not (polite and not told)) or (told and not polite)


def questions(page: Page) -> tuple[str, ...]:
    """The sentences that ask something besides the booking itself."""
    return tuple(page.words(start, end).strip() for start, end in asked(page))


def requests(page: Page) -> tuple[tuple[str, ...], str]:
    """The kinds of request made, and the sentences that make them."""
    kinds = tuple(kind for kind in REQUESTS if page.has(kind))
    sentences = [page.words(s, e).strip() for s, e in page.sentences if any(page.has(kind, s, e) for kind in kinds)]
    if not kinds and page.has("other_request"):
        kinds = ("other",)
        sentences = [page.words(s, e).strip() for s, e in page.sentences if page.has("other_request", s, e)]
    return kinds, " ".join(sentences)
