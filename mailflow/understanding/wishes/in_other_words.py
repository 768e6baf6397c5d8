"""Sessions told in other words than their titles', where one is expected: 'quello sui camion', 'lei il sociale'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.behind_cue import told_behind
from mailflow.understanding.sessions.by_topic import phrase_end, tells_of_else
from mailflow.understanding.sessions.cues import (
    Cue,
    behind_alternatives,
    behind_enrolled,
    behind_places,
    behind_sessions,
    beside_rounds,
)
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.row_items import row_items
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.person_rows import after_verb, behind_each, rows_of_persons

# Behind these a session is meant, of whatever round; and how many words may stand before the first that tells.
HEADS = {"topic_strict": 10, "topic_head": 3, "topic_named": 1}
ROWS = 2  # times a row is gone through
BEFORE = 3  # words that stand before a session's noun at most


def add_in_other_words(
    page: Page, at: Index, found: Found, missing: frozenset[str], skip: frozenset[int], refs: Sequence[Ref]
) -> Found:
    """The sessions told so: of any round where words head a session or persons stand in a row, else of `missing`
    ones, for which nothing was found. `skip`: tokens that are names."""
    left = frozenset(s for s, round_ in at.round_of.items() if round_ in missing)
    found = _behind(page, at, found, _heads(page, at, found, left), skip)
    if left:
        found = _behind(page, at, found, beside_rounds(page, at, found, refs, left), skip)
        found = _behind(page, at, found, behind_enrolled(page, found, refs, left), skip)
        found = _behind(page, at, found, behind_places(page, found, refs, left), skip)
        found = _behind(page, at, found, _turns(page, found, left), skip)
        told = {at.round_of[m.sessions[0]] for m in found.mentions}
        left = frozenset(s for s in left if at.round_of[s] not in told)
        found = _behind(page, at, found, behind_sessions(page, found, left), skip)
        for _ in range(ROWS):  # an item is told by the one before it
            told = {at.round_of[m.sessions[0]] for m in found.mentions}
            left = frozenset(s for s in left if at.round_of[s] not in told)
            found = _behind(page, at, found, row_items(page, found, refs, left), skip) if left else found
    if "alternative" in page.marks or "full" in page.marks or "fallback_first" in page.marks:
        found = _behind(page, at, found, behind_alternatives(page, at, found), skip)
    if len(refs) > 1 and left:
        found = _two_in_a_row(page, at, found, refs, left, skip)
    rows = rows_of_persons(page, at, found, refs, missing) if len(refs) > 1 and found.mentions else ()
    return _behind(page, at, found, rows, skip)


def _two_in_a_row(
    page: Page, at: Index, found: Found, refs: Sequence[Ref], left: frozenset[str], skip: frozenset[int]
) -> Found:
    """'she for taps and drains, I for lamps': where such words tell two sessions of one round of two persons."""
    cues = [Cue(after_verb(page, s, e), e, left, 0, alone=True) for s, e in behind_each(page, refs) if s < e]
    told = [told_behind(page, at, cue, skip) for cue in cues]
    beside: list[Cue] = []
    common, small = page.voc.common, page.voc.words["stop"] | page.voc.words["and"]
    for (one, cue), (other, after) in pairwise(zip(told, cues, strict=True)):
        if one is None or other is None or one.sessions == other.sessions:
            continue
        said = (t.fold for m in (one, other) for t in page.tokens[m.start : m.end])
        if any(word in common and word not in small for word in said):
            continue  # 'he drives me with the car and then he goes to work'
        if at.round_of[one.sessions[0]] == at.round_of[other.sessions[0]]:
            beside += (cue, after)
    return _behind(page, at, found, beside, skip)


def _heads(page: Page, at: Index, found: Found, left: frozenset[str]) -> list[Cue]:
    """'il gruppo sui …', 'dove si parla di …', 'al mattino …', 'first round: …'."""
    stops = _stops(found)
    cues: list[Cue] = []
    for within in (left, frozenset(at.round_of)):  # a round that is still open is meant rather than another
        cues += [Cue(m.end, phrase_end(page, m.end, stops), within, HEADS[m.cls]) for m in page.of(*HEADS)]
    if left:
        cues += [Cue(m.end, phrase_end(page, m.end, stops), left, 1) for m in page.of("topic_cue")]
    cues += _before_noun(page, at, left)
    for ref in found.rounds:
        clause = page.clauses[page.clause_of(ref.start)]
        rank = ref.end - ref.start == 1 and page.tokens[ref.start].fold in page.voc.ordinals
        told = rank or any(clause.start <= m.start < clause.end for m in found.mentions)
        open_ = left if told else frozenset(at.round_of)  # 'Friday community; my student only Friday, the container'
        within = frozenset(s for s in open_ if at.round_of[s] == ref.round)
        if within and not tells_of_else(page, ref):
            cues.append(Cue(ref.end, phrase_end(page, ref.end, stops), within, 0, alone=not within <= left))
    return cues


def _before_noun(page: Page, at: Index, left: frozenset[str]) -> Iterator[Cue]:
    """'the cooking workshop', 'the rescue one': what a session is about stands before its noun, of a round that is open
    rather than another."""
    words = page.voc.words
    idle = page.voc.function_words | words["stop"] | words["describing"] | words["preposition"]
    for n, token in enumerate(page.tokens):
        if token.kind is not Kind.WORD or not is_head(page, at, token.fold):
            continue
        before = range(n - 2, max(-1, n - 2 - BEFORE), -1)
        start = next((m for m in before if page.tokens[m].fold in words["article"]), None)
        if start is None or page.tokens[start + 1].fold in words["own"]:
            continue  # 'in our chat group'
        if left:
            yield Cue(start + 1, n, left, 0, alone=True, noun=True)
        phrase = page.tokens[start + 1 : n]
        if page.tokens[start].fold in words["place_lead"] and all(
            t.kind is Kind.WORD and t.fold not in idle for t in phrase
        ):  # 'is there a poster session?', 'the other one', 'l'apericena: solo laboratorio'
            yield Cue(start, n, frozenset(at.round_of), 0, alone=True)


def _turns(page: Page, found: Found, left: frozenset[str]) -> list[Cue]:
    """'prima …, poi …', 'B e poi …': one after the other; 'e poi torno a casa' tells of no session."""
    so = {m.start for m in page.of("concluding")}  # 'quindi' that draws a conclusion
    of = page.voc.words["of"] - page.voc.words["goes_to"]  # 'prima di pranzo', but 'after that at plumbing'
    stops = _stops(found)
    cues: list[Cue] = []
    for mark in page.of("then", "before"):
        start, end = page.sentences[page.sentence_of(mark.start)]
        before_what = any(t.fold in of for t in page.tokens[mark.end : mark.end + 1])
        other = page.has("then" if mark.cls == "before" else "before", start, end)
        if (other or any(start <= m.start < end for m in found.mentions)) and mark.start not in so and not before_what:
            cues.append(Cue(mark.end, phrase_end(page, mark.end, stops), left, 0))
    return cues


def _stops(found: Found) -> list[int]:
    return sorted({m.start for m in found.mentions} | {r.start for r in found.rounds})


def _behind(page: Page, at: Index, found: Found, cues: Iterable[Cue], skip: frozenset[int]) -> Found:
    """With the sessions that words behind the cues tell, where nothing is told yet."""
    starts = sorted({n for m in found.mentions for n in range(m.start, m.end)})  # 'la visita di mezzo' is told
    told: dict[int, Mention] = {}
    for cue in cues:
        place = bisect_left(starts, cue.start)
        free = place == len(starts) or starts[place] >= cue.end
        mention = told_behind(page, at, cue, skip) if free else None
        if mention is not None:
            told.setdefault(mention.start, mention)
    if not told:
        return found
    return replace(found, mentions=tuple(sorted((*found.mentions, *told.values()), key=lambda m: m.start)))
