"""Take in one mail: read it, decide, and commit its effects and its answers together (decision 0002)."""

from __future__ import annotations

from dataclasses import replace

import structlog

from mailflow.crash import point
from mailflow.decision import Book, Request, decide
from mailflow.decision.names import key
from mailflow.domain.event import Event
from mailflow.domain.letter import Received
from mailflow.flow.answering import answering_of
from mailflow.flow.aside import not_to_be_decided, record_alone
from mailflow.flow.effects import carry_out
from mailflow.flow.feedback import keep_feedback
from mailflow.flow.finding import Found, Mail, find
from mailflow.flow.foresight import Foreseen, foresee
from mailflow.flow.handed_on import hands_on, of_those_named
from mailflow.flow.notes import note
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.proof import proven
from mailflow.flow.reviews import open_review
from mailflow.flow.taken import Taken, known, record_of
from mailflow.ledger import Transaction
from mailflow.mailbox.port import Raw
from mailflow.understanding import Intent, Reading

log = structlog.get_logger()


def take_in(office: Office, raw: Raw, door: Door = ANY_DOOR, foreseen: Foreseen | None = None) -> Taken:
    """Take in one mail. Doing a mail again changes nothing. Raises LedgerAway and LedgerRefused."""
    mail = Mail.of(raw, door, foreseen or foresee(raw.content, office.standpoint(door)))
    event = office.event(mail.events[0]) if mail.events else None
    if event is None:  # read before the event is locked: nobody has to wait for that
        with office.ledger.reading() as tx:
            if row := tx.seen(raw.origin, mail.message.message_id, mail.digest):
                return known(row)
            event = find(office, tx, mail).event
    while True:
        with office.ledger.transaction(event) as tx, office.turn:
            taken = take_in_under(office, tx, event, mail)
        if isinstance(taken, Taken):
            point("intake.committed")
            return taken
        event = taken


def take_in_under(office: Office, tx: Transaction, event: Event, mail: Mail) -> Taken | Event:
    """Take in one mail within a transaction that has locked the event; or, with nothing written, the event it is for
    where that is another one."""
    if row := tx.seen(mail.raw.origin, mail.message.message_id, mail.digest):
        return known(row)
    found = find(office, tx, mail)
    if found.event.id != event.id:
        return found.event
    point("intake.opened")
    alone = not_to_be_decided(office, tx, mail, found)
    taken = record_alone(office, tx, mail, *alone) if alone is not None else _settle(office, tx, mail, found)
    point("intake.written")
    return taken


def _settle(office: Office, tx: Transaction, mail: Mail, found: Found) -> Taken:
    message, reading = mail.message, found.reading
    now = office.now()
    address = reading.contact.email or message.sender.email
    handed_on = hands_on(office, found.event, message, reading)
    request = Request(
        sender=message.sender.email,
        new_code=tx.new_code(),
        arrived=min(mail.raw.arrived, now),
        now=now,
        proven=proven(message, mail.door.authserv_id),
        source="pec" if message.pec else "email",
        answering=answering_of(message, reading),
        answers=found.answers,
        among=found.among,
        named=_named(tx, found),
        perhaps=found.perhaps,
        handed_on=handed_on,
    )
    book = tx.book(found.event, found.booking, found.by, address, reading.contact.name)
    if found.by != "thread" and handed_on:
        book = of_those_named(book, reading)
    book = _with_namesakes(tx, book, reading)
    decision = decide(reading, request, book)
    if decision.review is not None and handed_on:  # they get the matter itself
        decision = replace(decision, letters=tuple(one for one in decision.letters if not isinstance(one, Received)))
    code = next((b.code for b in decision.bookings), found.booking.code if found.booking else None)
    inbound = tx.record(record_of(office, mail, found, decision, code))
    carry_out(office, tx, found.event, decision, now=now, inbound=inbound)
    if decision.unfinished:
        tx.note(found.event.id, now, note(found.event, "which-event", address=address), once=True)
    elif found.first is not None and not found.among:
        tx.joined(found.first, inbound)
    if decision.review is not None:
        open_review(office, tx, found.event, mail.message, reading, decision, inbound=inbound, code=code)
    keep_feedback(tx, found.event, reading, found.booking, message.sender.email, now)
    log.info("taken in", intent=str(reading.intent), settled=decision.settled, why=decision.why, booking=code)
    return Taken(decision.settled, decision.why, inbound, reading=reading)


def _with_namesakes(tx: Transaction, book: Book, reading: Reading) -> Book:
    """The book, with the bookings there are of those whom a new booking names besides its contact, who is looked up
    already: somebody else may have booked them."""
    if reading.intent is not Intent.BOOK:
        return book
    others = [p.name for p in reading.people if len(key(p.name)) > 1 and p.name != reading.contact.name]
    named = tx.namesakes(book.event.id, others)
    if not named:
        return book
    return replace(book, same_person=tuple({b.code: b for b in (*book.same_person, *named)}.values()))


def _named(tx: Transaction, found: Found) -> tuple[str, ...]:
    """The codes of all living bookings that a mail is about by its thread or by their codes."""
    codes = found.reading.codes
    named = [booking for booking in tx.bookings(codes=codes) if booking.active] if codes else []
    known = [found.booking] if found.booking is not None and found.by in {"thread", "code"} else []
    return tuple(dict.fromkeys(booking.code for booking in (*known, *named) if booking.active))
