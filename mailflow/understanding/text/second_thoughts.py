"""Words of change that put right what the same mail asked for: 'two places, actually make that three'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mailflow.understanding.text.phrase_tree import Mark

NEAR = 6  # tokens from the words of correction to those of change


def of_a_booking(marks: Mapping[str, Sequence[Mark]]) -> list[Mark]:
    """The strict words of change without those behind a number of places and a correction of it."""
    sized = [m.end for cls in ("places", "total") for m in marks.get(cls, ())]
    corrections = [c for c in marks.get("correction", ()) if any(end <= c.start for end in sized)]
    return [
        mark
        for mark in marks["change_strict"]
        if not any(c.start <= mark.start <= c.end + NEAR or mark.start <= c.start < mark.end for c in corrections)
    ]
