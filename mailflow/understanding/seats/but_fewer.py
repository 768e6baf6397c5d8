"""A whole, and a 'but' behind which fewer come: 'siamo in sei ma veniamo in tre', 'five in my family but only me'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import chains
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.seats.size import Stated
from mailflow.understanding.seats.sums import each_once
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

REACH = 4  # clauses from the whole to the 'but' and to who comes
COMING = ("we", "they", "self")
PARTS = ("part_of_day", "morning", "afternoon", "evening")


def but_fewer(page: Page, cast: Cast) -> Iterator[tuple[int, Stated]]:
    """The token of each whole, and those who come instead of all."""
    for mark in page.marks.get("whole_of_us", ()):
        place = max(n for n in range(mark.start, mark.end) if page.numbers[n] is not None)
        if place in page.dated:
            continue
        at = page.clause_of(place)
        for number in _behind_but(page, at):
            clause = page.clauses[number]
            if _of_a_part(page, cast, clause):
                break
            if cast.stances[number] is not Stance.COMES:
                continue
            fewer = _number(page, cast, clause, mark.numbers[-1]) or _people(page, cast, at, clause, mark.numbers[-1])
            if fewer is not None:
                yield place, fewer
                break


def _behind_but(page: Page, at: int) -> Iterator[int]:
    """The next clauses of the sentence from the first on that is opened by 'but'."""
    but = False
    for number in range(at + 1, min(at + 1 + REACH, len(page.clauses))):
        clause = page.clauses[number]
        if clause.sentence != page.clauses[at].sentence:
            return
        but = but or clause.opener in page.voc.words["contrast"]
        if but:
            yield number


def _of_a_part(page: Page, cast: Cast, clause: Clause) -> bool:
    """'ma al pomeriggio restiamo in due', 'but only two of us for B': said of one session among others."""
    named = any(clause.start <= n < clause.end for n in cast.topics)
    by_day = bool(cast.topics) and page.has_any(PARTS, clause.start, clause.end)
    return by_day or (named and any(n < clause.start for n in cast.topics))


def _number(page: Page, cast: Cast, clause: Clause, whole: int) -> Stated | None:
    """'veniamo in quattro', 'only three of us', 'ne vengono due'."""
    for n in range(clause.start, clause.end):
        value = page.numbers[n] or 0
        if not 0 < value < whole or n in page.dated or n in cast.topics:
            continue
        wished = page.has("just_so_many", max(clause.start, n - 3), n) and _wished(page, cast, clause, n)
        if wished or any(m.start <= n < m.end for m in page.within("some_come", clause.start, clause.end)):
            return Stated(value, n, n + 1)
    return None


def _wished(page: Page, cast: Cast, clause: Clause, n: int) -> bool:
    """'only two of us for the 13:00', and not 'only two of us have tickets for the museum'."""
    _, end = page.sentences[clause.sentence]
    closed = n + 1 >= end or page.tokens[n + 1].kind is not Kind.WORD
    return closed or any(clause.start <= k < clause.end for k in cast.topics)


def _people(page: Page, cast: Cast, at: int, clause: Clause, whole: int) -> Stated | None:
    """'vengo solo io', 'in famiglia siamo sei, ma veniamo io, mio marito e la nonna': the writer, and who is in a row
    with him."""
    here = page.clauses[at]
    at_home = page.has("household", max(0, here.start - 1), here.end)
    _, end = page.sentences[clause.sentence]
    only = at_home or page.has("just_so_many", clause.start, clause.end)
    if not only or page.has("others", clause.start, end):
        return None
    for row in chains(page, [r for r in cast.refs if clause.start <= r.start < end]):
        known = [r for r in each_once(page, row) if r.kind != "name" or r.person]
        count = sum(r.n or 0 for r in known)
        stop = page.clauses[page.clause_of(row[-1].start)].end
        told = page.has_any(COMING, clause.start, stop) or any(clause.start <= n < stop for n in cast.topics)
        if told and any(r.kind in ("me", "i") for r in row) and all(r.n for r in known) and count < whole:
            return Stated(count, row[0].start, row[-1].end)
    return None
