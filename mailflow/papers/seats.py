"""How the seats stand, counted from the bookings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.place import HELD, Status


@dataclass(frozen=True, slots=True)
class Standing:
    """One session (`session` None: the event itself). `capacity` and `free` None: no limit."""

    session: str | None
    capacity: int | None
    confirmed: int
    offered: int
    waitlisted: int

    @property
    def free(self) -> int | None:
        """Seats nobody has; never below 0."""
        return None if self.capacity is None else max(0, self.capacity - self.confirmed - self.offered)


def standings(event: Event, bookings: Iterable[Booking]) -> list[Standing]:
    """The event itself, then its sessions in the order of the programme."""
    counted = Counter((p.session, p.status) for booking in bookings for _, p in booking.places)
    return [_standing(event, session, counted) for session in (None, *(s.id for s in event.sessions))]


def _standing(event: Event, session: str | None, counted: Counter[tuple[str | None, Status]]) -> Standing:
    return Standing(
        session=session,
        capacity=event.capacity_of(session),
        confirmed=sum(counted[session, status] for status in HELD - {Status.OFFERED}),
        offered=counted[session, Status.OFFERED],
        waitlisted=counted[session, Status.WAITLISTED],
    )
