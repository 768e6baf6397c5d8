"""The seats while a decision is made: a working copy of the book's counters and queues.

A seat that is free but due to somebody who waits is not free for a newcomer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailflow.decision.decision import Book
from mailflow.domain.booking import Attendee, Booking, Waiting
from mailflow.domain.event import Event
from mailflow.domain.place import Status


@dataclass(frozen=True, slots=True)
class Party:
    """People of one booking who wait in one queue since the same moment."""

    code: str
    since: datetime
    numbers: tuple[int, ...]


class Seats:
    """Free seats by session (None: the event itself)."""

    def __init__(self, book: Book, bookings: Mapping[str, Booking] | None = None) -> None:
        """`bookings`: those who wait, by code, where they change while the queues are served."""
        self.event = book.event
        self._taken = defaultdict(int, book.taken)
        self._queued = book.queued if bookings is None else bookings
        self._unread = {s for s, n in book.waiting.items() if n and s not in book.queues}
        self.queues = {session: list(parties(entries)) for session, entries in book.queues.items()}

    def free(self, session: str | None) -> float:
        """Seats nobody holds; infinite where there is no limit."""
        capacity = self.event.capacity_of(session)
        return float("inf") if capacity is None else max(0, capacity - self._taken[session])

    def room(self, session: str | None, people: int) -> bool:
        """Whether so many newcomers may sit there without passing anybody who waits."""
        return self.free(session) >= people and not self.promised(session)

    def promised(self, session: str | None) -> bool:
        """Whether somebody who waits is to be served first.

        A queue that was not read was full: whatever is freed now is due to it.
        """
        if session in self._unread:
            return True
        queue = self.queues.get(session, [])
        return next_party(self.event, session, queue, self._queued, self.free(session)) is not None or (
            bool(queue) and self.event.booking.large_party == "wait"
        )

    def take(self, session: str | None, people: int = 1) -> None:
        """So many seats are held."""
        self._taken[session] += people

    def release(self, session: str | None, people: int = 1) -> None:
        """So many seats are given back."""
        self._taken[session] -= people


def parties(entries: Sequence[Waiting]) -> list[Party]:
    """A queue by parties, in its order: a party stands where its first person stands."""
    together: dict[tuple[str, datetime], list[int]] = {}
    for entry in entries:
        together.setdefault((entry.ref.code, entry.since), []).append(entry.ref.attendee)
    return [Party(code, since, tuple(numbers)) for (code, since), numbers in together.items()]


def next_party(
    event: Event, session: str | None, queue: Sequence[Party], bookings: Mapping[str, Booking], free: float
) -> Party | None:
    """The next to be served with so many free seats, cut to those who get one; None where nobody can be.

    A party that does not fit is passed over or holds up the queue, as the event says.
    """
    if free < 1:
        return None
    for party in queue:
        booking = bookings.get(party.code)
        numbers = tuple(n for n in party.numbers if booking and can_be_served(booking, n, session))
        if not numbers:
            continue
        if len(numbers) <= free:
            return Party(party.code, party.since, numbers)
        if may_split(event, session, len(numbers)):
            return Party(party.code, party.since, numbers[: int(free)])
        if event.booking.large_party == "wait":
            return None
    return None


def may_split(event: Event, session: str | None, people: int) -> bool:
    """Whether a party may sit apart: where the event says so, or where the session could never hold them together."""
    capacity = event.capacity_of(session)
    return event.booking.party == "split" or (capacity is not None and people > capacity)


def can_be_served(booking: Booking, number: int, session: str | None) -> bool:
    """Whether a person waits there and nothing is in the way: a question of ours, or an offer in the same round."""
    attendee = attendee_of(booking, number)
    place = attendee.place(session) if attendee else None
    if attendee is None or place is None or place.status is not Status.WAITLISTED or booking.asked_until is not None:
        return False
    if session is None:
        return True
    at_event = attendee.place(None)
    offered = any(p.round == place.round and p.status is Status.OFFERED for p in attendee.places)
    return at_event is not None and at_event.status is Status.CONFIRMED and not offered


def attendee_of(booking: Booking, number: int) -> Attendee | None:
    """The attendee of that number."""
    return next((a for a in booking.attendees if a.number == number), None)
