"""Who would come only in another's place: 'if he can't make it, Ada Neri takes his place', 'riserva: Ugo Sala'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflow.understanding.names.names import Name
from mailflow.understanding.text.page import Page

NEAR = 3  # tokens between 'failing him' or 'riserva:' and the name: 'la dott.ssa'


@dataclass(frozen=True, slots=True)
class StandIn:
    """Words that book nobody, tokens [start, end), and the one name in them of who would come."""

    start: int
    end: int
    name: Name


def stand_ins(page: Page, names: Sequence[Name], sessions: frozenset[int]) -> tuple[StandIn, ...]:
    """Everybody named as a substitute. `sessions`: first tokens of sessions, which are ranked by the same words."""
    if not page.has_any(("should_fail", "failing", "reserve_person")):
        return ()
    found = [*_instead(page, names), *_failing(page, names), *_reserve(page, names, sessions)]
    return tuple(one for one in found if not any(one.start <= n < one.end for n in sessions))


def _instead(page: Page, names: Sequence[Name]) -> Iterator[StandIn]:
    """'should he be unable to, Ada Neri will stand in', 'Ugo Sala lo sostituisce se non può venire'."""
    for mark in page.marks.get("should_fail", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        swaps = (m for cls in ("swap", "stands_in") for m in page.within(cls, start, end))
        swap = min(swaps, key=lambda m: m.start, default=None)
        if swap is None:
            continue
        first, last = page.clauses[page.clause_of(mark.start)], page.clauses[page.clause_of(mark.end - 1)]
        ahead = swap.start < mark.start
        begin = page.clauses[page.clause_of(swap.start)].start if ahead else min(first.start, mark.start)
        told = (begin, mark.start) if ahead else (max(mark.end, min(last.end, swap.start)), end)
        told = told if ahead or _any(names, *told) else (mark.end, end)
        inside = [n for n in names if told[0] <= n.start and n.end <= told[1] and not _whose(page, n)]
        if len(inside) == 1:
            yield StandIn(begin, end, inside[0])


def _failing(page: Page, names: Sequence[Name]) -> Iterator[StandIn]:
    """'Ugo Sala or, failing him, Ada Neri', 'in caso di sua assenza la dott.ssa Neri'."""
    for mark in page.marks.get("failing", ()):
        behind = next((n for n in names if 0 <= n.start - mark.end <= NEAR), None)
        if behind is not None:
            yield StandIn(mark.start, behind.end, behind)


def _reserve(page: Page, names: Sequence[Name], sessions: frozenset[int]) -> Iterator[StandIn]:
    """'with Ada Neri as a reserve', 'riserva Ugo Sala'."""
    for mark in page.marks.get("reserve_person", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        lead = range(max(start, mark.start - 2), mark.start)
        if not sessions.isdisjoint(lead) and all(page.tokens[n].text != "," for n in lead):
            continue  # 'B as a reserve'
        before = next((n for n in names if n.end == mark.start), None)
        behind = next((n for n in names if 0 <= n.start - mark.end < NEAR and n.end <= end), None)
        told = before or behind
        if told is not None and not (before and behind):
            yield StandIn(min(mark.start, told.start), max(mark.end, told.end), told)


def _any(names: Sequence[Name], start: int, end: int) -> bool:
    return any(start <= n.start and n.end <= end for n in names)


def _whose(page: Page, name: Name) -> bool:
    """'al posto di Ugo Sala', 'stand in for Tom': whose place it is."""
    small = page.voc.words["of"] | page.voc.words["for"]
    return name.start > 0 and page.tokens[name.start - 1].fold in small
