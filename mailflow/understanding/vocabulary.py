"""The words of a language by what they do, from one TOML file a language.

A class is a list of phrases. In a phrase, `word*` matches any ending, `<n>` a number, `<w>` any one word, `<*>` up to
three words, `[word]` may be missing, `(one|other)` is either, `{set}` is any phrase of a set of the table `sets`.
Adding a language is adding a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple, TypeAlias

from mailflow.understanding.tokens import LINE, Kind, Token, fold, tokenize

NUMBER, ANY, GAP = "<n>", "<w>", "<*>"
ALONE = ("closing", "device")  # what is looked for by itself, in line after line
WIDEST = 3  # words a gap skips at most
CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(slots=True)
class Mark:
    """Words that do something: the class of the vocabulary, the tokens [start, end), the number caught by `<n>`s."""

    cls: Final[str]
    start: Final[int]
    end: Final[int]
    numbers: Final[tuple[int, ...]] = ()


class Words(frozenset[str]):
    """Words of one class or more. What two of them make together is kept, for it is asked at every word of a text."""

    def __or__(self, other: AbstractSet[Any]) -> Words:
        return _together(self, other) if isinstance(other, Words) else Words(frozenset.__or__(self, other))

    def __sub__(self, other: AbstractSet[Any]) -> Words:
        return _without(self, other) if isinstance(other, Words) else Words(frozenset.__sub__(self, other))

    def end(self, word: str) -> bool:
        """Whether the word has one of them for its ending."""
        return word.endswith(_endings(self))


@lru_cache(maxsize=1024)
def _together(one: Words, other: Words) -> Words:
    return Words(frozenset.__or__(one, other))


@lru_cache(maxsize=1024)
def _without(one: Words, other: Words) -> Words:
    return Words(frozenset.__sub__(one, other))


@lru_cache(maxsize=64)
def _endings(words: Words) -> tuple[str, ...]:
    return tuple(words)


_NOTHING: dict[str, Any] = {}  # never written to


def _nothing() -> dict[str, Any]:
    return _NOTHING


@dataclass(slots=True, eq=False)
class _Node:
    """There are tens of thousands, most without any of these: what is empty is one and the same."""

    exact: dict[str, _Node] = field(default_factory=_nothing)
    prefix: dict[str, _Node] = field(default_factory=_nothing)
    lengths: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    jumps: tuple[_Node, ...] = ()  # where the phrase goes on without another word
    members: tuple[_Node, ...] = ()  # all that is reached by jumps, in order, and the node itself
    ends: tuple[str, ...] = ()  # the classes of all members
    only: Collection[str] | None = None  # the words that alone lead on, where words do as they are
    numbers: Mapping[str, int] = field(default_factory=_nothing)


class _Step(NamedTuple):
    """On from a node by a word. `gap`: by none or some words, beginning with it. `number`: what `<n>` caught there."""

    to: _Node
    number: int | None = None
    gap: bool = False


@lru_cache(maxsize=50_000)
def _steps(node: _Node, word: str, kind: str) -> tuple[_Step, ...]:
    """All ways on from a node by a word."""
    found: list[_Step] = []
    for member in node.members:
        if (after := member.exact.get(word)) is not None:
            found.append(_Step(after))
        for length in member.lengths:
            if length > len(word):
                break
            if (after := member.prefix.get(word[:length])) is not None:
                found.append(_Step(after))
        if NUMBER in member.exact and (number := _number(word, kind, node.numbers)) is not None:
            found.append(_Step(member.exact[NUMBER], number))
        if ANY in member.exact and kind in (Kind.WORD, Kind.NUMBER):
            found.append(_Step(member.exact[ANY]))
        if GAP in member.exact:
            found.append(_Step(member.exact[GAP], gap=True))
    return tuple(found)


def _number(word: str, kind: str, numbers: Mapping[str, int]) -> int | None:
    if kind is Kind.NUMBER:
        return int(word) if len(word) <= 3 else None
    return numbers.get(word) if kind is Kind.WORD else None


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
    root: _Node
    roots: Mapping[str, _Node]  # of some classes alone

    def number(self, token: Token) -> int | None:
        """The number a token says, in digits (up to three) or words."""
        kind = token.kind
        if kind is Kind.WORD:
            return self.numbers.get(token.fold)
        return int(token.text) if kind is Kind.NUMBER and len(token.text) <= 3 else None

    def marks(self, tokens: Sequence[Token], cls: str = "") -> tuple[Mark, ...]:
        """Every class at every place it matches, the longest match of a class at a place, in order.

        `cls`: that one alone, of ALONE.
        """
        root = self.roots[cls] if cls else self.root
        found: list[Mark] = []
        for start, token in enumerate(tokens):
            if token.kind is Kind.LINE or token.kind is Kind.OPAQUE:
                continue
            steps = _steps(root, token.fold, token.kind)
            if steps:
                best: dict[str, Mark] = {}
                _go_on(steps, tokens, start, start, (), best)
                found += best.values()
        return tuple(found)

    def marks_in(self, line: str, cls: str = "") -> tuple[Mark, ...]:
        """The marks of a text by itself; short ones keep theirs: several steps look at a mail's last lines."""
        return _marks_in(self, line, cls) if len(line) < LINE else self.marks(tokenize(line), cls)


@lru_cache(maxsize=1024)
def _marks_in(voc: Vocabulary, line: str, cls: str) -> tuple[Mark, ...]:
    return voc.marks(tokenize(line), cls)


def _match(
    node: _Node, tokens: Sequence[Token], start: int, at: int, numbers: tuple[int, ...], best: dict[str, Mark]
) -> None:
    for cls in node.ends:
        if cls not in best or best[cls].end < at:
            best[cls] = Mark(cls, start, at, numbers)
    if at < len(tokens) and tokens[at].kind is Kind.LINE and at > start:
        at += 1  # a phrase may run over a wrapped line
    if at >= len(tokens):
        return
    token = tokens[at]
    if node.only is not None and token.fold not in node.only:
        return
    _go_on(_steps(node, token.fold, token.kind), tokens, start, at, numbers, best)


def _go_on(
    steps: tuple[_Step, ...],
    tokens: Sequence[Token],
    start: int,
    at: int,
    numbers: tuple[int, ...],
    best: dict[str, Mark],
) -> None:
    for to, number, gap in steps:
        if gap:
            _skip(to, tokens, start, at, numbers, best)
        else:
            _match(to, tokens, start, at + 1, numbers if number is None else (*numbers, number), best)


def _skip(
    node: _Node, tokens: Sequence[Token], start: int, at: int, numbers: tuple[int, ...], best: dict[str, Mark]
) -> None:
    """Go on after none, one, two or three words, none of them beyond a mark of the sentence."""
    for after in range(at, at + WIDEST + 1):
        _match(node, tokens, start, after, numbers, best)
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
            node = _next(node, part)
        else:
            joint = _Node()
            for option in part:
                _insert(node, option).jumps += (joint,)
            node = joint
    return node


def _next(node: _Node, word: str) -> _Node:
    """The node that follows by a word, or by every word that begins so; made where there is none yet."""
    if word.endswith("*"):
        branch, key = node.prefix or {}, word[:-1]
        node.prefix = branch
    else:
        branch, key = node.exact or {}, word
        node.exact = branch
    if key not in branch:
        branch[key] = _Node()
    return branch[key]


def _words_of(phrase: Phrase) -> Iterator[str]:
    for part in phrase:
        if isinstance(part, str):
            yield part
        else:
            for option in part:
                yield from _words_of(option)


def _settle(node: _Node, numbers: Mapping[str, int], seen: set[int]) -> None:
    """Make the node, and all that follow it, ready to be walked."""
    if id(node) in seen:
        return
    seen.add(id(node))
    node.lengths = tuple(sorted({len(key) for key in node.prefix}))
    node.numbers = numbers
    node.members = tuple(_members(node))
    node.only = None if any(map(_is_open, node.members)) else _words_on(node)
    node.ends = tuple(dict.fromkeys(cls for member in reversed(node.members) for cls in sorted(set(member.classes))))
    for child in (*node.exact.values(), *node.prefix.values(), *node.jumps):
        _settle(child, numbers, seen)


def _is_open(node: _Node) -> bool:
    """Whether it takes words that are not told one by one."""
    return bool(node.prefix) or not node.exact.keys().isdisjoint((NUMBER, ANY, GAP))


def _words_on(node: _Node) -> Collection[str]:
    """The words that lead on from the node."""
    return node.exact if len(node.members) == 1 else {word for member in node.members for word in member.exact}


def _members(node: _Node) -> Iterator[_Node]:
    for joined in node.jumps:
        yield from _members(joined)
    yield node


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
    file = resources.files("mailflow.understanding") / "vocabulary" / f"{language}.toml"
    data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    root, roots = _Node(), {cls: _Node() for cls in ALONE}
    common: set[str] = set()
    for cls, phrases in data["phrases"].items():
        for phrase in phrases:
            parts = parse_phrase(phrase, data.get("sets", {}))
            for beginning in (root, roots[cls]) if cls in roots else (root,):
                last = _insert(beginning, parts)
                last.classes = (*last.classes, cls)
            common.update(word for word in _words_of(parts) if not word.endswith("*"))

    def numbered(table: str) -> dict[str, int]:
        return {fold(word): value for word, value in data[table].items()}

    def listed(table: str) -> dict[str, int]:
        return {fold(word): at for at, names in enumerate(data[table]) for word in names.split()}

    numbers = numbered("numbers")
    for beginning in (root, *roots.values()):
        _settle(beginning, numbers, set())
    return Vocabulary(
        language=language,
        numbers=numbers,
        ordinals=numbered("ordinals"),
        months={word: at + 1 for word, at in listed("months").items()},
        weekdays=listed("weekdays"),
        hours=numbered("hours"),
        minutes={tuple(t.fold for t in tokenize(phrase)): value for phrase, value in data["minutes"].items()},
        half_days=data["half_days"],
        function_words=Words(fold(w) for w in data["function_words"].split()),
        words={cls: Words(fold(w) for w in words.split()) for cls, words in data["words"].items()},
        forms={
            ask: tuple(" ".join(fold(w) for w in label.split()) for label in labels)
            for ask, labels in data["forms"].items()
        },
        common=Words(common),
        root=root,
        roots=roots,
    )
