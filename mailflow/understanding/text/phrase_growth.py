"""How the tree of phrases grows: phrase by phrase as twigs, which are then made nodes, ready to be walked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from mailflow.understanding.text.phrase_tree import Node, Others, Step, Ways
from mailflow.understanding.text.phrases import ANY, GAP, NUMBER, Phrase
from mailflow.understanding.text.tokens import tokenize

T = TypeVar("T")

OPEN = (NUMBER, ANY, GAP)
NOWHERE: Mapping[str, Ways] = MappingProxyType({})
NONE: Mapping[str, _Twig] = MappingProxyType({})  # of tens of thousands of twigs few lead on by how a word begins


@dataclass(slots=True, eq=False)
class _Twig:
    """A place in phrases that are added one by one."""

    exact: dict[str, _Twig] = field(default_factory=dict)
    prefix: Mapping[str, _Twig] = field(default_factory=lambda: NONE)
    classes: tuple[str, ...] = ()
    jumps: tuple[_Twig, ...] = ()  # where the phrase goes on without another word


def grown(phrases: Iterable[tuple[str, Phrase]], numbers: Mapping[str, int]) -> Node:
    """The tree of phrases, each with its class. `numbers`: what `<n>` takes besides digits."""
    root = _Twig()
    for cls, phrase in phrases:
        last = _insert(root, phrase)
        last.classes = (*last.classes, cls)
    return _Ripe(numbers).node(_merged(root, {}, {}))


def _insert(twig: _Twig, phrase: Phrase) -> _Twig:
    """The twig that is reached by the words of the phrase. What follows a choice is shared by all its options."""
    for part in phrase:
        if isinstance(part, str):
            twig = _next(twig, part)
        else:
            joint = _Twig()
            for option in part:
                _insert(twig, option).jumps += (joint,)
            twig = joint
    return twig


def _next(twig: _Twig, word: str) -> _Twig:
    """The twig that follows by a word, or by every word that begins so; made where there is none yet."""
    if word.endswith("*"):
        start = word[:-1]
        if start not in twig.prefix:
            twig.prefix = {**twig.prefix, start: _Twig()}
        return twig.prefix[start]
    if word not in twig.exact:
        twig.exact[word] = _Twig()
    return twig.exact[word]


def _merged(twig: _Twig, known: dict[Any, _Twig], done: dict[_Twig, _Twig]) -> _Twig:
    """The one twig of all that lead on alike and end the same classes: two of three are another's like."""
    if twig not in done:
        twig.exact = {word: _merged(after, known, done) for word, after in twig.exact.items()}
        twig.prefix = {word: _merged(after, known, done) for word, after in twig.prefix.items()} or NONE
        twig.jumps = tuple(_merged(joint, known, done) for joint in twig.jumps)
        alike = tuple(twig.exact.items()), tuple(twig.prefix.items()), twig.jumps, twig.classes
        done[twig] = known.setdefault(alike, twig)
    return done[twig]


@dataclass(slots=True)
class _Ripe:
    """Twigs as nodes. What is alike is held once: there are tens of thousands of steps."""

    numbers: Mapping[str, int]
    nodes: dict[_Twig, Node] = field(default_factory=dict)
    others: dict[_Twig, Others] = field(default_factory=dict)
    alike: dict[tuple[tuple[str, ...], tuple[Others, ...], int], Node] = field(default_factory=dict)
    known: dict[int, Any] = field(default_factory=dict)  # by its hash: what is alike as a key would take as much again

    def node(self, twig: _Twig) -> Node:
        """The twig with all that are reached from it by jumps: none needs to be looked for on a walk."""
        if twig not in self.nodes:
            members = tuple(dict.fromkeys(_members(twig)))
            ends = tuple(dict.fromkeys(cls for member in reversed(members) for cls in sorted(set(member.classes))))
            others = tuple(map(self._others, filter(_is_open, members)))
            told = self._told(members, others)
            told = self._once(told, hash(tuple(told.items())))
            self.nodes[twig] = self.alike.setdefault((ends, others, id(told)), _place(ends, told, others))
        return self.nodes[twig]

    def _told(self, members: Iterable[_Twig], others: Sequence[Others]) -> dict[str, Ways]:
        """All ways on by each word that one of the members tells."""
        found: dict[str, list[Node | Step]] = defaultdict(list)
        for member in members:
            for word, after in member.exact.items():
                if word not in OPEN:
                    found[word].append(self.node(after))
        if others:
            for word in found:
                kind = tokenize(word)[0].kind
                found[word] += (self._once(step, hash(step)) for other in others for step in other.steps(word, kind))
        return {
            word: self._once(row, hash(row)) for word, steps in found.items() if (row := tuple(dict.fromkeys(steps)))
        }

    def _others(self, twig: _Twig) -> Others:
        """The ways on by words that are not told one by one."""
        if twig not in self.others:
            prefix = {start: self.node(after) for start, after in twig.prefix.items()}
            number, word, gap = (self.node(twig.exact[place]) if place in twig.exact else None for place in OPEN)
            self.others[twig] = Others(prefix, tuple(sorted(set(map(len, prefix)))), number, word, gap, self.numbers)
        return self.others[twig]

    def _once(self, one: T, told: int) -> T:
        """The first of those that are alike. `told`: a hash of what they have."""
        first = self.known.setdefault(told, one)
        return first if type(first) is type(one) and first == one else one


def _place(ends: tuple[str, ...], told: Mapping[str, Ways], others: tuple[Others, ...]) -> Node:
    if len(told) != 1:
        return Node(ends, None, (), told, others)
    ((word, steps),) = told.items()
    return Node(ends, word, steps, NOWHERE, others)


def _is_open(twig: _Twig) -> bool:
    """Whether it takes words that are not told one by one."""
    return bool(twig.prefix) or not twig.exact.keys().isdisjoint(OPEN)


def _members(twig: _Twig) -> Iterator[_Twig]:
    for joined in twig.jumps:
        yield from _members(joined)
    yield twig
