"""Whether a mail that gives up a booking may give up only a part: one place of several, or all but what it keeps."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.gist import Gist
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

OF_THE_WRITER = ("i", "us")  # kinds of persons
GIVING_UP = ("cancel", "quits", "absent", "negation")
STAYING = ("keeps", "remains", "only")


def gives_up_one_place(gist: Gist) -> bool:
    """Somebody else stands beside the words of giving up, and neither the writer nor all of them do."""
    page, refs = gist.page, gist.cast.refs
    if page.has("whole") or gist.subject.has("whole"):
        return False
    told = {page.clause_of(mark.start) for mark in page.marks.get("cancel", ())}
    own = {page.clause_of(ref.start) for ref in refs if ref.kind in OF_THE_WRITER}
    own |= {page.clause_of(mark.start) for mark in page.marks.get("gives_up_own", ())}
    others = [ref for ref in refs if ref.kind in ("name", "relation") and ref.person != 0]
    return any(page.clause_of(ref.start) in told - own for ref in others)


def gives_up_some_rounds(gist: Gist) -> bool:
    """'please give my Thursday place to someone else', 'disdico il primo turno', of an event of two: some of the rounds
    are told beside the words of giving up, and the whole nowhere."""
    page = gist.page
    if page.has_any(("whole", "whole_given_up")):
        return False
    gone = {page.clause_of(m.start) for cls in ("cancel", "cancel_strict", "quits") for m in page.marks.get(cls, ())}
    told = {ref.round for ref in gist.found.rounds if page.clause_of(ref.start) in gone}
    return 0 < len(told) < len(gist.parts.at.rounds)


def keeps_a_part(page: Page) -> bool:
    """Words of staying, or a number that is still to come."""
    return any(_of_this_booking(page, mark) for mark in (*_staying(page), *_totals(page)))


def _staying(page: Page) -> Iterator[Mark]:
    """'the others still come', but neither 'don't keep my place' nor 'I stay at home'."""
    elsewhere = [(m.start, m.end) for m in page.marks.get("stays_elsewhere", ())]
    for mark in (*page.marks.get("keeps", ()), *page.marks.get("remains", ())):
        clause = page.clauses[page.clause_of(mark.start)]
        if any(start < mark.end and mark.start < end for start, end in elsewhere):
            continue
        if not page.has("negation", clause.start, mark.start):
            yield mark


def _totals(page: Page) -> Iterator[Mark]:
    """'we are three then'; not where the number is of those who give up: 'the three of us can't come'."""
    if page.has("whole_given_up"):
        return
    groups = {n for m in page.marks.get("us", ()) for n in range(m.start, m.end)}
    for mark in page.marks.get("total", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        staying = page.has_any(STAYING, start, end)
        if staying if mark.start in groups else not page.has_any(GIVING_UP, start, end):
            yield mark


def _of_this_booking(page: Page, mark: Mark) -> bool:
    """Not what is kept of another event, or told of another year."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    days = [ref for ref in page.days if start <= ref.start < end and ref.day is not None]
    ours = not days or any(ref.day in page.event_days for ref in days)
    return ours and not page.has("another_time", start, end)
