"""Tens of thousands of words in a few bytes each, for whoever asks which they are and not what they are called.

A table of their hashes with open addressing (Knuth, TAOCP 6.4, algorithm L), at least a third of it free. A hash has 64
bits and depends on a secret of the process; its low bits tell the place, its high 32 are what is kept there: a foreign
word passes for one of them once in 10**9 times, by chance.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable

_HIGH = 32
_NOT_FREE = 1  # what is kept of a hash whose high bits are all zero, as that of the empty word: a zero is a free place


class Hashed:
    """Words for membership, each with a place of its own among `size` places."""

    __slots__ = ("_hashes", "_mask", "size")

    def __init__(self, words: Collection[str]) -> None:
        self.size = 1 << (3 * len(words) // 2).bit_length()
        self._mask = mask = self.size - 1
        self._hashes = hashes = array("i", bytes(4 * self.size))
        for one in map(hash, words):
            place = one & mask
            while hashes[place]:
                place = (place + 1) & mask
            hashes[place] = one >> _HIGH or _NOT_FREE

    def __contains__(self, word: str) -> bool:
        hashes, mask, one = self._hashes, self._mask, hash(word)
        place, high = one & mask, one >> _HIGH or _NOT_FREE
        while there := hashes[place]:
            if there == high:
                return True
            place = (place + 1) & mask
        return False

    def places(self, words: Iterable[str]) -> list[int]:
        """Those of the words that are held, in order."""
        hashes, mask, found = self._hashes, self._mask, []
        for one in map(hash, words):
            place = one & mask
            high = one >> _HIGH or _NOT_FREE
            while there := hashes[place]:
                if there == high:
                    found.append(place)
                    break
                place = (place + 1) & mask
        return found
