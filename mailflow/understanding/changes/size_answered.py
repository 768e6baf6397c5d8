"""What a sentence of an answer to 'how many?' consists of: a number, 'Tre, grazie. C'è un parcheggio?', or those who
come, 'just me and Tim', 'io e mio marito'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import chains
from mailflow.understanding.reading import Context
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.seats.sums import each_once
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

BESIDE = ("greeting", "closing", "thanks", "regret", "yes", "total", "we_are", "us", "in_all", "correction")


def size_answered(page: Page, cast: Cast, context: Context) -> Seats | None:
    """The size, where our last mail asked for it and the answer tells it plainly."""
    if "seats" not in context.asked:
        return None
    return _number_alone(page) or _persons_alone(page, cast)


def _persons_alone(page: Page, cast: Cast) -> Seats | None:
    """Those who come, the writer among them, and nothing else is said."""
    rows = chains(page, cast.refs)
    row = rows[0] if len(rows) == 1 else []
    mine = any(r.kind in ("me", "i") for r in row)
    if not (mine and all(r.n for r in row)) or any(page.numbers) or page.has_any(("negation", "uncertain")):
        return None
    told = {n for r in row for n in range(r.start, r.end)}
    small = page.voc.function_words | page.voc.words["sole"] | page.voc.words["comes_plainly"]
    rest = (t for n, t in enumerate(page.tokens) if n not in told)
    if not all(token.kind is not Kind.WORD or token.fold in small for token in rest):
        return None
    return Seats(sum(r.n or 0 for r in each_once(page, row)), said=Stated(len(row), row[0].start, row[-1].end))


def _number_alone(page: Page) -> Seats | None:
    """The size told so, whatever is said behind it: 'Four. Two for the 10:00, two for the 13:00'."""
    if page.has("total", page.sentences[0][1]):
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
