"""Boxes that a page draws with lines: whether one is ticked, nobody can tell from its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

SMALLEST, LARGEST = 5.0, 20.0  # points of a box to tick
SQUARE = 1.4  # times as high as wide, or as wide as high

PAINTED = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_DRAWN = frozenset({"m", "l", "c", "v", "y", "re"})

Point = tuple[float, float]


@dataclass(slots=True)
class Outlines:
    """What is drawn: the outlines begun, and the middles of those that look like a box."""

    begun: list[list[Point]] = field(default_factory=list)
    boxes: list[Point] = field(default_factory=list)

    def follow(self, operator: str, points: Sequence[Point]) -> None:
        """Takes an operator of the page, with its points where they stand on it."""
        if operator in _DRAWN and points:
            if operator in ("m", "re") or not self.begun:
                self.begun.append([])
            self.begun[-1] += points
        elif operator in PAINTED or operator == "n":
            if operator != "n":
                self.boxes += [_middle(outline) for outline in self.begun if _is_box(outline)]
            self.begun = []


def _is_box(outline: Sequence[Point]) -> bool:
    wide = max(x for x, _ in outline) - min(x for x, _ in outline)
    high = max(y for _, y in outline) - min(y for _, y in outline)
    return min(wide, high) >= SMALLEST and max(wide, high) <= min(LARGEST, SQUARE * min(wide, high))


def _middle(outline: Sequence[Point]) -> Point:
    across, up = [x for x, _ in outline], [y for _, y in outline]
    return (min(across) + max(across)) / 2, (min(up) + max(up)) / 2
