"""Whether words of joining tell of somebody more, and not of a phone, a meal or somebody who is booked already."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, names_booked, new_here
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark


def more_come(page: Page, cast: Cast, roll: Roll) -> bool:
    """Whether one more is told, with or without a name."""
    return page.has("one_more") or any(_somebody(page, cast, roll, mark) for mark in page.marks.get("joins", ()))


def _somebody(page: Page, cast: Cast, roll: Roll, mark: Mark) -> bool:
    """'viene anche mia sorella', 'aggiungete una persona'; not 'viene anche Lia', who is booked."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    unnamed = page.voc.words["somebody"]
    counted = any(page.numbers[n] is not None or page.tokens[n].fold in unnamed for n in range(start, end))
    tied = any(r.kind == "relation" and start <= r.start < end for r in cast.refs)
    if counted or tied or new_here(page, cast, roll, start, end):
        return True
    named = any(name != roll.me for _, _, name in names_booked(page, cast, roll, start, end))
    adds = any(t.fold in page.voc.words["puts_in"] for t in page.tokens[mark.start : mark.end])
    return not (named or adds)
