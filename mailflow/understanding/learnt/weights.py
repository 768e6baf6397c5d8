"""Weights learnt from labelled mails, and the probabilities they give: multinomial logistic regressions over signs.

Each file `*.weights.gz` holds one: a line of JSON with the kinds it tells apart and the signs; then rows of numbers,
for the bias and for every sign, in hundredths: a number a kind, in 32 bits (little-endian, two's complement).
"""

from __future__ import annotations

import gzip
import json
import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from struct import pack as _bytes
from struct import unpack as _numbers

from mailflow.understanding.text.hashed import Hashed

GRAIN = 100.0  # weights are kept as whole hundredths
WIDTH, LIFT = 4, 2**31  # bytes of a number among others, and what makes any of them positive


@dataclass(frozen=True, slots=True)
class Weights:
    """`bias` and the weights of a sign: a number for each of `kinds`, all of them in one (see `_in_one`).

    The row of a sign is one of `rows`, which many signs share: that of the number `row` has at the place of the sign.
    """

    kinds: tuple[str, ...]
    bias: int
    signs: Hashed
    row: array[int]
    rows: Sequence[int]

    def probabilities(self, signs: Iterable[str]) -> dict[str, float]:
        """How probable each kind is; they add up to 1."""
        known = map(self.row.__getitem__, set(self.signs.places(signs)))
        totals = _apart(sum(map(self.rows.__getitem__, known), self.bias), len(self.kinds))
        top = max(totals)
        shares = [math.exp((total - top) / GRAIN) for total in totals]
        whole = sum(shares)
        return {kind: share / whole for kind, share in zip(self.kinds, shares, strict=True)}


def _in_one(row: bytes) -> int:
    """The numbers of a row as one, each in 32 bits of its own: there are tens of thousands of rows, of which a mail
    adds up hundreds, and to add two of them is then to add two numbers."""
    lifts = _lifts(len(row) // WIDTH)
    return (int.from_bytes(row, "little") ^ lifts) - lifts  # with its first bit turned, a number is lifted


def _apart(one: int, count: int) -> list[int]:
    """The numbers that `_in_one` has made one, or sums of them; each was less than 2**31, or more than its negative."""
    lifted = one + _lifts(count)  # none is negative: what would be borrowed from the next is given back
    return [number - LIFT for number in _numbers(f"<{count}I", lifted.to_bytes(WIDTH * count, "little"))]


@cache
def _lifts(count: int) -> int:
    """So many lifts in one."""
    return int.from_bytes(_bytes(f"<{count}I", *[LIFT] * count), "little")


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
    return unpack(resources.files("mailflow.understanding.learnt").joinpath(f"{name}.weights.gz").read_bytes())


def unpack(packed: bytes) -> Weights:
    """The weights of a file."""
    head, _, numbers = gzip.decompress(packed).partition(b"\n")
    kinds, signs = json.loads(head)
    width = WIDTH * len(kinds)
    held = Hashed(signs)
    row, rows = array("I", bytes(4 * held.size)), dict[bytes, int]()
    for at, place in enumerate(held.places(signs), 1):
        row[place] = rows.setdefault(numbers[at * width : (at + 1) * width], len(rows))
    return Weights(tuple(kinds), _in_one(numbers[:width]), held, row, tuple(map(_in_one, rows)))


def pack(kinds: Iterable[str], bias: Iterable[int], of: Mapping[str, Iterable[int]]) -> bytes:
    """A file of weights, as `weights` reads it; the same weights give the same bytes."""
    signs = sorted(of)
    head = json.dumps([list(kinds), signs], ensure_ascii=False, separators=(",", ":"))
    numbers = [*bias, *chain.from_iterable(of[sign] for sign in signs)]
    return gzip.compress(head.encode("utf-8") + b"\n" + _bytes(f"<{len(numbers)}i", *numbers), mtime=0)
