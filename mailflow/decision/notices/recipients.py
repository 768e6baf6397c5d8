"""Who gets a letter of the organizers' own: one a booking, to its contact."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.notice import Audience


@dataclass(frozen=True, slots=True)
class Recipients:
    """The bookings of an audience: who is written to; who has no address (`to_phone`), or none that our mail reaches
    (`unreached`); who `had` the same words before. `people`: of those written to. `waiting`: further bookings of people
    who only wait for a place, where those who have one are written to."""

    bookings: tuple[Booking, ...] = ()
    people: int = 0
    to_phone: tuple[Booking, ...] = ()
    unreached: tuple[Booking, ...] = ()
    had: int = 0
    waiting: int = 0


def recipients(
    audience: Audience, bookings: Iterable[Booking], unreached: Collection[str], had: Collection[str]
) -> Recipients:
    """Who is written to. `unreached`: addresses, as they are compared; `had`: codes."""
    found: dict[str, list[Booking]] = {"mail": [], "phone": [], "unreached": [], "had": []}
    people, waiting = 0, 0
    for booking in bookings:
        members = audience.members(booking)
        if not members:
            waiting += not audience.waiting and bool(Audience(audience.session, waiting=True).members(booking))
            continue
        way = _way(booking, unreached, had)
        found[way].append(booking)
        people += len(members) if way == "mail" else 0
    return Recipients(
        bookings=tuple(found["mail"]),
        people=people,
        to_phone=tuple(found["phone"]),
        unreached=tuple(found["unreached"]),
        had=len(found["had"]),
        waiting=waiting,
    )


def _way(booking: Booking, unreached: Collection[str], had: Collection[str]) -> str:
    if booking.code in had:
        return "had"
    if not booking.contact.email:
        return "phone"
    return "unreached" if address_key(booking.contact.email) in unreached else "mail"
