"""The facts that an organizer's reply tells: seats, names and sessions, in words that say nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.organizer import WORD, organizer_words
from mailflow.understanding.reading import Context, Person, Reading
from mailflow.understanding.text.tokens import fold
from mailflow.understanding.text.vocabulary import languages, vocabulary
from mailflow.understanding.understand import read

LONGEST = 400  # characters of a correction; who writes more explains, and does not correct

_NAME = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_NAMES = re.compile(rf"{_NAME}(?: (?:d[aei]l?l?a? )?{_NAME}){{0,3}}")
_BETWEEN = re.compile(r"\s*(?:,|;|&|\n|\s(?:e|ed|and)\s)\s*")


def corrected(said: str, event: Event) -> Reading | None:
    """Seats, names and sessions, where the words say those and nothing else."""
    if len(said) > LONGEST or "?" in said or not (_accounted_for(said, event) and _counts_something(said, event)):
        return None
    reading = read(Message(text=said), event, Context(has_booking=True))
    people = _people(said, reading, event)
    seats = reading.seats or _places(said)
    choices = any((reading.choices, *(person.choices for person in reading.people)))
    doubted = [doubt for doubt in reading.doubts if doubt.about in {"seats", "choices"}]
    if people is None or doubted or not (seats or people or choices) or (seats and len(people) > seats):
        return None
    return replace(reading, seats=seats, people=people, confident=True, doubts=())


def _people(said: str, reading: Reading, event: Event) -> tuple[Person, ...] | None:
    """Everybody named, a surname alone included; None where a word that may be a name is nobody's."""
    listed = _names(said, event)
    capitals = {fold(word) for word in WORD.findall(said) if word[0].isupper() and not _known(word, event)}
    wishes = [dict(person.choices) for person in reading.people]
    for people in (reading.people, tuple(Person(name, wishes[0] if wishes else {}) for name in listed)):
        named = {fold(word) for person in people for word in WORD.findall(person.name)}
        same = people is reading.people or all(wish == wishes[0] for wish in wishes)
        if capitals <= named and same and len(people) >= len(listed):
            return people
    return None


def _places(said: str) -> int | None:
    """The number that stands before 'places' or 'people', where it is the only one."""
    words = WORD.findall(said)
    told = {_value(n) for n, what in pairwise(words) if fold(what) in organizer_words().places} - {None}
    return told.pop() if len(told) == 1 else None


def _names(said: str, event: Event) -> tuple[str, ...]:
    """The names of a list: `2 posti, Rossi e Bianchi, nel gruppo 3`."""
    pieces = (_bare(piece, event) for piece in _BETWEEN.split(said))
    return tuple(piece for piece in pieces if _NAMES.fullmatch(piece))


def _bare(piece: str, event: Event) -> str:
    """A piece of a list without the words that open it and are no name."""
    words = list(WORD.finditer(piece))
    start = next((word.start() for word in words if not _known(word[0], event)), len(piece))
    return piece[start:].strip(" .\n")


def _known(word: str, event: Event) -> bool:
    """A number, a word that adds nothing, or one of a session's."""
    return _number(word) or fold(word) in organizer_words().plain | words_of_sessions(event)


def _accounted_for(said: str, event: Event) -> bool:
    """Whether every word is known, or may be a name; a capital at the very beginning makes no name of a plain word."""
    words = WORD.findall(said)
    names = (word[0].isupper() and not (at == 0 and _everyday(word)) for at, word in enumerate(words))
    return all(name or _known(word, event) for name, word in zip(names, words, strict=True))


def _counts_something(said: str, event: Event) -> bool:
    """Whether no figure is left of which nobody can say whether a session's number or so many people is meant."""
    words = [fold(word) for word in WORD.findall(said)]
    vocabulary_ = organizer_words()
    titles = words_of_sessions(event)
    numbers = {str(session.number) for session in event.sessions if session.number is not None}
    told = True  # whether the figure before is told, and one after 'and' with it
    for at, word in enumerate(words):
        if not word.isdecimal():
            continue
        before = next((w for w in reversed(words[:at]) if w not in vocabulary_.item), "")
        after = words[at + 1] if at + 1 < len(words) else ""
        goes_on = before in {"e", "ed", "and"} and told and at > 1 and words[at - 2].isdecimal()
        beside = before in vocabulary_.group | vocabulary_.inside | titles or after in vocabulary_.places | titles
        told = beside or goes_on or word not in numbers
        if not told:
            return False
    return True


def _everyday(word: str) -> bool:
    tables = (vocabulary(language) for language in languages())
    return any(fold(word) in table.common or fold(word) in table.function_words for table in tables)


def words_of_sessions(event: Event) -> frozenset[str]:
    """The words that sessions are called by, folded."""
    texts = (text for s in event.sessions for text in (s.title, *s.aliases, s.code or ""))
    return frozenset(fold(word) for word in _session_words(*texts))


def _session_words(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from WORD.findall(text)


def _number(word: str) -> bool:
    return _value(word) is not None


def _value(word: str) -> int | None:
    if word.isdecimal():
        return int(word[:4])
    tables = (vocabulary(language).numbers for language in languages())
    return next((table[fold(word)] for table in tables if fold(word) in table), None)
