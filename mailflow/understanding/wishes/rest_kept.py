"""'The rest' of a booking: 'drop B, keep the rest', 'B please, all the rest is fine' speaks of what else is booked, and
of no other session."""

from __future__ import annotations

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.chosen import Chosen

FAILING = ("alternative", "fallback_first", "full")


def keeps_the_rest(page: Page, at: Index, chosen: Chosen, sentences: set[int]) -> bool:
    """Whether one of the sentences, or the one behind, keeps it."""
    if not chosen.changing or len(at.rounds) < 2:
        return False
    return any(page.sentence_of(m.start) - since in sentences for m in page.of("rest_kept") for since in (0, 1))


def is_the_rest_kept(page: Page, at: Index, chosen: Chosen, mention: Mention, moved: bool) -> bool:
    """Whether words for 'any of the others' say that. `moved`: whether another session is asked for before; in a single
    round nothing else is left of what was booked."""
    alone = moved and not page.has_any(FAILING)
    told = chosen.changing and (alone or len(at.rounds) > 1)
    return told and any(m.start <= mention.start < m.end for m in page.of("rest_kept"))
