"""The words of a language by what they do, from one TOML file a language.

A class is a list of phrases. In a phrase, `word*` matches any ending, `<n>` a number, `<w>` any one word, `<*>` up to
three words, `[word]` may be missing, `(one|other)` is either, `{set}` is any phrase of a set of the table `sets`.
Adding a language is adding a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, TypeAlias

from mailflow.understanding.tokens import Kind, Token, fold, tokenize

NUMBER, ANY, GAP = "<n>", "<w>", "<*>"
WIDEST = 3  # words a gap skips at most
CLOSING = {"(": ")", "[": "]", "{": "}"}


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
    jumps: list[_Node] = field(default_factory=list)  # where the phrase goes on without another word


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
        for joined in node.jumps:
            self._match(joined, tokens, start, at, numbers, best)
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
        if GAP in node.exact:
            self._skip(node.exact[GAP], tokens, start, at, numbers, best)

    def _skip(
        self, node: _Node, tokens: Sequence[Token], start: int, at: int, numbers: tuple[int, ...], best: dict[str, Mark]
    ) -> None:
        """Go on after none, one, two or three words, none of them beyond a mark of the sentence."""
        for after in range(at, at + WIDEST + 1):
            self._match(node, tokens, start, after, numbers, best)
            if after >= len(tokens) or tokens[after].kind not in (Kind.WORD, Kind.NUMBER, Kind.LINE):
                return


Part: TypeAlias = "str | list[Phrase]"  # one word, or the phrases of which one stands there
Phrase: TypeAlias = list[Part]


def parse_phrase(text: str, sets: Mapping[str, Sequence[str]]) -> Phrase:
    """A phrase taken apart: words, and in the place of `(a|b)`, `[a]` and `{set}` the phrases they stand for."""
    parts: Phrase = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in CLOSING:
            end = _closing(text, at)
            inner = text[at + 1 : end]
            options = sets[inner] if char == "{" else _options(inner)
            parts.append([parse_phrase(option, sets) for option in options] + ([[]] if char == "[" else []))
            at = end + 1
        else:
            end = next((n for n in range(at, len(text)) if text[n] in CLOSING), len(text))
            parts += [element for word in text[at:end].split() for element in _elements(word)]
            at = end
    return parts


def _closing(text: str, at: int) -> int:
    depth = 0
    for n in range(at, len(text)):
        depth += text[n] in CLOSING
        depth -= text[n] in CLOSING.values()
        if depth == 0:
            return n
    raise ValueError(f"a bracket of “{text}” is not closed")


def _options(inner: str) -> list[str]:
    """'a|b (c|d)' as 'a' and 'b (c|d)'."""
    options, depth = [""], 0
    for char in inner:
        depth += char in CLOSING
        depth -= char in CLOSING.values()
        if char == "|" and depth == 0:
            options.append("")
        else:
            options[-1] += char
    return options


@lru_cache(maxsize=20_000)
def _elements(word: str) -> tuple[str, ...]:
    if word in (NUMBER, ANY, GAP):
        return (word,)
    if word.endswith("*"):
        *before, last = tokenize(word[:-1])
        return (*(t.fold for t in before), last.fold + "*")
    return tuple(t.fold for t in tokenize(word))


def _insert(node: _Node, phrase: Phrase) -> _Node:
    """The node that is reached by the words of the phrase. What follows a choice is shared by all its options."""
    for part in phrase:
        if isinstance(part, str):
            branch, key = (node.prefix, part[:-1]) if part.endswith("*") else (node.exact, part)
            node = branch.setdefault(key, _Node())
        else:
            joint = _Node()
            for option in part:
                _insert(node, option).jumps.append(joint)
            node = joint
    return node


def _words_of(phrase: Phrase) -> Iterator[str]:
    for part in phrase:
        if isinstance(part, str):
            yield part
        else:
            for option in part:
                yield from _words_of(option)


def _settle(node: _Node, seen: set[int]) -> None:
    if id(node) in seen:
        return
    seen.add(id(node))
    node.lengths = tuple(sorted({len(key) for key in node.prefix}))
    for child in (*node.exact.values(), *node.prefix.values(), *node.jumps):
        _settle(child, seen)


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
            parts = parse_phrase(phrase, data.get("sets", {}))
            _insert(root, parts).classes.add(cls)
            common.update(word for word in _words_of(parts) if not word.endswith("*"))
    _settle(root, set())

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
