"""Whose wish it is: sessions told of a part of the people in words that name nobody, or of who does not come."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.whom import ALL

WHO = "it is not clear who wants what"
NEAR = 6  # tokens from the people to their session


def of_nobody(gist: Gist) -> Iterator[Doubt]:
    """'Dad: A1. Mum: A2' beside two names: told of somebody, and read as nobody's who comes."""
    cast, chosen = gist.cast, gist.chosen
    given = {session for rounds in chosen.by.values() for sessions in rounds.values() for session in sessions}
    theirs = {s for n in (ALL, *cast.attending) for sessions in chosen.by.get(n, {}).values() for s in sessions}
    for (owner, round_), mentions in chosen.said.items():
        away = owner > 0 and owner not in cast.attending and not cast.persons[owner].stays
        if away and any(s in given - theirs for m in mentions for s in m.sessions):
            yield Doubt("choices", WHO, round=round_)


def of_some(gist: Gist) -> Iterator[Doubt]:
    """'le due ragazze alle 10', 'the eldest cello', where more are named and the words were read as everybody's."""
    page, named = gist.page, len(gist.cast.named_attending)
    parts = [m for m in page.marks.get("by_age", ()) if _stands_alone(gist, m)]
    parts += [m for m in page.marks.get("relations", ()) if _told_with_number(page, m, named)]
    for (owner, round_), mentions in gist.chosen.said.items() if named > 1 and parts else ():
        for mention in mentions:
            start, _ = page.sentences[page.sentence_of(mention.start)]
            if owner == ALL and any(start <= part.start and 0 <= mention.start - part.end <= NEAR for part in parts):
                yield Doubt("choices", WHO, round=round_)
                break


def _stands_alone(gist: Gist, mark: Mark) -> bool:
    """'la piccola M1', 'the elder one wants …'; not 'il piccolo coro', nor 'la piccola, Ida, …'."""
    page, words = gist.page, gist.page.voc.words
    named = any(mark.start <= r.start <= mark.end + 1 for r in gist.cast.refs if r.kind == "name")
    after = page.tokens[mark.end].fold if mark.end < len(page.tokens) else ""
    small = words["preposition"] | words["article"] | words["goes_for"] | words["does_too"] | words["they_verb"]
    told = mark.end in gist.found.tokens or after in small or not after.isalpha()
    return not named and (told or page.at("wished", mark.end) is not None)


def _told_with_number(page: Page, mark: Mark, named: int) -> bool:
    """'the two boys' of four."""
    number = page.numbers[mark.start - 1] if mark.start else None
    definite = mark.start > 1 and page.tokens[mark.start - 2].fold in page.voc.words["the_several"]
    return definite and number is not None and number < named
