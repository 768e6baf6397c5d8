"""Which sessions each person wants, as the reading goes on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.sessions import Mention

NOTHING_INSTEAD = "it is said what is not wanted, and not what is"
WHICH = "which sessions are meant"  # a doubt that what a booking holds may settle


@dataclass(slots=True)
class Chosen:
    """The outcome: per person (ALL: the group), round to sessions in order; the doubts; the words behind each."""

    by: dict[int, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    said: dict[tuple[int, str], list[Mention]] = field(default_factory=lambda: defaultdict(list))
    dropped: list[str] = field(default_factory=list)
    changing: bool = False  # whether the mail alters a booking
    left_out: dict[int, frozenset[str]] = field(default_factory=dict)  # by person, rounds of the others
    apart: set[str] = field(default_factory=set)  # rounds where parts of the party go their ways, told in numbers
    booked: list[Mention] = field(default_factory=list)  # of a change: what the mail tells of what is held
    kept: set[str] = field(default_factory=set)  # ... and the rounds that are said to stay
    declined: set[str] = field(default_factory=set)  # rounds that nobody attends
