"""Boosted decision trees learnt from labelled mails: how probable something is, told by a few dozen numbers.

Each file `*.json.gz` holds the trees for one question; they come from `python -m benchmarks.calibrate`.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Trees:
    """The sum of all trees is the log-odds. A node is `(sign, bound, below, above)`, the numbers of the nodes to go on
    with; a leaf is `(log-odds,)`.
    """

    signs: tuple[str, ...]
    base: float
    trees: tuple[tuple[tuple[float, ...], ...], ...]
    least: float = 0.5  # the probability from which the answer is yes

    def probability(self, signs: Mapping[str, float]) -> float:
        """That the answer is yes. Raises KeyError for a sign that is missing."""
        values = [signs[name] for name in self.signs]
        total = self.base
        for tree in self.trees:
            node = tree[0]
            while len(node) > 1:
                sign, bound, below, above = node
                node = tree[below if values[sign] <= bound else above]  # type: ignore[call-overload]
            total += node[0]
        return 1.0 / (1.0 + math.exp(-total))


_instead: dict[str, Trees] = {}


def trees(name: str) -> Trees:
    """The trees of that name that come with the program. Raises FileNotFoundError where there are none."""
    return _instead.get(name) or _packaged(name)


@contextmanager
def growing(name: str, instead: Trees) -> Iterator[None]:
    """Reads by these trees instead, to learn from what they make of a mail they have not met."""
    _instead[name] = instead
    try:
        yield
    finally:
        del _instead[name]


@cache
def _packaged(name: str) -> Trees:
    return unpack(resources.files("mailflow.understanding").joinpath(f"{name}.json.gz").read_bytes())


def unpack(packed: bytes) -> Trees:
    """The trees of a file."""
    found = json.loads(gzip.decompress(packed))
    grown = tuple(tuple(tuple(node) for node in tree) for tree in found["trees"])
    return Trees(tuple(found["signs"]), found["base"], grown, found["least"])


def pack(of: Trees) -> bytes:
    """A file of trees, as `trees` reads it; the same trees give the same bytes."""
    table = {"least": of.least, "signs": of.signs, "base": round(of.base, 5), "trees": of.trees}
    return gzip.compress(json.dumps(table, separators=(",", ":")).encode("utf-8"), mtime=0)


def odds(share: float, furthest: float = 5.0) -> float:
    """The log-odds of a probability, no further from 0 than `furthest`."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return min(max(math.log(share / (1 - share)), -furthest), furthest)


def floats(signs: Mapping[str, float | bool | None], unknown: float = -1.0) -> dict[str, float]:
    """The signs as numbers; what is not known is `unknown`."""
    return {name: unknown if value is None else float(value) for name, value in signs.items()}


def alike(signs: Sequence[Mapping[str, float]]) -> list[str]:
    """The names of the signs, in the order the trees know them by."""
    return sorted(signs[0])
