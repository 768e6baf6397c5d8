"""What the words of a mail weigh for each intent: weights learnt from labelled mails, and the probabilities they give.

Written by `python -m benchmarks.train_intents`; a multinomial logistic regression over the signs of `signs.py`.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from mailflow.understanding.intent import Wanted
from mailflow.understanding.reading import Intent

FILE = "intents.json.gz"
GRAIN = 100.0  # weights are kept as whole hundredths
AGREED = 0.6  # the least probability at which an intent stands out that is plain to the rules, too
SURE = 0.7  # ... that is not
GIVING_UP = 0.85  # ... by which a place is given up: somebody else has it then
LEAST = 0.5  # below it the words tell too little, and the rules decide


@dataclass(frozen=True, slots=True)
class Weights:
    """`bias` and the weights of a sign: one number for each of `intents`, in hundredths."""

    intents: tuple[Intent, ...]
    bias: tuple[int, ...]
    of: Mapping[str, tuple[int, ...]]


@cache
def weights() -> Weights:
    """The weights that come with the program."""
    packed = resources.files("mailflow.understanding").joinpath(FILE).read_bytes()
    found = json.loads(gzip.decompress(packed))
    return Weights(
        tuple(Intent(name) for name in found["intents"]),
        tuple(found["bias"]),
        {sign: tuple(row) for sign, row in found["weights"].items()},
    )


def probabilities(signs: Iterable[str]) -> dict[Intent, float]:
    """How probable each intent is; they add up to 1."""
    known = weights()
    rows = [known.of[sign] for sign in set(signs) if sign in known.of]
    totals = [sum(column) for column in zip(known.bias, *rows, strict=True)]
    top = max(totals)
    shares = [math.exp((total - top) / GRAIN) for total in totals]
    whole = sum(shares)
    return {intent: share / whole for intent, share in zip(known.intents, shares, strict=True)}


def weighed(ruled: Wanted, signs: Iterable[str]) -> Wanted:
    """The most probable intent, clear where it stands out; what the rules doubt in it stays a doubt."""
    shares = probabilities(signs)
    best = max(shares, key=lambda intent: shares[intent])
    bar = GIVING_UP if best in (Intent.CANCEL, Intent.DECLINE) else SURE
    if best is ruled.intent:
        plain = ruled.clear and not ruled.doubts
        return replace(ruled, clear=shares[best] >= (AGREED if plain else bar), share=shares[best])
    if shares[best] < LEAST:
        return replace(ruled, clear=False, share=shares[best])
    return Wanted(best, clear=shares[best] >= bar, share=shares[best])
