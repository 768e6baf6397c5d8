"""Words of one class or more, for membership."""

from __future__ import annotations

from collections.abc import Container, Iterable
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


class AnyOf:
    """Words of any of some classes, asked one after the other: where the set of them all would be large and seldom
    asked, or another one for each event or mail."""

    __slots__ = ("_classes",)

    def __init__(self, *classes: Container[str]) -> None:
        self._classes = classes

    def __contains__(self, word: object) -> bool:
        for words in self._classes:  # noqa: SIM110 - asked at many words of a mail, and `any` takes twice as long
            if word in words:
                return True
        return False


class Unless:
    """Words of a class that are not of another, likewise."""

    __slots__ = ("_but", "_words")

    def __init__(self, words: Container[str], but: Container[str]) -> None:
        self._words, self._but = words, but

    def __contains__(self, word: object) -> bool:
        return word in self._words and word not in self._but


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
