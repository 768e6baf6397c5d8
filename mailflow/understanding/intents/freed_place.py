"""Who asks for the place that somebody else has given up: 'my friend cancelled, can I have her place?' gives up
nothing, and wants to come; whether it is free is for a person to see."""

from __future__ import annotations

from mailflow.understanding.intents.intent import Wanted
from mailflow.understanding.reading import Doubt, Intent
from mailflow.understanding.text.page import Page

SUBJECT = 3  # tokens before 'cancelled' that may say 'I have'


def asks_for_a_freed_place(page: Page) -> Wanted | None:
    """The booking that is asked for; None where no such place is."""
    if "asks_freed_place" not in page.marks:
        return None
    own = page.voc.words["speaks_of_self"] - page.voc.words["determiner"]
    for mark in page.of("gave_up", "gone"):
        start = max(page.clauses[page.clause_of(mark.start)].start, mark.start - SUBJECT)
        if not any(t.fold in own or t.fold.rstrip("'") in own for t in page.tokens[start : mark.start]):
            words = f"whether the place that somebody gave up is free: “{' '.join(page.text.split())}”"
            return Wanted(Intent.BOOK, clear=False, doubts=(Doubt("intent", words),))
    return None
