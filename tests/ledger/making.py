"""Events, bookings and mails to test with, stated by what matters."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from mailflow.domain.booking import Attendee, Booking, Contact, Place
from mailflow.domain.event import BookingRules, Event, Organizer, Round, Session, Venue
from mailflow.domain.place import Status
from mailflow.ledger import Inbound, Outgoing, Review

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2010, 11, 5, 12, tzinfo=ROME)
START = datetime(2010, 11, 26, 15, tzinfo=ROME)


def make_event(
    capacity: int | None = 3,
    welfare: int | None = 2,
    *,
    event_id: str = "workshop",
    party: Literal["together", "split"] = "together",
    large_party: Literal["pass", "wait"] = "pass",
) -> Event:
    """One round with two sessions: `welfare`, with so many seats, and `governance` without a limit."""
    end = START + timedelta(hours=2)
    sessions = tuple(
        Session(id=name, round="turno-1", title=name, starts=START, ends=end, capacity=seats)
        for name, seats in (("welfare", welfare), ("governance", None))
    )
    return Event(
        id=event_id,
        title="Workshop",
        language="it",
        timezone=ROME,
        starts=START,
        ends=end,
        venue=Venue(name="Castello"),
        organizer=Organizer(name="Comune", email="info@comune.example"),
        booking=BookingRules(closes=START, party=party, large_party=large_party),
        capacity=capacity,
        rounds=(Round(id="turno-1", title="Primo turno", starts=START, ends=end, sessions=sessions),),
    )


def minutes(number: float) -> datetime:
    return NOON + timedelta(minutes=number)


def make_place(status: Status, session: str | None = None, *, at: float = 0, until: float | None = None) -> Place:
    return Place(
        round="turno-1" if session else None,
        session=session,
        status=status,
        since=minutes(at),
        offer_until=None if until is None else minutes(until),
    )


def make_booking(
    code: str,
    status: Status = Status.CONFIRMED,
    *,
    welfare: Status | None = None,
    people: int = 1,
    at: float = 0,
    until: float | None = None,
    event: str = "workshop",
    name: str | None = None,
    email: str | None = None,
) -> Booking:
    """So many people with a place at the event of that status, and one in `welfare` if a status is given for it."""
    places = [make_place(status, at=at, until=until)]
    if welfare is not None:
        places.append(make_place(welfare, "welfare", at=at, until=until))
    attendees = tuple(
        Attendee(number=n, name=name if n == 1 else None, places=tuple(places)) for n in range(1, people + 1)
    )
    return Booking(
        code=code,
        event=event,
        source="email",
        received=minutes(at),
        language="it",
        contact=Contact(name=name, email=email),
        attendees=attendees,
    )


def with_status(booking: Booking, status: Status) -> Booking:
    """Every place of it in that status."""
    return replace(
        booking,
        attendees=tuple(
            replace(a, places=tuple(replace(p, status=status, offer_until=None) for p in a.places))
            for a in booking.attendees
        ),
    )


class Where:
    """Where a mail lies."""

    def __init__(self, uid: int, uidvalidity: int = 7, mailbox: str = "info@comune.example/INBOX") -> None:
        self.mailbox = mailbox
        self.uidvalidity = uidvalidity
        self.uid = uid


def digest_of(content: str) -> bytes:
    return hashlib.sha256(content.encode()).digest()


def make_inbound(
    message_id: str = "mail@citizen.example",
    *,
    uid: int | None = 1,
    booking: str | None = None,
    event: str | None = "workshop",
    sender: str = "anna@citizen.example",
    raw: bytes | None = b"Subject: x\r\n\r\nx",
    at: float = 0,
    arrival: int | None = None,
) -> Inbound:
    return Inbound(
        arrival=arrival,
        origin=None if uid is None else Where(uid),
        message_id=message_id,
        digest=digest_of(message_id),
        sender=sender,
        subject="Prenotazione",
        arrived=minutes(at),
        handled_at=minutes(at + 1),
        settled="handled",
        intent="book",
        event=event,
        booking=booking,
        raw=raw,
    )


def make_outgoing(
    message_id: str = "answer@comune.example",
    *,
    to: str = "anna@citizen.example",
    kind: str = "confirmation",
    key: str | None = None,
    booking: str | None = None,
    inbound: int | None = None,
    at: float = 0,
) -> Outgoing:
    return Outgoing(
        message_id=message_id,
        to=to,
        kind=kind,
        raw=b"Subject: y\r\n\r\ny",
        due=minutes(at),
        booking=booking,
        event="workshop",
        inbound=inbound,
        key=key,
    )


def make_review(token: str, event: str | None = "workshop") -> Review:
    return Review(
        event=event,
        token=token,
        kind="doubt",
        why=("two sessions of one round",),
        ways=("confirm", "ask"),
        sender="anna@citizen.example",
        subject="Prenotazione",
        text="Vorrei…",
        understood=(("seats", "due"),),
        received=NOON,
        opened=NOON,
    )
