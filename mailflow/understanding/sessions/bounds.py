"""Words that put what is told behind a time or ahead of it: 'dopo il primo turno', 'at the end of the morning'."""

from __future__ import annotations

from enum import Enum

from mailflow.understanding.text.page import Page

SMALL = ("article", "preposition", "of_round", "round_lead", "hour_lead", "for")


class Side(Enum):
    """On which side of a time something is."""

    WITHIN = "within"
    AHEAD = "ahead"
    BEHIND = "behind"


def side_told(page: Page, place: int) -> Side:
    """What the words before the token say where the words for a time begin."""
    words, n = page.voc.words, place - 1
    while n >= 0 and any(page.tokens[n].fold in words[small] for small in SMALL):
        n -= 1
    lead = page.tokens[n].fold if n >= 0 else ""
    if lead in words["behind_it"]:
        return Side.BEHIND
    return Side.AHEAD if lead in words["ahead_of_it"] else Side.WITHIN
