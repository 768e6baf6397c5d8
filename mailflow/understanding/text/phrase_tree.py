"""The phrases of a language as one tree of words, in which a word leads on to all phrases it may continue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from mailflow.understanding.text.tokens import Kind, Token

WIDEST = 3  # words a gap skips at most


@dataclass(slots=True)
class Mark:
    """Words that do something: the class of the vocabulary, the tokens [start, end), the number caught by `<n>`s."""

    cls: Final[str]
    start: Final[int]
    end: Final[int]
    numbers: Final[tuple[int, ...]] = ()


@dataclass(slots=True, eq=False)
class Node:
    """A place in phrases: which classes end there, and the ways on by words that are told, and by all others.

    Where one word alone is told, as at every second place, it is `word` and leads on by `steps`: a table for it would
    take as much room as for five.
    """

    ends: Final[tuple[str, ...]]
    word: Final[str | None]
    steps: Final[Ways]
    told: Final[Mapping[str, Ways]]
    others: Final[tuple[Others, ...]]


class Step(NamedTuple):
    """On to a node by a number, which `<n>` caught, or by a gap (None): by none or some words, beginning there."""

    to: Node
    number: int | None


Ways: TypeAlias = tuple[Node | Step, ...]  # by a word, and nothing more to be known, they lead to the node itself


@dataclass(frozen=True, slots=True, eq=False)
class Others:
    """Ways on by words that are not told one by one: by how they begin, a number (`numbers`: what is one besides
    digits), any one word, a gap."""

    prefix: Mapping[str, Node]
    lengths: tuple[int, ...]  # of the prefixes
    number: Node | None
    any: Node | None
    gap: Node | None
    numbers: Mapping[str, int]

    def steps(self, word: str, kind: str) -> list[Node | Step]:
        """Those of a word."""
        found: list[Node | Step] = []
        for length in self.lengths:
            if length > len(word):
                break
            if (after := self.prefix.get(word[:length])) is not None:
                found.append(after)
        if self.number is not None and (number := self._number(word, kind)) is not None:
            found.append(Step(self.number, number))
        if self.any is not None and kind in (Kind.WORD, Kind.NUMBER):
            found.append(self.any)
        if self.gap is not None:
            found.append(Step(self.gap, None))
        return found

    def _number(self, word: str, kind: str) -> int | None:
        if kind is Kind.NUMBER:
            return int(word) if len(word) <= 3 else None
        return self.numbers.get(word) if kind is Kind.WORD else None


@lru_cache(maxsize=2_048)
def _untold(node: Node, word: str, kind: str) -> Ways:
    """The ways on by a word that is none of the node's; several may lead to one and the same."""
    return tuple(dict.fromkeys([step for other in node.others for step in other.steps(word, kind)]))


def marked(root: Node, tokens: Sequence[Token]) -> tuple[Mark, ...]:
    """Every class at every place it matches, the longest match of a class at a place, in order."""
    found: list[Mark] = []
    for start, token in enumerate(tokens):
        if token.kind is not Kind.LINE and token.kind is not Kind.OPAQUE:
            best: dict[str, Mark] = {}
            _go_on(root, tokens, start, start, (), best)
            found += best.values()
    return tuple(found)


def _go_on(
    node: Node, tokens: Sequence[Token], start: int, at: int, numbers: tuple[int, ...], best: dict[str, Mark]
) -> None:
    while True:
        for cls in node.ends:
            if cls not in best or best[cls].end < at:
                best[cls] = Mark(cls, start, at, numbers)
        if at >= len(tokens):
            return
        token = tokens[at]
        if token.kind is Kind.LINE and at > start:  # a phrase may run over a wrapped line
            at += 1
            if at >= len(tokens):
                return
            token = tokens[at]
        fold = token.fold
        steps: Sequence[Node | Step] | None = node.steps if fold == node.word else node.told.get(fold)
        if steps is None:
            others = node.others
            if not others:
                return
            steps = others[0].steps(fold, token.kind) if len(others) == 1 else _untold(node, fold, token.kind)
        if len(steps) == 1 and isinstance(step := steps[0], Node):  # most words lead one way on
            node, at = step, at + 1
            continue
        for step in steps:
            if isinstance(step, Node):
                _go_on(step, tokens, start, at + 1, numbers, best)
            elif step.number is not None:
                _go_on(step.to, tokens, start, at + 1, (*numbers, step.number), best)
            else:
                for after in range(at, _end_of_gap(tokens, at)):
                    _go_on(step.to, tokens, start, after, numbers, best)
        return


def _end_of_gap(tokens: Sequence[Token], at: int) -> int:
    """Behind the last place to go on at after none, one, two or three words, none beyond a mark of the sentence."""
    for after in range(at, at + WIDEST):
        if after >= len(tokens) or tokens[after].kind not in (Kind.WORD, Kind.NUMBER, Kind.LINE):
            return after + 1
    return at + WIDEST + 1
