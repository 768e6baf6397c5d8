"""Of a change: an hour told without its day is one of the day that is booked."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.changes.held import Held
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.page import Page


def on_the_day_booked(page: Page, at: Index, found: Found, held: Held) -> Found:
    """'possiamo fare le 15 invece delle 11.30?' of who holds Sunday at 11.30: Sunday at 15, where no day is named."""
    day_of = {s.session: s.day for s in at.slots if s.day is not None}
    booked = {day_of[s] for s in held.of_any if s in day_of}
    vague = [m for m in found.mentions if m.how == "hour" and len(m.sessions) > 1]
    if len(booked) != 1 or not vague or not {resolve(d, at.event) for d in page.days} <= {None, *booked}:
        return found

    def narrowed(mention: Mention) -> Mention:
        same = tuple(s for s in mention.sessions if day_of.get(s) in booked)
        return replace(mention, sessions=same) if mention in vague and len(same) == 1 else mention

    return replace(found, mentions=tuple(map(narrowed, found.mentions)))
