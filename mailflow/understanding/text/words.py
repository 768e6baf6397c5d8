"""Words of one class or more, for membership."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from sys import getsizeof
from typing import Any


class Words(frozenset[str]):
    """Words of one class or more. What two of them make together is kept, for it is asked at every word of a text: the
    largest stands last, or each step towards it is kept as large."""

    def __or__(self, other: AbstractSet[Any]) -> Words:
        if isinstance(other, Words):
            return _together(self, other)
        if isinstance(other, set):  # a word or two that are written beside it
            return _together(self, Words(other))
        return Words(frozenset.__or__(self, other))

    def __sub__(self, other: AbstractSet[Any]) -> Words:
        return _without(self, other) if isinstance(other, Words) else Words(frozenset.__sub__(self, other))

    def end(self, word: str) -> bool:
        """Whether the word has one of them for its ending."""
        return word.endswith(_endings(self))


@lru_cache(maxsize=1024)
def _together(one: Words, other: Words) -> Words:
    return compact(frozenset.__or__(one, other))


@lru_cache(maxsize=1024)
def _without(one: Words, other: Words) -> Words:
    return compact(frozenset.__sub__(one, other))


def compact(words: Iterable[str]) -> Words:
    """Made word by word or of a set, whichever takes less room: either may leave four times as much empty."""
    made = Words(words)
    return min((made, Words(made), Words(iter(made))), key=getsizeof)


@lru_cache(maxsize=64)
def _endings(words: Words) -> tuple[str, ...]:
    return tuple(words)
