"""Weights learnt from labelled mails, and the probabilities they give: multinomial logistic regressions over signs.

Each file `*.json.gz` holds one: the kinds it tells apart, a bias and the weights of every sign, in hundredths.
"""

from __future__ import annotations

import gzip
import json
import math
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources

GRAIN = 100.0  # weights are kept as whole hundredths


@dataclass(frozen=True, slots=True)
class Weights:
    """`bias` and the weights of a sign: one number for each of `kinds`.

    Those of all signs, of which there are tens of thousands, stand in one `table`; `at` tells where they begin.
    """

    kinds: tuple[str, ...]
    bias: tuple[int, ...]
    at: Mapping[str, int]
    table: array[int]

    def probabilities(self, signs: Iterable[str]) -> dict[str, float]:
        """How probable each kind is; they add up to 1."""
        at, table, width = self.at, self.table, len(self.kinds)
        rows = [table[at[sign] : at[sign] + width] for sign in set(signs) if sign in at]
        totals = list(map(sum, zip(self.bias, *rows, strict=True)))
        top = max(totals)
        shares = [math.exp((total - top) / GRAIN) for total in totals]
        whole = sum(shares)
        return {kind: share / whole for kind, share in zip(self.kinds, shares, strict=True)}


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
    at: dict[str, int] = {}
    table = array("h")
    for sign, row in found["weights"].items():
        at[sign] = len(table)
        table.extend(row)
    return Weights(tuple(found["kinds"]), tuple(found["bias"]), at, table)


def pack(kinds: Iterable[str], bias: Iterable[int], of: Mapping[str, Iterable[int]]) -> bytes:
    """A file of weights, as `weights` reads it; the same weights give the same bytes."""
    table = {
        "kinds": list(kinds),
        "bias": list(bias),
        "weights": {sign: list(row) for sign, row in sorted(of.items())},
    }
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8"), mtime=0)
