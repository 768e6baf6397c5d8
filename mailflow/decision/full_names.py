"""Who was booked by one name, such as 'Franca', and is told by the full one later: lists and certificates show it."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision.names import find, key
from mailflow.domain.booking import Booking
from mailflow.understanding.reading import Reading

LONGEST = 3  # words of a name: more may be an office


def with_full_names(booking: Booking, reading: Reading) -> Booking:
    """The booking with the full names of those whom the mail names, and of who signs it."""
    contact, signed = booking.contact, reading.contact.name
    names = [person.name for person in reading.people]
    if signed and _says_more(signed, contact.name):
        booking = replace(booking, contact=replace(contact, name=signed))
        names += [signed] if any(key(a.name) == key(contact.name) for a in booking.active) else []
    for name in names:
        attendee = find(name, booking.active)
        if attendee is not None and _says_more(name, attendee.name):
            booking = booking.with_attendee(replace(attendee, name=name))
    return booking


def _says_more(name: str, known: str | None) -> bool:
    return len(key(known)) == 1 and key(known) < key(name) and len(key(name)) <= LONGEST
