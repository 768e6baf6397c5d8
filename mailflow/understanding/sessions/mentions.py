"""All session words of a text, told apart by round, day and hour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mailflow.understanding.sessions.codes import code_mentions, spoken_codes, tail_mentions
from mailflow.understanding.sessions.complements import with_complements
from mailflow.understanding.sessions.equals import equals, levelling, pointed_out
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.frames import frames
from mailflow.understanding.sessions.halves_left import halves_left
from mailflow.understanding.sessions.held_by import held_by
from mailflow.understanding.sessions.hours_astray import passing
from mailflow.understanding.sessions.in_turn import in_turn
from mailflow.understanding.sessions.later_ones import later_ones
from mailflow.understanding.sessions.letter_codes import letter_mentions
from mailflow.understanding.sessions.lookalikes import asks, names_none
from mailflow.understanding.sessions.misspelt import respelled
from mailflow.understanding.sessions.number_codes import number_mentions
from mailflow.understanding.sessions.numbers_of_one import of_one_person, wished_by_another
from mailflow.understanding.sessions.numbers_said import Numbers
from mailflow.understanding.sessions.office_names import without_offices
from mailflow.understanding.sessions.ordinal_rounds import ordinals_as_rounds
from mailflow.understanding.sessions.positions import beside, only_ones, positions, remaining
from mailflow.understanding.sessions.rounds import RoundRef, round_refs
from mailflow.understanding.sessions.sessions import Index, Mention, event_tokens
from mailflow.understanding.sessions.slots import slots_of
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.sessions.titles import phrase_mentions, whole_titles
from mailflow.understanding.sessions.told_apart import is_offered, narrowed, with_labels
from mailflow.understanding.sessions.told_by_another import told_by_another
from mailflow.understanding.sessions.translated import with_translated
from mailflow.understanding.sessions.weekday_numbers import bare_days, weekday_numbers
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

MOST = 150  # session words read in one text; no person writes more
PARTS_OF_DAY = ("morning", "afternoon", "evening")
COUNTED = ("total", "total_first", "places", "number_range", "any_one", "house_number")
NOUNS = ("relation", "relations", "place_word")  # what numbers count
PROSE = ("self", "we", "they", "book", "question", "greeting")  # what no row of a list says


def find_mentions(page: Page, at: Index) -> Found:
    """Codes first, then hours, titles, numbers and letters; what overlaps an earlier one is left out."""
    if not page.tokens:
        return Found((), ())
    listed, slots, own = _listed(page), slots_of(page, at), event_tokens(page.content, at)
    found = with_translated(page, at, _apart(_layers(page, at, slots.mentions, listed, own)))
    taken = _tokens_of(found)
    rounds = _with_day_and_part(page, at, round_refs(page, at, taken), taken)
    counted = _counted(page) - of_one_person(page, at)
    counted |= frozenset(m.end - 1 for m in page.of("the_one") if m.end - 2 in taken)  # 'the hard cheeses one'
    numbers = _numbers(page, at, _tokens_of(slots.mentions) | own | counted, rounds, listed)
    in_rounds = _tokens_of(rounds) - weekday_numbers(page, at)
    found += [m for m in number_mentions(numbers) if m.start not in taken | in_rounds]
    found = _without_ages(page, found)
    if not page.shouting:
        known = page.dated | _tokens_of(rounds) | own | counted | _tokens_of(found)
        found += tail_mentions(page.tokens, at, page.voc, known)
    found = sorted((m for m in found if not is_offered(page, m)), key=lambda m: m.start)
    del found[MOST:]
    rounds = _told_by_place(page, at, found, rounds, page.dated | own | counted)
    found, rounds = ordinals_as_rounds(page, at, found, rounds)
    told = with_labels(page, at, [narrowed(page, m, rounds, at) for m in found])
    told = [m for m in told if len(m.sessions) == 1 or m.how not in ("word", "tail")]
    told = [m for m in told if not (m.how == "word" and asks(page, m))]  # "I'd like to register"
    told = without_offices(page, told)
    half = halves_left(page, at) if all(m.weak or m.how == "equal" for m in told) else []
    loose = () if half else tuple(slots.loose)
    return Found(tuple(sorted((*told, *half), key=lambda m: m.start)), rounds, tuple(slots.odd), loose)


def _of_its_name(mention: Mention, own: frozenset[int]) -> bool:
    """Whether it is a part of the event's name as it stands there: 'Keys to the Hall', where a session has keys too."""
    inside = own.issuperset(range(mention.start, mention.end))
    return inside and (mention.start - 1 in own or mention.end in own)


def _tokens_of(some: Iterable[Mention | RoundRef | Mark]) -> frozenset[int]:
    return frozenset(n for one in some for n in range(one.start, one.end))


def _marked(page: Page, *classes: str) -> frozenset[int]:
    """The tokens of these classes' marks."""
    return _tokens_of(m for cls in classes for m in page.marks.get(cls, ()))


def _layers(
    page: Page, at: Index, by_hour: Sequence[Mention], listed: frozenset[int], own: frozenset[int]
) -> Iterable[Sequence[Mention]]:
    """What may tell a session, the surest first. `own`: the tokens of the event's name."""
    yield code_mentions(page.text, page.tokens, at, page.voc)
    yield spoken_codes(page.tokens, at, page.voc)
    yield _pairs(page, at)
    yield in_turn(page, at)
    yield [m for m in whole_titles(page.tokens, at) if not passing(page, at, m.start)]
    yield by_hour
    level = levelling(page) | _marked(page, "goes_away", "exclude")  # the 'other' of 'other than the first'
    yield held_by(page, at)
    phrases = with_complements(
        page, at, [m for m in phrase_mentions(respelled(page, at), at) if not _of_its_name(m, own)]
    )
    yield [m for m in phrases if not (m.how == "word" and m.start in level) and not names_none(page, at, m)]
    yield letter_mentions(page.tokens, at, page.voc, page.shouting, listed)


def _apart(layers: Iterable[Sequence[Mention]]) -> list[Mention]:
    """Those that overlap none of an earlier layer."""
    taken: set[int] = set()
    found: list[Mention] = []
    for mention in (mention for layer in layers for mention in layer):
        span = range(mention.start, mention.end)
        if taken.isdisjoint(span):
            taken.update(span)
            found.append(mention)
    return found


def _counted(page: Page) -> frozenset[int]:
    """Tokens of numbers that count people or tell their age."""
    ages = _tokens_of(m for m in page.marks.get("age", ()) if _of_several(page, m))
    several = [m for m in page.of("last_of") if m.numbers != (1,)]  # 'the last one on day two' counts nobody
    last = _tokens_of(several) if "first_of" in page.marks else frozenset()
    streets = _tokens_of(m for m in page.of("address") if _names_a_street(page, m))
    return _marked(page, *COUNTED) | ages | last | streets  # 'the first two in B, the last two in C'


def _names_a_street(page: Page, address: Mark) -> bool:
    """'Via Roma 12', '12 Mill Lane'; 'corso 2 e corso 5' are courses."""
    heads = page.voc.words["session_head"]
    return any(t.capital and t.fold not in heads for t in page.tokens[address.start + 1 : address.end])


def _without_ages(page: Page, found: list[Mention]) -> list[Mention]:
    """Those that are no age, where sessions are told besides: in brackets in the same sentence ('my daughter (8) would
    love the piano'), or told of somebody by 'is' alone ('Leo is 7')."""
    marks = page.marks.get("age", ())
    bracketed = _tokens_of(m for m in marks if page.tokens[m.start].text == "(")
    told = _tokens_of(m for m in marks if _told_of_one(page, m))
    inside = [m for m in found if m.how == "number" and m.start in bracketed | told]
    others = [m for m in found if m not in inside] if inside else []
    sentences = {page.sentence_of(m.start) for m in others}
    return [
        m
        for m in found
        if m not in inside or not (others if m.start in told else page.sentence_of(m.start) in sentences)
    ]


def _told_of_one(page: Page, age: Mark) -> bool:
    """'Leo is 7', "she's 7": behind somebody, and no more than a verb; not 'for the morning is 1'."""
    words, verb = page.voc.words, age.end - 2
    if verb < max(1, age.start) or page.tokens[verb].fold not in words["be"] | words["genitive"]:
        return False
    who = page.tokens[verb - 1]
    named = who.capital and who.fold not in page.voc.common and verb - 1 not in page.dated
    known = who.fold.strip("'") in words["pronoun_he"] | words["pronoun_she"]
    return len(age.numbers) == 1 and (named or known or any(m.end == verb for m in page.of("relation")))


def _numbers(
    page: Page, at: Index, others: frozenset[int], rounds: tuple[RoundRef, ...], listed: frozenset[int]
) -> Numbers:
    """The text as it is read for numbers. `others`: tokens that are hours, counts or the event's own name."""
    by_weekday, in_rounds = weekday_numbers(page, at), _tokens_of(rounds)
    firsts = {cls: frozenset(m.start for m in page.marks.get(cls, ())) for cls in (*NOUNS, "us", *PARTS_OF_DAY)}
    return Numbers(
        page.tokens,
        at,
        page.voc,
        taken=(page.dated | in_rounds | others) - by_weekday,
        days=bare_days(page, at) - in_rounds - others,
        listed=listed,
        nouns=frozenset().union(*(firsts[cls] for cls in NOUNS)) - page.dated,  # 'tavolo 1 ore 15'
        joints=_marked(page, "alternative", "in_order"),
        ties=in_rounds.union(*(firsts[cls] for cls in ("us", *PARTS_OF_DAY))),
        rounds=in_rounds | {n - 1 for n in by_weekday},
        wished=frozenset(m.end for cls in ("wished_by_one", *PARTS_OF_DAY) for m in page.marks.get(cls, ())),
        theirs=wished_by_another(page) | of_one_person(page, at),
    )


def _of_several(page: Page, ages: Mark) -> bool:
    """'di 3, 5 e 8 anni': a row of ages that says so in words."""
    return len(ages.numbers) > 1 and page.tokens[ages.start].text != "("


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
    found += [*later_ones(page, at, found), *told_by_another(page, at, found)]
    found.sort(key=lambda m: m.start)
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
