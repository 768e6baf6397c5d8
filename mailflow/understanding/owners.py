"""Whose wish a session is: the persons a sentence speaks of, each tied to the session before or after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mailflow.understanding.breaths import Chain, assigned, in_one_breath, is_said_for, places_one_each, said_too
from mailflow.understanding.cast import Cast
from mailflow.understanding.name_headings import name_headings, names_of_rows
from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref
from mailflow.understanding.persons_told import persons_told
from mailflow.understanding.session_rows import session_rows
from mailflow.understanding.sessions import Mention
from mailflow.understanding.stances import Stance
from mailflow.understanding.tokens import Kind
from mailflow.understanding.told import Told
from mailflow.understanding.whom import ALL, UNKNOWN, meant_by, persons_of

COLONS = frozenset(":=→")
ROW = 3  # tokens of a row before its name: a dash, a number
BESIDE = 5  # tokens between persons and who goes along with them
ALONG = 4  # tokens between a session and who goes along: 'with my brother'
ALONE = 8  # tokens of a sentence that says no more than 'Anche la dott.ssa Neri.'


def owners_of(
    page: Page, cast: Cast, mentions: Sequence[Mention], round_of: Mapping[str, str], changing: bool = False
) -> list[tuple[int, ...]]:
    """The owners of each mention, in order: persons of the cast, (ALL,) for everybody. `changing`: of a booking.
    `round_of`: the round of each session."""
    refs = [
        r
        for r in persons_told(page, cast, mentions)
        if not (changing and (_there_already(page, r) or _given_way(page, r) or _corrects(page, r)))
        and not _only_says(page, cast, mentions, r)
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
            if found and (any(_heads(page, cls, start, end) for cls in goes_on) or _if_full(page, start, end)):
                heading = heading or found[-1]  # '…; should that be full, the 10.00'
                chains = _without_i(chains, inside, found[-1])
            found += _in_sentence(page, cast, start, end, inside, chains, told, heading or rows.get(sentence, ()))
        elif found and end - start <= ALONE and page.has_any(("too_before", "too_after"), start, end):
            since = page.sentences[page.sentence_of(mentions[number - 1].start)][0]
            last = sum(since <= m.start for m in mentions[:number])
            for chain in in_one_breath(page, [r for r in refs if start <= r.start < end]):
                if said_too(page, chain) and _says_no_more(page, chain, start, end):  # 'I'm D1-A. Tom too.'
                    _join(found, last, persons_of(page, cast, chain, [chain], ()))
    listed = session_rows(page, cast, refs, mentions)
    return [listed.get(n, owners) for n, owners in enumerate(found)]


def _says_no_more(page: Page, chain: Chain, start: int, end: int) -> bool:
    """'Anche per la dott.ssa Neri.': not 'Pia è celiaca, anche Luca'."""
    words = page.voc.words
    small = words["determiner"] | words["title"] | words["for"] | words["does_too"] | words["and"] | words["level_too"]
    told = {
        n for cls in ("too_before", "too_after") for m in page.within(cls, start, end) for n in range(m.start, m.end)
    }
    rest = (n for n in (*range(start, chain.start), *range(chain.end, end)) if n not in told)
    return all(page.tokens[n].kind is not Kind.WORD or page.tokens[n].fold in small for n in rest)


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


def _there_already(page: Page, ref: Ref) -> bool:
    """'Luca viene con noi al gruppo 1', said of a booking there is: 'we' are there, and nothing changes for us."""
    return ref.kind in ("me", "us") and page.tokens[ref.start - 1].fold in page.voc.words["beside"] and ref.start > 0


def _corrects(page: Page, ref: Ref) -> bool:
    """'and I meant T2, not T3': of all that was booked."""
    after = page.tokens[ref.end : ref.end + 1]
    return ref.kind in ("i", "me") and any(t.fold in page.voc.words["meant"] for t in after)


def _given_way(page: Page, ref: Ref) -> bool:
    """'al posto di Luca viene Ada': who leaves his place wants nothing."""
    near = page.within("swap", max(0, ref.start - 5), ref.start) if ref.kind == "name" else []
    return any(ref.start - m.end <= 1 and page.tokens[m.end - 1].fold in page.voc.words["of"] for m in near)


def _heads(page: Page, cls: str, start: int, end: int) -> bool:
    """Whether such words open the sentence."""
    return any(m.start - start < 4 for m in page.within(cls, start, end))


def _if_full(page: Page, start: int, end: int) -> bool:
    """'…; if W1 should be booked out, W3'."""
    return page.tokens[start].fold in page.voc.words["conditional"] and page.has("full", start, end)


def _in_sentence(
    page: Page,
    cast: Cast,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    chains: Sequence[Chain],
    told: Told,
    heading: tuple[int, ...],
) -> list[tuple[int, ...]]:
    """Each chain between two sessions belongs to the one it is not parted from; without one, the last owners go on."""
    below = _named_below(page, cast, start, end, mentions, chains) or _listed_below(page, cast, mentions)
    if below:
        return [below] * len(mentions)
    also = [c for c in chains if _adds_himself(page, cast, c, mentions, chains)]
    leading, trailing = assigned(page, start, end, mentions, [c for c in chains if c not in also])
    found: list[tuple[int, ...]] = []
    carried = heading or (ALL,)
    subject: tuple[int, ...] = ()
    group = 0  # the first session since the last chain that was said behind one
    for n, (mention, before, after) in enumerate(zip(mentions, leading, trailing, strict=True)):
        while also and also[0].start < mention.start:
            people = persons_of(page, cast, also[0], chains, told.beside(mention))
            last = _told_together(page, mentions[:n], told, people) if also[0].beside else n
            joined = _join(found, last, people)
            carried = carried if also.pop(0).beside and _has_own(page, mention, chains) else joined
        owners = carried
        if after:
            owners = persons_of(page, cast, after[0], chains, told.beside(mention))
            beside = any(c.beside for c in before)
            own = all(c.beside or {r.person for r in c.refs} == {0} for c in before)  # 'con me (Ada Neri) nella D'
            if beside and own and ALL not in owners:  # 'con me nella D viene Pia'
                with_them = {p for c in before for p in persons_of(page, cast, c, chains, told.beside(mention))}
                owners = tuple(sorted({*owners, *with_them} - {ALL, UNKNOWN})) or owners
            if places_one_each(page, after[0]) or (not any(leading[group : n + 1]) and is_said_for(page, after[0])):
                found[group:] = [owners] * (n - group)  # 'T1 + W2 for Luca, T3 + W2 for me'
            group = n + 1
            carried = carried if subject else owners
        elif before:
            plain = [c for c in before if not c.beside]
            if plain:
                owners = carried = subject = persons_of(page, cast, plain[-1], chains, told.beside(mention))
            last = plain[-1].start if plain else -1
            along = [
                p
                for c in before
                if c.beside
                and c.start > last
                and not page.has("but", c.end, mention.start)  # 'viene con me ma …'
                and not _for_a_round(page, c)
                for p in persons_of(page, cast, c, chains, told.beside(mention))
            ]
            if along and subject and ALL not in subject:
                owners = tuple(sorted({*subject, *along} - {ALL, UNKNOWN}))
                if plain and any(c.beside and 0 <= c.start - plain[-1].end <= BESIDE for c in before):
                    carried = subject = owners  # 'Ada e Ugo, con il prof. Po, passano dalla A alla B'
            elif along and not subject:
                owners = _with_the_writer(page, cast, start, mention.start, along)
        found.append(owners)
        told.add(mention, owners)
    for chain in also:
        people = persons_of(page, cast, chain, chains, ())
        last = _told_together(page, mentions, told, people) if chain.beside else len(found)
        told.add(mentions[-1], _join(found, last, people))
    return found


def _adds_himself(page: Page, cast: Cast, chain: Chain, mentions: Sequence[Mention], chains: Sequence[Chain]) -> bool:
    """'…, e anche Luca', 'W2 with Tom': of what is told before; but not 'anche Luca al 2', 'also Tom: T3'."""
    met = [m for m in mentions if m.end <= chain.start]
    if not met or not any(c.start < chain.start and not c.beside for c in chains):
        return False
    following = next((m for m in mentions if m.start >= chain.end), None)
    led = [c for c in chains if following is not None and c.start < following.start][-1:]
    between, words = page.tokens[met[-1].end : chain.start], page.voc.words
    later = (words["and"] | words["then_word"]) - words["beside"]  # 'al 1, e poi con me'
    if chain.beside and len(between) <= ALONG and not any(t.fold in later for t in between):
        return following is None or led[0] is not chain or _has_own(page, following, chains)
    if not said_too(page, chain):
        return False
    people = {p for r in chain.refs for p in meant_by(cast, r)}
    own = following is not None and following.start < page.clauses[page.clause_of(chain.end - 1)].end
    return not own and people.isdisjoint(p for c in led for r in c.refs for p in meant_by(cast, r))


def _has_own(page: Page, mention: Mention, chains: Sequence[Chain]) -> bool:
    """'…, W2 with Ruth', '…, then W2 for both': behind the session it is said whose it is."""
    return any(0 <= c.start - mention.end <= ALONG and (c.beside or is_said_for(page, c)) for c in chains)


def _told_together(page: Page, mentions: Sequence[Mention], told: Told, people: Sequence[int]) -> int:
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


def _join(found: list[tuple[int, ...]], last: int, people: Sequence[int]) -> tuple[int, ...]:
    """Add persons to the owners of what was told last of somebody, at most `last` sessions; the owners it has then."""
    before = found[-1]
    joined = before if ALL in before else tuple(sorted({*before, *people} - {UNKNOWN}))
    for n in range(len(found) - 1, len(found) - 1 - last, -1):
        if found[n] != before:
            break
        found[n] = joined
    return joined


def _for_a_round(page: Page, chain: Chain) -> bool:
    """'nel primo turno con me, nel secondo …': who is gone along with in that round alone."""
    clause = page.clauses[page.clause_of(chain.start)]
    heads = page.voc.words["round_head"]
    told = any(t.fold in heads for t in page.tokens[clause.start : chain.start])
    return told and any(t.text == "," for t in page.tokens[chain.end : chain.end + 1])


def _named_below(
    page: Page, cast: Cast, start: int, end: int, mentions: Sequence[Mention], chains: Sequence[Chain]
) -> tuple[int, ...]:
    """'B: Anna Rossi, Luca Bianchi', '10:00 boat: …': who is named behind the colon of a session's own line."""
    last = mentions[-1]
    marks = COLONS | page.voc.words["dash"] if mentions[0].start - start <= 1 else COLONS  # 'ore 7.30 - Ugo Sala'
    colon = next((n for n in range(last.end, min(end, last.end + 3)) if page.tokens[n].text in marks), None)
    if colon is None or mentions[0].start - start > 3 or any(c.start < colon for c in chains):
        return ()
    named = [r for c in chains for r in c.refs if r.kind in ("name", "i", "me", "relation", "us")]
    return tuple(sorted({p for r in named for p in meant_by(cast, r)} - {UNKNOWN}))


def _listed_below(page: Page, cast: Cast, mentions: Sequence[Mention]) -> tuple[int, ...]:
    """'Energy:' and, in the rows below it, those who go there."""
    last = mentions[-1]
    beyond = page.tokens[last.end : last.end + 2]
    opens = mentions[0].start - page.sentences[page.sentence_of(last.start)][0] <= 1
    if not opens or len(beyond) < 2 or beyond[0].text != ":" or beyond[1].kind is not Kind.LINE:
        return ()
    found: list[int] = []
    for start, end in page.sentences[page.sentence_of(last.start) + 1 :]:
        row = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "i", "me")]
        blank = page.tokens[start - 1].kind is Kind.LINE and page.tokens[start - 2].kind is Kind.LINE
        if not row or row[0].start - start > ROW or (found and blank):
            break
        found += [p for r in row for p in meant_by(cast, r)]
    return tuple(sorted(set(found)))


def _with_the_writer(page: Page, cast: Cast, start: int, end: int, along: Sequence[int]) -> tuple[int, ...]:
    """'Con Luca seguiremo la A': the writer and who goes along, or everybody, where these are all."""
    people = {0, *along}
    coming = cast.attending
    if people >= set(coming) or not page.has("self", start, end) or 0 not in coming:
        return (ALL,)
    return tuple(sorted(people))
