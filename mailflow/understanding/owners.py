"""Whose wish a session is: the persons a sentence speaks of, each tied to the session before or after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mailflow.understanding.cast import Cast
from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref
from mailflow.understanding.sessions import Mention
from mailflow.understanding.tokens import Kind
from mailflow.understanding.vocabulary import Mark

ROW = 4  # tokens before the name of a list's row at most
BESIDE = 5  # tokens between persons and who goes along with them
ALL = -1  # said of everybody
UNKNOWN = -2  # said of somebody who is no person of the cast
ONE = ("name", "me", "i", "he", "relation")  # words for one person


@dataclass(frozen=True, slots=True)
class Chain:
    """Persons told in one breath at tokens [start, end). `beside`: 'con me', 'with Luca': they go along."""

    start: int
    end: int
    refs: tuple[Ref, ...]
    beside: bool


def owners_of(page: Page, cast: Cast, mentions: Sequence[Mention], changing: bool = False) -> list[tuple[int, ...]]:
    """The owners of each mention, in order: persons of the cast, (ALL,) for everybody. `changing`: of a booking."""
    refs = [r for r in spoken_of(page, cast, mentions) if not (changing and _there_already(page, r))]
    found: list[tuple[int, ...]] = []
    goes_on = ("alternative", "fallback_first")
    told: list[int] = []  # who has had a session named for him so far, for 'the others'
    number = 0
    heading: tuple[int, ...] = ()
    headings = _headings(page, cast, refs, mentions)
    rows = _rows(page, cast, refs)
    for sentence, (start, end) in enumerate(page.sentences):
        heading = headings.get(sentence, heading)
        inside = []
        while number < len(mentions) and mentions[number].start < end:
            inside.append(mentions[number])
            number += 1
        if inside:
            chains = _chains(page, [r for r in refs if start <= r.start < end])
            if found and (any(_heads(page, cls, start, end) for cls in goes_on) or _if_full(page, start, end)):
                heading = heading or found[-1]  # '…; should that be full, the 10.00'
                chains = _without_i(chains, inside, found[-1])
            found += _in_sentence(page, cast, start, end, inside, chains, told, heading or rows.get(sentence, ()))
    return found


def _without_i(chains: list[Chain], mentions: Sequence[Mention], before: tuple[int, ...]) -> list[Chain]:
    """'…, Ada and I. If I have to take the 11.30, I will': who books speaks for all whose session it stands in for."""
    shared = ALL in before or (0 in before and len(before) > 1)
    leads = [c for c in chains if c.start < mentions[-1].start]
    alone = all({r.kind for r in c.refs} == {"i"} for c in leads)
    return [c for c in chains if {r.kind for r in c.refs} != {"i"}] if shared and alone else chains


def _there_already(page: Page, ref: Ref) -> bool:
    """'Luca viene con noi al gruppo 1', said of a booking there is: 'we' are there, and nothing changes for us."""
    return ref.kind in ("me", "us") and page.tokens[ref.start - 1].fold in page.voc.words["beside"] and ref.start > 0


def _heads(page: Page, cls: str, start: int, end: int) -> bool:
    """Whether such words open the sentence."""
    return any(m.start - start < 4 for m in page.within(cls, start, end))


def _if_full(page: Page, start: int, end: int) -> bool:
    """'…; if W1 should be booked out, W3'."""
    return page.tokens[start].fold in page.voc.words["conditional"] and page.has("full", start, end)


def spoken_of(page: Page, cast: Cast, mentions: Sequence[Mention]) -> list[Ref]:
    """The persons of the cast and the words for all or some of them, in order, without those one is compared to."""
    rounds = {n for m in page.marks.get("in_each_round", ()) for n in range(m.start, m.end)}
    refs = [r for r in cast.refs if not _compared(page, r) and r.start not in rounds]
    taken = {n for r in cast.refs for n in range(r.start, r.end)}
    taken |= {n for m in mentions for n in range(m.start, m.end)} | rounds
    for cls, kind in (("us", "us"), ("first_of", "first"), ("last_of", "last")):
        for mark in page.marks.get(cls, ()):
            plain = mark.end - mark.start == 1 and page.tokens[mark.start].fold not in page.voc.words["together"]
            if not plain and not taken & set(range(mark.start, mark.end)):
                refs.append(Ref(mark.start, mark.end, kind, -1, mark.numbers[0] if mark.numbers else None))
                taken |= set(range(mark.start, mark.end))
    pairs = one_and_other(page, refs)  # 'per il primo la A, per il secondo la E' are rounds
    refs = [r for r in refs if not any(p.start <= r.start < p.end for p in pairs)] + pairs
    we_say = tuple(page.voc.words["we_ending"])
    if we_say and len(cast.attending) + cast.guests > 1:
        refs += [
            Ref(n, n + 1, "us", -1, None)  # 'io al 2, Luca al 3, poi ci ritroviamo al 5'
            for n, token in enumerate(page.tokens)
            if n not in taken and token.fold.endswith(we_say) and not token.capital
        ]
    return sorted(refs, key=lambda r: r.start)


def one_and_other(page: Page, refs: Sequence[Ref]) -> list[Ref]:
    """'Ada Neri e Ugo Sala, il primo al gruppo 1, il secondo al 3': of the two named last before it.

    The second may open a sentence of its own: 'The former takes A; the latter takes B'.
    """
    found: list[Ref] = []
    for former in page.marks.get("former", ()):
        number = page.sentence_of(former.start)
        start, _ = page.sentences[number]
        before = page.sentences[max(0, number - 1)][0]
        met = [r for r in refs if r.kind in ("name", "relation") and before <= r.start < former.start and r.person > -1]
        here = [r.person for r in met if start <= r.start]
        named = here if len(set(here)) > 1 else [r.person for r in met]
        two = list(dict.fromkeys(named))[-2:]
        latter = _latter(page, former.end, number)
        if latter is None or len(two) < 2 or any(_noun_behind(page, m.end) for m in (former, latter)):
            continue
        if not all(m.start and page.tokens[m.start - 1].fold in page.voc.words["for"] for m in (former, latter)):
            found += [Ref(m.start, m.end, "name", p) for m, p in zip((former, latter), two, strict=True)]
    return found


def _latter(page: Page, place: int, number: int) -> Mark | None:
    """The word for the second of two: in the same sentence, or at the head of one of the next two."""
    for start, end in page.sentences[number : number + 3]:
        reach = end if start <= place else min(end, start + 5)
        latter = next(page.within("latter", max(start, place), reach), None)
        if latter is not None and (start <= place or latter.start - start <= 1):
            return latter
    return None


def _noun_behind(page: Page, n: int) -> bool:
    words = page.voc.words
    heads = words["round_head"] | words["session_head"] | words["slot_head"]
    return n < len(page.tokens) and page.tokens[n].fold in heads


def _compared(page: Page, ref: Ref) -> bool:
    """Whether the person only says like whom somebody goes ('segue la dott.ssa Fiandri', 'where Lena was')."""
    return (ref.start > 0 and page.tokens[ref.start - 1].fold in page.voc.words["where"]) or any(
        0 <= ref.start - m.end <= 3 and page.tokens[m.start].fold in page.voc.words["follow"]
        for m in page.within("same_as", max(0, ref.start - 5), ref.start)
    )


def _headings(page: Page, cast: Cast, refs: Sequence[Ref], mentions: Sequence[Mention]) -> dict[int, tuple[int, ...]]:
    """Lines that hold a name and nothing else to say: what stands below is that person's, until a blank line."""
    found: dict[int, tuple[int, ...]] = {}
    for number, (start, end) in enumerate(page.sentences):
        blank = start > 1 and page.tokens[start - 1].kind is Kind.LINE and page.tokens[start - 2].kind is Kind.LINE
        if blank:
            found[number] = ()
        inside = [r for r in refs if start <= r.start < end]
        words = [t for t in page.tokens[start:end] if t.kind is Kind.WORD]
        if (
            len(inside) == 1
            and inside[0].kind == "name"
            and len(words) <= inside[0].end - inside[0].start + 2
            and not any(start <= m.start < end for m in mentions)
        ):
            found[number] = people_of(cast, inside[0])
    return found if sum(bool(people) for people in found.values()) > 1 else {}


def _rows(page: Page, cast: Cast, refs: Sequence[Ref]) -> dict[int, tuple[int, ...]]:
    """Further sentences of a line that begins with a name, in a list of such lines: 'Ada Neri: B; after lunch: F'."""
    found: dict[int, tuple[int, ...]] = {}
    people: set[tuple[int, ...]] = set()
    for number, (start, _) in enumerate(page.sentences):
        line = start
        while line and page.tokens[line - 1].kind is not Kind.LINE:
            line -= 1
        named = [r for r in refs if line <= r.start <= line + ROW and r.kind == "name"]
        if named and (
            named[0].start == line or page.tokens[named[0].start - 1].kind is not Kind.WORD or _titled(page, named[0])
        ):
            who = people_of(cast, named[0])
            people.add(who)
            alone = {r.person for r in refs if line <= r.start < start} <= set(who)
            if line < start and alone:
                found[number] = who
    return found if len(people) > 1 else {}


def _titled(page: Page, ref: Ref) -> bool:
    """'sig. Learco Turri'."""
    return page.tokens[ref.start - 1].fold.strip(".") in page.voc.words["title"]


def _chains(page: Page, refs: Sequence[Ref]) -> list[Chain]:
    """References joined by no more than 'and' or a comma ('io e Luana', 'Iker, Maite e io')."""
    groups: list[list[Ref]] = []
    for ref in refs:
        if groups and _linked(page, groups[-1][-1], ref, len(groups[-1]) > 1):
            groups[-1].append(ref)
        else:
            groups.append([ref])
    groups = [group[1:] if _named_in_brackets(page, group) else group for group in groups]
    return [
        Chain(g[0].start, g[-1].end, tuple(g), _beside(page, g[0])) for g in groups if not likened(page, g[0].start)
    ]


def _named_in_brackets(page: Page, group: Sequence[Ref]) -> bool:
    """'due di loro (Rossi, Bellei)': who is meant by the first word stands behind it."""
    several = len(group) > 1 and group[0].kind in ("they", "others", "us")
    return several and page.tokens[group[0].end].text == "("


def likened(page: Page, place: int) -> bool:
    """'D e F come lui', 'the same workshop as Sir Alistair'."""
    words = page.voc.words
    while place > 1 and page.tokens[place - 1].fold.strip(".") in words["title"] | words["article"]:
        place -= 1
    return place > 0 and page.tokens[place - 1].fold in words["like"]


def _linked(page: Page, one: Ref, two: Ref, listed: bool) -> bool:
    """Whether two references are one enumeration, or the second tells how many the first are ('noi altri due')."""
    words = page.voc.words
    between = page.tokens[one.end : two.start]
    if len(between) == 1 and between[0].fold in words["like"]:
        return True
    if one.start and page.tokens[one.start - 1].fold in words["like"]:
        return False  # 'Maria come Luca, Gino 3 e 4'
    if len(between) == 2 and between[0].text == "," and between[1].fold in words["and"] and not listed:
        return False  # 'pests for Darragh, and Sorcha has a job to keep up'
    for_one = one.start > 0 and page.tokens[one.start - 1].fold in words["for"]
    if two.kind in ("me", "i") and for_one and [t.text for t in between] == [","]:
        return False  # 'qualunque gruppo per lui, io il 2'
    if two.kind in ("me", "i") and one.kind == "he" and len(between) == 1 and between[0].fold in words["with"]:
        return False
    if _beside(page, one) and not any(t.fold in words["and"] for t in between):
        return False  # 'con me mia figlia'
    two_for = bool(between) and between[-1].fold in words["for"]
    return len(between) <= 4 and all(
        t.fold in words["and"]
        or t.text in ",&+()."
        or t.fold.strip(".") in words["title"]
        or t.fold in words["article"]
        or t.fold in words["for"]
        or t.kind is Kind.LINE
        or (two_for and t.fold in words["article_number"])  # 'one for me and one for my friend'
        for t in between
    )


def _beside(page: Page, ref: Ref) -> bool:
    words, place = page.voc.words, ref.start - 1
    while place > 0 and page.tokens[place].fold.strip(".") in words["title"] | words["article"] | {""}:
        place -= 1  # 'con il prof. Bigi'
    return place >= 0 and page.tokens[place].fold in words["beside"] and ref.kind != "us"


def _in_sentence(
    page: Page,
    cast: Cast,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    chains: Sequence[Chain],
    told: list[int],
    heading: tuple[int, ...],
) -> list[tuple[int, ...]]:
    """Each chain between two sessions belongs to the one it is not parted from; without one, the last owners go on."""
    below = _named_below(page, cast, start, end, mentions, chains)
    if below:
        return [below] * len(mentions)
    leading, trailing = _assigned(page, start, end, mentions, chains)
    found: list[tuple[int, ...]] = []
    carried = heading or (ALL,)
    subject: tuple[int, ...] = ()
    group = 0  # the first session since the last chain that was said behind one
    for n, (mention, before, after) in enumerate(zip(mentions, leading, trailing, strict=True)):
        owners = carried
        if after:
            owners = _persons(page, cast, after[0], chains, told)
            if _one_each(page, after[0]) or (not any(leading[group : n + 1]) and _said_for(page, after[0])):
                found[group:] = [owners] * (n - group)  # 'T1 + W2 for Luca, T3 + W2 for me'
            group = n + 1
            carried = carried if subject else owners
        elif before:
            plain = [c for c in before if not c.beside]
            if plain:
                owners = carried = subject = _persons(page, cast, plain[-1], chains, told)
            last = plain[-1].start if plain else -1
            along = [
                p
                for c in before
                if c.beside and c.start > last and not page.has("but", c.end, mention.start)  # 'viene con me ma …'
                for p in _persons(page, cast, c, chains, told)
            ]
            if along and subject and ALL not in subject:
                owners = tuple(sorted({*subject, *along} - {ALL, UNKNOWN}))
                if plain and any(c.beside and 0 <= c.start - plain[-1].end <= BESIDE for c in before):
                    carried = subject = owners  # 'Ada e Ugo, con il prof. Po, passano dalla A alla B'
            elif along and not subject:
                owners = _with_the_writer(page, cast, start, mention.start, along)
        found.append(owners)
        told += [p for p in owners if p not in told]
    return found


def _assigned(
    page: Page, start: int, end: int, mentions: Sequence[Mention], chains: Sequence[Chain]
) -> tuple[list[list[Chain]], list[list[Chain]]]:
    """For each session the chains before it that lead to it, and those behind it that end it."""
    leading: list[list[Chain]] = [[] for _ in mentions]
    trailing: list[list[Chain]] = [[] for _ in mentions]
    led = False  # whether the chain before led to its session
    for chain in chains:
        n = sum(m.start < chain.start for m in mentions)  # the session that follows
        if _in_passing(page, chain, mentions):
            continue
        if 0 < n == len(mentions):
            if not chain.beside and _closes(page, mentions[-1], chain, led):
                trailing[-1].append(chain)
        elif n == 0 or chain.beside or _opens(page, mentions[n - 1], mentions[n], chain, led):
            leading[n].append(chain)
            led = led or not chain.beside
        else:
            trailing[n - 1].append(chain)
    return leading, trailing


def _in_passing(page: Page, chain: Chain, mentions: Sequence[Mention]) -> bool:
    """Whether a chain stands in brackets that do not follow a session at once and hold none ('(my husband …)')."""
    number = page.clause_of(chain.start)
    clause = page.clauses[number]
    if not clause.depth or chain.refs[0].kind not in ("relation", "he"):
        return False
    holds = any(clause.start <= m.start < clause.end for m in mentions)
    return not holds and not any(0 <= clause.start - m.end <= 1 for m in mentions) and chain.start - clause.start < 3


def _opens(page: Page, before: Mention, following: Mention, chain: Chain, led: bool) -> bool:
    """Whether a chain between two sessions goes with the following one. `led`: a chain before led to its session."""
    parted = _parted(page, before.end, chain.start)
    parts = _parted(page, chain.end, following.start)
    if parted != parts:
        return parted
    said_for = page.tokens[before.end].fold in page.voc.words["for"] and chain.start - before.end <= 2
    return led and not (said_for and not parted)  # 'B for Anna C for Luca'


def _closes(page: Page, mention: Mention, chain: Chain, led: bool) -> bool:
    """Whether a chain behind the last session of a sentence goes with it: 'al 2 va lui', 'B for Anna', 'B (Anna)'."""
    around = page.tokens[chain.start - 1 : chain.start] + page.tokens[chain.end : chain.end + 1]
    if [t.text for t in around] == ["(", ")"] and chain.start - mention.end == 1:
        return True
    if _one_each(page, chain):
        return True
    if _parted(page, mention.end, chain.start):
        return False
    between = [t.fold for t in page.tokens[mention.end : chain.start]]
    said_for = any(b in page.voc.words["for"] for b in between) or _said_for(page, chain)
    if chain.refs[0].kind in ("us", "others") and len(between) <= 1:
        return True
    if said_for:
        return len(between) <= 5
    return not led and len(between) <= 3


def _one_each(page: Page, chain: Chain) -> bool:
    """'two for the 11:30, one for me and one for Luca': the places of one booking, told one by one."""
    words = page.voc.words
    inside = page.tokens[max(0, chain.start - 2) : chain.end]
    counted = sum(one.fold in words["article_number"] and two.fold in words["for"] for one, two in pairwise(inside))
    return len(chain.refs) > 1 and counted > 1


def _said_for(page: Page, chain: Chain) -> bool:
    words = page.voc.words["for"]
    return page.tokens[chain.start - 1].fold in words or page.tokens[chain.start].fold in words


def _parted(page: Page, start: int, end: int) -> bool:
    """Whether a comma, a joining word or a new thought stands there."""
    words = page.voc.words
    joints = (words["and"] | words["clause_opener"] | words["then_word"]) - words["with"]
    return any(
        (t.kind in (Kind.MARK, Kind.LINE) and t.text not in "()\"'«»“”") or t.fold in joints
        for t in page.tokens[start:end]
    )


def _named_below(
    page: Page, cast: Cast, start: int, end: int, mentions: Sequence[Mention], chains: Sequence[Chain]
) -> tuple[int, ...]:
    """'B: Anna Rossi, Luca Bianchi', '10:00 boat: …': who is named behind the colon of a session's own line."""
    last = mentions[-1]
    marks = {":", *page.voc.words["dash"]} if mentions[0].start - start <= 1 else {":"}  # 'ore 7.30 - Ugo Sala'
    colon = next((n for n in range(last.end, min(end, last.end + 3)) if page.tokens[n].text in marks), None)
    if colon is None or mentions[0].start - start > 3 or any(c.start < colon for c in chains):
        return ()
    named = [r for c in chains for r in c.refs if r.kind in ("name", "i", "me", "relation", "us")]
    return tuple(sorted({p for r in named for p in people_of(cast, r)} - {UNKNOWN}))


def _with_the_writer(page: Page, cast: Cast, start: int, end: int, along: Sequence[int]) -> tuple[int, ...]:
    """'Con Luca seguiremo la A': the writer and who goes along, or everybody, where these are all."""
    people = {0, *along}
    coming = cast.attending
    if people >= set(coming) or not page.has("self", start, end) or 0 not in coming:
        return (ALL,)
    return tuple(sorted(people))


def _persons(page: Page, cast: Cast, chain: Chain, chains: Sequence[Chain], told: Sequence[int]) -> tuple[int, ...]:
    """Whom a chain means; words for all or the rest are read in the light of who was named before."""
    people: set[int] = set()
    kinds = {r.kind for r in chain.refs}
    for ref in chain.refs:
        if ref.kind == "us":
            people |= set(_all_or_two(page, cast, ref, chain, chains))
        elif ref.kind == "others":
            rest = [p for p in cast.attending if p not in told and p not in people]
            if UNKNOWN in told:
                continue  # 'the two managers to B, the rest of us to C'
            if "us" in kinds:  # 'noi altri due': the writer is of them
                return tuple(rest) or (ALL,)
            people |= set(rest) or set(people_of(cast, ref))
        elif ref.kind in ("first", "last"):
            people |= set(_some(cast, ref))
        elif ref.kind == "they":
            said = [r for c in chains for r in c.refs if r.start < ref.start and r.kind in ("name", "relation")]
            named = {p for r in said for p in people_of(cast, r)} - {UNKNOWN}
            people |= named if len(named) > 1 else set(people_of(cast, ref))
        elif ref.kind == "he":
            people |= set(people_of(_without_denied(page, cast), ref))
        else:
            people |= set(people_of(cast, ref))
    if ALL in people:
        return (ALL,)
    return tuple(sorted(people - {UNKNOWN})) or (UNKNOWN,)


def _without_denied(page: Page, cast: Cast) -> Cast:
    """Without names that are said to be wrong: 'Zofia Lis, not Sofia Liss; she would like B'."""
    nots = page.voc.words["not"]
    return replace(cast, refs=[r for r in cast.refs if not (r.start and page.tokens[r.start - 1].fold in nots)])


def _all_or_two(page: Page, cast: Cast, ref: Ref, chain: Chain, chains: Sequence[Chain]) -> tuple[int, ...]:
    """'Irene and Trevor, both for the bell', where there are others: the two, and not everybody."""
    coming = cast.attending
    both = page.tokens[ref.start].fold in page.voc.words["both"] or ref.n == 2
    named = [r for c in chains for r in c.refs if r.start < ref.start and r.kind in ONE]
    people = sorted({p for r in named for p in people_of(cast, r)} - {UNKNOWN, ALL})
    breath = sorted({p for r in chain.refs if r.start < ref.start and r.kind in ONE for p in people_of(cast, r)})
    if len(breath) > 1 and not cast.guests and min(breath) >= 0:
        return tuple(breath)  # 'Ivo, Pia e Ugo, tutti al gruppo 1'
    if cast.guests or len(coming) <= 2:
        return (ALL,)
    if 1 < len(people) < len(coming) and (both or not any(r.kind == "me" for r in named)):
        return tuple(people)
    if both:
        before = [r.person for r in cast.refs if r.start < ref.start and r.kind == "name" and r.person not in people]
        last = list(dict.fromkeys(reversed(before)))[:2]
        if len(last) == 2:
            return tuple(sorted(last))
    return (ALL,)


def _some(cast: Cast, ref: Ref) -> tuple[int, ...]:
    """'i primi tre', 'the last two': by the order in which they were named."""
    named = [p for p in dict.fromkeys(r.person for r in cast.refs if r.kind == "name" and r.start < ref.start) if p > 0]
    count = ref.n or 1
    return tuple(named[:count] if ref.kind == "first" else named[-count:]) or (UNKNOWN,)


def people_of(cast: Cast, ref: Ref) -> tuple[int, ...]:
    """Whom a reference means, by itself."""
    if ref.kind in ("name", "me", "i"):
        return (ref.person,)
    if ref.kind == "relation":
        return (ref.person,) if ref.person >= 0 else (UNKNOWN,)
    if ref.kind == "he":
        others = [r for r in cast.refs if r.start < ref.start and r.kind in ("name", "relation") and r.person > 0]
        later = [r for r in cast.refs if r.start > ref.start and r.kind in ("name", "relation") and r.person > 0]
        chosen = others[-1:] or later[:1]
        return (chosen[0].person,) if chosen else (UNKNOWN,)
    if ref.kind in ("they", "others"):
        return tuple(n for n in cast.attending if n) or (UNKNOWN,)
    return (ALL,)
