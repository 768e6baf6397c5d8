"""Sessions told by what our own mail below proposed: 'your suggestion for Friday', 'quello che mi proponete', 'the
second of those'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

POINTING = ("as_proposed", "told_by_us")
UNWANTED = ("negation", "exclude", "instead_of")
FIRST, LAST = 1, -1  # the ordinals of 'the earlier' and 'the later'
IN_TIME = (("earlier_of", FIRST), ("later_of", LAST))
AS_TOLD = (("first_named", FIRST), ("last_named", LAST))
FEW = 4  # sessions of which one is told by its rank alone
ROUND = 4  # tokens from the words to the round they are said of


def proposed(quoted: Page, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The sessions our mail names, without those that it says are full."""
    return tuple(m for m in mentions if not _full(quoted, m))


def add_proposed(page: Page, at: Index, found: Found, offer: Sequence[Mention]) -> Found:
    """With the sessions that are pointed at. `offer`: what our mail proposed, in its order."""
    if not offer:
        return found
    taken = found.tokens
    told = [m for m in (*_as_proposed(page, at, found, offer), *_of_those(page, offer)) if m.start not in taken]
    told = told or [*_one_alone(page, at, found, offer)]
    spans = {n for m in told for n in range(m.start, m.end)}
    kept = (m for m in found.mentions if spans.isdisjoint(range(m.start, m.end)))
    rounds = tuple(r for r in found.rounds if r.start not in spans)  # 'the second of those' ranks no round
    loose = tuple(n for n in found.loose_days if n not in spans)
    mentions = tuple(sorted((*kept, *told), key=lambda m: m.start))
    return replace(found, mentions=mentions, rounds=rounds, loose_days=loose)


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


def _one_alone(page: Page, at: Index, found: Found, offer: Sequence[Mention]) -> Iterator[Mention]:
    """'The second one please', 'meglio la prima', 'the later', 'quello di sabato': among few that were proposed, all of
    one round, where nothing else tells one of it."""
    every = tuple(dict.fromkeys(m.sessions[0] for m in offer))
    rounds = {at.round_of[session] for session in every}
    sure = (m for m in found.mentions if not m.weak and not _ranked_in_all(page, at, m, every))
    named = {at.round_of[session] for m in sure for session in m.sessions}
    if not 1 < len(every) <= FEW or len(rounds) > 1 or rounds & named:
        return
    told = sorted((*_by_rank(page, at, every), *_by_end(page, at, every), *_by_day(page, at, every)))[:1]
    for start, end, session in told:
        if not page.has_any(UNWANTED, page.clauses[page.clause_of(start)].start, start):
            yield Mention(start, end, (session,), "place")


def _ranked_in_all(page: Page, at: Index, mention: Mention, every: Sequence[str]) -> bool:
    """'the second one', taken for the second of all there are, which was not proposed."""
    words = [t.fold for t in page.tokens[mention.start : mention.end]]
    headed = any(is_head(page, at, word) and word not in page.voc.words["that_session"] for word in words)
    ranked = any(word in page.voc.ordinals for word in words)
    return ranked and not headed and not set(every).intersection(mention.sessions)


def _by_end(page: Page, at: Index, every: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """'the later one': by when they are; 'the latter': as they were told."""
    in_time = at.ordered(every)
    for row, ends in ((in_time, IN_TIME), (every, AS_TOLD)):
        yield from ((m.start, m.end, row[value - (value > 0)]) for cls, value in ends for m in page.marks.get(cls, ()))


def _by_day(page: Page, at: Index, every: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """'I'd rather the Sunday': the only one on that day."""
    for ref in page.days:
        day = resolve(ref, at.event)
        on = {s.session for s in at.slots if day is not None and s.day == day}.intersection(every)
        if len(on) == 1:
            yield ref.start, ref.end, next(iter(on))


def _by_rank(page: Page, at: Index, every: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """'the second one', 'la prima opzione': ranks that tell a thing."""
    words = page.voc.words
    things = words["rank_noun"] | words["that_session"] | words["proposal"]
    for n, token in enumerate(page.tokens[:-1]):
        value = page.voc.ordinals.get(token.fold, 0)
        if (
            not -len(every) <= value <= len(every)
            or not value
            or n in page.dated
            or (n and page.tokens[n - 1].fold not in words["place_lead"])
        ):
            continue
        after = page.tokens[n + 1]
        headed = after.fold in things or is_head(page, at, after.fold)
        if headed or after.kind is not Kind.WORD or after.fold in words["after_place"] | words["for"]:
            yield n, n + 1 + headed, every[value - (value > 0)]


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
    parted = ";:–—," if any(r.start < mention.start for r in room) else ";:–—"  # 'room at 14:00, the morning is full'
    marks = (n for n in range(mention.end, behind[0].start) if quoted.tokens[n].text in parted)
    return next(marks, None) is None
