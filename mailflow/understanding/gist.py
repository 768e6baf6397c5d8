"""What a mail comes to: its words, who and which sessions are in it, and what is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.understanding.cast import Cast
from mailflow.understanding.choices import Chosen
from mailflow.understanding.mentions import Found
from mailflow.understanding.page import Page
from mailflow.understanding.reading import Intent
from mailflow.understanding.seats import Seats


@dataclass(frozen=True, slots=True)
class Gist:
    """All that was read of a mail so far, before the second opinion or behind it."""

    page: Page
    subject: Page
    cast: Cast
    found: Found
    chosen: Chosen
    seats: Seats
    intent: Intent
