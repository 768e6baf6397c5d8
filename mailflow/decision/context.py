"""What the understanding of a mail should know of the conversation it belongs to."""

from __future__ import annotations

from mailflow.decision.offers import offered
from mailflow.domain.booking import Booking
from mailflow.understanding.reading import NOTHING_KNOWN, Context


def context_of(booking: Booking | None) -> Context:
    """The conversation so far: what was asked, who is booked, in which language."""
    if booking is None:
        return NOTHING_KNOWN
    active = booking.active
    return Context(
        has_booking=bool(active),
        asked=(*booking.asked, *(("offer",) if offered(booking) else ())),
        attendees=tuple(a.name for a in active if a.name),
        size=len(active) or None,
        language=booking.language,
    )
