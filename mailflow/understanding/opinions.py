"""A second opinion on each fact: how probable the words make it that the rules read it rightly.

The rules name who comes, which sessions are wanted and how many places are asked for. Weights learnt from mails that no
rule was made on (`seats`, `comes`, `wanted` `.json.gz`, by `python -m benchmarks.calibrate`) look at the words around.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflow.understanding.cast import Cast
from mailflow.understanding.choices import Chosen
from mailflow.understanding.mentions import Found
from mailflow.understanding.page import Page
from mailflow.understanding.reading import Intent
from mailflow.understanding.seats import Seats
from mailflow.understanding.sessions import Mention
from mailflow.understanding.signs import PAUSE, STOP, runs, word, words_of
from mailflow.understanding.tokens import Kind
from mailflow.understanding.weights import weights

SEATS, COMES, WANTED = "seats", "comes", "wanted"  # the files of weights
YES, NO, UNTOLD = "yes", "no", "none"
MOST = 9  # seats: this and more
LONGEST = 300  # words that are looked at
AROUND = 4  # words to either side
NAME, SESSION, ROUND, DAY, OTHER = "§name", "§session", "§round", "§day", "§other"
START, END = "^", "$"


@dataclass(frozen=True, slots=True)
class Read:
    """What the rules have read, to be looked at once more."""

    page: Page
    subject: Page
    cast: Cast
    found: Found
    chosen: Chosen
    seats: Seats
    intent: Intent


@dataclass(frozen=True, slots=True)
class Opinions:
    """How probable it is that the rules are right: on the seats, on each person by number, on each mention by place."""

    seats: float = 1.0
    people: tuple[tuple[int, float], ...] = ()
    sessions: tuple[tuple[int, float], ...] = ()


def opinions(read: Read) -> Opinions:
    """The second opinion on a booking or a change."""
    words = words_by_kind(read)
    number = weights(SEATS).probabilities(signs_of_seats(read, words))
    comes, wanted = weights(COMES), weights(WANTED)
    people, sessions = [], []
    for person in named(read.cast):
        share = comes.probabilities(signs_of_person(read, words, person))[YES]
        people.append((person, share if attends(read.cast, person) else 1.0 - share))
    for mention in read.found.mentions:
        share = wanted.probabilities(signs_of_mention(read, words, mention))[YES]
        sessions.append((mention.start, share if is_wanted(read.chosen, mention) else 1.0 - share))
    return Opinions(number.get(size(read.seats.value), 0.0), tuple(people), tuple(sessions))


def named(cast: Cast) -> list[int]:
    """The persons that have a name."""
    return [number for number, person in enumerate(cast.persons) if person.name]


def attends(cast: Cast, number: int) -> bool:
    """Whether the rules count the person."""
    person = cast.persons[number]
    return bool(person.comes and not person.stays)


def is_wanted(chosen: Chosen, mention: Mention) -> bool:
    """Whether the rules take a session of the mention for somebody."""
    return any(s in mention.sessions for rounds in chosen.by.values() for sessions in rounds.values() for s in sessions)


def size(seats: int | None) -> str:
    """A number of seats as the weights know it."""
    return UNTOLD if seats is None else str(min(seats, MOST))


def words_by_kind(read: Read) -> list[str]:
    """A word for each token: persons, sessions, rounds, days and numbers by their kind, all others without endings."""
    page, kinds = read.page, dict.fromkeys(read.page.dated, DAY)
    for ref in read.found.rounds:
        kinds.update(dict.fromkeys(range(ref.start, ref.end), ROUND))
    for mention in read.found.mentions:
        if not mention.weak:
            kinds.update(dict.fromkeys(range(mention.start, mention.end), SESSION))
    for person in read.cast.refs:
        if person.kind == "name":
            kinds.update(dict.fromkeys(range(person.start, person.end), NAME))
    return [kinds.get(place) or _word(page, place) for place in range(len(page.tokens))]


def _word(page: Page, place: int) -> str:
    token = page.tokens[place]
    if token.kind is Kind.OPAQUE:
        return OTHER
    value = page.voc.number(token)
    if value is not None and (token.kind is Kind.NUMBER or value > 1) and token.fold not in page.voc.words["article"]:
        return f"#{value}" if value <= 12 else "#"
    return word(page, place)


def signs_of_person(read: Read, words: Sequence[str], number: int) -> Iterator[str]:
    """What speaks for and against a person's coming: the words around each naming, and what the rules say."""
    cast, person = read.cast, read.cast.persons[number]
    who = "writer" if person.is_writer else "named"
    yield f"intent:{read.intent.value}"
    yield who
    yield f"rule:{person.comes}:{person.stays}:{person.maybe}"
    yield f"rule:{who}:{bool(person.comes)}"
    yield f"coming:{min(5, len(cast.coming))}"
    yield f"guests:{min(5, cast.guests)}"
    yield f"seats:{read.seats.value}"
    refs = [ref for ref in cast.refs if ref.person == number]
    yield f"refs:{min(3, len(refs))}"
    for ref in refs:
        yield f"rule:stance:{cast.stances[read.page.clause_of(ref.start)].name}"
        yield f"kind:{ref.kind}"
        yield from (f"{who}:{sign}" for sign in around(words, ref.start, ref.end))
    if person.is_writer:
        yield from runs(_thinned(words), "text:", 2)


def signs_of_mention(read: Read, words: Sequence[str], mention: Mention) -> Iterator[str]:
    """What speaks for and against a session's being wanted."""
    rule = is_wanted(read.chosen, mention)
    yield f"intent:{read.intent.value}"
    yield f"how:{mention.how}"
    yield f"rule:{rule}"
    yield f"rule:{rule}:{mention.how}"
    yield f"sessions:{min(3, len(mention.sessions))}"
    yield f"mentions:{min(6, len(read.found.mentions))}"
    yield f"rule:stance:{read.cast.stances[read.page.clause_of(mention.start)].name}"
    yield from around(words, mention.start, mention.end)


def signs_of_seats(read: Read, words: Sequence[str]) -> Iterator[str]:
    """What speaks for each number of seats."""
    cast = read.cast
    coming = [person for person in cast.coming if not person.is_writer]
    yield f"intent:{read.intent.value}"
    yield f"rule:{size(read.seats.value)}"
    yield f"rule:said:{read.seats.said.value if read.seats.said else None}"
    yield f"rule:writer:{bool(cast.writer.comes)}"
    yield f"rule:counted:{min(MOST, int(bool(cast.writer.comes)) + len(coming) + cast.guests)}"
    yield f"guests:{min(MOST, cast.guests)}"
    yield f"coming:{min(MOST, len(cast.coming))}"
    yield f"named:{min(MOST, len(named(cast)))}"
    yield f"relations:{min(6, sum(ref.kind == 'relation' for ref in cast.refs))}"
    yield f"plural:{cast.plural}"
    yield from runs(_thinned(words), "text:", 3)
    yield from runs(words_of(read.subject), "subject:", 2)


def around(words: Sequence[str], start: int, end: int) -> Iterator[str]:
    """The words before and behind [start, end): alone, with their distance, and in runs."""
    before = _near(words[max(0, start - 3 * AROUND) : start][::-1], START)
    behind = _near(words[end : end + 3 * AROUND], END)
    for distance, (one, two) in enumerate(zip(before, behind, strict=True)):
        yield from (f"-{distance}:{one}", f"+{distance}:{two}", f"-:{one}", f"+:{two}")
    yield f"--:{before[1]} {before[0]}"
    yield f"++:{behind[0]} {behind[1]}"
    yield f"-+:{before[0]} {behind[0]}"
    yield f"---:{before[2]} {before[1]} {before[0]}"
    yield f"+++:{behind[0]} {behind[1]} {behind[2]}"
    yield f"--+:{before[1]} {before[0]} {behind[0]}"
    yield f"-++:{before[0]} {behind[0]} {behind[1]}"


def _near(words: Sequence[str], beyond: str) -> list[str]:
    found: list[str] = []
    for said in words:
        if not (said.startswith("§") and found[-1:] == [said]):
            found.append(said)
    return (found + [beyond] * AROUND)[:AROUND]


def _thinned(words: Sequence[str]) -> list[str]:
    """The words, a run of one kind once."""
    found: list[str] = []
    for said in words[:LONGEST]:
        if not ((said in (PAUSE, STOP) or said.startswith("§")) and found[-1:] == [said]):
            found.append(said)
    return found
