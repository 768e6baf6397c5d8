"""One session wanted, or not, as the text says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """One session wanted (or not) by one owner, at a place of the text."""

    owner: int
    session: str
    round: str
    place: int
    positive: bool
    remark: bool = False  # only spoken of: a reason, a job, what others say
    told_of: bool = False  # said to be full, praised, asked about: no wish where another is asked for
    weak: bool = False  # the words may well mean something else
    coded: bool = False  # told by code or number
    hour: bool = False  # told by its hour
    asked: bool = False  # words that ask for it stand before it
    first: bool = False  # said to come first
    ordered: bool = False  # said to come after the one before
    last: bool = False  # second best, even if named first
    replaces: bool = False  # a correction stands before it
    equal: bool = False  # one of a set that is all the same
