"""Sizes told as a sum: 'noi due più nostra figlia', 'undici ragazzi, due mamme e io', a family beside ours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.seats.size import Stated
from mailflow.understanding.text.page import Page


def and_me(page: Page, cast: Cast, said: Stated) -> Stated:
    """'they are only four, plus me'."""
    plus = page.voc.words["plus"]
    ahead = next((r for r in cast.refs if r.kind in ("me", "i") and 0 < r.start - said.end <= 2), None)
    if ahead is not None and any(t.fold in plus or t.text in plus for t in page.tokens[said.end : ahead.start]):
        return Stated(said.value + 1, said.start, ahead.end)
    return said


def summed_up(page: Page, cast: Cast) -> list[Stated]:
    """'dunque undici ragazzi, due mamme e io': the party told once more in whole."""
    if not page.marks.get("concluding"):
        return []
    for chain in reversed(chains(page, cast.refs)):
        first = chain[0].start
        concluded = any(m.end == first for m in page.within("concluding", max(0, first - 4), first))
        if concluded and len(chain) >= 2 and all(r.n for r in chain) and any((r.n or 0) > 1 for r in chain):
            ours = any(r.kind == "us" or page.at("me_included", r.start) for r in chain)  # 'so eight of us with me'
            counted = sum(r.n or 0 for r in each_once(page, chain) if not (ours and r.kind in ("me", "i")))
            return [Stated(counted, first, chain[-1].end)]
    return []


def each_once(page: Page, chain: Sequence[Ref]) -> list[Ref]:
    """The words of a row without those for somebody told in it before: 'me and my twins, Jabari and Neema', 'mia figlia
    Gaia', 'Gran (Rosa Neri)'."""
    kept: list[Ref] = []
    for number, ref in enumerate(chain):
        if ref.person > 0 and any(r.person == ref.person for r in kept):
            continue
        if kept and ref.kind == "name" and ref.start == kept[-1].end + 1 and page.tokens[ref.start - 1].text == "(":
            continue
        group = next((r for r in reversed(chain[:number]) if r.kind == "relation"), None)
        if group is not None and (group.n or 0) > 1 and ref.kind == "name":
            names = list(takewhile(lambda r: r.kind == "name", chain[chain.index(group) + 1 :]))
            if len(names) == group.n and ref in names:
                continue
        kept.append(ref)
    return kept


def we_and_more(page: Page, cast: Cast) -> list[Stated]:
    """'noi due più nostra figlia', 'the two of us and the baby': a number of us, and who is added."""
    joints = page.voc.words["and"] | page.voc.words["with"]
    small = joints | page.voc.words["determiner"] | page.voc.words["adjective"]
    for number, ref in enumerate(cast.refs):
        if ref.kind != "us" or not ref.n:
            continue
        last, more = ref.end, 0
        for other in cast.refs[number + 1 :]:
            between = page.tokens[last : other.start]
            if other.kind == "relation" and other.n == ref.n and not between and not more:
                last = other.end  # 'noi due genitori'
                continue
            if (
                other.kind not in ("relation", "name", "he")
                or len(between) > (3 if all(t.fold in small for t in between) else 2)  # 'e il piccolo Tommaso'
                or not any(t.fold in joints for t in between)
            ):
                break
            more += other.n or 0
            last = other.end
        before = _before_us(page, cast, ref)
        if more or before:
            return [Stated(ref.n + more + sum(r.n or 0 for r in before), (before or [ref])[0].start, last)]
    return []


def without_our_part(page: Page, cast: Cast, body: list[Stated]) -> tuple[list[Stated], Ref | None]:
    """The numbers but for ours in 'noi due e i vicini', which counts a part of the party, and the group beside us."""
    joints = page.voc.words["and"] | page.voc.words["with"]
    for ours, group in pairwise(cast.refs):
        some = ours.kind == "us" and ours.n and group.kind == "relation" and group.n is None and group.person < 0
        between = page.tokens[ours.end : group.start]
        if some and 0 < len(between) <= 2 and any(t.fold in joints for t in between):
            whole = [s for s in body if s.value != ours.n or s.end <= ours.start or ours.end <= s.start]
            return whole, group
    return body, None


def _before_us(page: Page, cast: Cast, ours: Ref) -> list[Ref]:
    """'mamma, papà e noi due': who stands in a row before the number of us."""
    chain = next((c for c in chains(page, cast.refs) if ours in c), [])
    before = [r for r in chain if r.end <= ours.start]
    joints = page.voc.words["and"] | page.voc.words["with"]
    added = before and any(t.fold in joints for t in page.tokens[before[-1].end : ours.start])
    if not added:
        return []  # 'con mia moglie, tutti e due al gruppo 3' counts them once
    return before if all(r.kind in ("relation", "name") and r.person != 0 and r.n for r in before) else []


def with_families(page: Page, cast: Cast, body: list[Stated]) -> list[Stated]:
    """'noi siamo in tre e i vicini, i Salvi, in due': our number, and theirs."""
    joints = page.voc.words["and"] | page.voc.words["with"]
    for said in body:
        _, end = page.sentences[page.sentence_of(said.start)]
        more = [f for f in cast.families if f.n and said.end <= f.start < end]
        joined = more and any(t.fold in joints for t in page.tokens[said.end : more[0].start])
        if joined and page.has("we_are", max(0, said.start - 2), said.end):
            return [Stated(said.value + sum(f.n or 0 for f in more), said.start, more[-1].end)]
    return body
