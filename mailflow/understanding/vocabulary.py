"""The words of a language by what they do, from one TOML file a language.

A class is a list of phrases. In a phrase, `word*` matches any ending, `<n>` a number, `<w>` any one word,
`[word]` may be missing, `(one|other)` is either. Adding a language is adding a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from mailflow.understanding.tokens import Kind, Token, fold, tokenize

NUMBER, ANY = "<n>", "<w>"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that do something: the class of the vocabulary, the tokens [start, end), the number caught by `<n>`s."""

    cls: str
    start: int
    end: int
    numbers: tuple[int, ...] = ()


@dataclass(slots=True)
class _Node:
    exact: dict[str, _Node] = field(default_factory=dict)
    prefix: dict[str, _Node] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    classes: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
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
    function_words: frozenset[str]
    words: Mapping[str, frozenset[str]]  # classes of single words, for membership
    forms: Mapping[str, tuple[str, ...]]  # labels of web forms, folded, by what they ask
    common: frozenset[str]  # words of phrases: everyday words, no names
    root: _Node

    def number(self, token: Token) -> int | None:
        """The number a token says, in digits (up to three) or words."""
        if token.kind is Kind.NUMBER:
            return int(token.text) if len(token.text) <= 3 else None
        return self.numbers.get(token.fold) if token.kind is Kind.WORD else None

    def marks(self, tokens: Sequence[Token]) -> tuple[Mark, ...]:
        """Every class at every place it matches, the longest match of a class at a place, in order."""
        found: list[Mark] = []
        for start, token in enumerate(tokens):
            if token.kind is Kind.LINE or token.kind is Kind.OPAQUE:
                continue
            best: dict[str, Mark] = {}
            self._match(self.root, tokens, start, start, (), best)
            found.extend(best.values())
        return tuple(found)

    def _match(
        self, node: _Node, tokens: Sequence[Token], start: int, at: int, numbers: tuple[int, ...], best: dict[str, Mark]
    ) -> None:
        for cls in node.classes:
            if cls not in best or best[cls].end < at:
                best[cls] = Mark(cls, start, at, numbers)
        if at > start and at < len(tokens) and tokens[at].kind is Kind.LINE:
            at += 1  # a phrase may run over a wrapped line
        if at >= len(tokens):
            return
        token = tokens[at]
        key = token.fold
        after = node.exact.get(key)
        if after is not None:
            self._match(after, tokens, start, at + 1, numbers, best)
        for length in node.lengths:
            if length > len(key):
                break
            after = node.prefix.get(key[:length])
            if after is not None:
                self._match(after, tokens, start, at + 1, numbers, best)
        if NUMBER in node.exact and (number := self.number(token)) is not None:
            self._match(node.exact[NUMBER], tokens, start, at + 1, (*numbers, number), best)
        if ANY in node.exact and token.kind in (Kind.WORD, Kind.NUMBER):
            self._match(node.exact[ANY], tokens, start, at + 1, numbers, best)


def expand(phrase: str) -> Iterator[str]:
    """The phrases that `[x]` and `(a|b)` stand for."""
    for opening, closing in (("[", "]"), ("(", ")")):
        at = phrase.find(opening)
        if at >= 0:
            end = phrase.index(closing, at)
            inner = phrase[at + 1 : end].split("|")
            for option in [*inner, ""] if opening == "[" else inner:
                yield from expand(phrase[:at] + option + phrase[end + 1 :])
            return
    yield " ".join(phrase.split())


def _elements(phrase: str) -> list[str]:
    elements: list[str] = []
    for word in phrase.split():
        if word in (NUMBER, ANY):
            elements.append(word)
        elif word.endswith("*"):
            *before, last = tokenize(word[:-1])
            elements += [t.fold for t in before] + [last.fold + "*"]
        else:
            elements += [t.fold for t in tokenize(word)]
    return elements


def _insert(root: _Node, phrase: str, cls: str) -> None:
    node = root
    for element in _elements(phrase):
        branch, key = (node.prefix, element[:-1]) if element.endswith("*") else (node.exact, element)
        node = branch.setdefault(key, _Node())
    node.classes.add(cls)


def _settle(node: _Node) -> None:
    node.lengths = tuple(sorted({len(key) for key in node.prefix}))
    for child in (*node.exact.values(), *node.prefix.values()):
        _settle(child)


@cache
def languages() -> tuple[str, ...]:
    """The languages mails are read in: one file each."""
    folder = resources.files("mailflow.understanding") / "vocabulary"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language; KeyError if there is no file of it."""
    if language not in languages():
        raise KeyError(language)
    file = resources.files("mailflow.understanding") / "vocabulary" / f"{language}.toml"
    data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    root = _Node()
    common: set[str] = set()
    for cls, phrases in data["phrases"].items():
        for phrase in phrases:
            for plain in expand(phrase):
                _insert(root, plain, cls)
                common.update(e for e in _elements(plain) if not e.endswith("*"))
    _settle(root)

    def numbered(table: str) -> dict[str, int]:
        return {fold(word): value for word, value in data[table].items()}

    def listed(table: str) -> dict[str, int]:
        return {fold(word): at for at, names in enumerate(data[table]) for word in names.split()}

    return Vocabulary(
        language=language,
        numbers=numbered("numbers"),
        ordinals=numbered("ordinals"),
        months={word: at + 1 for word, at in listed("months").items()},
        weekdays=listed("weekdays"),
        hours=numbered("hours"),
        minutes={tuple(t.fold for t in tokenize(phrase)): value for phrase, value in data["minutes"].items()},
        half_days=data["half_days"],
        function_words=frozenset(fold(w) for w in data["function_words"].split()),
        words={cls: frozenset(fold(w) for w in words.split()) for cls, words in data["words"].items()},
        forms={
            ask: tuple(" ".join(fold(w) for w in label.split()) for label in labels)
            for ask, labels in data["forms"].items()
        },
        common=frozenset(common),
        root=root,
    )
