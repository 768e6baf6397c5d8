"""Rounds said not to be attended: 'nothing on Friday', 'la sera la saltiamo', 'al pomeriggio lei non resta'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import chains
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL, meant_by

SAID = ("skips", "not_there")  # what is said of a round by a verb
SINGLE = ("name", "me", "i", "he", "relation")
PLAIN = ("code", "number")


@dataclass(frozen=True, slots=True)
class Declined:
    """A round that persons do not attend, ALL for everybody, told at a token."""

    round: str
    people: tuple[int, ...]
    place: int


def said_of_rounds(page: Page, found: Found) -> Iterator[RoundRef]:
    """The words for a round that it is said of, where no session is named beside it."""
    for ref in found.rounds:
        clause = page.clauses[page.clause_of(ref.start)]
        start, end = page.sentences[clause.sentence]
        if any(clause.start <= m.start < clause.end for m in found.mentions if m.how != "topic" and not m.weak):
            continue
        if clause.opener in page.voc.words["conditional"] or "?" in page.words(start, end):
            continue
        another = any(ref.end <= m.start < end for m in found.mentions)
        if page.has_any(SAID, clause.start, clause.end) or _nothing_beside(page, ref, start, end, another=another):
            yield ref


def declined(page: Page, cast: Cast, found: Found) -> Iterator[Declined]:
    """Every round that is spoken of so, and of whom it is said."""
    for ref in said_of_rounds(page, found):
        clause = page.clauses[page.clause_of(ref.start)]
        yield Declined(ref.round, _whose(page, cast, ref, clause.start, clause.end), ref.start)


def declined_by_all(page: Page, cast: Cast, found: Found) -> frozenset[str]:
    """The rounds nobody attends."""
    rounds: dict[str, set[int]] = {}
    for one in declined(page, cast, found):
        rounds.setdefault(one.round, set()).update(one.people)
    coming = set(cast.named_attending)
    return frozenset(r for r, people in rounds.items() if ALL in people or (coming and coming <= people))


def without_declined(page: Page, cast: Cast, found: Found, chosen: Chosen) -> None:
    """Give up what was only spoken of for a round that nobody attends: 'I lay bricks all day. … Nothing on Friday.'"""
    for round_ in declined_by_all(page, cast, found):
        said = [m for (_, told), mentions in chosen.said.items() if told == round_ for m in mentions]
        if any(m.how in PLAIN for m in said):
            continue
        for rounds in chosen.by.values():
            rounds.pop(round_, None)
        chosen.doubts = [d for d in chosen.doubts if d.round != round_]
        chosen.declined.add(round_)


def _nothing_beside(page: Page, ref: RoundRef, start: int, end: int, *, another: bool) -> bool:
    """'nothing on Friday', 'no afternoon', 'niente il pomeriggio'; 'Friday: none', 'il pomeriggio no'.

    `another`: whether a session is named behind it.
    """
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["of_round"] | words["round_lead"] | words["for"]
    small = (small | words["me"]) - words["no_round"]
    before, after = ref.start - 1, ref.end
    while before > start and page.tokens[before].fold in small:
        before -= 1
    while after < end and (page.tokens[after].text in ",:-–—" or page.tokens[after].fold in small):
        after += 1
    if before >= start and page.tokens[before].fold in words["leaves_round"]:
        return True
    if before >= start and page.tokens[before].fold in words["no_round"] and before == ref.start - 1:
        return _over(page, ref.end, end)
    if after >= end or not _over(page, after + 1, end):
        return False
    denied = page.tokens[after].fold in words["no_after"] and not another  # 'il secondo no, voglio il 6'
    return denied or page.tokens[after].fold in words["leaves_round"]


def _over(page: Page, n: int, end: int) -> bool:
    """Whether the thought ends there, or its reason follows."""
    return n >= end or page.tokens[n].kind is not Kind.WORD or page.tokens[n].fold in page.voc.words["clause_opener"]


def _whose(page: Page, cast: Cast, ref: RoundRef, start: int, end: int) -> tuple[int, ...]:
    """Who is told in the clause; else who was told last in the sentence; else everybody."""
    begin, _ = page.sentences[page.sentence_of(ref.start)]
    refs = [r for r in cast.refs if start <= r.start < end]
    if not refs:
        refs = [r for r in cast.refs if begin <= r.start < start]
    if not refs or any(r.kind not in SINGLE for r in refs):
        return (ALL,)
    row = chains(page, refs)[-1]
    if row[-1].end <= start and any(t.fold in page.voc.words["who"] for t in page.tokens[row[-1].end : start + 1]):
        row = row[-1:]  # 'io e Ugo, che la sera non c'è'
    return tuple(dict.fromkeys(p for r in row for p in meant_by(cast, r))) or (ALL,)
