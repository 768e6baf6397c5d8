"""The outline of what a booking chooses: in how many rounds, whether in an order, whether each goes his own way.

Rules find each session for itself. The words of the whole mail tell the outline, too ('uno la mattina e uno il
pomeriggio', 'in subordine', 'io invece …'): what the two tell differently, one of them has missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.wishes.chosen import Chosen

ROUNDS, ORDERED, APART = "rounds", "ordered", "apart"  # the files of weights
MOST = 4  # rounds: this and more
YES, NO = "yes", "no"


def outline_of(choices: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, str]:
    """The outline of some people's choices (round to sessions in order of preference), by the name of the weights."""
    some = [{round_: tuple(told) for round_, told in rounds.items() if told} for rounds in choices]
    ways = {frozenset(rounds.items()) for rounds in some if rounds}
    return {
        ROUNDS: str(min(MOST, len({round_ for rounds in some for round_ in rounds}))),
        ORDERED: _yes(any(len(told) > 1 for rounds in some for told in rounds.values())),
        APART: _yes(len(ways) > 1),
    }


def _yes(truth: bool) -> str:
    return YES if truth else NO


def signs_of_outline(chosen: Chosen, cast: Cast, rounds: int, words: Sequence[str]) -> list[str]:
    """What speaks for each outline. `rounds`: how many the event has; `words`: the runs of the mail's words."""
    ruled = outline_of(chosen.by.values())
    return [
        f"of:{rounds}",
        *(f"rule:{name}:{value}" for name, value in ruled.items()),
        f"rule:{ruled[ROUNDS]}:{rounds}",
        f"rule:coming:{min(5, len(cast.coming))}",
        f"rule:guests:{min(5, cast.guests)}",
        *words,
    ]
