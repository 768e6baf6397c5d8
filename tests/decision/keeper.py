"""Keeps bookings in memory, as the ledger does in a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mailflow.decision import Book
from mailflow.domain.booking import Booking, PlaceRef, Waiting
from mailflow.domain.event import Event
from mailflow.domain.place import HELD, Status


class MemoryKeeper:
    """One event's bookings, by code."""

    def __init__(self) -> None:
        self.kept: dict[str, Booking] = {}

    def book(self, event: Event, code: str | None = None, found_by: Any = None, address: str = "") -> Book:
        taken = Counter(p.session for b in self.kept.values() for _, p in b.places if p.status in HELD)
        queues = {s: q for s in (None, *(x.id for x in event.sessions)) if (q := self._queue(s))}
        readable = {s: q for s, q in queues.items() if _free(event, s, taken[s])}
        codes = {entry.ref.code for queue in readable.values() for entry in queue}
        return Book(
            event=event,
            taken=taken,
            waiting={s: len(q) for s, q in queues.items()},
            queues=readable,
            queued={code: self.kept[code] for code in codes},
            booking=self.kept.get(code or ""),
            found_by=found_by,
            same_person=tuple(b for b in self.kept.values() if address and b.contact.email == address and b.active),
            positions={entry.ref: at for q in queues.values() for at, entry in enumerate(q, 1)},
        )

    def write(self, event: Event, bookings: Sequence[Booking]) -> None:
        self.kept |= {b.code: b for b in bookings}

    def bookings(self, event: Event) -> Sequence[Booking]:
        return sorted(self.kept.values(), key=lambda b: b.received)

    def ran_out(self, event: Event, now: datetime) -> Mapping[str, Booking]:
        def is_over(booking: Booking) -> bool:
            offers = any(
                p.status is Status.OFFERED and p.offer_until and p.offer_until <= now for _, p in booking.places
            )
            return offers or (booking.asked_until is not None and booking.asked_until <= now)

        return {code: b for code, b in self.kept.items() if is_over(b)}

    def capacities(self, event: Event) -> None:
        pass

    def close(self) -> None:
        self.kept.clear()

    def _queue(self, session: str | None) -> tuple[Waiting, ...]:
        places = [
            (p.since, b.code, a.number)
            for b in self.kept.values()
            for a, p in b.places
            if p.session == session and p.status is Status.WAITLISTED
        ]
        return tuple(Waiting(PlaceRef(code, number, session), since) for since, code, number in sorted(places))


def _free(event: Event, session: str | None, taken: int) -> bool:
    capacity = event.capacity_of(session)
    return capacity is None or taken < capacity
