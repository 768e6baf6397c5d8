"""What the rules read, put right where the second opinion is sure of something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from mailflow.domain.event import Event
from mailflow.understanding.gist import Gist
from mailflow.understanding.people.cast import Cast, Person
from mailflow.understanding.people.stance_of_one import stance_of
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.seats.named_besides import named_besides
from mailflow.understanding.seats.seats import UNSURE, Seats
from mailflow.understanding.second_opinion.opinions import ByWords, Opinions
from mailflow.understanding.second_opinion.outline import outline_of
from mailflow.understanding.second_opinion.person_signs import attends
from mailflow.understanding.second_opinion.word_signs import is_wanted
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL

OVERRULES = 0.7  # the probability from which the rules are wrong about a person or a size they are sure of
SETTLES = 0.85  # ... from which one named in remarks alone comes, and nobody wonders about whom the rules leave open
COUNTS = 0.4  # ... from which a size is meant at all; below it none is told
GUESSED = 0.25  # ... from which it is meant where the rules count the party, though the two may count differently
TAKEN = 0.9  # ... from which anybody wants a session of a round that the rules leave open
LEFT = 0.1  # ... below which nobody wants a session that the rules take for wanted
MANY = 3  # numbered rows that are a list
LARGE = 10  # people
SETTLES_SIZE = 0.9  # ... from which a size is meant although the rules find it unclear


def revised_cast(page: Page, cast: Cast, people: Mapping[int, float], size: int | None = None) -> Cast:
    """The cast with everybody coming or staying as is most probable; the same where that changes nothing.

    `size`: how many most probably come.
    """
    # Most mails sway nobody, and who stands aside takes more to be swayed.
    people = {number: share for number, share in people.items() if number not in _only_in_passing(page, cast)}
    numbered = [*enumerate(cast.persons)]
    swayed = any(_revised(person, people.get(number), OVERRULES) is not person for number, person in numbered)
    aside, counted = (_spoken_of_aside(page, cast), _in_counted_rows(page, cast)) if swayed else (set(), set())
    persons = [
        person if number in counted else _revised(person, people.get(number), SETTLES if number in aside else OVERRULES)
        for number, person in numbered
    ]
    found = any(attends(p) and not attends(was) for p, was in zip(persons[1:], cast.persons[1:], strict=True))
    if size == 1 and _one_told(cast) and not any(map(attends, persons)):
        return cast  # "I'm Zoe's mum. Please book her on A": the one place is somebody's
    if cast.presumed and found and people.get(0, 0.0) < 0.5 and attends(cast.writer):
        persons[0] = replace(persons[0], comes=False)  # he came for want of anybody else
    settled = {cast.persons[number].name for number, share in people.items() if max(share, 1.0 - share) >= SETTLES}
    leftovers = [name for name in cast.leftovers if name not in settled]
    if persons == cast.persons and leftovers == cast.leftovers:
        return cast
    return replace(cast, persons=persons, leftovers=leftovers)


def _only_in_passing(page: Page, cast: Cast) -> set[int]:
    """Who is named right behind words of who told the writer, or of greeting, and nowhere else: 'su suggerimento di
    Elvira Conti', 'best wishes to Mrs Kane'."""
    ends = {mark.end for mark in page.of("led_by", "sends_regards")}
    told = [ref for ref in cast.refs if ref.kind == "name" and ref.person > 0] if ends else []
    lead = page.voc.words["title"] | page.voc.words["article"]

    def in_passing(n: int) -> bool:
        while n not in ends and n and (page.tokens[n - 1].fold.strip(".") in lead or page.tokens[n - 1].text == "."):
            n -= 1
        return n in ends

    return {ref.person for ref in told} - {ref.person for ref in told if not in_passing(ref.start)}


def _one_told(cast: Cast) -> bool:
    """Whether one person alone comes, with a name, and it is not the writer."""
    return len(cast.attending) == 1 and not cast.guests and cast.named_attending == cast.attending != [0]


def _spoken_of_aside(page: Page, cast: Cast) -> set[int]:
    """Who is named in remarks alone: 'su suggerimento di Elvira Conti'."""
    said: dict[int, set[Stance]] = defaultdict(set)
    for ref in cast.refs:
        said[ref.person].add(stance_of(page, cast, ref))
    return {number for number, stances in said.items() if stances == {Stance.ASIDE}}


def all_in_rows(page: Page, cast: Cast) -> bool:
    """Whether everybody who comes stands in such rows: they are counted."""
    coming = {number for number, person in enumerate(cast.persons) if attends(person)}
    return bool(coming) and not cast.guests and coming <= _in_counted_rows(page, cast)


def is_counted(gist: Gist) -> bool:
    """Whether who comes is told one by one: somebody is one more than a row, two have each a wish of his own ('Bruno 1,
    io 2 e 5'), or one comes and 'not me'."""
    coming = {number for number, person in enumerate(gist.cast.persons) if attends(person)}
    wishes = [gist.chosen.by.get(number) for number in coming]
    each = len(coming) == 2 and not gist.cast.guests and all(wishes) and wishes[0] != wishes[1]
    not_me = bool(coming) and gist.cast.writer.comes is False and gist.page.has("not_me")
    return each or not_me or named_besides(gist.page, gist.cast)


def _in_counted_rows(page: Page, cast: Cast) -> set[int]:
    """Who stands in rows numbered from one, or below a colon, and comes: the last of them signs nothing."""
    rows: list[int] = []
    for number, (start, _) in enumerate(page.sentences):
        if page.tokens[start].kind is Kind.NUMBER and page.numbers[start] == len(rows) + 1:
            rows.append(number)
    told = {r.person for r in cast.refs if r.kind == "name" and page.sentence_of(r.start) in rows}
    told = told if len(rows) >= MANY else set()
    return {number for number in told | _below_a_colon(page, cast) if attends(cast.persons[number])}


def _below_a_colon(page: Page, cast: Cast) -> set[int]:
    """Who stands in lines right below 'Si iscrivono:', each a name alone, or each with more behind it: 'Ada (44): A'.
    No such line is a signature."""
    found: list[int] = []
    shape, last = False, -1  # whether the lines tell more than a name, and the token that ends the one before
    for ref in (r for r in cast.refs if r.kind == "name" and _opens_a_line(page, r.start, r.end)):
        above = ref.start - 1
        while above >= 0 and page.tokens[above].kind is Kind.LINE:
            above -= 1
        end = next((n for n in range(ref.end, len(page.tokens)) if page.tokens[n].kind is Kind.LINE), len(page.tokens))
        more = end > ref.end
        headed = above >= 0 and page.tokens[above].text == ":"
        near = page.text[page.tokens[above].end : page.tokens[ref.start].start] == "\n"
        if headed or (found and above == last and near and more is shape):
            found, shape, last = [*found, ref.person], more, end - 1
    return set(found) if len(found) >= MANY else set()


def _opens_a_line(page: Page, start: int, end: int) -> bool:
    """Whether the name begins a line, and no word goes on behind it."""
    before, after = page.tokens[start - 1 : start], page.tokens[end : end + 1]
    closed = all(t.kind is Kind.LINE or t.text in ":(" for t in after)
    return closed and all(t.kind is Kind.LINE for t in before)


def _revised(person: Person, share: float | None, bar: float) -> Person:
    if share is None or person.withdrawn or max(share, 1.0 - share) < bar or attends(person) is (share > 0.5):
        return person
    return replace(person, comes=share > 0.5, stays=person.stays and share <= 0.5)


def revised_seats(seats: Seats, sizes: Mapping[int, float]) -> Seats:
    """The most probable size, if one is probable at all; what the rules doubt in it stays a doubt until it is sure.

    A size that was not weighed, as of a party larger than any weighed, stays as the rules read it.
    """
    if seats.value is not None and seats.value not in sizes:
        return seats
    likeliest = max(sizes, key=lambda size: sizes[size])
    share = sizes[likeliest]
    sure = seats.value is not None and not seats.doubts
    told = sure and seats.said is not None and share < OVERRULES  # in so many words
    value = seats.value if told or (sure and share < OVERRULES) else likeliest
    between = any(doubt.words.startswith(UNSURE) for doubt in seats.doubts)  # '3-4 people': nobody knows better
    doubts = () if share >= SETTLES_SIZE and not between else seats.doubts
    if value is None or (sizes[value] < COUNTS and not told):
        numbers = sure or any(doubt.options for doubt in doubts)  # the party is counted, if not surely
        value = likeliest if numbers and share >= GUESSED else None
        if sure and value not in (None, seats.value):
            doubts = (_one_or_the_other(value, seats.value),)
    said = seats.said if seats.said is not None and seats.said.value == value else None
    return Seats(value, doubts, said)


def likeliest_size(sizes: Mapping[int, float]) -> int | None:
    """The most probable size of those weighed."""
    return max(sizes, key=lambda size: sizes[size], default=None)


def is_large(seats: Seats) -> bool:
    """Whether the rules are sure of a size of which the mails that were learnt from had few."""
    return seats.value is not None and seats.value >= LARGE and not seats.doubts


def _one_or_the_other(guess: int | None, counted: int | None) -> Doubt:
    """Two sizes of the party, of which neither is sure."""
    return Doubt("seats", f"{guess} come, or {counted}?", options=(str(guess), str(counted)))


def revised_choices(chosen: Chosen, sessions: Mapping[str, float], event: Event) -> Chosen:
    """The choices without what is hardly wanted, and with what surely is in a round that nobody chose for."""
    equal = {s for said in chosen.said.values() for m in said if m.how == "equal" for s in m.sessions}
    by = {
        owner: {round_: kept for round_, told in rounds.items() if (kept := _kept(told, sessions, equal))}
        for owner, rounds in chosen.by.items()
    }
    for round_ in event.rounds:
        likeliest = max((s.id for s in round_.sessions), key=lambda session: sessions[session], default=None)
        if (
            round_.id in chosen.apart
            or likeliest is None
            or sessions[likeliest] < TAKEN
            or any(round_.id in rounds for rounds in by.values())
        ):
            continue
        for owner in [*by] or [ALL]:
            by.setdefault(owner, {})[round_.id] = (likeliest,)
    return replace(chosen, by={owner: rounds for owner, rounds in by.items() if rounds or not chosen.by.get(owner)})


def _kept(told: tuple[str, ...], sessions: Mapping[str, float], equal: Collection[str]) -> tuple[str, ...]:
    """Without what is hardly wanted; of what is one of a set of equals, no word is said that could tell."""
    return tuple(session for session in told if session in equal or sessions[session] >= LEFT)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How probable the words alone make it that each fact of a reading is right: the seats, each person, the session of
    each mention, each part of the outline by its name."""

    seats: float = 1.0
    people: tuple[float, ...] = ()
    mentions: tuple[float, ...] = ()
    outline: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rightness:
    """How probable it is that each fact of a reading is right: the seats, each person, each session.

    `next_size`: how probable the likeliest other size is; `revised`: how many facts are not as the rules read them.
    """

    seats: float = 1.0
    people: tuple[float, ...] = ()
    sessions: tuple[float, ...] = ()
    next_size: float = 0.0
    revised: int = 0
    words: Agreement = field(default_factory=Agreement)


def rightness(ruled: Gist, final: Gist, told: Opinions, outline: Mapping[str, Mapping[str, float]]) -> Rightness:
    """Of the final reading. `ruled`: what the rules alone read; `outline`: each value of each part of the outline."""
    wanted = {s for rounds in final.chosen.by.values() for sessions in rounds.values() for s in sessions}
    sessions = [share if session in wanted else 1.0 - share for session, share in told.sessions.items()]
    value, largest = final.seats.value, max(told.sizes.values(), default=0.0)
    others = [share for size, share in told.sizes.items() if size != value]
    overruled = sum(attends(a) != attends(b) for a, b in zip(ruled.cast.persons, final.cast.persons, strict=True))
    return Rightness(
        seats=1.0 - largest if value is None else told.sizes.get(value, 0.0),
        people=_as_cast(final.cast, told.people),
        sessions=tuple(sessions),
        next_size=max(others, default=0.0),
        revised=overruled + (ruled.seats.value != value) + (ruled.chosen.by != final.chosen.by),
        words=_agreement(final, told.words, outline),
    )


def _as_cast(cast: Cast, people: Mapping[int, float]) -> tuple[float, ...]:
    return tuple(share if attends(cast.persons[number]) else 1.0 - share for number, share in people.items())


def _agreement(final: Gist, words: ByWords, of_outline: Mapping[str, Mapping[str, float]]) -> Agreement:
    mentions = {m.start: is_wanted(final.chosen, m) for m in final.found.mentions}
    outline = outline_of(final.chosen.by.values())
    return Agreement(
        seats=words.sizes.get(final.seats.value, 0.0),
        people=_as_cast(final.cast, words.people),
        mentions=tuple(share if mentions[place] else 1.0 - share for place, share in words.mentions.items()),
        outline={part: shares.get(outline[part], 0.0) for part, shares in of_outline.items()},
    )
