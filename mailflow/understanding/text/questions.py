"""Questions a person must answer, and requests such as diet or access."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.text.page import Page

WISHES = ("self", "we", "book", "question_request")  # 'can I book W2, and where do I park?'
REQUESTS = ("diet", "access", "certificate", "invoice")


def asked(page: Page) -> tuple[tuple[int, int], ...]:
    """What asks something besides the booking itself, as tokens [start, end).

    A sentence with a question mark as a whole; of one that only tells what is to be known, the part from there on.
    """
    return tuple(span for start, end in page.sentences if (span := _asks(page, start, end)) is not None)


def _asks(page: Page, start: int, end: int) -> tuple[int, int] | None:
    polite = [(m.start, m.end) for m in page.within("question_request", start, end)]
    asking = page.within("question", start, end)
    told = [m for m in asking if not any(a <= m.end + 2 and m.start < b for a, b in polite)]
    if any(t.text == "?" for t in page.tokens[start:end]):
        return (_question_proper(page, start, end), end) if told or not polite else None
    if told and not page.has("feedback", start, end):
        return (max(start, page.clauses[page.clause_of(told[0].start)].start), end)
    return None


def _question_proper(page: Page, start: int, end: int) -> int:
    """Where the question begins: 'I come gladly, | is it all right to be late?'."""
    clauses = [c.start for c in page.clauses if start <= c.start < end]
    opens = [c for c in clauses[1:] if _asks_from(page, c)]
    return next((c for c in opens if page.has_any(WISHES, start, c)), start)


def _asks_from(page: Page, place: int) -> bool:
    """Whether words of asking stand there, behind an 'and', too."""
    place += page.tokens[place].fold in page.voc.words["and"]
    return bool(page.at("question_start", place) or page.at("question", place))


def questions(page: Page, asked: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The sentences that ask something besides the booking itself. `asked`: what they ask."""
    sentences = dict.fromkeys(page.sentences[page.sentence_of(start)] for start, _ in asked)
    return tuple(page.words(start, end).strip() for start, end in sentences)


def requests(page: Page) -> tuple[tuple[str, ...], str]:
    """The kinds of request made, and the sentences that make them."""
    kinds = tuple(kind for kind in REQUESTS if page.has(kind))
    sentences = [page.words(s, e).strip() for s, e in page.sentences if any(page.has(kind, s, e) for kind in kinds)]
    others = [page.words(s, e).strip() for s, e in page.sentences if not kinds and _requests_something(page, s, e)]
    if others:
        kinds, sentences = ("other",), others
    return kinds, " ".join(sentences)


def _requests_something(page: Page, start: int, end: int) -> bool:
    """'Ci serve un seggiolone', 'could we have a high chair?'; 'where do I park?' only asks."""
    asks = page.tokens[end - 1].text == "?" and not page.has("question_request", start, end)
    return page.has("other_request", start, end) and not asks
