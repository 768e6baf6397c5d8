"""A letter of the organizers' own to those who are booked: for whom of them it is."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.place import HELD, Status

WAITLIST = "waitlist"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whoever has a place in that session (None: at the event itself); or, `waiting`, who waits for one.

    Who waits and no session is named waits for the event or for any of its sessions.
    """

    session: str | None = None
    waiting: bool = False

    def members(self, booking: Booking) -> tuple[Attendee, ...]:
        """The people of a booking that it is for."""
        return tuple(attendee for attendee in booking.attendees if self._holds(attendee))

    def _holds(self, attendee: Attendee) -> bool:
        if not self.waiting:
            place = attendee.place(self.session)
            return place is not None and place.status in HELD
        waits = {place.session for place in attendee.places if place.status is Status.WAITLISTED}
        return bool(waits) if self.session is None else self.session in waits


def to_text(audience: Audience) -> str:
    """The audience on a line: `session:logistics`, `waitlist`, `waitlist:logistics`, `all`."""
    group = WAITLIST if audience.waiting else "all" if audience.session is None else "session"
    return group if audience.session is None else f"{group}:{audience.session}"


def from_text(text: str) -> Audience:
    """The audience that was written so."""
    group, _, session = text.partition(":")
    return Audience(session or None, waiting=group == WAITLIST)
