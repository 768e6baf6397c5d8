"""Whom words for persons mean, by themselves or in the light of who was named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.breaths import Chain

ALL = -1  # said of everybody
UNKNOWN = -2  # said of somebody who is no person of the cast
ONE = ("name", "me", "i", "he", "relation")  # words for one person
VERB = 4  # tokens behind 'who' within which the verb tells whether it is said of one or of several


def meant_by(cast: Cast, ref: Ref) -> tuple[int, ...]:
    """Whom a reference means, by itself."""
    if ref.persons:
        return ref.persons
    if ref.kind in ("name", "me", "i"):
        return (ref.person,)
    if ref.kind == "relation":
        return (ref.person,) if ref.person >= 0 else (UNKNOWN,)
    if ref.kind == "he":
        told = [r for r in cast.refs if r.kind in ("name", "relation") and r.person > 0]
        told = [r for r in told if not cast.persons[r.person].gives_way]
        others = [r for r in told if r.start < ref.start]
        later = [r for r in told if r.start > ref.start]
        chosen = others[-1:] or later[:1]
        return (chosen[0].person,) if chosen else (UNKNOWN,)
    if ref.kind in ("they", "others"):
        return tuple(n for n in cast.attending if n) or (UNKNOWN,)
    return (ALL,)


def persons_of(page: Page, cast: Cast, chain: Chain, chains: Sequence[Chain], told: Sequence[int]) -> tuple[int, ...]:
    """Whom a chain means; words for all or the rest are read in the light of who was named before."""
    people: set[int] = set()
    kinds = {r.kind for r in chain.refs}
    if _the_last_alone(page, chain, chains):
        return meant_by(cast, chain.refs[-1])
    for ref in chain.refs:
        if ref.kind == "us":
            people |= set(_all_or_two(page, cast, ref, chain, chains))
        elif ref.kind == "others":
            rest = [p for p in cast.attending if p not in told and p not in people]
            if UNKNOWN in told:
                continue  # 'the two managers to B, the rest of us to C'
            if "us" in kinds:  # 'noi altri due': the writer is of them
                return tuple(rest) or (ALL,)
            if not rest and ref.n and ref.n > sum(p > 0 for p in cast.attending):
                continue  # 'Ada e Pia alle 8, gli altri tre alle 9': who are not named
            people |= set(rest) or set(meant_by(cast, ref))
        elif ref.kind in ("first", "last"):
            people |= set(_some(page, cast, ref))
        elif ref.kind == "they":
            said = [r for c in chains for r in c.refs if r.start < ref.start and r.kind in ("name", "relation")]
            named = {p for r in said for p in meant_by(cast, r)} - {UNKNOWN}
            rest = [p for p in cast.attending if p and p not in told]
            people |= named if len(named) > 1 else set(rest if len(rest) > 1 else meant_by(cast, ref))
        elif ref.kind == "he":
            people |= set(meant_by(_without_denied(page, cast), ref))
        else:
            people |= set(meant_by(cast, ref))
    if ALL in people:
        return (ALL,)
    return tuple(sorted(people - {UNKNOWN})) or (UNKNOWN,)


def _the_last_alone(page: Page, chain: Chain, chains: Sequence[Chain]) -> bool:
    """'io e Serena, che va al 2', 'for me and Tom, who wants B': what is told behind is told of the last named."""
    if chain.refs[-1].kind not in ("name", "relation") or len({r.person for r in chain.refs}) < 2:
        return False
    tokens, words = page.tokens, page.voc.words
    n = chain.end + (chain.end < len(tokens) and tokens[chain.end].text == ",")
    who = n < len(tokens) and tokens[n].fold in words["who"] and all(c.start != n for c in chains)
    others = words["they_verb"] | words["me"] | words["me_subject"] | words["pronoun_they"]
    return who and not any(
        t.fold in others or t.fold.endswith(tuple(words["they_ending"])) for t in tokens[n + 1 : n + 1 + VERB]
    )


def _without_denied(page: Page, cast: Cast) -> Cast:
    """Without names that are said to be wrong: 'Zofia Lis, not Sofia Liss; she would like B'."""
    nots = page.voc.words["not"]
    return replace(cast, refs=[r for r in cast.refs if not (r.start and page.tokens[r.start - 1].fold in nots)])


def _all_or_two(page: Page, cast: Cast, ref: Ref, chain: Chain, chains: Sequence[Chain]) -> tuple[int, ...]:
    """'Irene and Trevor, both for the bell', where there are others: the two, and not everybody."""
    coming = cast.attending
    both = page.tokens[ref.start].fold in page.voc.words["both"] or ref.n == 2
    named = [r for c in chains for r in c.refs if r.start < ref.start and r.kind in ONE]
    people = sorted({p for r in named for p in meant_by(cast, r)} - {UNKNOWN, ALL})
    breath = sorted({p for r in chain.refs if r.start < ref.start and r.kind in ONE for p in meant_by(cast, r)})
    if 0 in coming and any(t.fold in page.voc.words["we_here"] for t in page.tokens[ref.start : ref.end]):
        breath = breath if 0 in breath else []  # 'me + 2 (Ada, Ugo), all of us at B'
    if len(breath) > 1 and not cast.guests and min(breath) >= 0 and ref.n in (None, len(breath)):
        return tuple(breath)  # 'Ivo, Pia e Ugo, tutti al gruppo 1'; but not 'con me Ivo e Pia, tutti e tre'
    if cast.guests or len(coming) <= 2:
        return (ALL,)
    if ref.n == 2 and any(t.fold in page.voc.words["we_here"] for t in page.tokens[ref.start : ref.end]):
        return _two_of_us(cast, ref, chains)
    if 1 < len(people) < len(coming) and (both or not any(r.kind == "me" for r in named)):
        return tuple(people) if both or ref.n in (None, len(people)) else (ALL,)
    if both:
        before = [r.person for r in cast.refs if r.start < ref.start and r.kind == "name" and r.person not in people]
        last = list(dict.fromkeys(reversed(before)))[:2]
        if len(last) == 2:
            return tuple(sorted(last))
    return (ALL,)


def _two_of_us(cast: Cast, ref: Ref, chains: Sequence[Chain]) -> tuple[int, ...]:
    """'noi due alla A, i bambini alla B': those of whom nothing else is told there; else the writer and the one told in
    a breath with him."""
    others = {p for c in chains for r in c.refs if r is not ref and r.kind != "us" for p in meant_by(cast, r)}
    rest = tuple(p for p in cast.attending if p not in others)
    return rest if 0 in rest and len(rest) == 2 else (UNKNOWN,)


def _some(page: Page, cast: Cast, ref: Ref) -> tuple[int, ...]:
    """'i primi tre', 'the last two': by the order in which they were named, in the last row that has so many."""
    for row in reversed(chains(page, [r for r in cast.refs if r.start < ref.start])):
        told = list(dict.fromkeys(r.person for r in row if r.kind in ("name", "me", "i") and r.person >= 0))
        if len(told) > max(1, ref.n or 1):
            return tuple(told[: ref.n or 1] if ref.kind == "first" else told[-(ref.n or 1) :])
    named = [p for p in dict.fromkeys(r.person for r in cast.refs if r.kind == "name" and r.start < ref.start) if p > 0]
    count = ref.n or 1
    return tuple(named[:count] if ref.kind == "first" else named[-count:]) or (UNKNOWN,)
