"""Persons among those told by a number: 'four members, including Ada Neri', 'five residents and one carer (me)'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page

NEAR = 5  # tokens from the words to whom they tell, and to the next: 'tra cui il nostro Presidente Ugo Sala'


def without_me(page: Page, cast: Cast) -> None:
    """'one carer (me)', 'una madre (io, Ada Neri)': who is the writer, and no further person."""
    mine = page.voc.words["me"] | page.voc.words["me_subject"]
    minor = page.voc.words["minor"]  # '2 adulti e 1 bambino (io, …)'
    for ref in [r for r in cast.unnamed if r.n == 1 and page.tokens[r.end - 1].fold not in minor]:
        behind = page.tokens[ref.end : ref.end + 3]
        if len(behind) == 3 and behind[0].text == "(" and behind[1].fold in mine and behind[2].text in "),":
            cast.unnamed.remove(ref)


def without_those_named(page: Page, cast: Cast) -> None:
    """'four of our members, including Tom Lee and the treasurer Mary Flint': the group is two more, and not four."""
    for mark in page.marks.get("among_whom", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        group = next((r for r in reversed(cast.unnamed) if start <= r.start and r.end <= mark.start), None)
        told = {r.person for r in _row(cast, mark.end, end)}
        coming = [n for n in told if cast.persons[n].comes and not cast.persons[n].stays]
        if group is not None and 0 < len(coming) < (group.n or 0):
            cast.unnamed[cast.unnamed.index(group)] = replace(group, n=(group.n or 0) - len(coming))


def _row(cast: Cast, at: int, end: int) -> Iterator[Ref]:
    """The names from a token on, none far from the one before."""
    for ref in cast.refs:
        if ref.kind == "name" and at <= ref.start < min(end, at + NEAR):
            at = ref.end
            yield ref
