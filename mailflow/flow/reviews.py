"""Matters for a person: set down in the ledger, and shown to the organizers, one mail each."""

from __future__ import annotations

import secrets

from mailflow.decision import Decision
from mailflow.domain.event import Event
from mailflow.domain.letter import Review as ReviewLetter
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.ledger import Review, Transaction
from mailflow.message import Message
from mailflow.understanding import Reading


def open_review(
    office: Office,
    tx: Transaction,
    event: Event,
    message: Message,
    reading: Reading,
    decision: Decision,
    *,
    inbound: int | None,
    code: str | None,
) -> int:
    """Open a review and tell every organizer of it. Returns its number, small and per event."""
    item = decision.review
    assert item is not None
    review = Review(
        event=event.id,
        inbound=inbound,
        token=secrets.token_urlsafe(18),
        why=item.why,
        ways=item.ways,
        kind=item.kind,
        booking=code,
        sender=reading.contact.email or message.sender.email,
        subject=message.subject,
        text=reading.text or message.text,
        understood=tuple((fact.fact, fact.words) for fact in reading.evidence),
        received=message.date or office.now(),
        opened=office.now(),
    )
    number = tx.open_review(review)
    booking = next((b for b in decision.bookings if b.code == code), tx.booking(code) if code else None)
    letters = [
        ReviewLetter(
            event=event,
            to=organizer,
            language=event.language,
            token=review.token,
            number=number,
            sender=review.sender,
            subject=review.subject,
            text=review.text,
            received=message.date or office.now(),
            why=review.why,
            understood=review.understood,
            booking=booking,
            ways=tuple((str(place), way) for place, way in enumerate(review.ways, 1)),
        )
        for organizer in office.organizers
    ]
    post(office, tx, letters, inbound=inbound)
    return number
