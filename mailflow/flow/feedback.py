"""What participants write after the event is kept by group, for the organizers."""

from __future__ import annotations

from datetime import datetime

from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.place import HELD
from mailflow.ledger import Transaction
from mailflow.understanding import Intent, Reading
from mailflow.understanding.organizer.proposals import session_spoken_of


def keep_feedback(
    tx: Transaction, event: Event, reading: Reading, booking: Booking | None, sender: str, now: datetime
) -> None:
    """Keep what a mail says of the event, under the group it speaks of, or else the one its writer was in."""
    if reading.intent is Intent.FEEDBACK and reading.text.strip() and now >= event.starts:
        session = session_spoken_of(reading.text, event) or _only_session(booking)
        tx.add_words(event.id, session, [reading.text.strip()], now, kind="feedback", by=sender)


def _only_session(booking: Booking | None) -> str | None:
    sessions = {p.session for _, p in booking.places if p.session and p.status in HELD} if booking else set()
    return sessions.pop() if len(sessions) == 1 else None
