"""The number that a sentence of an answer to 'how many?' consists of: 'Tre, grazie. C'è un parcheggio?'."""

from __future__ import annotations

from mailflow.understanding.reading import Context
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

BESIDE = ("greeting", "closing", "thanks", "regret", "yes", "total", "we_are", "us", "in_all", "correction")


def size_answered(page: Page, context: Context) -> Seats | None:
    """The size told so, whatever is said behind it: 'Four. Two for the 10:00, two for the 13:00'."""
    if "seats" not in context.asked or page.has("total", page.sentences[0][1]):
        return None
    for start, end in page.sentences:
        counted = [n for n in range(start, end) if _counts(page, n)]
        if not counted:
            continue
        beside = {n for cls in BESIDE for m in page.within(cls, start, end) for n in range(m.start, m.end)}
        small = page.voc.function_words | page.voc.words["stop"] | page.voc.words["greeting_word"]
        rest = (n for n in range(start, end) if n not in beside and n not in counted)
        plain = all(page.tokens[n].kind is not Kind.WORD or page.tokens[n].fold in small for n in rest)
        number = page.numbers[counted[0]] or 0
        if plain and len(counted) == 1 and number <= MOST and counted[0] not in page.dated and end < len(page.tokens):
            return Seats(number, said=Stated(number, counted[0], counted[0] + 1))
        break
    return None


def _counts(page: Page, place: int) -> bool:
    token = page.tokens[place]
    return bool(page.numbers[place]) and token.fold not in page.voc.words["article"] | page.voc.words["indefinite"]
