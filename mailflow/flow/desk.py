"""What organizers do at the desk, by phone, fax or at the door: the rules of mail, letters and queues included.

Whoever stands at the desk can be asked on the spot. So what a mail would be asked back for, or laid before a person,
is not done here but told, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from mailflow.decision import Book, Decision
from mailflow.decision.desk import (
    DeskError,
    accept_offer,
    book_at_desk,
    cancel_booking,
    change_booking,
)
from mailflow.decision.names import key
from mailflow.decision.settle import LARGEST
from mailflow.domain.booking import Booking, Contact
from mailflow.domain.event import Event
from mailflow.domain.letter import Already, Changed, Letter
from mailflow.flow.desk_order import Done, Order, Refused, Why
from mailflow.flow.effects import carry_out
from mailflow.flow.office import Office
from mailflow.ledger import Transaction
from mailflow.understanding import Reading


def take_booking(office: Office, event: Event, order: Order) -> Done | Refused:
    """A new booking. Raises DeskError for a session that is not there, LedgerAway, LedgerRefused."""
    if order.large:
        event = _generous(event)
    with office.ledger.transaction(event) as tx:
        book = _book_for(tx, event, order)
        if not order.again and (twice := _booked_already(book, order)):
            return twice
        decision = book_at_desk(
            book,
            now=office.now(),
            new_code=tx.new_code(),
            source=order.source,
            seats=order.seats,
            people=order.people,
            choices=order.choices,
            contact=order.contact,
            language=order.language,
            requests=order.requests,
            late=order.late,
        )
        return _carried_out(office, tx, event, decision)


def change(
    office: Office, code: str, reading: Reading, contact: Contact | None = None, *, large: bool = False
) -> Done | Refused:
    """Alters a booking as the reading says; `contact`: facts of it that are new; `large`: above the event's largest
    party all the same. Raises as `take_booking`."""
    event, _ = find(office, code)
    event = _generous(event) if large else event
    with office.ledger.transaction(event) as tx:
        stored = booking_of(tx, code)
        booking = stored if contact is None else replace(stored, contact=_updated(stored.contact, contact))
        decision = change_booking(_book_of(tx, event, booking), reading, now=office.now())
        if decision.why == "nothing new" and booking != stored:
            decision = replace(decision, why="changed", bookings=(booking,))
        if booking != stored:
            decision = replace(decision, letters=tuple(_tells_contact(letter, stored) for letter in decision.letters))
        return _carried_out(office, tx, event, decision, booking)


def take_offer(office: Office, code: str) -> Done | Refused:
    """Takes the freed place that is held for a booking. Raises likewise, and where none is held."""
    event, _ = find(office, code)
    with office.ledger.transaction(event) as tx:
        booking = booking_of(tx, code)
        decision = accept_offer(_book_of(tx, event, booking), now=office.now())
        return _carried_out(office, tx, event, decision, booking)


def cancel(office: Office, code: str, names: tuple[str, ...] = ()) -> Done | Refused:
    """Gives up a booking, or the places of those people. Raises likewise, and for an unknown name."""
    event, _ = find(office, code)
    with office.ledger.transaction(event) as tx:
        booking = booking_of(tx, code)
        return _carried_out(
            office, tx, event, cancel_booking(_book_of(tx, event, booking), now=office.now(), names=names), booking
        )


def find(office: Office, code: str) -> tuple[Event, Booking]:
    """A booking and its event. Raises DeskError where there is none."""
    with office.ledger.reading() as tx:
        booking = booking_of(tx, code)
    event = office.event(booking.event)
    if event is None:
        raise DeskError("gone", code=booking.code, event=booking.event)
    return event, booking


# --- inside -----------------------------------------------------------------------------------------------------------


def booking_of(tx: Transaction, code: str) -> Booking:
    """The booking of that code. Raises DeskError where there is none."""
    booking = tx.booking(code)
    if booking is None:
        raise DeskError("no_booking", code=code.upper())
    return booking


def _book_for(tx: Transaction, event: Event, order: Order) -> Book:
    """The desk's book, with every active booking of the same address or of anybody named."""
    email = order.contact.email or ""
    names = dict.fromkeys((order.contact.name, *(person.name for person in order.people)))
    same = {booking.code: booking for name in names for booking in tx.same_person(event.id, email, name)}
    return replace(tx.book(event, address=email, name=order.contact.name), same_person=tuple(same.values()))


def _booked_already(book: Book, order: Order) -> Refused | None:
    """Whoever is named is in a booking; or nobody is named, and the address has one."""
    named = {key(person.name): person.name for person in order.people if len(key(person.name)) > 1}
    for booking in book.same_person:
        known = [named[key(a.name)] for a in booking.active if key(a.name) in named]
        if known or not order.people:
            return Refused(why="twice", what=tuple(known), code=booking.code)
    return None


def _book_of(tx: Transaction, event: Event, booking: Booking) -> Book:
    return tx.book(event, booking, "code", booking.contact.email or "", booking.contact.name)


def _carried_out(
    office: Office, tx: Transaction, event: Event, decision: Decision, before: Booking | None = None
) -> Done | Refused:
    refused = _refused(decision, before)
    if refused is not None:
        return refused
    carry_out(office, tx, event, decision, now=office.now())
    stands = before.code if before else decision.bookings[0].code
    booking = booking_of(tx, stands)
    return Done(
        why=decision.why,
        booking=booking,
        positions=tx.positions(booking),
        letters=decision.letters,
        notes=decision.review.why if decision.review else (),
    )


def _refused(decision: Decision, before: Booking | None) -> Refused | None:
    """What the rules would ask back, or lay before a person: told instead, to the person who is there."""
    shut: Mapping[str, Why] = {"early": "early", "late": "late", "begun": "begun", "over": "over", "off": "off"}
    if decision.why.startswith("closed: "):
        return Refused(why=shut[decision.why.removeprefix("closed: ")], code=before.code if before else "")
    if decision.why == "cancelled before":
        return Refused(why="given-up", code=before.code if before else "")
    if decision.review is not None and not decision.bookings:
        return Refused(why="party" if decision.review.kind == "party" else "unclear", what=decision.review.why)
    for booking in decision.bookings:
        if before is None and booking.asked_until is not None:
            return Refused(why="names" if "names" in booking.asked else "unclear", what=booking.asked)
        if before is not None and booking.pending and booking.pending != before.pending:
            names = tuple(attendee.name for attendee in before.active if attendee.name)
            return Refused(
                why="who" if {"names", "leaving"} & set(booking.asked) else "unclear", what=names, code=before.code
            )
    return None


def _tells_contact(letter: Letter, stored: Booking) -> Letter:
    """A letter about a booking whose contact is new: changed, though the rules found nothing new in it."""
    if isinstance(letter, Changed):
        return replace(letter, before=replace(letter.before, contact=stored.contact))
    if isinstance(letter, Already):
        return Changed(**{known.name: getattr(letter, known.name) for known in fields(letter)}, before=stored)
    return letter


def _generous(event: Event) -> Event:
    """The event, for a party of any size."""
    return replace(event, booking=replace(event.booking, max_party=LARGEST))


def _updated(known: Contact, new: Contact) -> Contact:
    return Contact(
        name=new.name or known.name,
        email=new.email or known.email,
        phone=new.phone or known.phone,
        organization=new.organization or known.organization,
    )
