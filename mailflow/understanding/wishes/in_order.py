"""Sessions told in the order of the persons they are for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page

NEAR = 7  # tokens from 'he' or 'she' to the session that is told behind


def one_by_one(
    page: Page, cast: Cast, found: Found, at: Index, owners: list[tuple[int, ...]], doubts: list[Doubt]
) -> list[tuple[int, ...]]:
    """'Anna e Luca, rispettivamente ai gruppi 1 e 3': the first to the first, the second to the second.

    Where there are not as many persons as sessions, who wants what is a doubt; so it is where an order is told that
    may be one of preference as well as that of the persons ('in that order: A, B').
    """
    paired = list(owners)
    for mark in (m for cls in ("respectively", "as_named", "in_that_order") for m in page.marks.get(cls, ())):
        start, end = page.sentences[page.sentence_of(mark.start)]
        inside = [n for n, m in enumerate(found.mentions) if start <= m.start < end and len(m.sessions) == 1]
        for round_ in dict.fromkeys(at.round_of[found.mentions[n].sessions[0]] for n in inside):
            row = [n for n in inside if at.round_of[found.mentions[n].sessions[0]] == round_]
            people = _in_order_named(cast, start, end, len(row))
            ranked = mark.cls == "in_that_order" and _by_preference(page, found, row, start, end)
            if len(row) < 2 or ranked:
                continue
            repeated = len({found.mentions[n].sessions for n in row}) < len(row)
            split = page.has("one_each", start, end)  # 'one each in A, B and C, in that order'
            if len(people) == len(row) and (mark.cls != "in_that_order" or repeated or split):
                for n, person in zip(row, people, strict=True):
                    paired[n] = (person,)
            elif len(_coming_in_order(cast)) > 1 and (mark.cls == "respectively" or len(people) == len(row)):
                doubts.append(Doubt("choices", "it is not clear who wants what", round=round_))
    return paired


def he_or_she(page: Page, cast: Cast, found: Found, at: Index) -> list[Doubt]:
    """'Jo e Kim: lui alla A, lei alla E': which of the two is meant by which word is not told by their names."""
    words = page.voc.words
    said = [r for r in cast.refs if r.kind == "he"]
    for one, two in pairwise(said):
        told = [page.tokens[r.start].fold.strip("'") in words["pronoun_she"] for r in (one, two)]
        between = [m for m in found.mentions if one.end <= m.start < two.start]
        behind = [m for m in found.mentions if two.end <= m.start <= two.end + NEAR]
        met = [r for r in cast.refs if r.kind in ("name", "relation") and r.start < one.start]
        coming = [p for p in {r.person for r in met if r.person > 0} if cast.persons[p].comes]
        near = page.sentence_of(two.start) - page.sentence_of(one.start) <= 1
        read = one.persons and two.persons and one.persons != two.persons
        if told[0] != told[1] and near and between and behind and len(coming) > 1 and not read:
            return [Doubt("choices", "it is not clear who wants what", round=at.round_of[behind[0].sessions[0]])]
    return []


def _in_order_named(cast: Cast, start: int, end: int, count: int) -> list[int]:
    """The persons named in the sentence, where they are so many; else everybody who comes, in the order named."""
    told = [r.person for r in cast.refs if start <= r.start < end and r.kind in ("name", "me", "i") and r.person >= 0]
    here = list(dict.fromkeys(told))
    return here if len(here) == count else _coming_in_order(cast)


def _coming_in_order(cast: Cast) -> list[int]:
    """Who comes, by where he is met first."""
    first = dict.fromkeys(r.person for r in sorted(cast.refs, key=lambda r: r.start) if r.person >= 0)
    return [n for n in first if cast.persons[n].comes and not cast.persons[n].stays]


def _by_preference(page: Page, found: Found, row: Sequence[int], start: int, end: int) -> bool:
    """'A o B, nell'ordine', 'in that order of preference': it ranks the sessions for everybody."""
    ors = page.voc.words["or"]
    joined = [t.fold for one, two in pairwise(found.mentions[n] for n in row) for t in page.tokens[one.end : two.start]]
    return any(t in ors for t in joined) or any(page.has(cls, start, end) for cls in ("by_preference", "first_rank"))
