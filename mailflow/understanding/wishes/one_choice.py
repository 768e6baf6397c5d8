"""The wishes of one person, or of all, for one round as an ordered choice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.sessions.times import slot_sessions
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.chosen import NOTHING_INSTEAD, Chosen
from mailflow.understanding.wishes.equal_wishes import equals_of
from mailflow.understanding.wishes.rest_kept import keeps_the_rest
from mailflow.understanding.wishes.wish import Wish

HALVES = {"morning": "am", "afternoon": "pm"}
OF_A_DAY = 3  # tokens from a session told by its place to the day it is of


def ordered_choice(
    page: Page, mine: list[Wish], theirs: list[Wish], round_: str, at: Index, found: Found, chosen: Chosen
) -> tuple[str, ...]:
    """One owner's wishes for one round as an ordered choice; a doubt where no order is told. `theirs`: of others."""
    equals = equals_of(page, mine, theirs)
    if equals is None:
        return _named(page, [w for w in mine if not w.equal], round_, at, found, chosen)
    first = _named(page, equals.named, round_, at, found, chosen) if any(w.positive for w in equals.named) else ()
    return equals.behind(first, [s.id for s in at.event.round(round_).sessions])


def _named(page: Page, mine: list[Wish], round_: str, at: Index, found: Found, chosen: Chosen) -> tuple[str, ...]:
    """What is named of one round by one owner, in order."""
    mine = _said_plainest(page, mine)
    refused = {
        w.session: max(v.place for v in mine if v.session == w.session and not v.positive)
        for w in mine
        if not w.positive
    }
    wanted: list[Wish] = []
    for wish in (w for w in mine if w.positive):
        if wish.replaces:
            wanted = [w for w in wanted if w.session == wish.session]
        known = next((n for n, w in enumerate(wanted) if w.session == wish.session), None)
        if known is None:
            wanted.append(wish)
        elif wish.first and not wanted[known].first:
            wanted[known] = wish
        elif wish.ordered and not (wish.first or wanted[known].first or wanted[known].ordered) and wanted[known + 1 :]:
            wanted = [*wanted[:known], *wanted[known + 1 :], wish]  # 'C or D … D, or if it is full C'
    latest = {w.session: w for w in mine if w.positive}
    wanted = [
        w
        for w in wanted
        if w.session not in refused
        or (
            latest[w.session].place > refused[w.session]
            and not _spoken_of_again(page, latest[w.session], refused[w.session])
        )
    ]
    if chosen.changing and len(wanted) > 1 and not any(w.ordered or w.last or w.first for w in wanted):
        wanted = [w for w in wanted if w.asked] or wanted
    if wanted and all(w.remark for w in wanted):
        if _declined(page, found, round_):
            return ()
        told = tuple(w.session for w in wanted)
        chosen.doubts.append(Doubt("choices", "a session is spoken of, perhaps not asked for", round_, told))
    if not wanted:
        return _rest(page, mine, set(refused), round_, at, found, chosen)
    ranked = sorted(wanted, key=lambda w: (w.last and not _goes_on(page, w, wanted), not w.first))
    if len(wanted) > 1 and not _ranked(ranked) and not any(d.round == round_ for d in chosen.doubts):
        options = tuple(w.session for w in wanted)
        words = "several are named for one round, and not which comes first"
        chosen.doubts.append(Doubt("choices", words, round=round_, options=options))
    return tuple(w.session for w in ranked)


def _goes_on(page: Page, wish: Wish, wanted: Sequence[Wish]) -> bool:
    """'mi accontento: la B, sennò la C': of those one is content with, the first still comes first."""
    sentence = page.sentence_of(wish.place)
    return any(w.ordered and w.place > wish.place and page.sentence_of(w.place) == sentence for w in wanted)


def _declined(page: Page, found: Found, round_: str) -> bool:
    """'so nothing for me after lunch'."""
    beside = (page.tokens[max(0, r.start - 5) : r.end + 3] for r in found.rounds if r.round == round_)
    return any(t.fold in page.voc.words["no_wish"] for tokens in beside for t in tokens)


def _spoken_of_again(page: Page, wish: Wish, refused: int) -> bool:
    """Whether a session given up is only spoken of once more in the sentence ('not D, I teach teaching myself')."""
    told = wish.replaces or wish.ordered or wish.coded or wish.first
    return wish.remark or (not told and page.sentence_of(wish.place) == page.sentence_of(refused))


def _ranked(wanted: Sequence[Wish]) -> bool:
    """Whether each session after the first is said to come after the one before."""
    return all(two.ordered or two.last or (one.first and not two.first) for one, two in pairwise(wanted))


def _said_plainest(page: Page, mine: list[Wish]) -> list[Wish]:
    """Without remarks, and without words that may mean something else, where the round's choice is told plainly."""
    mine = _without_told_of(page, mine)
    yes = [w for w in mine if w.positive]
    for plain in (
        [w for w in yes if not w.remark],
        [w for w in yes if not w.remark and not w.weak],
        _by_code(page, [w for w in yes if not w.remark and not w.weak]),
    ):
        ordered = any(w.ordered or w.last or w.first for w in mine)
        if plain and (not ordered or all(w.remark for w in yes if w not in plain)):
            mine = [w for w in mine if not w.positive or w in plain]
    hours = [w for w in mine if w.positive and w.hour]
    asked = [w for w in hours if _in_a_request(page, w)]
    if asked and not any(w.ordered or w.first or w.replaces for w in mine):
        mine = [w for w in mine if not w.hour or not w.positive or w in asked]  # others are of a tale that is told
    return mine


def _without_told_of(page: Page, mine: list[Wish]) -> list[Wish]:
    """Without what is only told of, where another is asked for and is no second best to it."""
    told = [w for w in mine if w.positive and w.told_of and not w.replaces]
    rest = [w for w in mine if w.positive and not w.told_of]
    if not told or not any(_in_a_request(page, w) or _chosen(page, w) for w in rest):
        return mine
    ranked = any(w.ordered or w.last or w.first for w in told) or any(
        w.ordered for w in rest if w.place > told[0].place
    )
    return mine if ranked else [w for w in mine if w not in told]


def _chosen(page: Page, wish: Wish) -> bool:
    """'Scelgo la B', 'ma io preferisco la B'."""
    clause = page.clauses[page.clause_of(wish.place)]
    return page.has_any(("wished", "decided"), clause.start, wish.place)


def _in_a_request(page: Page, wish: Wish) -> bool:
    start, end = page.sentences[page.sentence_of(wish.place)]
    concluded = page.tokens[start].fold in page.voc.words["in_that_case"]  # 'Allora la B, grazie'
    return concluded or page.has_any(("self", "we", "book", "request", "question_request"), start, end)


def _by_code(page: Page, yes: list[Wish]) -> list[Wish]:
    """Where a sentence says by code or number what is wanted, titles' words in other sentences are remarks."""
    said = {page.sentence_of(w.place) for w in yes if w.coded}
    rows = [w for w in yes if w.coded or w.replaces or page.sentence_of(w.place) in said]  # 'B2 – no, wait: kilns'
    return _columns(page, rows or yes)


def _columns(page: Page, yes: list[Wish]) -> list[Wish]:
    """In a row of a list, codes count and the words beside them are offices; of words alone, the last column counts."""
    rows = {page.sentence_of(w.place) for w in yes}
    if len(rows) != 1 or len({w.session for w in yes}) < 2:
        return yes
    start, end = page.sentences[next(iter(rows))]
    if any(page.has(cls, start, end) for cls in ("self", "we", "book", "request", "question", "topic_cue")):
        return yes
    joints = (
        page.voc.words["and"] | page.voc.words["or"] | page.voc.words["like"] | page.voc.words["as_well"] | {",", ";"}
    )
    coded = [w for w in yes if w.coded]
    joined = any(_led_by(page, joints, one.place, two.place) for one, two in pairwise(yes))
    ranked = any(w.ordered for w in yes)
    return coded or (yes if joined or ranked or end - start >= 30 else [yes[-1]])


def _led_by(page: Page, joints: Collection[str], start: int, place: int) -> bool:
    """Whether one of `joints` leads to the session, small words between: 'on the lock wall and on the painting'."""
    small = page.voc.words["preposition"] | page.voc.words["article"]
    near = place - 2
    while near > start and page.tokens[near].fold in small:
        near -= 1
    return any(t.fold in joints for t in page.tokens[max(start, near) : place])


def _rest(
    page: Page, mine: list[Wish], refused: set[str], round_: str, at: Index, found: Found, chosen: Chosen
) -> tuple[str, ...]:
    """Only what is not wanted was said: the rest, in the event's order, if the words say the rest is fine."""
    rest = tuple(s.id for s in at.event.round(round_).sessions if s.id not in refused)
    if not refused or not rest:
        return ()
    sentences = {page.sentence_of(w.place) for w in mine}
    if keeps_the_rest(page, at, chosen, sentences) or chosen.kept - {round_}:
        return ()
    near = [
        m
        for cls in ("the_rest", "exclude")
        for m in page.marks.get(cls, ())
        if page.sentence_of(m.start) in sentences
        or (_told_until(page, found, m, sentences) and not _of_another_round(page, found, at, m, round_))
    ]
    if len(rest) == 1 < len(refused) and not chosen.changing and not any(_unable(page, w) for w in mine):
        return rest  # 'né energia né mobilità', of three
    if near or _under_its_round(page, found, round_, sentences):
        days = {s.session: s.day for s in at.slots if s.day is not None}
        told = {days.get(s) for s in refused}
        same_day = tuple(s for s in rest if days.get(s) in told)
        several = len(set(days.values())) > 1
        if several:
            return same_day if len(told) == 1 and same_day and _day_told(page, mine) else rest
        return _of_the_half(page, at, rest, mine) or rest
    if len(rest) > 1 and any(_kept_away(page, w) for w in mine):
        return ()
    chosen.doubts.append(Doubt("choices", NOTHING_INSTEAD, round=round_, options=rest))
    return ()


def _of_the_half(page: Page, at: Index, rest: tuple[str, ...], mine: list[Wish]) -> tuple[str, ...]:
    """'a morning sailing that is not the first': of the part of the day that is named before, in the sentence."""
    place = min(w.place for w in mine)
    start, _ = page.sentences[page.sentence_of(place)]
    told = [(m.end, half) for cls, half in HALVES.items() for m in page.within(cls, start, place)]
    told = [(end, half) for end, half in told if not page.has_any(("exclude", "negation"), start, end)]
    of_half = slot_sessions(at, None, None, max(told)[1]) if told else ()
    return tuple(s for s in rest if s in of_half)


def _under_its_round(page: Page, found: Found, round_: str, sentences: set[int]) -> bool:
    """'Pomeriggio: non la B': the round is asked for, and what is not wanted of it."""
    heads = [r for r in found.rounds if r.round == round_ and page.sentence_of(r.start) in sentences]
    return any(page.tokens[r.end].text == ":" for r in heads if r.end < len(page.tokens))


def _told_until(page: Page, found: Found, mark: Mark, sentences: set[int]) -> bool:
    """'I can't do homes. I can't do the riverbank. Everything else is welcome': of the sentences before it in which
    sessions are named, one behind the other."""
    named = {page.sentence_of(m.start) for m in found.mentions}
    number = page.sentence_of(mark.start) - 1
    while number not in sentences and number in named:
        number -= 1
    return number in sentences


def _of_another_round(page: Page, found: Found, at: Index, mark: Mark, round_: str) -> bool:
    """Whether the sentence of a 'the rest' speaks of another round's sessions."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    named = (m for m in found.mentions if m.how != "equal" or m.start != mark.start)  # not the 'anything else' itself
    return any(start <= m.start < end and at.round_of[m.sessions[0]] != round_ for m in named)


def _day_told(page: Page, mine: list[Wish]) -> bool:
    start, end = page.sentences[page.sentence_of(mine[0].place)]
    told = [d for d in page.days if start <= d.start < end]
    small = page.voc.words["stop"]  # 'tutte meno quella di domenica'
    excluded = [
        w
        for w in mine
        for m in page.within("exclude", start, w.place)
        if w.place - m.end <= 3 and all(t.fold in small for t in page.tokens[m.end : w.place])
    ]
    # 'any on Sunday', and neither 'any but Sunday at 10' nor 'any but the first on Saturday'
    return any(not any(0 <= d.start - w.place <= OF_A_DAY for w in excluded) for d in told)


def _kept_away(page: Page, wish: Wish) -> bool:
    """'al gruppo 1 non ce la faccio': the round is left out, and nobody needs to ask."""
    clause = page.clauses[page.clause_of(wish.place)]
    return _unable(page, wish) or page.has("absent", clause.start, clause.end)


def _unable(page: Page, wish: Wish) -> bool:
    clause = page.clauses[page.clause_of(wish.place)]
    return page.has_any(("absent_self", "kept_away"), clause.start, clause.end)
