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
WIDTH = 4  # bytes of a number in a file
LANE = 4  # ... and in a row that is held: room for the sum of a million of them, more than there are signs
LIFT = 2**11  # what makes any of them positive


@dataclass(frozen=True, slots=True)
class Weights:
    """`bias` and the weights of a sign: a number for each of `kinds`.

    The row of a sign is one of `rows`, which many signs share: that of the number `row` has at the place of the sign.
    A row is one number in the eyes of who adds rows up: each weight of it, lifted, in bytes of its own. There are
    tens of thousands of rows, of which a mail adds up hundreds, and to add two of them is then to add two numbers.
    """

    kinds: tuple[str, ...]
    bias: tuple[int, ...]
    signs: Hashed
    row: array[int]
    rows: bytes

    def probabilities(self, signs: Iterable[str]) -> dict[str, float]:
        """How probable each kind is; they add up to 1."""
        rows, width, one = self.rows, LANE * len(self.kinds), int.from_bytes
        known = [self.row[place] * width for place in self.signs.places(set(signs))]
        whole = sum([one(rows[at : at + width], "little") for at in known])
        lanes, lift = whole.to_bytes(width, "little"), LIFT * len(known)
        totals = [
            one(lanes[at : at + LANE], "little") - lift + bias
            for at, bias in zip(range(0, width, LANE), self.bias, strict=True)
        ]
        top = max(totals)
        shares = [math.exp((total - top) / GRAIN) for total in totals]
        together = sum(shares)
        return {kind: share / together for kind, share in zip(self.kinds, shares, strict=True)}


def _lanes(row: Sequence[int]) -> bytes:
    """A row as it is held. Raises OverflowError for a weight that does not fit."""
    if max(map(abs, row)) >= LIFT:
        raise OverflowError(f"a weight of {max(map(abs, row)) / GRAIN} is larger than any that can be held")
    return b"".join((weight + LIFT).to_bytes(LANE, "little") for weight in row)


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
    lanes = b"".join(map(_lanes, map(_weights, rows)))
    return Weights(tuple(kinds), _weights(numbers[:width]), held, _narrow(row, len(rows)), lanes)


def _narrow(row: array[int], rows: int) -> array[int]:
    """Half as large where 16 bits hold the number of any row."""
    return array("H", row) if rows < 2**16 else row


def _weights(row: bytes) -> tuple[int, ...]:
    return _numbers(f"<{len(row) // WIDTH}i", row)


def pack(kinds: Iterable[str], bias: Iterable[int], of: Mapping[str, Iterable[int]]) -> bytes:
    """A file of weights, as `weights` reads it; the same weights give the same bytes."""
    signs = sorted(of)
    head = json.dumps([list(kinds), signs], ensure_ascii=False, separators=(",", ":"))
    numbers = [*bias, *chain.from_iterable(of[sign] for sign in signs)]
    return gzip.compress(head.encode("utf-8") + b"\n" + _bytes(f"<{len(numbers)}i", *numbers), mtime=0)
