"""Weights learnt from labelled mails, and the probabilities they give: multinomial logistic regressions over signs.

Each file `*.json.gz` holds one: the kinds it tells apart, a bias and the weights of every sign, in hundredths.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from struct import unpack as _numbers

GRAIN = 100.0  # weights are kept as whole hundredths
LANE, LIFT = 32, 2**31  # bits of a number among others, and what makes any of them positive


@dataclass(frozen=True, slots=True)
class Weights:
    """`bias` and the weights of a sign: a number for each of `kinds`, all of them in one (see `_in_one`)."""

    kinds: tuple[str, ...]
    bias: int
    of: Mapping[str, int]

    def probabilities(self, signs: Iterable[str]) -> dict[str, float]:
        """How probable each kind is; they add up to 1."""
        totals = _apart(sum(filter(None, map(self.of.get, set(signs))), self.bias), len(self.kinds))
        top = max(totals)
        shares = [math.exp((total - top) / GRAIN) for total in totals]
        whole = sum(shares)
        return {kind: share / whole for kind, share in zip(self.kinds, shares, strict=True)}


def _in_one(numbers: Sequence[int]) -> int:
    """The numbers as one, each in 32 bits of its own: there are tens of thousands of rows, of which a mail adds up
    hundreds, and to add two of them is then to add two numbers."""
    one = 0
    for number in reversed(numbers):
        one = (one << LANE) + number
    return one


def _apart(one: int, count: int) -> list[int]:
    """The numbers that `_in_one` has made one, or sums of them; each was less than 2**31, or more than its negative."""
    lifted = one + _in_one([LIFT] * count)  # none is negative: what would be borrowed from the next is given back
    return [number - LIFT for number in _numbers(f"<{count}I", lifted.to_bytes(4 * count, "little"))]


_instead: dict[str, Weights] = {}


def weights(name: str) -> Weights:
    """The weights of that name that come with the program. Raises FileNotFoundError where there are none."""
    return _instead.get(name) or _packaged(name)


@contextmanager
def using(name: str, packed: bytes) -> Iterator[None]:
    """Reads by these weights instead, to learn from what they make of a mail they have not met."""
    _instead[name] = unpack(packed)
    try:
        yield
    finally:
        del _instead[name]


@cache
def _packaged(name: str) -> Weights:
    return unpack(resources.files("mailflow.understanding").joinpath(f"{name}.json.gz").read_bytes())


def unpack(packed: bytes) -> Weights:
    """The weights of a file."""
    found = json.loads(gzip.decompress(packed))
    of = {sign: _in_one(row) for sign, row in found["weights"].items()}
    return Weights(tuple(found["kinds"]), _in_one(found["bias"]), of)


def pack(kinds: Iterable[str], bias: Iterable[int], of: Mapping[str, Iterable[int]]) -> bytes:
    """A file of weights, as `weights` reads it; the same weights give the same bytes."""
    table = {
        "kinds": list(kinds),
        "bias": list(bias),
        "weights": {sign: list(row) for sign, row in sorted(of.items())},
    }
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8"), mtime=0)
