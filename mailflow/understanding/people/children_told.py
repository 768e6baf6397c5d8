"""Whom a parent who writes tells of: 'sono la mamma di Leo e Lia. Leo ha 10 anni …', "I'm Leo's nan. He's 8 …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.text.page import Page

TIES = ("relation", "relations")


def children_told(page: Page, cast: Cast) -> None:
    """Let those come whose parent the writer says he is, and of whom he tells more than whose they are.

    Who only says whose parent he is may come himself: 'sono la mamma di Leo, vorrei un posto alla riunione'.
    """
    for row in _rows(page, cast):
        _no_guest(page, cast, row[-1].end)
        end = row[-1].end
        one = len(row) == 1
        for ref in row:
            person = cast.persons[ref.person]
            if (
                person.comes is None
                and not person.stays
                and (_told_again(page, cast, ref, end) or (one and _his(page, end)))
            ):
                person.comes = True
                cast.leftovers[:] = [name for name in cast.leftovers if name != person.name]


def only_whose(page: Page, cast: Cast) -> frozenset[int]:
    """Where names only tell whose parent it is who comes himself: 'sono la mamma di Leo e verrei alle 10'."""
    if not cast.writer.comes or cast.presumed:
        return frozenset()
    return frozenset(r.start for row in _rows(page, cast) for r in row if not cast.persons[r.person].comes)


def _no_guest(page: Page, cast: Cast, end: int) -> None:
    """ "I'm Ellis's mum": the tie behind the name is the writer's own."""
    own = [r for r in cast.refs if r.kind == "relation" and r.person > 0 and end <= r.start <= end + 1]
    for ref in own if page.tokens[end].fold in page.voc.words["genitive"] else ():
        cast.persons[ref.person].comes = None
        cast.refs.remove(ref)
        cast.unnamed = [r for r in cast.unnamed if r.person != ref.person]


def _rows(page: Page, cast: Cast) -> Iterator[Sequence[Ref]]:
    """The names that tell whose parent the writer is."""
    if "introduce_self" not in page.marks or not page.has_any(TIES):
        return
    words = page.voc.words
    for row in chains(page, cast.refs):
        names = [r for r in row if r.kind == "name" and r.person > 0]
        if not names:
            continue
        first, last = names[0], names[-1]
        behind = page.tokens[last.end : last.end + 1]
        if behind and behind[0].fold in words["genitive"]:
            if _is_kin(page, last.end + 1) and _introduced(page, first.start):
                yield names
            continue
        of = first.start > 1 and page.tokens[first.start - 1].fold in words["of"]
        if of and _is_kin(page, first.start - 2) and _introduced(page, first.start - 2):
            yield names


def _is_kin(page: Page, place: int) -> bool:
    return any(m.start <= place < m.end for cls in TIES for m in page.marks.get(cls, ()))


def _introduced(page: Page, place: int) -> bool:
    """Whether 'I am' stands before, with no more between than an article or the writer's own name."""
    start = page.clauses[page.clause_of(place)].start
    mark = next(iter(reversed([*page.within("introduce_self", start, place)])), None)
    small = page.voc.words["article"] | page.voc.words["determiner"]
    return mark is not None and all(t.capital or t.fold in small for t in page.tokens[mark.end : place])


def _told_again(page: Page, cast: Cast, ref: Ref, end: int) -> bool:
    """Whether his name, or 'he', stands again behind the row, beside an age or a session."""
    key = cast.persons[ref.person].key
    again = {page.clause_of(n) for n in range(end, len(page.tokens)) if page.tokens[n].fold in key}
    again |= {page.clause_of(r.start) for r in cast.refs if r.start >= end and ref.person in r.persons}  # 'lui alla A'
    return any(
        page.has("age", c.start, c.end) or any(n in cast.topics for n in range(*page.sentences[c.sentence]))
        for c in (page.clauses[n] for n in sorted(again))
    )


def _his(page: Page, end: int) -> bool:
    """Whether of the one child his age is told next, or that he is put down: 'che ha 6 anni', 'vorrei iscriverla'."""
    _, close = page.sentences[page.sentence_of(end - 1)]
    later = page.sentences[min(len(page.sentences) - 1, page.sentence_of(end - 1) + 1)][1]
    return (
        page.has("age", end, close) or page.has("age", close, later) or page.has("enrols_them", end, len(page.tokens))
    )
