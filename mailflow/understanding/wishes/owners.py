"""Whose wish a session is: the persons a sentence speaks of, each tied to the session before or after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.breaths import Chain, in_one_breath
from mailflow.understanding.wishes.first_mine import first_are_mine
from mailflow.understanding.wishes.goes_along import (
    join,
    says_no_more,
)
from mailflow.understanding.wishes.name_headings import name_headings, names_of_rows
from mailflow.understanding.wishes.sentence_owners import owners_in_sentence
from mailflow.understanding.wishes.session_rows import session_rows
from mailflow.understanding.wishes.stays_put import wants_nothing_else
from mailflow.understanding.wishes.tied import said_too
from mailflow.understanding.wishes.told import Told
from mailflow.understanding.wishes.whom import ALL, persons_of

LEAVES = 2  # tokens between somebody and the words that he goes
GONE = ("goes_away", "not_there", "absent_self", "busy_then")
ALONE = 8  # tokens of a sentence that says no more than 'Anche la dott.ssa Neri.'


def owners_of(
    page: Page,
    cast: Cast,
    mentions: Sequence[Mention],
    round_of: Mapping[str, str],
    persons: Sequence[Ref],
    changing: bool = False,
) -> list[tuple[int, ...]]:
    """The owners of each mention, in order: persons of the cast, (ALL,) for everybody. `changing`: of a booking.
    `round_of`: the round of each session. `persons`: the words for persons, as `persons_told` gives them."""
    refs = [
        r
        for r in persons
        if not (changing and (_there_already(page, r) or _given_way(page, cast, r) or _corrects(page, r)))
        and not (changing and wants_nothing_else(page, mentions, persons, r))
        and not _only_says(page, cast, mentions, r)
        and not _goes_home(page, mentions, r)
        and not _comes_along(page, mentions, r)
    ]
    found: list[tuple[int, ...]] = []
    goes_on = ("alternative", "fallback_first")
    told = Told(round_of)
    number = 0
    heading: tuple[int, ...] = ()
    headings = name_headings(page, cast, refs, mentions)
    rows = names_of_rows(page, cast, refs)
    for sentence, (start, end) in enumerate(page.sentences):
        heading = headings.get(sentence, heading)
        inside = []
        while number < len(mentions) and mentions[number].start < end:
            inside.append(mentions[number])
            number += 1
        if inside:
            chains = in_one_breath(page, [r for r in refs if start <= r.start < end], inside)
            stands_in = any(_heads(page, cls, start, end) for cls in goes_on) or _if_full(page, start, end)
            if found and stands_in and _of_one_round(mentions[len(found) - 1], inside, round_of):
                heading = heading or found[-1]  # '…; should that be full, the 10.00'
                chains = _without_i(chains, inside, found[-1])
            above = heading or rows.get(sentence, ())
            if not above and not chains and found and _goes_on_in_row(page, cast, refs, sentence):
                above = found[-1]
            owners = owners_in_sentence(page, cast, (start, end), inside, chains, told, above)
            mine = 0 if above else first_are_mine(page, cast, inside, chains, owners, round_of)
            found += [(0,)] * mine + owners[mine:]
        elif found and end - start <= ALONE and page.has_any(("too_before", "too_after"), start, end):
            since = page.sentences[page.sentence_of(mentions[number - 1].start)][0]
            last = sum(since <= m.start for m in mentions[:number])
            for chain in in_one_breath(page, [r for r in refs if start <= r.start < end]):
                if said_too(page, chain) and says_no_more(page, chain, start, end):  # 'I'm D1-A. Tom too.'
                    join(found, last, persons_of(page, cast, chain, [chain], ()))
    listed = session_rows(page, cast, refs, mentions)
    return [listed.get(n, owners) for n, owners in enumerate(found)]


def _goes_on_in_row(page: Page, cast: Cast, refs: Sequence[Ref], sentence: int) -> bool:
    """'Len Poole: A; C. Ada: B; D': what stands behind a semicolon in a row that a name and a colon open."""
    start, _ = page.sentences[sentence]
    if not start or page.tokens[start - 1].text != ";":
        return False
    first, end = page.sentences[sentence - 1]
    here = [r for r in refs if first <= r.start < end]
    names = bool(here) and all(r.kind == "name" for r in here) and len({r.person for r in here}) == 1
    closes = here[-1].end if names else first
    return names and here[0].start - first <= 1 and page.tokens[closes].text == ":"


def _of_one_round(before: Mention, inside: Sequence[Mention], round_of: Mapping[str, str]) -> bool:
    """Whether what is told next may stand in for what was told before; not 'Sera: quiz o giallo' for an afternoon."""
    rounds = {round_of.get(session) for session in before.sessions}
    return any(round_of.get(session) in rounds for mention in inside for session in mention.sessions)


def _without_i(chains: list[Chain], mentions: Sequence[Mention], before: tuple[int, ...]) -> list[Chain]:
    """'…, Ada and I. If I have to take the 11.30, I will': who books speaks for all whose session it stands in for."""
    shared = ALL in before or (0 in before and len(before) > 1)
    leads = [c for c in chains if c.start < mentions[-1].start]
    alone = all({r.kind for r in c.refs} == {"i"} for c in leads)
    return [c for c in chains if {r.kind for r in c.refs} != {"i"}] if shared and alone else chains


def _only_says(page: Page, cast: Cast, mentions: Sequence[Mention], ref: Ref) -> bool:
    """'mi ha detto la vostra collega al telefono': who does not come, in a remark that speaks of no session."""
    if ref.person < 0 or cast.persons[ref.person].comes:
        return False
    number = page.clause_of(ref.start)
    clause = page.clauses[number]
    goes_on = any(c.opener in page.voc.words["subordinate"] for c in page.clauses[number + 1 : number + 2])
    aside = cast.stances[number] is Stance.ASIDE and not goes_on  # 'il mio collega dice che la A è bella'
    return aside and not any(clause.start <= m.start < clause.end for m in mentions)


def _goes_home(page: Page, mentions: Sequence[Mention], ref: Ref) -> bool:
    """'al pomeriggio W1 per Ada e Lia, io devo rientrare': who leaves has no part in what was told before."""
    clause = page.clauses[page.clause_of(ref.start)]
    gone = any(m.start - ref.end <= LEAVES for cls in GONE for m in page.within(cls, ref.end, clause.end))
    end = page.sentences[clause.sentence][1]
    return gone and not any(clause.start <= m.start < end for m in mentions)


def _comes_along(page: Page, mentions: Sequence[Mention], ref: Ref) -> bool:
    """'ma Ada Po, che viene con me, preferisce il 2': with whom somebody comes, told by the way."""
    words, clause = page.voc.words, page.clauses[page.clause_of(ref.start)]
    by_the_way = page.tokens[clause.start].fold in words["who"] and ref.kind in ("me", "us")
    beside = ref.start > clause.start and page.tokens[ref.start - 1].fold in words["beside"]
    return by_the_way and beside and not any(clause.start <= m.start < clause.end for m in mentions)


def _there_already(page: Page, ref: Ref) -> bool:
    """'Luca viene con noi al gruppo 1', 'he'd join me in A', of a booking there is: nothing changes for us."""
    words = page.voc.words
    before = page.tokens[ref.start - 1].fold if ref.start else ""
    return ref.kind in ("me", "us") and before in words["beside"] | words["keeps_company"]


def _corrects(page: Page, ref: Ref) -> bool:
    """'and I meant T2, not T3': of all that was booked."""
    after = page.tokens[ref.end : ref.end + 1]
    return ref.kind in ("i", "me") and any(t.fold in page.voc.words["meant"] for t in after)


def _given_way(page: Page, cast: Cast, ref: Ref) -> bool:
    """'al posto di Luca viene Ada': who leaves his place wants nothing."""
    if ref.kind == "name" and cast.persons[ref.person].gives_way:
        return True
    near = page.within("swap", max(0, ref.start - 5), ref.start) if ref.kind == "name" else []
    return any(ref.start - m.end <= 1 and page.tokens[m.end - 1].fold in page.voc.words["of"] for m in near)


def _heads(page: Page, cls: str, start: int, end: int) -> bool:
    """Whether such words open the sentence."""
    return any(m.start - start < 4 for m in page.within(cls, start, end))


def _if_full(page: Page, start: int, end: int) -> bool:
    """'…; if W1 should be booked out, W3'."""
    return page.tokens[start].fold in page.voc.words["conditional"] and page.has("full", start, end)
