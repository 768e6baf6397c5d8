"""Sessions told by what our own mail below proposed: 'your suggestion for Friday', 'quello che mi proponete', 'the
second of those'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

POINTING = ("as_proposed", "told_by_us")
UNWANTED = ("negation", "exclude", "instead_of")
FIRST, LAST = 1, -1  # the ordinals of 'the earlier' and 'the later'
ROUND = 4  # tokens from the words to the round they are said of


def proposed(quoted: Page, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The sessions our mail names, without those that it says are full."""
    return tuple(m for m in mentions if not _full(quoted, m))


def add_proposed(page: Page, at: Index, found: Found, offer: Sequence[Mention]) -> Found:
    """With the sessions that are pointed at. `offer`: what our mail proposed, in its order."""
    if not offer or not page.has_any((*POINTING, "of_those")):
        return found
    taken = found.tokens
    told = [m for m in (*_as_proposed(page, at, found, offer), *_of_those(page, offer)) if m.start not in taken]
    spans = {n for m in told for n in range(m.start, m.end)}
    rounds = tuple(r for r in found.rounds if r.start not in spans)  # 'the second of those' ranks no round
    return replace(found, mentions=tuple(sorted((*found.mentions, *told), key=lambda m: m.start)), rounds=rounds)


def _as_proposed(page: Page, at: Index, found: Found, offer: Sequence[Mention]) -> Iterator[Mention]:
    """'what you propose for the morning', 'both your suggestions': all, or what is proposed of the round beside."""
    last = 0
    for mark in sorted((m for cls in POINTING for m in page.marks.get(cls, ())), key=lambda m: (m.start, -m.end)):
        if page.has_any(UNWANTED, page.clauses[page.clause_of(mark.start)].start, mark.start):
            continue  # 'we'd skip your suggestions': which is wanted instead is told by itself
        start, end = page.sentences[page.sentence_of(mark.start)]
        named = [m for m in found.mentions if start <= m.start < end and not m.weak]
        beside = _round_beside(page, found.rounds, named, mark)
        others = set() if beside else {at.round_of[m.sessions[0]] for m in named}
        rounds = {beside} if beside else {r.id for r in at.rounds} - others
        sessions = [m.sessions[0] for m in offer if at.round_of[m.sessions[0]] in rounds]
        alone = len({at.round_of[s] for s in sessions}) == len(set(sessions))  # one of each round
        for session in dict.fromkeys(sessions) if alone and mark.start >= last else ():
            yield Mention(mark.start, mark.end, (session,), "place")
        last = max(last, mark.end)


def _round_beside(page: Page, rounds: Sequence[RoundRef], named: Sequence[Mention], mark: Mark) -> str | None:
    """The round the words are said of: behind them, or before them in their clause; that of another session is none."""
    start = page.clauses[page.clause_of(mark.start)].start
    _, end = page.sentences[page.sentence_of(mark.start)]
    behind = [r for r in rounds if mark.end <= r.start < min(end, mark.end + ROUND)]
    since = max([start, *(m.end for m in named if m.end <= mark.start)])  # 'al mattino D, poi quello che proponete'
    before = [r for r in rounds if since <= r.start < mark.start]
    return behind[0].round if behind else before[-1].round if before else None


def _of_those(page: Page, offer: Sequence[Mention]) -> Iterator[Mention]:
    """'the second of those', 'the earlier of the two', 'la prima delle due': by its place among what was proposed."""
    every = list(dict.fromkeys(m.sessions[0] for m in offer))
    for mark in page.marks.get("of_those", ()):
        start, value = _rank_before(page, mark.start)
        among = mark.numbers[0] if mark.numbers else len(every)
        if value and among == len(every) > 1 and -len(every) <= value <= len(every):
            yield Mention(start, mark.end, (every[value - (value > 0)],), "place")


def _rank_before(page: Page, end: int) -> tuple[int, int]:
    """Where the words of a rank begin that end there, and what they tell; 0 where none do."""
    for cls, value in (("earlier_of", FIRST), ("later_of", LAST)):
        mark = next((m for m in page.within(cls, max(0, end - 4), end) if m.end == end), None)
        if mark is not None:
            return mark.start, value
    return end - 1, page.voc.ordinals.get(page.tokens[end - 1].fold, 0) if end else 0


def _full(quoted: Page, mention: Mention) -> bool:
    """'le 21.00 sono al completo', 'A1 and A2 are full': said in its clause, or in the one it shares with the next."""
    clause = quoted.clauses[quoted.clause_of(mention.start)]
    start, end = quoted.sentences[clause.sentence]
    told = list(quoted.within("full", start, end))
    room = list(quoted.within("has_room", start, end))
    behind = [m for m in told if mention.end <= m.start and not any(mention.end <= r.start < m.start for r in room)]
    if not behind:
        return False
    marks = (n for n in range(mention.end, behind[0].start) if quoted.tokens[n].text in ";:–—")
    return next(marks, None) is None
