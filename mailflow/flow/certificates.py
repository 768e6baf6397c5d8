"""Certificates for who is marked as present once the thanks have gone out: they would have come with them."""

from __future__ import annotations

from collections.abc import Iterable

from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Summary
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.ledger import Transaction


def send_late_certificates(office: Office, tx: Transaction, event: Event, before: Iterable[Booking]) -> int:
    """To each of these bookings, as it was before the marks, the thanks again with the certificates of those who are
    marked now; how many those are. Everybody has theirs once."""
    return sum(_send(office, tx, event, booking) for booking in before)


def _send(office: Office, tx: Transaction, event: Event, before: Booking) -> int:
    booking = tx.booking(before.code)
    if booking is None or not booking.contact.email or not tx.marked(f"summary:{event.id}:{booking.code}:"):
        return 0
    had = {attendee.number for attendee in before.attendees if attendee.attended}
    marked = [attendee.number for attendee in booking.attendees if attendee.attended and attendee.number not in had]
    new = tuple(n for n in marked if tx.mark(f"certificate:{event.id}:{booking.code}:{n}", office.now(), event.id))
    letter = Summary(
        event=event,
        to=booking.contact.email,
        to_name=booking.contact.name,
        language=booking.language,
        booking=booking,
        came=new,
        proposals={session or "": texts for session, texts in tx.words(event.id).items()},
        certificates=new,
    )
    if new:
        post(office, tx, [letter], key=f"certificate:{event.id}:{booking.code}:{','.join(map(str, new))}")
    return len(new)
