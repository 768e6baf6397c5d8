"""Numbers in a sentence about who comes that count nobody anew: ages, what a booking had, the parts of a party."""

from __future__ import annotations

from itertools import pairwise

from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Intent
from mailflow.understanding.text.page import Page

SOMETHING_ELSE = ("ages_told", "at_most", "letters_told", "by_then", "whole_told", "measure", "score",
                  "for_in_digits")  # fmt: skip
OF_A_CHANGE = (*SOMETHING_ELSE, "held_number")


def told_of_something_else(gist: Gist) -> set[int]:
    """Places of such numbers."""
    page, size = gist.page, gist.seats.value
    # 'we booked four': how many they are now is told besides
    classes = OF_A_CHANGE if gist.intent is Intent.CHANGE and size is not None else SOMETHING_ELSE
    marks = [mark for cls in classes for mark in page.marks.get(cls, ())]
    return {n for mark in marks for n in range(mark.start, mark.end)} | (_parts(page, size) if size else set())


def _parts(page: Page, size: int) -> set[int]:
    """'four on blue and three on hard cheese', 'nine of us, but three get seasick': with the number before it in the
    sentence it makes the whole, or is what is left of that number without it."""
    parts: set[int] = set()
    for start, end in page.sentences:
        numbers = [n for n in range(start, end) if page.numbers[n] is not None and n not in page.dated]
        for one, next_ in pairwise(numbers):
            first, second = page.numbers[one] or 0, page.numbers[next_] or 0
            if size in (first + second, first - second):
                parts |= {one, next_}
    return parts
