"""How organizers write in answer to our mails, one TOML file a language; all languages are read at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mailflow.understanding.text.tokens import fold

Phrase = tuple[str, ...]  # folded words that follow each other
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*['’]?")


@dataclass(frozen=True, slots=True)
class Words:
    """`ways`: phrase → way, the longest phrases first; the other classes as sets of phrases or words."""

    ways: Mapping[Phrase, str]
    assent: tuple[Phrase, ...]
    greeting: tuple[Phrase, ...]
    closing: tuple[Phrase, ...]
    but: frozenset[str]
    contrary: frozenset[str]
    plain: frozenset[str]
    places: frozenset[str]
    group: frozenset[str]
    inside: frozenset[str]
    item: frozenset[str]
    before_number: tuple[Phrase, ...]
    chosen: frozenset[str]
    sole: tuple[Phrase, ...]
    articles: frozenset[str]
    salutation: tuple[Phrase, ...]
    addressed: frozenset[str]
    topic: tuple[Phrase, ...]
    which: frozenset[str]
    about: tuple[Phrase, ...]
    both: tuple[Phrase, ...]
    all: tuple[Phrase, ...]


@cache
def organizer_words() -> Words:
    """The words of every language together."""
    tables = [
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(files(__name__).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    ]
    ways = {phrase(said): way for table in tables for way, phrases in table["ways"].items() for said in phrases}

    def words(name: str) -> list[str]:
        return [said for table in tables for said in table["words"][name]]

    return Words(
        ways=dict(sorted(ways.items(), key=lambda entry: -len(entry[0]))),
        assent=_phrases(words("assent")),
        greeting=_phrases(words("greeting")),
        closing=_phrases(words("closing")),
        but=frozenset(map(fold, words("but"))),
        contrary=frozenset(words("contrary")),
        plain=frozenset(map(fold, words("plain"))),
        places=frozenset(map(fold, words("places"))),
        group=frozenset(map(fold, words("group"))),
        inside=frozenset(map(fold, words("inside"))),
        item=frozenset(map(fold, words("item"))),
        before_number=_phrases([*words("item"), *words("option")]),
        sole=_phrases(words("sole")),
        chosen=frozenset(map(fold, words("chosen"))),
        articles=frozenset(map(fold, words("articles"))),
        salutation=_phrases(words("salutation")),
        addressed=frozenset(map(fold, words("addressed"))),
        topic=_phrases(words("topic")),
        which=frozenset(fold(word) for said in words("which") for word in said.split()),
        about=_phrases(words("about")),
        both=_phrases(words("both")),
        all=_phrases(words("all")),
    )


def phrase(said: str) -> Phrase:
    """A phrase as it is compared."""
    return tuple(fold(word) for word in said.split())


def opening(said: str, phrases: Sequence[Phrase]) -> int:
    """Where the phrase that opens the text ends; 0 where none does. The longest phrases first."""
    words = list(WORD.finditer(said))
    if not words or said[: words[0].start()].strip():
        return 0
    folded = tuple(fold(word[0]) for word in words[:12])
    longest = next((wanted for wanted in phrases if folded[: len(wanted)] == wanted), ())
    return words[len(longest) - 1].end() if longest else 0


def _phrases(said: list[str]) -> tuple[Phrase, ...]:
    return tuple(sorted(map(phrase, said), key=len, reverse=True))
