"""Boosted decision trees learnt from labelled mails: how probable something is, told by a few dozen numbers.

Each file `*.json.gz` holds the trees for one question; they come from `python -m benchmarks.calibrate`.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mailflow.understanding.text.kept import kept

# (place of the sign, bound, node up to the bound, node above it); a leaf is (LEAF, log-odds, (), ()).
Node = tuple[int, float, Any, Any]
LEAF = -1


def leaf(odds: float) -> Node:
    """The end of a way."""
    return LEAF, odds, (), ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Trees as a reading asks them: one function of Python, and none of the nodes, which take as much room again.

    Hundreds of trees are asked for a mail, each a few bounds deep; as Python they ask a bound in half the time.
    """

    signs: tuple[str, ...]
    least: float  # the probability from which the answer is yes
    odds: Callable[..., float]  # the log-odds by the values of all signs, in order

    def probability(self, signs: Mapping[str, float]) -> float:
        """That the answer is yes. Raises KeyError for a sign that is missing."""
        return 1.0 / (1.0 + math.exp(-self.odds(*map(signs.__getitem__, self.signs))))


@dataclass(frozen=True)
class Trees:
    """The sum of what all trees say is the log-odds."""

    signs: tuple[str, ...]
    base: float
    trees: tuple[Node, ...]
    least: float = 0.5

    def probability(self, signs: Mapping[str, float]) -> float:
        """That the answer is yes. Raises KeyError for a sign that is missing."""
        return self.asked.probability(signs)

    @kept
    def asked(self) -> Asked:
        """Themselves, to be asked."""
        values = ", ".join(f"s{place}" for place in range(len(self.signs)))
        told = " + ".join([repr(float(self.base)), *map(_as_python, self.trees)])
        # Places and bounds only, each written by int() and float(): no word of a file is run.
        return Asked(self.signs, self.least, eval(f"lambda {values}: {told}"))  # noqa: S307  # nosec B307


def _as_python(node: Node) -> str:
    sign, bound, below, above = node
    if sign == LEAF:
        return repr(float(bound))
    return f"({_as_python(below)} if s{int(sign)} <= {float(bound)!r} else {_as_python(above)})"


_instead: dict[str, Asked] = {}


def trees(name: str) -> Asked:
    """The trees of that name that come with the program. Raises FileNotFoundError where there are none."""
    return _instead.get(name) or _packaged(name)


@contextmanager
def growing(name: str, instead: Trees) -> Iterator[None]:
    """Reads by these trees instead, to learn from what they make of a mail they have not met."""
    _instead[name] = instead.asked
    try:
        yield
    finally:
        del _instead[name]


@cache
def _packaged(name: str) -> Asked:
    return unpack(resources.files("mailflow.understanding.learnt").joinpath(f"{name}.json.gz").read_bytes()).asked


def unpack(packed: bytes) -> Trees:
    """The trees of a file."""
    found = json.loads(gzip.decompress(packed))
    return Trees(tuple(found["signs"]), found["base"], tuple(map(_node, found["trees"])), found["least"])


def _node(kept: Any) -> Node:
    if not isinstance(kept, list):
        return leaf(float(kept))
    sign, bound, below, above = kept
    return int(sign), float(bound), _node(below), _node(above)


def _kept(node: Node) -> Any:
    sign, bound, below, above = node
    return bound if sign == LEAF else [sign, bound, _kept(below), _kept(above)]


def pack(of: Trees) -> bytes:
    """A file of trees, as `trees` reads it; the same trees give the same bytes."""
    table = {
        "least": of.least,
        "signs": of.signs,
        "base": round(of.base, 5),
        "trees": [_kept(node) for node in of.trees],
    }
    return gzip.compress(json.dumps(table, separators=(",", ":")).encode("utf-8"), mtime=0)


def odds(share: float, furthest: float = 5.0) -> float:
    """The log-odds of a probability, no further from 0 than `furthest`."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return min(max(math.log(share / (1 - share)), -furthest), furthest)


def floats(signs: Mapping[str, float | bool | None], unknown: float = -1.0) -> dict[str, float]:
    """The signs as numbers; what is not known is `unknown`."""
    return {name: unknown if value is None else float(value) for name, value in signs.items()}
