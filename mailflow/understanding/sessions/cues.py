"""Where words for a session are expected, besides those that head one: before and behind a round, behind who is
enrolled, behind a session named already, and behind 'if that is full'."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.by_topic import phrase_end, tells_of_else
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

LONG = 4  # words of a noun before a round
NEAR = 30  # tokens from a session to the words of the one that may stand in for it
PERSONS = ("name", "me", "i", "he", "she", "they", "us", "relation", "relations")


@dataclass(frozen=True, slots=True)
class Cue:
    """Where words for a session are expected: at tokens [start, end), among `within`. `unknown`: how many words that
    tell nothing may stand before them; with none, they stand right there. `alone`: nothing more follows, but of a
    `noun` its rest: 'the Gregorian chant'."""

    start: int
    end: int
    within: frozenset[str]
    unknown: int
    alone: bool = False
    noun: bool = False


def beside_rounds(page: Page, at: Index, found: Found, refs: Sequence[Ref], left: frozenset[str]) -> Iterator[Cue]:
    """'the paper planes in the afternoon', 'mattina tutti forni', 'in the morning he would love the theatre'."""
    stops = sorted({m.start for m in found.mentions} | {r.start for r in found.rounds})
    persons = {r.start: r.end for r in refs if r.kind in PERSONS}
    for ref in found.rounds:
        within = frozenset(s for s in left if at.round_of[s] == ref.round)
        start, end = _noun_before(page, ref.start) if within else (0, 0)
        if start < end:
            yield Cue(start, end, within, 0, alone=True, noun=True)
        behind = behind_persons(page, ref.end, persons) if within and not tells_of_else(page, ref) else ref.end
        if behind > ref.end:
            yield Cue(behind, phrase_end(page, behind, stops), within, 0)


def _noun_before(page: Page, end: int) -> tuple[int, int]:
    """The noun that stands right before a round, behind its article, a mark or an 'and': 'the bicycle [evening] on'."""
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["round_lead"] | words["of"]
    idle = small | words["session_head"] | words["round_head"] | words["part_of_day"]
    joints = words["and"] | words["or"] | words["verb"] | words["auxiliary"]
    if end > 0 and page.tokens[end - 1].text == "(":
        end -= 1  # 'the bone room (morning)'
    while end > 0 and page.tokens[end - 1].fold in idle:
        end -= 1
    start = end
    while start > max(0, end - LONG) and page.tokens[start - 1].kind is Kind.WORD:
        if page.tokens[start - 1].fold in small | joints:
            break
        start -= 1
    before = page.tokens[start - 1] if start else None
    led = before is not None and before.fold in small
    opens = before is None or before.kind is not Kind.WORD or before.fold in words["and"]
    return (start - led, end) if led or opens else (end, end)


def behind_persons(page: Page, start: int, persons: dict[int, int]) -> int:
    """Behind those whom a wish is told of, and behind the verb of wishing or going."""
    words, begin = page.voc.words, start
    while start < len(page.tokens):
        wished = page.at("wished", start)
        if wished is not None:
            start = wished.end
        elif start in persons:
            start = persons[start]
        elif start > begin and page.tokens[start].fold in words["goes_verb"]:
            start += 1
        else:
            return start
    return start


def behind_enrolled(page: Page, found: Found, refs: Sequence[Ref], left: frozenset[str]) -> Iterator[Cue]:
    """'iscrivere mia figlia Bianca al pianoforte', 'put Anya down for the cello'."""
    words = page.voc.words
    leads = words["goes_to"] | words["for"]
    stops = sorted({m.start for m in found.mentions} | {r.start for r in found.rounds})
    ends = {r.end for r in refs if r.kind in ("name", "relation")}
    for start in sorted(ends):
        clause = page.clauses[page.clause_of(start - 1)]
        asked = page.has_any(("enrolling", "book", "request"), clause.start, start)
        if asked and start < len(page.tokens) and page.tokens[start].fold in leads:
            yield Cue(start, phrase_end(page, start, stops), left, 0, alone=True)


def behind_places(page: Page, found: Found, refs: Sequence[Ref], left: frozenset[str]) -> Iterator[Cue]:
    """'a place at research and innovation', 'due posti per il riscaldamento', no person's."""
    leads = page.voc.words["goes_to"] | page.voc.words["for"] | page.voc.words["preposition"]
    small = page.voc.words["article"]
    stops = sorted({m.start for m in found.mentions} | {r.start for r in found.rounds})
    persons = {r.start for r in refs}
    for start in sorted({m.end for m in page.of("one_place", "places")}):
        begin = start + (start < len(page.tokens) and page.tokens[start].fold in leads)
        whom = begin + (begin < len(page.tokens) and page.tokens[begin].fold in small)
        if begin > start and persons.isdisjoint((start, begin, whom)):
            yield Cue(start, phrase_end(page, start, stops), left, 0, alone=True)


def behind_sessions(page: Page, found: Found, left: frozenset[str]) -> Iterator[Cue]:
    """'me the kilns and the trucks': joined to a session that is named, of a round that is open."""
    words = page.voc.words
    stops = sorted({m.start for m in found.mentions} | {r.start for r in found.rounds})
    for mention in found.mentions:
        behind = page.tokens[mention.end : mention.end + 2]
        if len(behind) == 2 and behind[0].fold in words["and"] and behind[1].fold in words["article"]:
            yield Cue(mention.end + 1, phrase_end(page, mention.end + 1, stops), left, 0, alone=True)


def behind_alternatives(page: Page, at: Index, found: Found) -> Iterator[Cue]:
    """'LCA, se è pieno l'idrogeno', 'the kilns; if they are full, hydrogen': another of the round named before."""
    plain_or: Collection[str] = page.voc.words["or"]
    stops = sorted({m.start for m in found.mentions} | {r.start for r in found.rounds})
    for mark in page.of("alternative", "fallback_first", "full"):
        clause = page.clauses[page.clause_of(mark.start)]
        opened = mark.cls != "full" or page.tokens[clause.start].fold in page.voc.words["conditional"]
        before = [m for m in found.mentions if mark.end - NEAR <= m.start < mark.start and len(m.sessions) == 1]
        if not before or not opened or all(t.fold in plain_or for t in page.tokens[mark.start : mark.end]):
            continue
        start = mark.end + any(t.text == "," for t in page.tokens[mark.end : mark.end + 1])
        within = (s.id for s in at.event.round(at.round_of[before[-1].sessions[0]]).sessions)
        others = frozenset(within) - set(before[-1].sessions)
        yield Cue(start, phrase_end(page, start, stops), others, 0, alone=True)
