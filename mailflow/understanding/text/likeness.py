"""How much two words have in common."""

from __future__ import annotations


def likeness(one: str, other: str) -> float:
    """From 0 to 100: twice the longest row of letters that both have in that order, of all their letters.

    The row is counted in the bits of a number, a step a letter (Hyyrö, 'Bit-parallel LCS-length computation revisited',
    2004): of words a library for this would be a hundred times as large as the words.
    """
    places: dict[str, int] = {}
    for n, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << n
    whole = row = (1 << len(one)) - 1
    for letter in other:
        met = row & places.get(letter, 0)
        row = (row + met) | (row - met)
    common = (whole & ~row).bit_count()
    return 200.0 * common / (len(one) + len(other)) if one or other else 100.0
