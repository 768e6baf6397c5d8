"""Who is brought by a word for him alone: 'My mother loves boats: I'd like to bring her', 'vorrei portarla sabato'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast, Person
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page


def kin_brought(page: Page, cast: Cast) -> list[Ref]:
    """The grown kin told last before such words, or a sentence earlier; children may be brought and left."""
    found = []
    for mark in page.marks.get("brings_one", ()):
        number = page.sentence_of(mark.start)
        if cast.stances[page.clause_of(mark.start)] in (Stance.STAYS, Stance.ASIDE):
            continue
        near = [r for r in cast.refs if r.end <= mark.start and r.person > 0]
        told = [r for r in near if number - page.sentence_of(r.start) < 2][-1:]
        found += [r for r in told if r.kind == "relation" and r.n == 1 and not _minor(page, r)]
    return found


def _minor(page: Page, ref: Ref) -> bool:
    return page.tokens[ref.end - 1].fold in page.voc.words["minor"]


def bring_kin(page: Page, cast: Cast) -> None:
    """Let them come."""
    for mark in page.marks.get("brings_one", ()):
        _told_by_the_way(page, cast, mark.start)
    for ref in kin_brought(page, cast):
        person = cast.persons[ref.person]
        if not person.stays and not person.comes:
            person.comes = True
            if not person.name:
                cast.unnamed.append(ref)


def _told_by_the_way(page: Page, cast: Cast, end: int) -> None:
    """ "my mother's birthday", 'il compleanno di mia madre': let a tie count as somebody that is told there alone."""
    start, _ = page.sentences[page.sentence_of(end)]
    words = page.voc.words
    if any(start <= r.start < end and r.person != 0 and r.kind in ("name", "relation") for r in cast.refs):
        return
    ties = [m for m in page.within("relation", start, end) if page.tokens[m.start - 1].fold in words["own_one"]]
    for mark in ties[-1:]:
        cast.persons.append(Person("", frozenset(), relation=page.tokens[mark.start].fold, first=mark.start))
        cast.refs.append(Ref(mark.start, mark.end, "relation", len(cast.persons) - 1))
        cast.refs.sort(key=lambda r: (r.start, -r.end))
