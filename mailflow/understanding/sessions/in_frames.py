"""Sessions told by their place in a group that is named beside it, before or behind: 'domenica, la seconda della
mattina', 'the first Thursday workshop', 'mattina il terzo, pomeriggio l'ultimo', 'il primo dei tre'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from mailflow.understanding.sessions.each_of_rounds import in_each_of
from mailflow.understanding.sessions.equals import levelling
from mailflow.understanding.sessions.following import follow, heads_of_rounds
from mailflow.understanding.sessions.frames import Frame, frames
from mailflow.understanding.sessions.parts_of_days import asked_then
from mailflow.understanding.sessions.places import MIDDLE, PHRASED, Place, places, ranks_others
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.vocabulary import Vocabulary

BESIDE = 6  # tokens between a place and its group that only join them
OTHERWISE = 9  # ... between a place and the one that may stand in for it
Row = tuple[str, ...]


def in_one_list(page: Page, at: Index, mentions: Sequence[Mention], how: str) -> list[Mention]:
    """Places where all sessions are of one round: in a day or a part of it, in what was spoken of last, else in all.

    `mentions`: what is told already. A place that goes on from another counts where that one does ('la terza di sabato
    o la seconda').
    """
    if not _may_be_ranked(page, at):
        return []
    groups = frames(page, at)
    taken = page.dated.union(n for m in mentions for n in range(m.start, m.end))
    every = tuple(s.id for s in at.rounds[0].sessions)
    many_days = len({s.day for s in at.slots if s.day is not None}) > 1
    found: list[Mention] = []
    last: Row = ()
    for place in places(page, at, taken, _tokens(groups)):
        beside = _beside(page, groups, place)
        if not place.head and beside is None and _of_something_else(page, at, place, mentions):
            continue
        if not place.led and beside is None and not place.head and not _of_the_list(page, place):
            continue
        row = _in_sentence(page, groups, place) or last or _spoken_of(page, groups, place)
        row = _of_the_time(page, mentions, place) or row
        half = () if row or many_days else _of_the_half(page, groups, place)
        row = row or half
        if beside is not None:  # 'domenica, la prima della mattina': of that day's
            row = tuple(s for s in beside.sessions if s in row) or beside.sessions
        if not row and (not many_days or place.of == len(every) or _of_the_list(page, place)):
            row = every
        told = place.among(row) if row == every or len({_day_of(at, s) for s in row}) == 1 else ()
        if told:
            last = last if half else row
            end = max(place.end, beside.end) if beside is not None and beside.start > place.start else place.end
            found.append(Mention(place.start, end, told, how if len(told) == 1 else "any"))
    return found


def in_rounds(page: Page, at: Index, rounds: Sequence[RoundRef], taken: Iterable[int]) -> list[Mention]:
    """Places in a round that is named right beside them, or by how many sessions it has ('il primo dei quattro')."""
    if not _may_be_ranked(page, at):
        return []
    groups = frames(page, at, rounds)
    found: list[Mention] = []
    used: set[int] = set()
    last: tuple[Place, Row] | None = None
    instead = _tokens(
        page.of("alternative", "fallback_first", "full", *(("then",) if "in_order" in page.marks else ()))
    )
    for place in places(page, at, page.dated.union(taken), _tokens(groups)):
        if place.start in used or place.head in heads_of_rounds(page, at):
            continue
        others = [g for g in groups if g.start != place.start and g.start not in used]
        several = in_each_of(page, at, others, place)
        if several:
            found.append(Mention(place.start, place.end, several, "any"))
            continue
        beside = _beside(page, others, place) or _led_in(page, at, others, place) or _of_the_next(page, others, place)
        beside = beside or _alone_in_clause(page, others, place)
        if beside is None and (place.of or _of_the_list(page, place)):
            begin, _ = page.sentences[page.sentence_of(place.start)]
            said = [g for g in others if begin <= g.start < place.start and not g.rank]
            beside = said[-1] if said else None
        row = beside.sessions if beside is not None else ()
        if beside is not None and beside.part and follow(at):  # 'sabato, il primo del pomeriggio'
            day = _in_sentence(page, groups, place) or _spoken_of(page, groups, place)
            row = tuple(s for s in row if s in day or not day)
        if not row and (named := at.round_heads.get(stem(place.head))):  # 'sull'ultimo burchio'
            row = tuple(s.id for s in at.event.round(named).sessions)
        if not row and last is not None and _or_else(page, last[0], place, instead):
            row = last[1]
        if not row and place.of:
            rows = [tuple(s.id for s in r.sessions) for r in at.rounds if len(r.sessions) == place.of]
            row = rows[0] if len(rows) == 1 else ()
        told = place.among(row) if len({at.round_of[s] for s in row}) == 1 else ()
        if told:
            last = place, row
            found.append(Mention(place.start, place.end, told, "place" if len(told) == 1 else "any"))
            if beside is not None and not _of_the_next(page, others, place):
                used |= set(range(beside.start, beside.end))
    return found


def _day_of(at: Index, session: str) -> date | None:
    return next((s.day for s in at.slots if s.session == session and s.day is not None), None)


def _may_be_ranked(page: Page, at: Index) -> bool:
    numbered = not at.numbers and any(page.numbers)
    words = _ranking(page.voc, ("number_word", "session_head", "place_lead") if numbered else ())
    return any(cls in page.marks for cls, _ in PHRASED) or not words.isdisjoint(page.folds)


@cache
def _ranking(voc: Vocabulary, leads: tuple[str, ...]) -> frozenset[str]:
    """The words that rank, and those that lead to a number which does."""
    return frozenset(voc.ordinals).union(*(voc.words[cls] for cls in ("several_first", "several_last", *leads)))


def _tokens(groups: Iterable[Frame | Mark]) -> frozenset[int]:
    return frozenset(n for g in groups for n in range(g.start, g.end))


def _beside(page: Page, groups: Sequence[Frame], place: Place) -> Frame | None:
    """The group within the words of the place, right behind or right before them, where no comma parts them."""
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["of_round"] | words["round_lead"] | words["list_lead"]
    inside = next((g for g in groups if place.start < g.start < place.end), None)
    if inside is not None:
        return inside
    n = place.end
    if not place.head and n < len(page.tokens) and page.tokens[n].fold in words["goes_to"]:
        return None  # 'la prima a sabato mattina', a person
    while n < len(page.tokens) and n - place.end < BESIDE:
        group = next((g for g in groups if g.start == n), None)
        if group is not None:
            told = not group.rank or page.tokens[n - 1].fold in words["of_round"] | words["into"]
            return group if told else None  # 'l'ultimo nel secondo'
        if page.tokens[n].fold not in small | words["whole_list"]:
            break
        n += 1
    before = [g for g in groups if g.end in (place.start, place.start - 1)]
    possessed = [g for g in before if (place.head if g.end == place.start else page.tokens[g.end].text == "s")]
    return possessed[0] if possessed else None


def _of_the_next(page: Page, groups: Sequence[Frame], place: Place) -> Frame | None:
    """'il primo o il [secondo della mattina]', 'the first or second of the morning': the group is said once of both."""
    words, n = page.voc.words, place.end
    if n >= len(page.tokens) or page.tokens[n].fold not in words["or"] | words["and"]:
        return None
    n += 1 + any(t.fold in words["place_lead"] for t in page.tokens[n + 1 : n + 2])
    ranked = n < len(page.tokens) and page.tokens[n].fold in page.voc.ordinals
    return _beside(page, groups, Place(n, n + 1, 1)) if ranked else None


def _or_else(page: Page, before: Place, place: Place, instead: frozenset[int]) -> bool:
    """'al mattino il 3 o il 4', 'the second or, if that is full, the third': another of the same group. `instead`:
    tokens of words that lead to one."""
    if not 0 < place.start - before.end < OTHERWISE:
        return False
    words = page.voc.words
    between = list(enumerate(page.tokens[before.end : place.start], before.end))
    ors = [n for n, t in between if n in instead or t.fold in words["or"]]
    small = words["article"] | words["preposition"] | words["place_lead"] | words["conditional"] | {","}
    return bool(ors) and all(n in ors or t.fold in small for n, t in between)


def _led_in(page: Page, at: Index, groups: Sequence[Frame], place: Place) -> Frame | None:
    """'mattina il terzo', 'Thursday: number three', 'nel secondo il primo', 'after lunch I'd take the last', 'nel
    pomeriggio uno qualsiasi dei primi due'."""
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["place_lead"] | words["me_subject"] | {":", ",", "-", "–"}
    before = [g for g in groups if g.end <= place.start]
    if not before:
        return None
    levelled = levelling(page) | _tokens(page.of("any_of", "in_order"))  # 'al mattino, nell'ordine, la 3, poi la 1'
    group = before[-1]
    between = [t for n, t in enumerate(page.tokens[group.end : place.start], group.end) if n not in levelled]
    if len(between) > BESIDE or not all(t.fold in small for t in between):
        return None
    if not (place.led or place.head or page.tokens[place.start].fold in words["number_word"]):
        return None
    if between and between[-1].fold in words["into"] and not place.head and (group.rank or not follow(at)):
        return None  # 'nel primo turno non ho preferenze, nel secondo 6'
    if group.rank and (not group.start or page.tokens[group.start - 1].fold not in words["of_round"] | words["into"]):
        return None
    return group


def _alone_in_clause(page: Page, groups: Sequence[Frame], place: Place) -> Frame | None:
    """'after dinner I would like the third workshop': the one group that the clause names before."""
    clause = page.clauses[page.clause_of(place.start)]
    here = [g for g in groups if clause.start <= g.start < clause.end]
    return here[0] if place.head and len(here) == 1 and not here[0].rank and here[0].start < place.start else None


def _in_sentence(page: Page, groups: Sequence[Frame], place: Place) -> Row:
    """The group named last before the place in its sentence, else the first behind it."""
    begin, end = page.sentences[page.sentence_of(place.start)]
    before = [g for g in groups if begin <= g.start < place.start and not g.part]
    behind = [g for g in groups if place.end <= g.start < end and not g.part]
    return before[-1].sessions if before else behind[0].sessions if behind else ()


def _of_the_half(page: Page, groups: Sequence[Frame], place: Place) -> Row:
    """'nel pomeriggio, il secondo': of the part of the day that is asked for right before it."""
    begin, _ = page.sentences[page.sentence_of(place.start)]
    halves = {m.start: m for m in page.of("morning", "afternoon")}
    told = [g for g in groups if g.part and begin <= g.start < place.start and g.start in halves]
    asked = bool(told) and asked_then(page, halves[told[-1].start])
    return told[-1].sessions if asked else ()


def _of_the_time(page: Page, mentions: Sequence[Mention], place: Place) -> Row:
    """'dalle 9.30 in poi, la prima possibile': of those that a time told before it leaves."""
    sentence = page.sentence_of(place.start)
    ends = any(page.at(cls, n) for cls in ("earliest", "latest") for n in (place.start - 1, place.start))
    told = [m for m in mentions if m.end <= place.start and sentence - page.sentence_of(m.start) <= 1] if ends else []
    return told[-1].sessions if told and told[-1].how == "any" else ()


def _spoken_of(page: Page, groups: Sequence[Frame], place: Place) -> Row:
    """The day that sentences before speak of, those that refuse it aside."""
    before = [g for g in groups if g.end <= place.start and not g.part]
    refused = ("negation", "not_wanted_after")
    wanted = [g for g in before if not page.has_any(refused, *page.sentences[page.sentence_of(g.start)])]
    return wanted[-1].sessions if wanted else ()


def _of_the_list(page: Page, place: Place) -> bool:
    """'… on your list', 'dell'elenco', 'la quarta delle vostre visite'."""
    words = page.voc.words
    if any(t.fold in words["your"] for t in page.tokens[place.start : place.end]):
        return True
    small = words["article"] | words["of_round"] | words["list_lead"] | words["preposition"]
    n = place.end
    while n < len(page.tokens) and n - place.end < BESIDE and page.tokens[n].fold in small:
        n += 1
    return n < len(page.tokens) and page.tokens[n].fold in words["whole_list"]


def _of_something_else(page: Page, at: Index, place: Place, mentions: Sequence[Mention]) -> bool:
    """'il primo alle 8, il secondo alle 9', 'ho due figlie: la seconda …', 'il terzo della famiglia': a person."""
    clause = page.clauses[page.clause_of(place.start)]
    begin, _ = page.sentences[clause.sentence]
    if any(clause.start <= m.start < clause.end and m.how in ("hour", "any") for m in mentions):
        return True
    before, _ = page.sentences[max(0, clause.sentence - 1)]
    opens = place.start - begin <= 1  # 'i due figli … La terza, Bice, …'
    if page.has("relations", before if opens else begin, place.start):
        return True
    if place.of or _of_the_list(page, place):
        return False
    if ranks_others(page, at, before if opens else begin, place.start):
        return True
    after = page.tokens[place.end].fold if place.end < len(page.tokens) else ""
    if (opens and after == ":") or after in page.voc.words["goes_to"]:
        return True  # 'due cose. La prima: …', 'la prima a sabato mattina'
    words = page.voc.words
    behind = [t.fold for t in page.tokens[place.end : place.end + 3]]
    if not at.slots and page.tokens[place.end : place.end + 1] and page.tokens[place.end].kind is Kind.WORD:
        return True  # 'la prima volevo chiedere …'
    elsewhere = bool(behind) and behind[0] in words["of_round"]
    return elsewhere and (place.value == MIDDLE or words["same_word"].isdisjoint(behind))
