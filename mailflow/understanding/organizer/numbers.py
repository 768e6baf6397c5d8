"""A number as an organizer tells it: '1', '#1', '- 1 -', 'n. 1', 'la 1', 'uno', 'la prima', 'the first one'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mailflow.understanding.organizer import WORD, opening, organizer_words
from mailflow.understanding.text.tokens import fold
from mailflow.understanding.text.vocabulary import languages, vocabulary

_BEFORE = " \t-–*•«“\"'<[(#"
_BEHIND = re.compile(r"(?:[\s\])>#.:,;=–*»”-]|/(?!\s*\d))*")
_FIGURE = re.compile(r"(\d{1,4})([°ºª]|(?:st|nd|rd|th|a)\b)?(?![^\W\d_]|\d|/\d|[:.,]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and what follows it. `figure`: it is told in figures; `ordinal`: as a place in a list."""

    value: int
    rest: str
    figure: bool
    ordinal: bool


def leading_number(said: str) -> tuple[int, str] | None:
    """The number that opens a text, and what follows it."""
    number = number_at(said)
    return (number.value, bare_of(number.rest)) if number else None


def number_at(said: str) -> Number | None:
    """The number that opens a text; what leads to a number may stand before."""
    bare = led_up_to(said)
    if (figure := _FIGURE.match(bare)) is not None:
        ordinal = bool(figure[2])
        return Number(int(figure[1]), _unnamed(bare[figure.end() :], ordinal=ordinal), figure=True, ordinal=ordinal)
    word = WORD.match(bare)
    value = _told().get(fold(word[0])) if word else None
    if word is None or value is None:
        return None
    ordinal = fold(word[0]) in _ordinals()
    return Number(value, _unnamed(bare[word.end() :], ordinal=ordinal), figure=False, ordinal=ordinal)


def bare_of(rest: str) -> str:
    """What follows a number, without what ends it: '1) conferma'."""
    found = _BEHIND.match(rest)
    return rest[found.end() :] if found else rest


def led_up_to(said: str) -> str:
    """The text from its first word that does not lead to a number on."""
    bare = said.lstrip(_BEFORE)
    while end := opening(bare, organizer_words().before_number):
        bare = bare[end:].lstrip(f"{_BEFORE}.°º:")
    return bare


def _unnamed(rest: str, *, ordinal: bool) -> str:
    """What follows 'the first', without the noun it is of: 'the first one'."""
    noun = WORD.match(rest.lstrip()) if ordinal else None
    named = noun is not None and fold(noun[0]) in organizer_words().chosen
    return rest.lstrip()[noun.end() :] if noun is not None and named else rest


@cache
def _told() -> dict[str, int]:
    """The words of every language that tell a number; an article tells no choice."""
    numbers = {word: n for language in languages() for word, n in vocabulary(language).numbers.items()}
    told = {**numbers, **_ordinals()}
    return {word: n for word, n in told.items() if n > 0 and word not in organizer_words().articles}


@cache
def _ordinals() -> dict[str, int]:
    return {word: n for language in languages() for word, n in vocabulary(language).ordinals.items() if n > 0}
