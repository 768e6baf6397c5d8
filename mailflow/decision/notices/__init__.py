"""Organizers write to those who are booked: what begins such a mail, for whom it is, and what answers our question.

The words are data, one TOML file a language; all languages are read at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mailflow.understanding.organizer import WORD, Phrase, phrase
from mailflow.understanding.text.tokens import fold


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of each class, the longest first; `link`, `article` and `event` are single words."""

    all: tuple[Phrase, ...]
    some: tuple[Phrase, ...]
    waiting: tuple[Phrase, ...]
    waitlist: tuple[Phrase, ...]
    link: frozenset[str]
    article: frozenset[str]
    event: frozenset[str]
    yes: tuple[Phrase, ...]
    no: tuple[Phrase, ...]
    greeting: tuple[Phrase, ...]
    closing: tuple[Phrase, ...]


@cache
def words() -> Words:
    """The words of every language together."""
    tables = [
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(files(__name__).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    ]

    def said(section: str, name: str) -> list[str]:
        return [text for table in tables for text in table[section][name]]

    def phrases(section: str, name: str) -> tuple[Phrase, ...]:
        return tuple(sorted(set(map(phrase, said(section, name))), key=len, reverse=True))

    return Words(
        all=phrases("opening", "all"),
        some=phrases("opening", "some"),
        waiting=phrases("opening", "waiting"),
        waitlist=phrases("opening", "waitlist"),
        link=frozenset(map(fold, said("opening", "link"))),
        article=frozenset(map(fold, said("opening", "article"))),
        event=frozenset(map(fold, said("opening", "event"))),
        yes=phrases("answer", "yes"),
        no=phrases("answer", "no"),
        greeting=phrases("answer", "greeting"),
        closing=phrases("answer", "closing"),
    )


def folded(text: str) -> Phrase:
    """The words of a text, as they are compared."""
    return tuple(fold(word) for word in WORD.findall(text))


def leading(said: Sequence[str], phrases: Iterable[Phrase]) -> int:
    """How many words the longest of these phrases takes that open the text; 0 where none does."""
    return next((len(one) for one in phrases if tuple(said[: len(one)]) == one), 0)
