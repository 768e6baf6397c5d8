"""The whole name of somebody who is booked by a part of it: 'Nora Verdi', "Ann's surname is Bell"."""

from __future__ import annotations

from collections.abc import Iterable

from mailflow.understanding.changes.booked_people import Roll, names_booked
from mailflow.understanding.names.names import key_of
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def in_full(roll: Roll, name: str) -> bool:
    """Whether it is that of just one who is booked by one word of it."""
    return sum(1 for full in roll.booked if len(key_of(full)) == 1 and key_of(full) < key_of(name)) == 1


def in_part_named(roll: Roll, names: Iterable[str]) -> list[str]:
    """Those booked by one word of these: of 'Nora Verdi non viene', 'Nora'."""
    keys = [key_of(name) for name in names if in_full(roll, name)]
    return [full for full in roll.booked if len(key_of(full)) == 1 and any(key_of(full) < key for key in keys)]


def surname_told(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> str | None:
    """Of 'il cognome di Nora è Verdi', 'Nora Verdi'."""
    for mark in page.within("surname_word", start, end):
        short = [(at, name) for at, _, name in names_booked(page, cast, roll, start, end) if len(key_of(name)) == 1]
        joint = next((n for n in range(mark.end, end) if page.tokens[n].fold in page.voc.words["surname_is"]), end)
        stop = joint + 1
        while stop < end and page.tokens[stop].kind is Kind.WORD and page.tokens[stop].capital:
            stop += 1
        if short and short[0][0] < joint and joint + 1 < stop:
            return f"{short[0][1]} {page.words(joint + 1, stop)}"
    return None
