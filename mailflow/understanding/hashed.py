"""Tens of thousands of words in a few bytes each, for whoever asks which they are and not what they are called.

A table of their hashes with open addressing (Knuth, TAOCP 6.4, algorithm L), at least half of it free. A hash has 64
bits and depends on a secret of the process: a foreign word passes for one of them once in 10**14 times, by chance.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable

_FREE = 0  # so a word of this hash is not held: the empty one


class Hashed:
    """Words for membership, each with a place of its own among `size` places."""

    __slots__ = ("_hashes", "_mask", "size")

    def __init__(self, words: Collection[str]) -> None:
        self.size = 1 << (2 * len(words)).bit_length()
        self._mask = mask = self.size - 1
        self._hashes = hashes = array("q", bytes(8 * self.size))
        for one in map(hash, words):
            place = one & mask
            while hashes[place]:
                place = (place + 1) & mask
            hashes[place] = one

    def __contains__(self, word: str) -> bool:
        hashes, mask, one = self._hashes, self._mask, hash(word)
        place = one & mask
        while there := hashes[place]:
            if there == one:
                return True
            place = (place + 1) & mask
        return False

    def places(self, words: Iterable[str]) -> list[int]:
        """Those of the words that are held, in order."""
        hashes, mask, found = self._hashes, self._mask, []
        for one in map(hash, words):
            place = one & mask
            while there := hashes[place]:
                if there == one:
                    found.append(place)
                    break
                place = (place + 1) & mask
        return found
