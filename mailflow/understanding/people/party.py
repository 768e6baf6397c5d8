"""Persons told one after the other: 'io, mia moglie e due amici', 'siamo due adulti e un bambino'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import Words


@dataclass(frozen=True, slots=True)
class Ref:
    """Words at [start, end) that mean persons: `kind` name, me, us, others, he, she, they, relation, these.

    `n`: how many. `persons`: whom words for several mean ('i Bianchi', 'the students').
    """

    start: int
    end: int
    kind: str
    person: int = -1  # index into the persons, -1 where none is meant alone
    n: int | None = 1
    persons: tuple[int, ...] = ()


ROW = 30  # persons in a row that are looked back at
PERSONS = ("name", "relation", "me", "us", "i", "he")


def chains(page: Page, refs: Sequence[Ref]) -> Sequence[Sequence[Ref]]:
    """Words for persons with no more than a comma, a joining word or an age between them.

    Many steps ask for those of the same words: they are kept by the words' identities, with the words, which keeps
    these theirs.
    """
    known, told = page.worked_out, ("chains", *map(id, refs))
    if told not in known:
        known[told] = _chains(page, refs), tuple(refs)
    rows: Sequence[Sequence[Ref]] = known[told][0]
    return rows


def _chains(page: Page, refs: Sequence[Ref]) -> list[list[Ref]]:
    found: list[list[Ref]] = []
    joints = page.voc.words["and"] | page.voc.words["with"]
    for ref in refs:
        if ref.kind not in PERSONS:
            continue
        last = found[-1][-1] if found else None
        beside = ("relation", "me", "i")
        named = last is not None and last.kind in beside and ref.kind == "name" and last.end == ref.start
        mine = last is not None and last.kind in ("me", "i") and ref.kind == "relation" and last.end == ref.start
        mine = mine and page.tokens[ref.start].kind is Kind.WORD  # and no 'io + 1'
        named = named or mine  # 'siamo in tre io mio fratello e la bea'
        anew = ref.kind in ("me", "i") and any(r.kind in ("me", "i") for r in (found[-1] if found else ()))
        if last is not None and not anew and (named or _joined(page, last.end, ref.start, joints)):
            found[-1].append(ref)
        else:
            found.append([ref])
    return found


def row_to(page: Page, refs: Sequence[Ref], ref: Ref) -> Sequence[Ref]:
    """The words of one chain up to a person's, as far back as anybody reads."""
    place = _place(refs, ref)
    near = chains(page, refs[max(0, place - ROW) : place + 1])
    return next((chain for chain in near if ref in chain), [ref])


def row_around(page: Page, refs: Sequence[Ref], ref: Ref) -> Sequence[Ref]:
    """The words of one chain that a person's stand in, as far as anybody reads."""
    place = _place(refs, ref)
    near = chains(page, refs[max(0, place - ROW) : place + ROW])
    return next((chain for chain in near if ref in chain), [ref])


def _place(refs: Sequence[Ref], ref: Ref) -> int:
    """Where it stands among those in order of the text: a mail may name thousands."""
    place = bisect_left(refs, ref.start, key=attrgetter("start"))
    return place if place < len(refs) and refs[place] == ref else refs.index(ref)


def _joined(page: Page, end: int, start: int, joints: Words) -> bool:
    if start <= end or (start - end > 3 and "age" not in page.marks):
        return False
    ages = {n for m in page.within("age", end, start) for n in range(m.start, m.end)}
    if not 0 < start - end - len(ages) <= 3:
        return False
    links = [page.tokens[n] for n in range(end, start) if n not in ages]
    if page.sentence_of(end - 1) != page.sentence_of(start):
        return False  # '… and two children (7 and 10). Ada Neri'
    if not any(t.text in ",:(" or t.fold in joints for t in links):
        return False
    small = joints | page.voc.words["determiner"] | page.voc.words["title"]
    return all(t.text in ",:()." or t.fold in small for t in links)


def after_with(page: Page, ref: Ref) -> bool:
    """Whether 'con', 'insieme a' or 'with' stands right before."""
    return any(t.fold in page.voc.words["beside"] for t in page.tokens[max(0, ref.start - 2) : ref.start])
