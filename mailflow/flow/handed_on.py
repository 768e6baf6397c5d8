"""What an organizer hands on by mail: a booking taken on the telephone, a request forwarded, 'please cancel Anna'.

It comes from their own address, as did what they handed on before. So the address does not tell whose booking is
meant: only a thread, a code, or the people who are named do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mailflow.decision import Book
from mailflow.decision.case import belongs
from mailflow.decision.names import key, keys_in, same
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.flow.office import Office
from mailflow.flow.slips import organizer_of
from mailflow.ledger import Transaction
from mailflow.ledger.values import FoundBy
from mailflow.message import Message
from mailflow.understanding import Intent, Reading, read

ALTERS = frozenset({Intent.CANCEL, Intent.CHANGE, Intent.DECLINE})


def hands_on(office: Office, event: Event, message: Message, reading: Reading) -> bool:
    """Whether an organizer writes and is to be answered; a form that comes from them tells the person's address."""
    answered = reading.contact.email or message.sender.email
    own = address_key(answered) == address_key(message.sender.email)
    return own and organizer_of(office, event, message.sender.email) is not None


def as_handed_on(message: Message, event: Event) -> Message:
    """An answer of theirs to our digest as it is taken in: a booking of others ('add Anna Bianchi to group 3') as a
    mail that answers nothing, headed by the event alone, for our words in it are no part of it; news as it is."""
    own = replace(message, subject=event.title, in_reply_to=(), references=(), quoted="")
    return own if _books_others(read(own, event), own) else message


def _books_others(reading: Reading, message: Message) -> bool:
    """Whether it is a booking of people whom it names, none of them the writer."""
    named = {key(person.name) for person in reading.people}
    return reading.intent is Intent.BOOK and bool(named) and key(message.sender.name) not in named


def speaks_of(reading: Reading, booking: Booking) -> bool:
    """Whether somebody of the booking is named; who alters a booking and names nobody may mean their own."""
    named = tuple(_named(reading))
    writer = () if named or reading.intent is Intent.BOOK else (reading.contact.name,)
    return any(same(name, attendee.name) for name in (*named, *writer) for attendee in booking.active)


def bookings_told_of(
    tx: Transaction, event: Event, message: Message, reading: Reading, in_light_of: Callable[[Booking], Reading]
) -> tuple[Booking, ...]:
    """The bookings of those whom an organizer tells news of, or has altered: whose whole name stands in the words; else
    of those whom a change or a cancellation was read to name. Where they are several, nothing tells which is meant."""
    if reading.intent is Intent.BOOK and reading.confident:
        return ()
    told = _told_of(message)
    written = tuple(b for b in tx.bookings(event.id, active_only=True) if any(key(a.name) in told for a in b.active))
    if written:
        return written if _is_news(in_light_of(written[0])) else ()
    if reading.intent not in ALTERS:
        return ()
    return tuple({b.code: b for name in _named(reading) for b in tx.same_person(event.id, "", name)}.values())


def found_by(booking: Booking, organizer: str) -> FoundBy:
    """Another's booking is laid before a person, as with its code; one that the organizer handed on is theirs as far as
    their address proves it."""
    return "address" if belongs(address_key(organizer), booking) else "code"


def of_them_alone(reading: Reading, message: Message, booking: Booking | None) -> Reading:
    """What is given up of a booking of several is given up of those alone who are named, unless its code is told."""
    if booking is None or reading.codes or reading.leaving or reading.intent not in {Intent.CANCEL, Intent.DECLINE}:
        return reading
    told = _told_of(message)
    leaving = tuple(a.name for a in booking.active if a.name and key(a.name) in told)
    return replace(reading, leaving=leaving) if 0 < len(leaving) < len(booking.active) else reading


def of_those_named(book: Book, reading: Reading) -> Book:
    """The book, without the bookings that the organizer handed on for people whom this mail does not name."""
    return replace(book, same_person=tuple(b for b in book.same_person if speaks_of(reading, b)))


def _told_of(message: Message) -> frozenset[frozenset[str]]:
    """The whole names that may stand in an organizer's words, without their own."""
    return keys_in(message.text) - {key(message.sender.name)}


def _is_news(reading: Reading) -> bool:
    """Whether it gives something up, or says plainly what is to be otherwise."""
    if reading.intent in {Intent.CANCEL, Intent.DECLINE}:
        return True
    less = reading.leaving or reading.replaced or reading.dropped
    wishes = reading.choices or any(person.choices for person in reading.people)
    return reading.intent is Intent.CHANGE and bool(less or (reading.confident and wishes))


def _named(reading: Reading) -> Iterator[str]:
    yield from (*reading.leaving, *reading.replaced, *(person.name for person in reading.people))
