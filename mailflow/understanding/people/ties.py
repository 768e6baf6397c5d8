"""Persons told by what ties them to the writer: 'mia moglie', 'due colleghi', 'our three kids'."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.people.appositions import apposition
from mailflow.understanding.people.cast import Cast, Person
from mailflow.understanding.people.led_up_to import Tie, led_up_to, shown
from mailflow.understanding.people.more_of_a_tie import (
    ages_told,
    definite,
    of_whom,
    points_back,
    predicate,
    said_to_be,
)
from mailflow.understanding.people.no_tie import no_tie, of_another_tie, somebody, who_writes
from mailflow.understanding.people.one_of_the_kin import group_of, one_of
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.same_kin import known_by_tie
from mailflow.understanding.text.page import Page


def relation_refs(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """'mia moglie', 'due colleghi', 'i nostri figli': persons by their tie, with their number."""
    named = {n for r in cast.refs for n in range(r.start, r.end)}
    names_at = {r.start: r for r in cast.refs if r.kind == "name"}
    names_end = {r.end: r for r in cast.refs if r.kind == "name"}
    used = named | blocked
    both = [(m, True) for m in page.marks.get("relation", ())] + [(m, False) for m in page.marks.get("relations", ())]
    for mark, single in sorted(both, key=lambda one: (one[0].start, -one[0].end)):
        if mark.start in used or no_tie(page, cast, mark, single):
            continue
        last = cast.refs[-1] if cast.refs else None
        if not single and last is not None and last.kind == "relation" and last.end == mark.start:
            cast.refs[-1] = replace(last, end=mark.end)  # 'due figli grandi'
            used.update(range(mark.start, mark.end))
            continue
        tie = led_up_to(page, mark, single, named)
        if of_another_tie(page, cast, tie) or who_writes(page, cast, tie):
            continue
        tie = shown(page, cast, tie)
        if not somebody(page, cast, tie):
            continue
        used.update(range(tie.start, mark.end))
        if _places(page, tie):
            continue
        if page.tokens[mark.start].fold in page.voc.words["couple"]:
            used.update(range(mark.end, of_whom(page, mark.end)))
        count = _count(page, cast, tie)
        person = _who(page, cast, tie, count, names_at, names_end)
        if person is not None:
            cast.refs.append(Ref(tie.start, mark.end, "relation", person, count))


def _places(page: Page, tie: Tie) -> bool:
    """'a couple of seats', 'we are a couple': how many, and nobody more."""
    start, mark = tie.start, tie.mark
    if page.tokens[mark.start].fold not in page.voc.words["couple"]:
        return False
    ours = any(m.end == mark.end for m in page.within("pair_total", max(0, start - 3), mark.end))
    return ours or page.has("pair_total", start, mark.end + 2)


def _count(page: Page, cast: Cast, tie: Tie) -> int | None:
    """How many they are, None where it is not told."""
    words, noun = page.voc.words, page.tokens[tie.mark.start].fold
    number = tie.number
    twins = noun in words["pair"] & words["offspring"]  # 'my twins (8)'
    if number is None and not (tie.single or twins):
        number = predicate(page, tie.mark.end, cast.topics) or ages_told(page, tie.start, tie.mark.end)
    if noun in words["couple"]:
        return 2 * (number or 1)
    if number is not None:
        return number
    return 1 if tie.single else 2 if noun in words["pair"] else None


def _who(
    page: Page, cast: Cast, tie: Tie, count: int | None, names_at: dict[int, Ref], names_end: dict[int, Ref]
) -> int | None:
    """Which person it is, -1 for several; None where it says more of one who was told before."""
    start, mark, noun = tie.start, tie.mark, page.tokens[tie.mark.start].fold
    person = apposition(page, start, mark.end, names_at, names_end) if count in (1, None) else -1
    if person >= 0 and _in_a_row(page, cast, tie, cast.persons[person].relation):
        person = -1
    if person < 0 and tie.single and count == 1:
        person = said_to_be(page, cast, start)
    if person >= 0 and (count or 1) == 1:
        cast.persons[person].relation = cast.persons[person].relation or noun
        return person
    if count != 1:
        return person
    group = group_of(page, cast, noun) if tie.single else None
    if group is not None and _of_it(page, tie, group):
        one = one_of(page, cast, group, noun, names_at, names_end)
        if one is not None:
            return one
    if tie.single and points_back(page, cast, start, mark):
        return None
    if not _of_another(page, cast, start, names_end) and definite(page, start, mark.start):
        same = known_by_tie(page.voc, cast, noun)
        if same is not None:
            return same
    cast.persons.append(Person("", frozenset(), relation=noun, first=start))
    return len(cast.persons) - 1


def _of_it(page: Page, tie: Tie, group: Ref) -> bool:
    """Whether it tells one of the group, not somebody besides: 'i miei fratelli e mia sorella'."""
    words, before = page.voc.words, page.tokens[tie.start - 1].fold if tie.start else ""
    joined = before in words["and"] | words["with"]
    return not joined or page.sentence_of(tie.start) != page.sentence_of(group.start)


def _in_a_row(page: Page, cast: Cast, tie: Tie, told: str) -> bool:
    """'mio figlio Tommaso, mio marito e io': behind somebody whose tie was `told`, in a row that goes on."""
    tokens, words, before, end = page.tokens, page.voc.words, tie.start - 1, tie.mark.end
    named = before > 0 and tokens[before].text == "," and any(r.end == before and r.kind == "name" for r in cast.refs)
    if not (told and named and end + 1 < len(tokens) and tokens[end].fold in words["and"]):
        return False
    next_ = tokens[end + 1]
    return next_.capital or next_.fold in words["me"] | words["me_subject"] | words["determiner"]


def _of_another(page: Page, cast: Cast, start: int, names_end: dict[int, Ref]) -> bool:
    """'Ugo Sala con la consorte, Leo Po con la consorte': a tie of who is named right before, and each has his own."""
    words = page.voc.words
    beside = page.tokens[start - 1].fold in words["with"] and start - 1 in names_end
    told = (r for r in cast.refs if r.kind == "relation" and r.end <= start and r.n == 1)
    return beside and any(r.start - 1 in names_end and page.tokens[r.start - 1].fold in words["with"] for r in told)
