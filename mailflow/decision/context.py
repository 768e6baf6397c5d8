"""What the understanding of a mail should know of the conversation it belongs to."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision import privacy
from mailflow.decision.answered import SETTLED_BY_YES
from mailflow.decision.offers import offered, ran_out
from mailflow.domain.booking import Booking, Place
from mailflow.domain.event import Event
from mailflow.domain.place import LIVING, Status
from mailflow.understanding.reading import NOTHING_KNOWN, Context

# Our questions that a yes or a no answers are read as an offer is: accept, or decline.
YES_OR_NO = SETTLED_BY_YES | {privacy.ACCESS, privacy.ERASE, "confirm-change"}
NOTICE = "notice"  # the kind of mail that asks nothing: an 'ok' to it takes no place that is held
# The kind of mail that puts a question to which only its own answer counts.
PUT_IN = {"confirm-cancel": "ask", "confirm-change": "ask", privacy.ACCESS: "access", privacy.ERASE: "erased"}


def as_answered(booking: Booking, answers: str | None) -> Booking:
    """The booking as the writer has it before them who answers that kind of mail: with no question put in another."""
    asked = tuple(q for q in booking.asked if PUT_IN.get(q, answers) == answers)
    if answers != NOTICE:
        return replace(booking, asked=asked)
    nothing_offered = tuple(replace(a, places=tuple(map(_settled, a.places))) for a in booking.attendees)
    return replace(booking, asked=tuple(q for q in asked if q not in YES_OR_NO), attendees=nothing_offered)


def _settled(place: Place) -> Place:
    return replace(place, status=Status.CONFIRMED) if place.status is Status.OFFERED else place


def context_of(booking: Booking | None, event: Event | None = None) -> Context:
    """The conversation so far: what was asked, who is booked, in which language. A session that `event` has not, as
    its file had it when they booked, is no word of theirs any more."""
    if booking is None:
        return NOTHING_KNOWN
    active = booking.active
    known = None if event is None else {session.id for session in event.sessions}
    too_late = bool(ran_out(booking)) or (not active and any(p.offer_until for _, p in booking.places))
    yes_or_no = too_late or bool(offered(booking)) or bool(YES_OR_NO & set(booking.asked))
    return Context(
        has_booking=bool(active),
        asked=(*booking.asked, *(("offer",) if yes_or_no else ())),
        attendees=tuple(a.name for a in active if a.name),
        size=len(active) or None,
        language=booking.language,
        sessions=tuple(
            dict.fromkeys(
                place.session
                for attendee in active
                for place in attendee.places
                if place.session and place.status in LIVING and (known is None or place.session in known)
            )
        ),
    )
