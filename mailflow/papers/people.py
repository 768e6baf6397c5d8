"""Who is on a list: people in alphabetical order, as a person would look for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.place import HELD, Status

# Words before a surname that belong to it: De Luca, van den Berg.
PARTICLES = frozenset({
    "d", "da", "dal", "dall", "dalla", "dalle", "de", "degli", "dei", "del", "dell", "della", "delle", "den", "der",
    "des", "di", "do", "dos", "du", "el", "la", "le", "li", "lo", "mac", "mc", "san", "santa", "ten", "ter", "van",
    "von", "zu",
})  # fmt: skip
TAG = "mailflow"  # what a QR beside a name begins with


@dataclass(frozen=True, slots=True)
class Entry:
    """One person on a list. `host`: whose guest it is, where nobody named the person. `held`: offered, not accepted."""

    code: str
    number: int
    name: str
    host: str = ""
    organization: str = ""
    held: bool = False
    sessions: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        """What the QR beside the name holds."""
        return f"{TAG}:{self.code}:{self.number}"

    @property
    def filed(self) -> tuple[str, str, str]:
        """The name in three: before the surname, the surname, after it; joined by blanks they are the name."""
        parts = self.name.split()
        start = surname_at(self.name)
        end = start + 1 if start == 0 and len(parts) > 1 else len(parts)
        return " ".join(parts[:start]), " ".join(parts[start:end]), " ".join(parts[end:])

    @property
    def shown(self) -> str:
        """The name, or whose guest this is."""
        return self.name or self.host or self.code


def surname_at(name: str) -> int:
    """The index of the word that a name is filed under: the surname, particles included.

    The last word, unless capitals tell (`ROSSI Mario`).
    """
    parts = name.split()
    capitals = [
        index for index, part in enumerate(parts) if part.isupper() and not part.endswith(".") and len(part) > 1
    ]
    if capitals and len(capitals) < len(parts):
        return capitals[0]
    index = max(0, len(parts) - 1)
    while index > 1 and parts[index - 1].casefold().rstrip("'’") in PARTICLES:
        index -= 1
    return index


def filed_as(name: str) -> tuple[str, str]:
    """What a name is sorted by: surname, then the rest; without accents and case."""
    parts = _folded(name).split()
    index = surname_at(name) if parts else 0
    return " ".join(parts[index:]), " ".join(parts[:index])


def held_places(bookings: Iterable[Booking], session: str | None) -> Iterator[Entry]:
    """Everyone who has a seat there (None: at the event itself), or has one on offer."""
    for booking in bookings:
        for attendee in booking.attendees:
            place = attendee.place(session)
            if place is not None and place.status in HELD:
                yield entry(booking, attendee, held=place.status is Status.OFFERED)


def anywhere(bookings: Iterable[Booking]) -> Iterator[Entry]:
    """Everyone who has a seat, or one on offer, at the event or in a session."""
    for booking in bookings:
        for attendee in booking.attendees:
            if any(place.status in HELD for place in attendee.places):
                yield entry(booking, attendee)


def entry(booking: Booking, attendee: Attendee, *, held: bool = False) -> Entry:
    """One person of a booking."""
    return Entry(
        code=booking.code,
        number=attendee.number,
        name=attendee.name or "",
        host="" if attendee.name else host_of(booking),
        organization=booking.contact.organization or "",
        held=held,
        sessions=tuple(p.session for p in attendee.places if p.session and p.status in HELD),
    )


def host_of(booking: Booking) -> str:
    """Who answers for the unnamed people of a booking: the contact, else who is named first."""
    return (
        booking.contact.name or next((a.name for a in booking.attendees if a.name), "") or booking.contact.email or ""
    )


def alphabetical(entries: Iterable[Entry]) -> list[Entry]:
    """By surname; guests without a name stand beside their host."""
    return sorted(entries, key=lambda e: (filed_as(e.shown), not e.name, e.code, e.number))


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
