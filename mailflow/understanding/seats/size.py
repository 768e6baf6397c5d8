"""A number of places or people that a mail tells."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 400


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of places said at tokens [start, end)."""

    value: int
    start: int
    end: int
