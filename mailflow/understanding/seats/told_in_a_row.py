"""Everybody of a number that is stated, one after the other: 'three of us, me, her and her mum', 'in cinque: noi due, i
due ragazzi e la nonna'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.seats.size import Stated
from mailflow.understanding.seats.sums import each_once
from mailflow.understanding.text.page import Page


def row_of(page: Page, cast: Cast, value: int) -> Sequence[Ref]:
    """The row of persons that makes so many, 'she' and 'him' among them; empty where there is none."""
    return next((chain for chain in chains(page, cast.refs) if makes(page, chain, value)), ())


def makes(page: Page, chain: Sequence[Ref], value: int) -> bool:
    """Whether those of a row are so many; 'three of us' at its head tells all of them."""
    persons = each_once(page, chain)
    if len(persons) > 1 and persons[0].kind == "us" and persons[0].n == value:
        persons = persons[1:]
    return len(persons) > 1 and all(r.n for r in persons) and sum(r.n or 0 for r in persons) == value


def parts_of_a_row(page: Page, cast: Cast, told: Sequence[Stated], value: int) -> bool:
    """Whether the smaller numbers stand in the row that makes the largest."""
    row = row_of(page, cast, value)
    smaller = [s for s in told if s.value != value]
    return bool(row) and all(row[0].start <= s.start and s.end <= row[-1].end for s in smaller)
