"""Who is meant by words for some of those who come, where each of the others has his session told."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.whom import ALL, UNKNOWN


def those_left(page: Page, cast: Cast, found: Found, at: Index, owners: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """'io e mia moglie al 3, i ragazzi al 5': the ragazzi are the two of four of whom nothing else is told."""
    if (UNKNOWN,) not in owners or cast.guests:
        return owners
    told = list(owners)
    for round_ in at.rounds:
        inside = [n for n, m in enumerate(found.mentions) if at.round_of[m.sessions[0]] == round_.id]
        some = [n for n in inside if owners[n] == (UNKNOWN,)]
        others = {p for n in inside for p in owners[n] if p >= 0}
        if not some or not others or any(ALL in owners[n] for n in inside):
            continue
        rest = tuple(p for p in cast.named_attending if p not in others)
        group = _group(page, cast, found.mentions[some[0]].start)
        one = len({page.sentence_of(found.mentions[n].start) for n in some}) == 1
        if one and group is not None and _fits(page, group, len(rest)):
            for n in some:
                told[n] = rest
    return told


def _group(page: Page, cast: Cast, place: int) -> Ref | None:
    """The words for several, or for one by his tie, that stand next to the session."""
    start, end = page.sentences[page.sentence_of(place)]
    some: Sequence[Ref] = [r for r in cast.refs if start <= r.start < end and r.kind == "relation" and r.person < 0]
    before = [r for r in some if r.start < place]
    return before[-1] if before else some[0] if some else None


def _fits(page: Page, group: Ref, count: int) -> bool:
    """Whether the words may mean so many: by their number, or as they are one or several."""
    if group.n is not None and group.n > 1:
        return group.n == count
    several = any(m.end == group.end for m in page.within("relations", group.start, group.end))
    return count > 1 if several else count == 1
