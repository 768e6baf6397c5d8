"""Words made comparable: without their endings, by their sound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailflow.understanding.text.tokens import Kind, Token, fold


@lru_cache(maxsize=2_048)
def stem(word: str) -> str:
    """The word without its ending, so that singular and plural, masculine and feminine meet."""
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us")):  # 'minibus', 'minibuses'
        word = word[:-1]
    if len(word) > 5 and word.endswith(("hi", "he", "ie", "ii")):
        word = word[:-2]
    word = word[:-1] if len(word) > 3 and word[-1] in "aeiouy" else word
    return word[:-1] if len(word) > 5 and word[-1] == "i" else word  # 'ingranaggio' as 'ingranaggi'


@dataclass(frozen=True, slots=True)
class Stems:
    """The content words of some tokens, as stems, with the token each came from."""

    stems: tuple[str, ...]
    at: tuple[int, ...]


def stems_of(tokens: Sequence[Token], stop: frozenset[str]) -> Stems:
    """Content words only; compound words are taken apart."""
    stems: list[str] = []
    at: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind is Kind.NUMBER:
            stems.append(token.text)
            at.append(place)
        elif token.kind is Kind.WORD and token.fold not in stop:
            pieces = [p for p in _pieces(token.fold) if p[0] not in stop]
            for without_ending in [told for _, told in pieces] or [stem(token.fold)]:  # 'one-to-one' is a word
                stems.append(without_ending)
                at.append(place)
    return Stems(tuple(stems), tuple(at))


@lru_cache(maxsize=2_048)
def _pieces(word: str) -> tuple[tuple[str, str], ...]:
    """The parts of a word joined by hyphens, each with its stem."""
    return tuple((piece, stem(piece)) for piece in word.strip("'").split("-") if piece)


def alike(one: Sequence[object], other: Sequence[object]) -> int:
    """How many elements two sequences have in common at their beginnings."""
    most = min(len(one), len(other))
    for n in range(most):
        if one[n] != other[n]:
            return n
    return most


NO_LETTER, DOUBLED = re.compile(r"[^a-z]"), re.compile(r"(.)\1+")
HEARD = (
    ("kh", "k"),
    ("ch", "k"),
    ("ck", "k"),
    ("ph", "f"),
    ("w", "u"),
    ("y", "i"),
    ("j", "i"),
    ("ee", "i"),
    ("c", "k"),
    ("q", "k"),
    ("h", ""),
    ("oo", "u"),
)


@lru_cache(maxsize=2048)
def heard(text: str) -> str:
    """How a word sounds, roughly: 'grin enerji' meets 'green energy', 'uorkers bai out' meets 'workers buyout'."""
    text = fold(text)
    for letters, sound in HEARD:
        text = text.replace(letters, sound)
    text = text.replace("gi", "i").replace("ge", "ie")
    return DOUBLED.sub(r"\1", NO_LETTER.sub("", text))
