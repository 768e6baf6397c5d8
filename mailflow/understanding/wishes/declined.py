"""Rounds said not to be attended: 'nothing on Friday', 'al pomeriggio lei non resta', 'la sera quiz, lei non può'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailflow.understanding.people.cannot import of_something_else
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import chains
from mailflow.understanding.sessions.bounds import Side, side_told
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL, meant_by

SAID = ("skips", "not_there")  # what is said of a round by a verb
AWAY = ("not_there", "absent")  # ... and of one person, of the round told before
GOES = ("goes_then",)  # ... that he does on a day or behind a round that he does attend
SINGLE = ("name", "me", "i", "he", "relation")
PLAIN = ("code", "number")
NEAR = 6  # tokens from a session to the words that one is away


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
        leaves = not page.dated.isdisjoint(range(ref.start, ref.end)) and page.has_any(GOES, clause.start, clause.end)
        if leaves or side_told(page, ref.start) is not Side.WITHIN:
            continue  # 'torna a casa giovedì sera', 'va via dopo il primo turno'
        another = any(ref.end <= m.start < end for m in found.mentions)
        said = page.has_any(SAID, clause.start, clause.end) or _one_is_away(page, clause, start)
        if said or _nothing_beside(page, ref, start, end, another=another):
            yield ref


def said_of_one(page: Page, found: Found, round_of: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """Rounds of which it is said behind their session that one is away, who was told before: each with the place behind
    the session, and that of the words."""
    for mark in page.of(*AWAY) if len(found.mentions) > 1 else ():
        if (told := _told_before(page, found, round_of, mark)) is not None:
            yield round_of[told.sessions[0]], told.end, mark.start


def declined(page: Page, cast: Cast, found: Found, round_of: Mapping[str, str]) -> Iterator[Declined]:
    """Every round that is spoken of so, and of whom it is said. `round_of`: the round of each session."""
    for ref in said_of_rounds(page, found):
        clause = page.clauses[page.clause_of(ref.start)]
        yield Declined(ref.round, _whose(page, cast, ref, clause.start, clause.end), ref.start)
    for round_, start, end in said_of_one(page, found, round_of):
        one = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "he")][-1:]
        for person in (p for r in one for p in meant_by(cast, r) if p >= 0):
            yield Declined(round_, (person,), start)


def declined_by_all(page: Page, cast: Cast, found: Found, round_of: Mapping[str, str]) -> frozenset[str]:
    """The rounds nobody attends."""
    rounds: dict[str, set[int]] = {}
    for one in declined(page, cast, found, round_of):
        rounds.setdefault(one.round, set()).update(one.people)
    coming = set(cast.named_attending)
    return frozenset(r for r, people in rounds.items() if ALL in people or (coming and coming <= people))


def without_declined(page: Page, cast: Cast, found: Found, round_of: Mapping[str, str], chosen: Chosen) -> None:
    """Give up what was only spoken of for a round that nobody attends: 'I lay bricks all day. … Nothing on Friday.'"""
    for round_ in declined_by_all(page, cast, found, round_of):
        said = [m for (_, told), mentions in chosen.said.items() if told == round_ for m in mentions]
        if any(m.how in PLAIN for m in said):
            continue
        for rounds in chosen.by.values():
            rounds.pop(round_, None)
        chosen.doubts = [d for d in chosen.doubts if d.round != round_]
        chosen.declined.add(round_)


def _told_before(page: Page, found: Found, round_of: Mapping[str, str], away: Mark) -> Mention | None:
    """'Io e Ugo L2; la domenica alle 9, lui però non può', '… In the afternoon scams, but Joe can't': the session
    before the words that one is away, who was told before, beside a session of another round."""
    start, end = page.sentences[page.sentence_of(away.start)]
    before = [m for m in found.mentions if m.end <= away.start]
    last = before[-1] if before and before[-1].start >= start else None
    if last is None or away.start - last.end > NEAR or "?" in page.words(start, end):
        return None
    others = [m for m in before if round_of[m.sessions[0]] != round_of[last.sessions[0]]]
    behind = (*(m.start for m in found.mentions), *(r.start for r in found.rounds))
    goes_on = any(away.start < n < end for n in behind) or of_something_else(page, away, end)
    if goes_on or not others or page.clauses[page.clause_of(away.start)].opener in page.voc.words["conditional"]:
        return None
    if not any(t.kind is not Kind.WORD for t in page.tokens[others[-1].end : last.start]):
        return None  # 'A e B, ma lui non può'
    joints = page.voc.words["contrast"] | {",", ";", ":", "("}
    parted = [n for n in range(last.end, away.start) if page.tokens[n].fold in joints]
    marks = [n for n in parted if page.tokens[n].kind is not Kind.WORD]
    subject = range((marks or parted or [away.start])[-1], away.start)  # behind the last mark, or the 'but'
    return last if any(_is_met(page, n, start) for n in subject) else None


def _one_is_away(page: Page, clause: Clause, start: int) -> bool:
    """'… A e B, lei il pomeriggio non viene'."""
    away = next(page.within("absent", clause.start, clause.end), None)
    if away is None or of_something_else(page, away, clause.end):
        return False
    return any(_is_met(page, n, start) for n in range(clause.start, away.start))


def _is_met(page: Page, n: int, start: int) -> bool:
    """Whether the word means one who was told before the sentence: 'he', 'lei', a name."""
    token, words = page.tokens[n], page.voc.words
    word = token.fold.strip("'")
    if word in words["pronoun_he"] | words["pronoun_she"]:
        return True
    return token.capital and token.kind is Kind.WORD and any(t.fold.strip("'") == word for t in page.tokens[:start])


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
