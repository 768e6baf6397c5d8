"""All session words of a text, told apart by round, day and hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.sessions.codes import code_mentions, spoken_codes, tail_mentions
from mailflow.understanding.sessions.complements import with_complements
from mailflow.understanding.sessions.equals import equals, levelling, pointed_out
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.frames import frames
from mailflow.understanding.sessions.later_ones import later_ones
from mailflow.understanding.sessions.letter_codes import letter_mentions
from mailflow.understanding.sessions.lookalikes import asks, names_none
from mailflow.understanding.sessions.number_codes import number_mentions
from mailflow.understanding.sessions.office_names import without_offices
from mailflow.understanding.sessions.ordinal_rounds import ordinals_as_rounds
from mailflow.understanding.sessions.positions import beside, only_ones, positions, remaining
from mailflow.understanding.sessions.rounds import RoundRef, round_refs
from mailflow.understanding.sessions.sessions import Index, Mention, event_tokens
from mailflow.understanding.sessions.slots import slots_of
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.sessions.titles import phrase_mentions, whole_titles
from mailflow.understanding.sessions.told_hours import passing
from mailflow.understanding.sessions.weekday_numbers import weekday_numbers
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

MOST = 150  # session words read in one text; no person writes more
PARTS_OF_DAY = ("morning", "afternoon", "evening")
PROSE = ("self", "we", "they", "book", "question", "greeting")  # what no row of a list says
LABELLED = frozenset(".:-–—)")  # between a session's number or code and its title
PHRASE = 10  # tokens a noun and what belongs to it take at most


def find_mentions(page: Page, at: Index) -> Found:
    """Codes first, then hours, titles, numbers and letters; what overlaps an earlier one is left out."""
    if not page.tokens:
        return Found((), ())
    listed = _listed(page)
    nouns = frozenset(m.start for cls in ("relation", "relations", "place_word") for m in page.marks.get(cls, ()))
    nouns -= page.dated  # 'tavolo 1 ore 15'
    slots = slots_of(page, at)
    hour_tokens = frozenset(n for m in slots.mentions for n in range(m.start, m.end))
    level = levelling(page) | {n for m in page.marks.get("goes_away", ()) for n in range(m.start, m.end)}
    phrases = [
        m
        for m in with_complements(page, at, phrase_mentions(page.content, at))
        if not (m.how == "word" and m.start in level) and not names_none(page, at, m)
    ]
    layers = [
        code_mentions(page.text, page.tokens, at, page.voc),
        spoken_codes(page.tokens, at, page.voc),
        _pairs(page, at),
        [m for m in whole_titles(page.tokens, at) if not passing(page, m.start)],
        slots.mentions,
        phrases,
        letter_mentions(page.tokens, at, page.voc, page.shouting, listed),
    ]
    taken: set[int] = set()
    found: list[Mention] = []
    for layer in layers:
        for mention in layer:
            span = set(range(mention.start, mention.end))
            if not span & taken:
                taken |= span
                found.append(mention)
    rounds = _with_day_and_part(page, at, round_refs(page, at, frozenset(taken)), frozenset(taken))
    round_tokens = frozenset(n for r in rounds for n in range(r.start, r.end))
    counted = frozenset(
        n
        for cls in ("total", "total_first", "places", "number_range", "any_one", "house_number")
        for m in page.marks.get(cls, ())
        for n in range(m.start, m.end)
    )
    counted |= frozenset(n for m in page.marks.get("age", ()) if _of_several(page, m) for n in range(m.start, m.end))
    if "first_of" in page.marks:  # 'the first two in B, the last two in C'
        counted |= frozenset(n for m in page.marks.get("last_of", ()) for n in range(m.start, m.end))
    own = event_tokens(page.content, at)
    joints = frozenset(
        n for cls in ("alternative", "in_order") for m in page.marks.get(cls, ()) for n in range(m.start, m.end)
    )
    ties = frozenset(m.start for cls in ("us", *PARTS_OF_DAY) for m in page.marks.get(cls, ())) | round_tokens
    told_by_number = weekday_numbers(page, at)
    dates = (page.dated | round_tokens | hour_tokens | counted | own) - told_by_number
    wished = frozenset(m.end for cls in ("wished_by_one", *PARTS_OF_DAY) for m in page.marks.get(cls, ()))
    leads = round_tokens | {n - 1 for n in told_by_number}
    for mention in number_mentions(page.tokens, at, page.voc, dates, listed, nouns, joints, ties, leads, wished):
        if mention.start not in taken and mention.start not in round_tokens - told_by_number:
            taken.add(mention.start)
            found.append(mention)
    counts = page.dated | round_tokens | own | counted | frozenset(taken)
    found += [] if page.shouting else tail_mentions(page.tokens, at, page.voc, counts)
    found = sorted((m for m in found if not _of_a_label(page, m)), key=lambda m: m.start)
    del found[MOST:]
    rounds = _told_by_place(page, at, found, rounds, page.dated | own | counted)
    found, rounds = ordinals_as_rounds(page, at, found, rounds)
    narrowed = _with_labels(page, at, [_narrow(page, m, rounds, at) for m in found])
    told = [
        m
        for m in narrowed
        if (len(m.sessions) == 1 or m.how not in ("word", "tail"))
        and not (m.how == "word" and asks(page, m))  # "I'd like to register"
    ]
    return Found(tuple(without_offices(page, told)), rounds, tuple(slots.odd), tuple(slots.loose))


def _of_several(page: Page, ages: Mark) -> bool:
    """'di 3, 5 e 8 anni': a row of ages that says so in words."""
    return len(ages.numbers) > 1 and page.tokens[ages.start].text != "("


def _with_labels(page: Page, at: Index, found: Sequence[Mention]) -> list[Mention]:
    """'3. Welfare', 'D1-A – Pipelines': a title with its number or code before it is one mention."""
    told: list[Mention] = []
    for mention in found:
        start, before = mention.start, told[-1] if told else None
        ahead = start - 2
        if mention.how == "title" and ahead >= 0 and page.tokens[ahead + 1].text in LABELLED:
            digits = page.tokens[ahead].kind is Kind.NUMBER  # 'just one: the foundry' is no label
            if digits and at.numbers.get(page.numbers[ahead] or 0, ()) == mention.sessions:
                start = ahead
            elif before is not None and before.end == ahead + 1 and before.sessions == mention.sessions:
                start = before.start
            if before is not None and before.start == start:
                told.pop()
        told.append(replace(mention, start=start))
    return told


def _with_day_and_part(
    page: Page, at: Index, rounds: tuple[RoundRef, ...], taken: frozenset[int]
) -> tuple[RoundRef, ...]:
    """'sabato mattina', 'sabato … la mattina … il pomeriggio', where a day and a part of it together tell a round."""
    if len(at.rounds) < 3 or at.half_of or not any(cls in page.marks for cls in PARTS_OF_DAY):
        return rounds
    taken |= {n for r in rounds for n in range(r.start, r.end)}
    found: list[RoundRef] = []
    day: frozenset[str] = frozenset()
    for frame in frames(page, at):
        told = frozenset(frame.sessions) & day if frame.part else frozenset(frame.sessions)
        day = day if frame.part else told
        round_ = next((r.id for r in at.rounds if told == {s.id for s in r.sessions}), None)
        if round_ is not None and taken.isdisjoint(range(frame.start, frame.end)):
            found.append(RoundRef(frame.start, frame.end, round_))
    return tuple(sorted((*rounds, *found), key=lambda r: r.start))


def _told_by_place(
    page: Page, at: Index, found: list[Mention], rounds: tuple[RoundRef, ...], taken: frozenset[int]
) -> tuple[RoundRef, ...]:
    """Add the sessions told by their place; gives the rounds whose words are not part of one."""
    taken |= frozenset(n for m in found for n in range(m.start, m.end))
    placed = only_ones(page, at, rounds, taken) + positions(page, at, rounds, found, taken)
    inside = {n for m in placed for n in range(m.start, m.end)}
    found[:] = [m for m in found if m.start not in inside] + placed
    found.sort(key=lambda m: m.start)
    found += remaining(page, at, rounds, found) + beside(page, at, found) + pointed_out(page, at, found)
    found.sort(key=lambda m: m.start)
    found += later_ones(page, at, found)
    found += equals(page, at, rounds, sorted(found, key=lambda m: m.start))
    found.sort(key=lambda m: m.start)
    return tuple(r for r in rounds if r.start not in inside)


def _pairs(page: Page, at: Index) -> list[Mention]:
    """'Anna: 1/4', the numbers of one session of each round, where the fourth of the month is no day of the event."""
    found = []
    for ref in page.days:
        first, last = at.numbers.get(ref.day or 0, ()), at.numbers.get(ref.month or 0, ())
        short = ref.end - ref.start == 3 and ref.weekday is None and page.tokens[ref.start + 1].text == "/"
        if not (short and len(first) == len(last) == 1) or resolve(ref, at.event) is not None:
            continue
        if at.round_of[first[0]] != at.round_of[last[0]]:
            found.append(Mention(ref.start, ref.start + 1, first, "number"))
            found.append(Mention(ref.end - 1, ref.end, last, "number"))
    return found


def _narrow(page: Page, mention: Mention, rounds: tuple[RoundRef, ...], at: Index) -> Mention:
    """A mention of several sessions, told apart by the round named in its sentence."""
    if len(mention.sessions) < 2 or mention.how in ("any", "equal"):
        return mention
    start, end = page.sentences[page.sentence_of(mention.start)]
    while start and page.tokens[start - 1].text == ";":
        start, _ = page.sentences[page.sentence_of(start - 1)]  # 'Day 1: Ada -> B; Ugo -> A'
    before = [r for r in rounds if start <= r.start < mention.start]
    after = [r for r in rounds if mention.end <= r.start < end]
    words = page.voc.words
    small = words["preposition"] | words["round_lead"] | words["article"]
    close = [
        r
        for r in after[:1]
        if r.start > mention.end and all(t.fold in small for t in page.tokens[mention.end : r.start])
    ]
    for ref in (*close, *reversed(before), *after):  # 'C on day one and A on day two'
        inside = tuple(s for s in mention.sessions if at.round_of[s] == ref.round)
        if inside:
            return Mention(mention.start, mention.end, inside, mention.how)
    halves = [
        tuple(s for s in slot_sessions(at, None, None, half) if s in mention.sessions)
        for cls, half in (("morning", "am"), ("afternoon", "pm"))
        if page.has(cls, start, end)
    ]
    if len(halves) > 1 and all(halves) and page.has("either", start, end):
        return Mention(
            mention.start, mention.end, mention.sessions, "any"
        )  # 'in italiano, mattina o pomeriggio è uguale'
    told = next((inside for inside in halves if len(inside) == 1), mention.sessions)
    return Mention(mention.start, mention.end, told, mention.how)


def _of_a_label(page: Page, mention: Mention) -> bool:
    """'MORNING (T1/T2/T3): T2': what a form offers, in brackets before its colon."""
    number = page.clause_of(mention.start)
    clause = page.clauses[number]
    last = min(len(page.tokens), mention.end + PHRASE) if clause.depth else mention.end
    bracket = next((n for n in range(mention.end, last) if page.tokens[n].text in "()"), None)
    close = bracket if bracket is not None and page.tokens[bracket].text == ")" else None
    if close is None or close + 2 > len(page.tokens) or page.tokens[close + 1].text != ":":
        return False
    return close + 2 < len(page.tokens) and page.tokens[close + 2].kind is not Kind.LINE


def _listed(page: Page) -> frozenset[int]:
    """Tokens of rows and terse lines, where a bare number or letter is a choice."""
    words = page.voc.words
    joints = words["conjunction"] | words["and"]
    found: set[int] = set()
    for clause in page.clauses:  # a clause of numbers or letters only: '1 e 4'
        inside = page.tokens[clause.start : clause.end]
        if all(
            (t.kind is not Kind.WORD and t.kind is not Kind.OPAQUE) or len(t.text) == 1 or t.fold in joints
            for t in inside
        ):
            found.update(range(clause.start, clause.end))
    for start, end in page.sentences:
        if (
            sum(t.kind is Kind.WORD for t in page.tokens[start:end]) <= 8
            and not page.has_any(PROSE, start, end)
            and page.dated.isdisjoint(range(start, end))
        ):
            found.update(range(start, end))
    return frozenset(found)
