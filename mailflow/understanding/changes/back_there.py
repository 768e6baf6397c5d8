"""Who wants back what he had asked for: 'avevo chiesto Logistica, rimettetemi lì'."""

from __future__ import annotations

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL


def back_there(page: Page, at: Index, found: Found, chosen: Chosen) -> None:
    """Let the one session that is told before 'put me back there' be what is wanted."""
    for mark in page.marks.get("back_there", ())[:1]:
        number = page.sentence_of(mark.start)
        start, end = page.sentences[max(0, number - 1)][0], page.sentences[number][1]
        told = [m for m in found.mentions if start <= m.start < end and not m.weak]
        named = {m.sessions for m in told}
        if len(named) != 1 or len(told[0].sessions) != 1 or page.has("negation", start, end):
            continue
        round_ = at.round_of[told[0].sessions[0]]
        for rounds in chosen.by.values():
            rounds.pop(round_, None)
        chosen.by.setdefault(ALL, {})[round_] = told[0].sessions
        chosen.said[ALL, round_] = told
        chosen.doubts = [d for d in chosen.doubts if d.round != round_]
        chosen.booked = [m for m in chosen.booked if m not in told]
