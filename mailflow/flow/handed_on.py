"""What an organizer hands on by mail: a booking taken on the telephone, a request forwarded, 'please cancel Anna'.

It comes from their own address, as did what they handed on before. So the address does not tell whose booking is
meant: only a thread, a code, or the people who are named do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailflow.decision import Book
from mailflow.decision.case import belongs
from mailflow.decision.names import same
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.flow.office import Office
from mailflow.flow.slips import organizer_of
from mailflow.ledger import Transaction
from mailflow.ledger.values import FoundBy
from mailflow.message import Message
from mailflow.understanding import Intent, Reading

ALTERS = frozenset({Intent.CANCEL, Intent.CHANGE, Intent.DECLINE})


def hands_on(office: Office, event: Event, message: Message, reading: Reading) -> bool:
    """Whether an organizer writes and is to be answered; a form that comes from them tells the person's address."""
    answered = reading.contact.email or message.sender.email
    own = address_key(answered) == address_key(message.sender.email)
    return own and organizer_of(office, event, message.sender.email) is not None


def speaks_of(reading: Reading, booking: Booking) -> bool:
    """Whether somebody of the booking is named; who alters a booking and names nobody may mean their own."""
    named = tuple(_named(reading))
    writer = () if named or reading.intent is Intent.BOOK else (reading.contact.name,)
    return any(same(name, attendee.name) for name in (*named, *writer) for attendee in booking.active)


def booking_named(
    tx: Transaction, event: Event, reading: Reading, organizer: str
) -> tuple[Booking | None, FoundBy | None]:
    """The one booking of those whom a cancellation or a change names, and how it is found. Another's is laid before a
    person, as with its code; one that the organizer handed on is theirs as far as their address proves it."""
    if reading.intent not in ALTERS:
        return None, None
    found = {b.code: b for name in _named(reading) for b in tx.same_person(event.id, "", name)}
    if len(found) != 1:
        return None, None
    [booking] = found.values()
    return booking, "address" if belongs(address_key(organizer), booking) else "code"


def of_those_named(book: Book, reading: Reading) -> Book:
    """The book, without the bookings that the organizer handed on for people whom this mail does not name."""
    return replace(book, same_person=tuple(b for b in book.same_person if speaks_of(reading, b)))


def _named(reading: Reading) -> Iterator[str]:
    yield from (*reading.leaving, *reading.replaced, *(person.name for person in reading.people))
