"""Who is booked, as rows of people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from mailflow.domain.booking import Attendee, Booking, Place, PlaceRef
from mailflow.domain.event import Event
from mailflow.domain.place import Status
from mailflow.papers.people import host_of

Positions = Mapping[PlaceRef, int]
NO_POSITIONS: Positions = {}

# What our statuses are called outside.
PUBLIC: Mapping[Status, str] = {
    Status.WANTED: "waitlisted",
    Status.CONFIRMED: "confirmed",
    Status.WAITLISTED: "waitlisted",
    Status.OFFERED: "offered",
    Status.CANCELLED: "cancelled",
    Status.ATTENDED: "confirmed",  # that they came is said of the person, in `attended`
    Status.ABSENT: "confirmed",
}


@dataclass(frozen=True, slots=True)
class Seat:
    """How one place stands (`session` None: at the event). `position` in its queue, from 1; `until`: of an offer."""

    session: str | None
    status: str
    position: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person on a line. `seats` by round (None: the event itself), without the cancelled where others are."""

    event: Event
    booking: Booking
    attendee: Attendee
    seats: Mapping[str | None, tuple[Seat, ...]]
    host: str

    @property
    def status(self) -> str:
        """How the place at the event stands; where there is none, how the first of the sessions does."""
        seats = self.seats.get(None) or next(iter(self.seats.values()), ())
        return seats[0].status if seats else "cancelled"

    @property
    def attended(self) -> bool | None:
        """Whether the person came, where anybody marked it."""
        return came(self.attendee)

    @property
    def received(self) -> datetime:
        """When the booking came in, in the event's local time."""
        return self.booking.received.astimezone(self.event.timezone)


def rows(event: Event, bookings: Iterable[Booking], positions: Positions = NO_POSITIONS) -> list[Row]:
    """A row a person, in the order of the bookings."""
    return [
        Row(
            event=event,
            booking=booking,
            attendee=attendee,
            seats=_seats(booking, attendee, positions),
            host="" if attendee.name else host_of(booking),
        )
        for booking in bookings
        for attendee in booking.attendees
    ]


def as_json(
    bookings: Iterable[Booking], zones: Mapping[str, tzinfo], positions: Positions = NO_POSITIONS
) -> list[dict[str, Any]]:
    """The bookings as plain values. `zones` by event id: times are ISO 8601 with that zone's offset, else in UTC."""
    return [_booking(booking, zones.get(booking.event, UTC), positions) for booking in bookings]


def came(attendee: Attendee) -> bool | None:
    """Whether that person came; None where nobody marked it."""
    statuses = {place.status for place in attendee.places}
    if attendee.attended is not None:
        return attendee.attended
    if Status.ATTENDED in statuses:
        return True
    return False if Status.ABSENT in statuses else None


def requests(row: Row) -> tuple[str, ...]:
    """What was asked besides: of the booking, then of this person, each once."""
    return tuple(dict.fromkeys((*row.booking.requests, *row.attendee.requests)))


def _seats(booking: Booking, attendee: Attendee, positions: Positions) -> Mapping[str | None, tuple[Seat, ...]]:
    shown = [p for p in attendee.places if p.status is not Status.CANCELLED] or attendee.places
    found: dict[str | None, tuple[Seat, ...]] = {}
    for place in shown:
        found[place.round] = (*found.get(place.round, ()), _seat(booking, attendee, place, positions))
    return found


def _seat(booking: Booking, attendee: Attendee, place: Place, positions: Positions) -> Seat:
    status = PUBLIC[place.status]
    return Seat(
        session=place.session,
        status=status,
        position=positions.get(PlaceRef(booking.code, attendee.number, place.session)),
        until=place.offer_until if status == "offered" else None,
    )


def _booking(booking: Booking, zone: tzinfo, positions: Positions) -> dict[str, Any]:
    contact = booking.contact
    return {
        "code": booking.code,
        "event": booking.event,
        "source": booking.source,
        "received": _iso(booking.received, zone),
        "language": booking.language,
        "contact": {
            "name": contact.name,
            "email": contact.email,
            "phone": contact.phone,
            "organization": contact.organization,
        },
        "attendees": [
            {
                "name": attendee.name,
                "attended": came(attendee),
                "places": [_place(booking, attendee, place, zone, positions) for place in attendee.places],
            }
            for attendee in booking.attendees
        ],
    }


def _place(booking: Booking, attendee: Attendee, place: Place, zone: tzinfo, positions: Positions) -> dict[str, Any]:
    seat = _seat(booking, attendee, place, positions)
    told: dict[str, Any] = {"round": place.round, "session": place.session, "status": seat.status}
    if seat.status in ("waitlisted", "offered"):
        told["position"] = seat.position
        told["offer_until"] = _iso(seat.until, zone) if seat.until else None
    return told


def _iso(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")
