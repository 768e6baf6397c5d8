"""The words of a language by what they do, from one TOML file a language.

A class is a list of phrases, written as `phrases.py` tells. Adding a language is adding a file.
"""

from __future__ import annotations

import gc
import tomllib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from mailflow.understanding.text.phrase_growth import grown
from mailflow.understanding.text.phrase_tree import Mark, Node, marked
from mailflow.understanding.text.phrases import Phrase, parse_phrase, words_of
from mailflow.understanding.text.spelled_out import Spellings, spelled_out, spellings_of
from mailflow.understanding.text.tokens import LINE, Kind, Token, fold, tokenize
from mailflow.understanding.text.words import Words, compact

MANY = 15  # mails
ALONE = ("closing", "device", "see_subject")  # what is looked for by itself, in line after line


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """One language. `numbers`, `ordinals`, `months` (1 to 12), `weekdays` (Monday 0) by folded word."""

    language: str
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    hours: Mapping[str, int]
    minutes: Mapping[tuple[str, ...], int]  # what follows an hour
    half_days: Mapping[str, str]  # am or pm
    function_words: Words
    words: Mapping[str, Words]  # classes of single words, for membership
    forms: Mapping[str, tuple[str, ...]]  # labels of web forms, folded, by what they ask
    common: Words  # words of phrases: everyday words, no names
    everyday: Words  # what people write whatever an event is about: `everyday.<language>.txt`, if there is one
    frequent: Words  # of these, what is in many mails
    root: Node
    roots: Mapping[str, Node]  # of some classes alone
    spellings: Spellings  # words written short, and what they stand for

    def number(self, token: Token) -> int | None:
        """The number a token says, in digits (up to three) or words."""
        kind = token.kind
        if kind is Kind.WORD:
            return self.numbers.get(token.fold)
        return int(token.text) if kind is Kind.NUMBER and len(token.text) <= 3 else None

    def spelled_out(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """The tokens with those written short as what they stand for."""
        return spelled_out(self.spellings, self.common, tokens)

    def marks(self, tokens: Sequence[Token], cls: str = "") -> tuple[Mark, ...]:
        """Every class at every place it matches, the longest match of a class at a place, in order.

        `cls`: that one alone, of ALONE.
        """
        return marked(self.roots[cls] if cls else self.root, tokens)

    def marks_in(self, line: str, cls: str = "") -> tuple[Mark, ...]:
        """The marks of a text by itself; short ones keep theirs: several steps look at a mail's last lines."""
        return _marks_in(self, line, cls) if len(line) < LINE else self.marks(self.spelled_out(tokenize(line)), cls)


@lru_cache(maxsize=1024)
def _marks_in(voc: Vocabulary, line: str, cls: str) -> tuple[Mark, ...]:
    return voc.marks(voc.spelled_out(tokenize(line)), cls)


@cache
def languages() -> tuple[str, ...]:
    """The languages mails are read in: one file each."""
    folder = resources.files("mailflow.understanding") / "vocabulary"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def stop_words() -> Words:
    """Words of any language that tell no subject."""
    return Words(word for language in languages() for word in vocabulary(language).words["stop"])


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language; KeyError if there is no file of it."""
    if language not in languages():
        raise KeyError(language)
    watched = gc.isenabled()
    gc.disable()  # hundreds of thousands of parts grow here, none of them garbage: to look for it took a third longer
    try:
        return _loaded(language)
    finally:
        if watched:
            gc.enable()


def _loaded(language: str) -> Vocabulary:
    folder = resources.files("mailflow.understanding") / "vocabulary"
    data: dict[str, Any] = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    counted = _counted(folder / f"everyday.{language}.txt")

    def numbered(table: str) -> dict[str, int]:
        return {fold(word): value for word, value in data[table].items()}

    def listed(table: str) -> dict[str, int]:
        return {fold(word): at for at, names in enumerate(data[table]) for word in names.split()}

    numbers, sets = numbered("numbers"), data.get("sets", {})
    ordinals = numbered("ordinals")  # 'the last one' may well be a session
    phrases = data.pop("phrases").items()
    said = deque((cls, parse_phrase(phrase, sets)) for cls, told in phrases for phrase in told)
    del phrases
    return Vocabulary(
        language=language,
        numbers=numbers,
        ordinals=ordinals,
        months={word: at + 1 for word, at in listed("months").items()},
        weekdays=listed("weekdays"),
        hours=numbered("hours"),
        minutes={tuple(t.fold for t in tokenize(phrase)): value for phrase, value in data["minutes"].items()},
        half_days=data["half_days"],
        function_words=compact(fold(w) for w in data["function_words"].split()),
        words={cls: compact(fold(w) for w in words.split()) for cls, words in data["words"].items()},
        forms={
            ask: tuple(" ".join(fold(w) for w in label.split()) for label in labels)
            for ask, labels in data["forms"].items()
        },
        common=compact(word for _, phrase in said for word in words_of(phrase) if not word.endswith("*")),
        everyday=compact(word for word in counted if word not in ordinals),
        frequent=compact(word for word, mails in counted.items() if mails >= MANY and word not in ordinals),
        roots={alone: grown([row for row in said if row[0] == alone], numbers) for alone in ALONE},
        root=grown(_taken(said), numbers),
        spellings=spellings_of(data.get("spellings", {})),
    )


def _taken(rows: deque[tuple[str, Phrase]]) -> Iterator[tuple[str, Phrase]]:
    """One after the other, and gone: they are large, and so is what grows of them."""
    while rows:
        yield rows.popleft()


def _counted(file: Traversable) -> dict[str, int]:
    """Words with the number of mails that have them, a line each; none where there is no such file."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {word: int(count) for word, count in rows}
