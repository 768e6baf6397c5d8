"""Whose wish it is: sessions told of a part of the people in words that name nobody, or of who does not come."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.gist import Gist
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, after_with
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.whom import ALL

WHO = "it is not clear who wants what"
NEAR = 6  # tokens from the people to their session
ALONG = 4  # tokens from a session to who goes along


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


def with_the_last(gist: Gist) -> Iterator[Doubt]:
    """'Il 9 pane, il 16 dolci con mio marito', 'Morning: choir. Afternoon: drums, with Leo.': does he come to both?"""
    page, round_of = gist.page, gist.parts.at.round_of
    told = sorted({(m.start, m.end, round_of[m.sessions[0]]) for ms in gist.chosen.said.values() for m in ms})
    me = page.voc.words["me"]  # 'con me due amiche' tells of a party, and not whom one is with
    others = [r for r in gist.cast.refs if r.kind in ("name", "relation") and _may_come(gist.cast, r)]
    several = any(len(m.sessions) > 1 for m in gist.found.mentions)  # 'tutte e tre le serate, l'ultima con mia figlia'
    if several or len({round_ for *_, round_ in told}) < 2 or page.voc.words["with"].isdisjoint(page.folds):
        return
    for ref in (r for r in others if after_with(page, r) and page.tokens[r.start - 1].fold not in me):
        before = [one for one in told if one[1] <= ref.start]
        if len(before) < 2 or ref.start - before[-1][1] > ALONG or any(r.start < before[-1][0] for r in others):
            continue
        (_, end, other), (start, last, round_) = before[-2:]
        if page.sentence_of(ref.start) != page.sentence_of(start):
            continue
        parted = page.sentence_of(end) != page.sentence_of(start)
        listed = any(t.text in ",;" for t in page.tokens[end:start])
        close = not any(t.text == "," for t in page.tokens[last : ref.start])
        if other != round_ and (parted or (listed and close)):
            words = page.words(page.clauses[page.clause_of(ref.start)].start, ref.end)
            yield Doubt("choices", f"to which of them: “{words}”", round=other)


def _may_come(cast: Cast, ref: Ref) -> bool:
    return ref.person < 0 or (ref.person > 0 and cast.persons[ref.person].comes is True)


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
