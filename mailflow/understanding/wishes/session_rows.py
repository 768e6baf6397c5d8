"""Lists that tell the session first and who goes there behind: 'gruppo 4, Ada Neri', 'S1/D2 Ugo Sala', '9:30 - Pia'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.whom import UNKNOWN, meant_by

LEAD = 8  # tokens of a line before its first session: a day, 'the boat at'
BETWEEN = 4  # tokens between the last session of a line and the first of its persons
PERSONS = ("name", "me", "i", "relation", "these", "us")


def session_rows(
    page: Page, cast: Cast, refs: Sequence[Ref], mentions: Sequence[Mention]
) -> Mapping[int, tuple[int, ...]]:
    """By number of the mention the persons of its line, where two lines or more are written so."""
    found: dict[int, tuple[int, ...]] = {}
    rows: set[tuple[int, ...]] = set()
    places, met = [m.start for m in mentions], [r.start for r in refs]
    for start, end in _lines(page) if len(mentions) > 1 else ():
        inside = range(bisect_left(places, start), bisect_left(places, end))
        people = [r for r in refs[bisect_left(met, start) : bisect_left(met, end)] if r.kind in PERSONS]
        if not inside or not people or not any(r.kind in ("name", "these") for r in people):
            continue
        first, last = mentions[inside[0]].start, mentions[inside[-1]].end
        opens = first - start <= LEAD and not any(
            t.kind is Kind.WORD and t.fold in page.voc.words["and"] for t in page.tokens[start:first]
        )
        if not opens or not 0 <= people[0].start - last <= BETWEEN or page.has_any(("self", "we"), start, last):
            continue
        who = tuple(sorted({p for r in people for p in meant_by(cast, r)} - {UNKNOWN}))
        if who:
            found.update((n, who) for n in inside)
            rows.add((start, *who))
    return found if len(rows) > 1 else {}


def _lines(page: Page) -> Iterator[tuple[int, int]]:
    """The lines of the text as [start, end) in tokens."""
    start = 0
    for n, token in enumerate(page.tokens):
        if token.kind is Kind.LINE:
            yield start, n
            start = n + 1
    yield start, len(page.tokens)
