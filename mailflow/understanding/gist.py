"""What a mail comes to: who and which sessions are in it, and what is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.understanding.intents.intent import Wanted
from mailflow.understanding.intents.thread import Thread
from mailflow.understanding.parts import Parts
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Intent
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.chosen import Chosen


@dataclass(frozen=True, slots=True)
class Gist:
    """All that was read of a mail: by the rules, or with what the second opinion made of it."""

    parts: Parts
    thread: Thread
    wanted: Wanted
    cast: Cast
    found: Found
    chosen: Chosen
    seats: Seats

    @property
    def page(self) -> Page:
        """The text."""
        return self.parts.page

    @property
    def subject(self) -> Page:
        """The subject."""
        return self.parts.subject

    @property
    def intent(self) -> Intent:
        """What is wanted."""
        return self.wanted.intent
