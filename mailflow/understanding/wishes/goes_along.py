"""Who has a session that is another's too: 'so would Tom', '…, e anche Luca', 'the 14:30, with my brother'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.breaths import Chain
from mailflow.understanding.wishes.tied import is_said_for, said_too
from mailflow.understanding.wishes.told import Told
from mailflow.understanding.wishes.whom import ALL, UNKNOWN, meant_by

PARTS_OF_DAY = ("morning", "afternoon", "evening")
ALONG = 4  # tokens between a session and who goes along: 'with my brother'


def adds_himself(page: Page, cast: Cast, chain: Chain, mentions: Sequence[Mention], chains: Sequence[Chain]) -> bool:
    """'…, e anche Luca', 'W2 with Tom': of what is told before; but not 'anche Luca al 2', 'also Tom: T3'."""
    met = [m for m in mentions if m.end <= chain.start]
    if not met or not any(c.start < chain.start and not c.beside for c in chains):
        return False
    following = next((m for m in mentions if m.start >= chain.end), None)
    led = [c for c in chains if following is not None and c.start < following.start][-1:]
    between, words = page.tokens[met[-1].end : chain.start], page.voc.words
    later = (words["and"] | words["then_word"]) - words["beside"]  # 'al 1, e poi con me'
    parted = any(met[-1].end <= c.start < chain.start and not is_said_for(page, c) for c in chains)  # 'W2, I with Tom'
    if chain.beside and len(between) <= ALONG and not parted and not any(t.fold in later for t in between):
        return following is None or led[0] is not chain or has_own(page, following, chains)
    if not said_too(page, chain):
        return False
    people = {p for r in chain.refs for p in meant_by(cast, r)}
    own = following is not None and following.start < page.clauses[page.clause_of(chain.end - 1)].end
    if not own and following is not None and unless_full(page, chain.end, following):
        return True
    return not own and people.isdisjoint(p for c in led for r in c.refs for p in meant_by(cast, r))


def unless_full(page: Page, start: int, mention: Mention) -> bool:
    """'io pure, ma se è pieno il 6', 'me too, or if that is full C': what follows is his second best alone."""
    return page.has("alternative", start, mention.start) or page.has("full", start, mention.start)


def has_own(page: Page, mention: Mention, chains: Sequence[Chain]) -> bool:
    """'…, W2 with Ruth', '…, then W2 for both': behind the session it is said whose it is."""
    return any(0 <= c.start - mention.end <= ALONG and (c.beside or is_said_for(page, c)) for c in chains)


def told_together(page: Page, mentions: Sequence[Mention], told: Told, people: Sequence[int]) -> int:
    """How many of the last sessions are joined by 'and' or 'or': 'T3 and W2, with him', not 'T3, later W2 with him'.

    One alone where he has had his own named before: 'il 3 per lei; per me il 2 o, se non c'è, il 3 con lei'.
    """
    if set(people) & set(told.by_round.get(told.round_of[mentions[-1].sessions[0]], ())):
        return 1
    words, count = page.voc.words, 1
    for one, two in zip(mentions[-2::-1], mentions[:0:-1], strict=False):
        between = [t.fold for t in page.tokens[one.end : two.start]]
        if not any(t in words["and"] | words["or"] for t in between) or any(t in words["then_word"] for t in between):
            break
        count += 1
    return count


def join(found: list[tuple[int, ...]], last: int, people: Sequence[int]) -> tuple[int, ...]:
    """Add persons to the owners of what was told last of somebody, at most `last` sessions; the owners it has then."""
    before = found[-1]
    joined = before if ALL in before else tuple(sorted({*before, *people} - {UNKNOWN}))
    for n in range(len(found) - 1, len(found) - 1 - last, -1):
        if found[n] != before:
            break
        found[n] = joined
    return joined


def says_no_more(page: Page, chain: Chain, start: int, end: int) -> bool:
    """'Anche per la dott.ssa Neri.': not 'Pia è celiaca, anche Luca'."""
    words = page.voc.words
    small = words["determiner"] | words["title"] | words["for"] | words["does_too"] | words["and"] | words["level_too"]
    told = {
        n for cls in ("too_before", "too_after") for m in page.within(cls, start, end) for n in range(m.start, m.end)
    }
    rest = (n for n in (*range(start, chain.start), *range(chain.end, end)) if n not in told)
    return all(page.tokens[n].kind is not Kind.WORD or page.tokens[n].fold in small for n in rest)


def for_a_round(page: Page, chain: Chain, mention: Mention) -> bool:
    """'nel primo turno con me, nel secondo …', 'with him on Friday, and …': who is gone along with in that round."""
    clause = page.clauses[page.clause_of(chain.start)]
    heads = page.voc.words["round_head"]
    told = any(t.fold in heads for t in page.tokens[clause.start : chain.start])
    if told and any(t.text == "," for t in page.tokens[chain.end : chain.end + 1]):
        return True
    behind = any(t.fold in heads for t in page.tokens[chain.end : clause.end])
    behind = behind or page.has_any(PARTS_OF_DAY, chain.end, clause.end)
    behind = behind or any(chain.end <= day.start < clause.end for day in page.days)
    return behind and mention.start >= clause.end


def with_the_writer(page: Page, cast: Cast, start: int, end: int, along: Sequence[int]) -> tuple[int, ...]:
    """'Con Luca seguiremo la A': the writer and who goes along, or everybody, where these are all."""
    people = {0, *along}
    coming = cast.attending
    if people >= set(coming) or not page.has("self", start, end) or 0 not in coming:
        return (ALL,)
    return tuple(sorted(people))
