"""Rows ↔ bookings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from mailflow.domain.address import address_key
from mailflow.domain.booking import Attendee, Booking, Contact, Place
from mailflow.domain.place import Status
from mailflow.ledger.tables import attendees, bookings, places
from mailflow.ledger.work import name_key

_BOOKINGS = select(bookings).where(bookings.c.id.in_(bindparam("ids", expanding=True)))
_ATTENDEES = (
    select(attendees)
    .where(attendees.c.booking.in_(bindparam("ids", expanding=True)))
    .order_by(attendees.c.booking, attendees.c.number)
)
_PLACES = (
    select(places)
    .where(places.c.booking.in_(bindparam("ids", expanding=True)))
    .order_by(places.c.booking, places.c.attendee, places.c.number)
)


def load(connection: Connection, ids: Sequence[int]) -> dict[int, Booking]:
    """The bookings of these rows, in the order of `ids`; three look-ups, however many they are."""
    if not ids:
        return {}
    places_of: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for row in connection.execute(_PLACES, {"ids": ids}):
        places_of[row.booking, row.attendee].append(_place(row))
    attendees_of: dict[int, list[Attendee]] = defaultdict(list)
    for row in connection.execute(_ATTENDEES, {"ids": ids}):
        attendees_of[row.booking].append(_attendee(row, tuple(places_of[row.booking, row.number])))
    found = {row.id: _booking(row, tuple(attendees_of[row.id])) for row in connection.execute(_BOOKINGS, {"ids": ids})}
    return {row_id: found[row_id] for row_id in ids if row_id in found}


def _booking(row: Row[Any], its_attendees: tuple[Attendee, ...]) -> Booking:
    return Booking(
        code=row.code,
        event=row.event,
        source=row.source,
        received=row.received,
        language=row.language,
        contact=Contact(name=row.name, email=row.email, phone=row.phone, organization=row.organization),
        attendees=its_attendees,
        requests=row.requests,
        notes=row.notes,
        asked=row.asked,
        asked_until=row.asked_until,
        pending=row.pending,
        addresses=row.addresses,
    )


def _attendee(row: Row[Any], its_places: tuple[Place, ...]) -> Attendee:
    return Attendee(
        number=row.number,
        name=row.name,
        choices=row.choices,
        places=its_places,
        requests=row.requests,
        attended=row.attended,
    )


def _place(row: Row[Any]) -> Place:
    return Place(
        round=row.round,
        session=row.session or None,
        status=Status(row.status),
        since=row.since,
        offer_until=row.offer_until,
        sequence=row.sequence,
    )


def booking_row(booking: Booking) -> Mapping[str, Any]:
    """The columns of a booking's own row."""
    return {
        "code": booking.code,
        "event": booking.event,
        "source": booking.source,
        "received": booking.received,
        "language": booking.language,
        "name": booking.contact.name,
        "email": booking.contact.email,
        "phone": booking.contact.phone,
        "organization": booking.contact.organization,
        "requests": booking.requests,
        "notes": booking.notes,
        "asked": booking.asked,
        "asked_until": booking.asked_until,
        "pending": booking.pending,
        "addresses": booking.addresses,
        "address": address_key(booking.contact.email),
        "name_key": name_key(booking.contact.name),
        "active": is_active(booking),
    }


def writer_keys(booking: Booking) -> set[str]:
    """Who else wrote it, as look-ups compare them."""
    return {address_key(address) for address in booking.addresses} - {"", address_key(booking.contact.email)}


def is_active(booking: Booking) -> bool:
    """Whether it has a living place; or none yet at all, and waits for facts we asked back."""
    return bool(booking.active) or (bool(booking.asked) and not any(a.places for a in booking.attendees))


def attendee_row(booking_id: int, attendee: Attendee) -> Mapping[str, Any]:
    """The columns of an attendee's row."""
    return {
        "booking": booking_id,
        "number": attendee.number,
        "name": attendee.name,
        "choices": attendee.choices,
        "requests": attendee.requests,
        "attended": attendee.attended,
        "name_key": name_key(attendee.name),
    }


def place_rows(booking_id: int, event: str, attendee: Attendee) -> list[Mapping[str, Any]]:
    """The columns of an attendee's places, numbered in their order."""
    return [
        {
            "booking": booking_id,
            "attendee": attendee.number,
            "number": number,
            "event": event,
            "round": place.round,
            "session": place.session or "",
            "status": place.status.value,
            "since": place.since,
            "offer_until": place.offer_until,
            "sequence": place.sequence,
        }
        for number, place in enumerate(attendee.places)
    ]
