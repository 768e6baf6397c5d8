"""'The rest' of a booking of several rounds: 'drop B, keep the rest' speaks of what else is booked, and of no other
session."""

from __future__ import annotations

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.chosen import Chosen


def keeps_the_rest(page: Page, at: Index, chosen: Chosen, sentences: set[int]) -> bool:
    """Whether one of the sentences, or the one behind, keeps it."""
    if not chosen.changing or len(at.rounds) < 2:
        return False
    return any(page.sentence_of(m.start) - since in sentences for m in page.of("rest_kept") for since in (0, 1))


def is_the_rest_kept(page: Page, at: Index, chosen: Chosen, mention: Mention) -> bool:
    """Whether words for 'any of the others' say that."""
    told = chosen.changing and len(at.rounds) > 1
    return told and any(m.start <= mention.start < m.end for m in page.of("rest_kept"))
