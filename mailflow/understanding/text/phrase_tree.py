"""The phrases of a language as one tree of words, in which a word leads on to all phrases it may continue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from mailflow.understanding.text.phrases import ANY, GAP, NUMBER, Phrase
from mailflow.understanding.text.tokens import Kind, Token

WIDEST = 3  # words a gap skips at most


@dataclass(slots=True)
class Mark:
    """Words that do something: the class of the vocabulary, the tokens [start, end), the number caught by `<n>`s."""

    cls: Final[str]
    start: Final[int]
    end: Final[int]
    numbers: Final[tuple[int, ...]] = ()


_NOTHING: dict[str, Any] = {}  # never written to


def _nothing() -> dict[str, Any]:
    return _NOTHING


@dataclass(slots=True, eq=False)
class Node:
    """There are thousands, most without any of these: what is empty is one and the same."""

    exact: dict[str, Node] = field(default_factory=_nothing)
    prefix: dict[str, Node] = field(default_factory=_nothing)
    lengths: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    jumps: tuple[Node, ...] = ()  # where the phrase goes on without another word
    members: tuple[Node, ...] = ()  # what is reached by jumps, in order, and itself; none where it is alone
    ends: tuple[str, ...] = ()  # the classes of all members
    others: tuple[Node, ...] = ()  # the members that words lead on from which are not told one by one
    numbers: Mapping[str, int] = field(default_factory=_nothing)
    steps: dict[str, tuple[_Step, ...]] = field(default_factory=_nothing)  # by words, as they are met


class _Step(NamedTuple):
    """On from a node by a word. `gap`: by none or some words, beginning with it. `number`: what `<n>` caught there."""

    to: Node
    number: int | None = None
    gap: bool = False


def _steps(node: Node, word: str, kind: str) -> tuple[_Step, ...]:
    """All ways on from a node by a word."""
    found = node.steps.get(word)
    if found is None and (word in node.exact or any(word in member.exact for member in node.members)):
        found = _ways(node, node.members or (node,), word, kind)
        if node.steps is _NOTHING:
            node.steps = {}
        node.steps[word] = found
    return found or (_other_steps(node, word, kind) if node.others else ())


@lru_cache(maxsize=10_000)
def _other_steps(node: Node, word: str, kind: str) -> tuple[_Step, ...]:
    """The ways on by a word that is not one of the node's."""
    return _ways(node, node.others, word, kind)


def _ways(node: Node, members: Iterable[Node], word: str, kind: str) -> tuple[_Step, ...]:
    found: list[_Step] = []
    for member in members:
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
    return tuple(dict.fromkeys(found))  # several members may lead to one and the same


def _number(word: str, kind: str, numbers: Mapping[str, int]) -> int | None:
    if kind is Kind.NUMBER:
        return int(word) if len(word) <= 3 else None
    return numbers.get(word) if kind is Kind.WORD else None


def marked(root: Node, tokens: Sequence[Token]) -> tuple[Mark, ...]:
    """Every class at every place it matches, the longest match of a class at a place, in order."""
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


def _match(
    node: Node, tokens: Sequence[Token], start: int, at: int, numbers: tuple[int, ...], best: dict[str, Mark]
) -> None:
    for cls in node.ends:
        if cls not in best or best[cls].end < at:
            best[cls] = Mark(cls, start, at, numbers)
    if at < len(tokens) and tokens[at].kind is Kind.LINE and at > start:
        at += 1  # a phrase may run over a wrapped line
    if at >= len(tokens):
        return
    steps = _steps(node, tokens[at].fold, tokens[at].kind)
    if steps:
        _go_on(steps, tokens, start, at, numbers, best)


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
    node: Node, tokens: Sequence[Token], start: int, at: int, numbers: tuple[int, ...], best: dict[str, Mark]
) -> None:
    """Go on after none, one, two or three words, none of them beyond a mark of the sentence."""
    for after in range(at, at + WIDEST + 1):
        _match(node, tokens, start, after, numbers, best)
        if after >= len(tokens) or tokens[after].kind not in (Kind.WORD, Kind.NUMBER, Kind.LINE):
            return


def grown(phrases: Iterable[tuple[str, Phrase]], numbers: Mapping[str, int]) -> Node:
    """The tree of phrases, each with its class. `numbers`: what `<n>` takes besides digits."""
    root = Node()
    for cls, phrase in phrases:
        last = _insert(root, phrase)
        last.classes = (*last.classes, cls)
    root = _merged(root, {}, {})
    _settle(root, numbers, set())
    return root


def _insert(node: Node, phrase: Phrase) -> Node:
    """The node that is reached by the words of the phrase. What follows a choice is shared by all its options."""
    for part in phrase:
        if isinstance(part, str):
            node = _next(node, part)
        else:
            joint = Node()
            for option in part:
                _insert(node, option).jumps += (joint,)
            node = joint
    return node


def _next(node: Node, word: str) -> Node:
    """The node that follows by a word, or by every word that begins so; made where there is none yet."""
    if word.endswith("*"):
        branch, key = node.prefix or {}, word[:-1]
        node.prefix = branch
    else:
        branch, key = node.exact or {}, word
        node.exact = branch
    if key not in branch:
        branch[key] = Node()
    return branch[key]


def _merged(node: Node, known: dict[Any, Node], done: dict[int, Node]) -> Node:
    """The one node of all that lead on alike and end the same classes: two of three are another's like."""
    if id(node) not in done:
        node.exact = {word: _merged(after, known, done) for word, after in node.exact.items()} or _NOTHING
        node.prefix = {word: _merged(after, known, done) for word, after in node.prefix.items()} or _NOTHING
        node.jumps = tuple(_merged(joint, known, done) for joint in node.jumps)
        alike = tuple(node.exact.items()), tuple(node.prefix.items()), node.jumps, node.classes
        done[id(node)] = known.setdefault(alike, node)
    return done[id(node)]


def _settle(node: Node, numbers: Mapping[str, int], seen: set[int]) -> None:
    """Make the node, and all that follow it, ready to be walked."""
    if id(node) in seen:
        return
    seen.add(id(node))
    node.lengths = tuple(sorted({len(key) for key in node.prefix}))
    node.numbers = numbers
    members = tuple(_members(node))
    node.members = members if len(members) > 1 else ()
    node.others = tuple(filter(_is_open, members))
    node.ends = tuple(dict.fromkeys(cls for member in reversed(members) for cls in sorted(set(member.classes))))
    for child in (*node.exact.values(), *node.prefix.values(), *node.jumps):
        _settle(child, numbers, seen)


def _is_open(node: Node) -> bool:
    """Whether it takes words that are not told one by one."""
    return bool(node.prefix) or not node.exact.keys().isdisjoint((NUMBER, ANY, GAP))


def _members(node: Node) -> Iterator[Node]:
    for joined in node.jumps:
        yield from _members(joined)
    yield node
