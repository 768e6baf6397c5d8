"""Sessions told by their place among others: 'the middle one', 'l'ultimo della seconda lista', 'quello che resta'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.following import heads_of_rounds, rounds_alone
from mailflow.understanding.sessions.in_frames import in_one_list, in_rounds
from mailflow.understanding.sessions.left_out_ranks import round_without
from mailflow.understanding.sessions.places import MIDDLE, Place
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.some_rounds import some_rounds
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind


def positions(
    page: Page, at: Index, rounds: Sequence[RoundRef], mentions: Sequence[Mention], taken: frozenset[int]
) -> list[Mention]:
    """What is told by place in a round that is named beside it, or in the whole programme; `taken`: other facts.

    'nel secondo turno il primo gruppo' is told by place also where a group of the other round has the number 1.
    """
    if len(at.rounds) == 1:
        return [] if at.slots else in_one_list(page, at, mentions, "place")
    rounds = rounds_alone(page, at, rounds)
    numbered = {m.start: at.round_of[m.sessions[0]] for m in mentions if m.how == "number"}
    found = in_rounds(page, at, rounds, taken - frozenset(numbered))
    told_so = {n for m in found for n in range(m.start, m.end)}
    places = [p for p in _places(page, taken - frozenset(numbered)) if p.start not in told_so]
    places += _by_number(page, at) if "in_each_round" in page.marks else []
    places = [p for p in places if p.head not in heads_of_rounds(page, at)]  # 'nel primo e nel secondo turno'
    round_only = page.voc.words["round_only"]
    for place in places:
        if not place.head and page.tokens[place.end : place.end + 1] and page.tokens[place.end].fold in round_only:
            continue  # 'the first workshop on the second day'
        if not place.head and _counts_rounds(page, at, place, places, mentions):
            continue
        if _in_each_round(page, place, places, rounds):
            told = [place.among(tuple(s.id for s in r.sessions)) for r in at.rounds]
            if all(told):
                found.append(Mention(place.start, place.end, tuple(s for one in told for s in one), "any"))
                continue
        among = place.among(_row(page, at, rounds, [*mentions, *found], place))
        if among and numbered.get(place.start) != at.round_of[among[0]]:
            found.append(Mention(place.start, place.end, among, "place"))
    return found


def _by_number(page: Page, at: Index) -> list[Place]:
    """'number two in each round', where sessions have no numbers of their own."""
    words = page.voc.words["number_word"]
    told = [n for n in range(1, len(page.tokens)) if page.tokens[n - 1].fold in words and not at.numbers]
    return [Place(n - 1, n + 1, value, "") for n in told if (value := page.numbers[n])]


def _counts_rounds(page: Page, at: Index, place: Place, places: Sequence[Place], mentions: Sequence[Mention]) -> bool:
    """'both halves: A in the first, B in the second': as many ranks as rounds, beside sessions told by name."""
    begin, end = page.sentences[page.sentence_of(place.start)]
    ranks = {p.value for p in places if begin <= p.start < end and not p.head}
    rounds = {at.round_of[m.sessions[0]] for m in mentions if begin <= m.start < end}
    return len(at.rounds) > 1 and ranks == set(range(1, len(rounds) + 1)) and len(ranks) > 1


def _places(page: Page, taken: frozenset[int]) -> list[Place]:
    voc = page.voc
    if page.folds.isdisjoint(voc.ordinals) and "middle" not in page.marks:
        return []
    heads = voc.words["session_head"] | voc.words["slot_head"] | voc.words["list_item"]
    heads -= voc.words["not_ranked"] | voc.words["rank_noun"]
    found: list[Place] = []
    for n, token in enumerate(page.tokens):
        value = voc.ordinals.get(token.fold) if token.kind is Kind.WORD and n not in taken else None
        if value is None:
            continue
        head = page.tokens[n + 1].fold if n + 1 < len(page.tokens) else ""
        headed = head in heads
        if not headed and not (n and page.tokens[n - 1].fold in voc.words["place_lead"]):
            continue  # 'prima della pausa', 'darts final'
        if head in voc.words["not_ranked"] | voc.words["rank_noun"]:
            continue  # 'il primo numero è il tavolo del mattino'
        behind = page.tokens[n + 1 + headed : n + 2 + headed]
        if behind and behind[0].fold in voc.words["relative_after"]:
            continue  # 'the first boat after that'
        found.append(Place(n, n + 1 + headed, value, head if headed else ""))
    for mark in page.marks.get("middle", ()):
        if not taken & set(range(mark.start, mark.end)):
            start, end, noun = mark.start, mark.end, ""
            if end < len(page.tokens) and page.tokens[end].fold in heads:
                end, noun = end + 1, page.tokens[end].fold
            elif start and page.tokens[start - 1].fold in heads:
                start, noun = start - 1, page.tokens[start - 1].fold
            found.append(Place(start, end, MIDDLE, noun))
    return sorted(found, key=lambda p: p.start)


def _in_each_round(page: Page, place: Place, places: Sequence[Place], rounds: Sequence[RoundRef]) -> bool:
    """'in ogni turno io il primo gruppo e lui l'ultimo', where no round is named by itself."""
    begin, end = page.sentences[page.sentence_of(place.start)]
    marks = list(page.within("in_each_round", begin, end))
    ranks = {n for p in places for n in range(p.start, p.end)}
    named = any(begin <= r.start < end and not ranks & set(range(r.start, r.end)) for r in rounds)
    return bool(marks) and not named and not any(m.start <= place.start < m.end for m in marks)


def _goes_on(page: Page, before: RoundRef, place: Place) -> bool:
    """'licences on the first, and on the second anything': the next round, told as the one before it."""
    ordinals = page.voc.ordinals
    rank = next((ordinals[t.fold] for t in page.tokens[before.start : before.end] if t.fold in ordinals), None)
    lead = [[t.fold for t in page.tokens[max(0, start - 2) : start]] for start in (before.start, place.start)]
    return rank is not None and rank + 1 == place.value and lead[0] == lead[1] and len(lead[0]) == 2


def _row(
    page: Page, at: Index, rounds: Sequence[RoundRef], mentions: Sequence[Mention], place: Place
) -> tuple[str, ...]:
    """The sessions among which the place is meant, none where that is not clear."""
    words = page.voc.words
    begin, end = page.sentences[page.sentence_of(place.start)]
    after = _behind_of(page, place.end, end)
    named = next((r.round for r in rounds if after is not None and r.start <= after < r.end), None)
    named = named or (_ranked_round(page, at, after, end) if after is not None else None)
    if named is None and after is not None and page.tokens[after].fold in words["whole_list"]:
        if any(t.fold in words["verb"] for t in page.tokens[after + 1 : after + 2]):
            return ()  # 'the last one on the list has sent his apologies'
        return tuple(s.id for s in at.event.sessions)
    if named is None and any(
        t.fold in words["whole_list"] for t in page.tokens[max(begin, place.start - 6) : place.start]
    ):
        return tuple(s.id for s in at.event.sessions)
    bare = not place.head and page.tokens[place.start].fold not in words["edge"] and place.value != MIDDLE
    before = [r for r in rounds if begin <= r.start < place.start and r.end <= place.start]
    if bare and before and _goes_on(page, before[-1], place):
        return ()
    if named is None and before and _led_by_of(page, before[-1], bare) and place.start - before[-1].end <= 6:
        named = before[-1].round
    named = named or round_without(page, at, place.start)
    if named is None and bare:
        since = _fallen_back_from(page, begin, place.start)
        ranked = [m for m in mentions if since <= m.start < place.start and _by_rank(page, m)]
        named = at.round_of[ranked[-1].sessions[0]] if ranked else None  # 'the second boat, or the third'
        return tuple(s.id for s in at.event.round(named).sessions) if named else ()
    named = named or at.round_heads.get(stem(place.head)) or _head_before(page, at, begin, place.start)
    if named is None and (place.head in words["slot_head"] | words["list_item"] or not place.head):
        spoken = [(m.start, at.round_of[m.sessions[0]]) for m in mentions if begin <= m.start < place.start]
        told = [(r.start, r.round) for r in before if page.tokens[r.end - 1].fold not in page.voc.ordinals]
        near = max([*spoken, *told], default=None)
        named = near[1] if near else None
    return tuple(s.id for s in at.event.round(named).sessions) if named else ()


def _fallen_back_from(page: Page, begin: int, place: int) -> int:
    """Where the sentences begin that a rank goes on from: 'la quinta fascia; se è piena, la sesta'."""
    number = page.sentence_of(begin)
    falls_back = any(m.start - begin <= 2 for m in page.within("alternative", begin, place))
    return page.sentences[number - 1][0] if number and falls_back else begin


def _by_rank(page: Page, mention: Mention) -> bool:
    return any(page.tokens[n].fold in page.voc.ordinals for n in range(mention.start, mention.end))


def _behind_of(page: Page, start: int, end: int) -> int | None:
    """The first content word behind an 'of' that follows at once: 'l'ultimo della [seconda]'."""
    words = page.voc.words
    if start >= end or page.tokens[start].fold not in words["of_round"]:
        return None
    small = words["article"] | words["own"] | words["your"]
    n = start + 1
    while n < end and page.tokens[n].fold in small and page.tokens[n].fold not in page.voc.ordinals:
        n += 1
    return n if n < end else None


def _ranked_round(page: Page, at: Index, n: int, end: int) -> str | None:
    """'della seconda', where nothing else is ranked by it than the rounds, or a noun that one round alone has."""
    value = page.voc.ordinals.get(page.tokens[n].fold, 0)
    value = len(at.rounds) + 1 + value if value < 0 else value
    if 1 <= value <= len(at.rounds):
        return at.rounds[value - 1].id
    return next((r for t in page.tokens[n : min(n + 2, end)] if (r := at.round_heads.get(stem(t.fold)))), None)


def _led_by_of(page: Page, ref: RoundRef, bare: bool) -> bool:
    """'Della seconda lista il primo', and before an item or the last one also 'in the afternoon …'."""
    leads = page.voc.words["of_round"] | (frozenset() if bare else page.voc.words["round_lead"])
    return any(t.fold in leads for t in page.tokens[max(0, ref.start - 2) : ref.start])


def _head_before(page: Page, at: Index, begin: int, end: int) -> str | None:
    """'From the tutorials the middle one'."""
    near = page.tokens[max(begin, end - 4) : end]
    return next((r for t in reversed(near) if (r := at.round_heads.get(stem(t.fold)))), None)


def remaining(page: Page, at: Index, rounds: Sequence[RoundRef], mentions: Sequence[Mention]) -> list[Mention]:
    """'Burak takes the remaining one', 'resta un gruppo solo e prendo quello': the one that is not named so far."""
    found: list[Mention] = []
    for mark in page.marks.get("remaining", ()):
        start, _ = page.sentences[page.sentence_of(mark.start)]
        before = [m for m in (*mentions, *found) if m.start < mark.start]
        spoken = [(m.start, at.round_of[m.sessions[0]]) for m in before]
        spoken += [(r.start, r.round) for r in rounds if start <= r.start < mark.start]
        if not spoken:
            continue
        round_ = at.event.round(max(spoken)[1])
        named = {s for m in before for s in m.sessions}
        left = tuple(s.id for s in round_.sessions if s.id not in named)
        if len(left) == 1 < len(round_.sessions):
            found.append(Mention(mark.start, mark.end, left, "place"))
    return found


def only_ones(page: Page, at: Index, rounds: Sequence[RoundRef], taken: frozenset[int]) -> list[Mention]:
    """Rounds of one session each are told by the round: 'la prima e la terza serata', 'all three evenings'."""
    only = {r.id: r.sessions[0].id for r in at.rounds if len(r.sessions) == 1}
    found = [Mention(r.start, r.end, (only[r.round],), "place") for r in rounds if r.round in only]
    if len(only) < len(at.rounds) or len(only) < 2:
        return found
    every = tuple(only.values())
    known = {n for m in found for n in range(m.start, m.end)} | taken
    for place in _places(page, frozenset(known)):
        if told := place.among(every):
            found.append(Mention(place.start, place.end, told, "place"))
    for some in some_rounds(page, at, every, taken):
        found = [m for m in found if not some.start <= m.start < some.end]
        found.append(some)
    for mark in page.marks.get("every_round", ()):
        span = range(mark.start, mark.end)
        found = [m for m in found if m.start not in span and mark.start not in range(m.start, m.end)]
        found.append(Mention(mark.start, mark.end, every, "any"))
    return found


def beside(page: Page, at: Index, mentions: Sequence[Mention]) -> list[Mention]:
    """'alle 8.30, se no la fascia dopo': the session before or after the one named last, where they follow in time."""
    only = tuple(r.sessions[0].id for r in at.rounds if len(r.sessions) == 1)
    row = only if len(only) > 1 else tuple(s.id for s in at.rounds[0].sessions) if len(at.rounds) == 1 else ()
    if not row or (len(at.rounds) == 1 and not at.slots):
        return []
    found: list[Mention] = []
    taken = {n for m in mentions for n in range(m.start, m.end)}
    for cls, step in (("next_slot", 1), ("previous_slot", -1)):
        for mark in page.marks.get(cls, ()):
            before = [m for m in mentions if m.end <= mark.start and len(m.sessions) == 1]
            if not before or taken & set(range(mark.start, mark.end)):
                continue
            if len(at.days) == 1 and page.tokens[mark.start].fold in page.voc.words["evening_noun"]:
                continue  # 'sono a digiuno dalla sera prima'
            taken |= set(range(mark.start, mark.end))
            n = row.index(before[-1].sessions[0]) + step
            if 0 <= n < len(row):
                found.append(Mention(mark.end - 1, mark.end, (row[n],), "place"))  # 'otherwise' ranks it
    return found
