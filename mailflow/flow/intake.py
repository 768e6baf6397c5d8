"""Take in one mail: read it, decide, and commit its effects and its answers together (decision 0002)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from mailflow.crash import point
from mailflow.decision import Book, Decision, Request, ReviewItem, decide, serve
from mailflow.decision.names import key
from mailflow.decision.quiet import by_day
from mailflow.decision.told import told
from mailflow.domain.event import Event
from mailflow.domain.letter import Access, Answering, Letter, Received
from mailflow.flow.erasing import remember_to_erase
from mailflow.flow.feedback import keep_feedback
from mailflow.flow.finding import Found, Mail, find
from mailflow.flow.foresight import Foreseen, foresee
from mailflow.flow.handed_on import hands_on, of_those_named
from mailflow.flow.notes import note
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.post import post
from mailflow.flow.proof import proven
from mailflow.flow.reviews import open_review
from mailflow.ledger import Inbound, InboundRow, Transaction
from mailflow.ledger.values import Settled
from mailflow.mailbox.port import Raw
from mailflow.message import Message, parse
from mailflow.understanding import Intent, Reading

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail: where it goes, and why. `again`: it had been taken in before. `stays`: it is not moved.

    `reading`: what it stated, where it was read.
    """

    settled: Settled
    why: str
    inbound: int
    again: bool = False
    stays: bool = False
    reading: Reading | None = None


KEPT = 2_000_000  # bytes of a mail that is kept as it came, while a person has to look at it, or its writer to answer
ANSWERED_BY_A_PERSON = "a colleague has answered it already"
OF_ORGANIZERS = "our own mail to organizers, who read it here"
STAYING = {ANSWERED_BY_A_PERSON, OF_ORGANIZERS}


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
    alone = _not_to_be_decided(office, tx, mail, found)
    taken = _record_alone(office, tx, mail, *alone) if alone is not None else _settle(office, tx, mail, found)
    point("intake.written")
    return taken


def set_aside(office: Office, raw: Raw, door: Door, why: str, **facts: object) -> Taken:
    """A mail that cannot be handled goes to a person, whole and unread. One that could not even be fetched is known by
    where it lay. `why`: one of the words for it that `told` has."""
    message = Message(subject="", message_id="")
    known_by = raw.content or repr(raw.origin).encode()
    mail = Mail(raw, door, message, hashlib.sha256(known_by).digest())
    return _recorded(office, [mail], _aside(why, **facts), "review")[0]


def stand_back(office: Office, raws: Sequence[Raw], door: Door) -> list[Taken]:
    """Mails that a colleague has answered are recorded, in one commit, and left where they lie."""
    mails = [Mail(raw, door, parse(raw.content), hashlib.sha256(raw.content).digest()) for raw in raws]
    return _recorded(office, mails, lambda _: ANSWERED_BY_A_PERSON, "handled")


def carry_out(
    office: Office,
    tx: Transaction,
    event: Event,
    decision: Decision,
    *,
    now: datetime,
    inbound: int | None = None,
    due: datetime | None = None,
) -> None:
    """Write a decision, serve the queues of what it freed, and post all letters, not to go out before `due`; within the
    caller's transaction."""
    tx.write(decision.bookings, now=now, why=decision.why)
    for recipient in decision.failed_recipients:
        tx.bounced(recipient, now, decision.why)
    for line in decision.notes:
        tx.note(event.id, now, line, once=True)
    freed = _forget(office, tx, decision.erase, now) if decision.erase else ()
    post(office, tx, [_with_data(tx, letter, decision) for letter in decision.letters], inbound=inbound, due=due)
    if decision.freed:
        serve_queues(office, tx, event, now)
    for theirs in (theirs for theirs in office.events if theirs.id in freed and theirs.id != event.id):
        serve_queues(office, tx, theirs, now)


def _forget(office: Office, tx: Transaction, address: str, now: datetime) -> tuple[str, ...]:
    """Erases a person's data; returns the events where they gave up places. The mail that says so is posted after."""
    copies = tx.copies_of(address)
    freed = tx.forget(address, now, [event.id for event in office.events if event.ends <= now]).freed
    remember_to_erase(office, tx, copies, address=address)
    return freed


def _with_data(tx: Transaction, letter: Letter, decision: Decision) -> Letter:
    """The letter that tells a person their data, with all that is kept of them."""
    if not (isinstance(letter, Access) and decision.access):
        return letter
    return replace(letter, data_json=json.dumps(tx.export(decision.access), ensure_ascii=False, indent=1))


def serve_queues(office: Office, tx: Transaction, event: Event, now: datetime) -> None:
    """Give or offer what is free to those who wait, until nothing moves: whoever is given a place may leave another."""
    while True:
        served = serve(tx.book(event), now)
        if not served.bookings:
            return
        tx.write(served.bookings, now=now, why=served.why)
        post(office, tx, served.letters, due=unless_urgent(now, event))


def unless_urgent(now: datetime, event: Event) -> datetime:
    """Nobody is woken for a place that came free or ran out, unless the event begins before the morning."""
    morning = by_day(now, event.timezone)
    return morning if morning < event.starts else now


def known(row: InboundRow) -> Taken:
    """A mail that had been taken in before."""
    return Taken(row.settled, row.why, row.id, again=True, stays=row.why in STAYING)


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
    inbound = tx.record(_record(office, mail, found, decision, code))
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
    """The book, with the bookings there are of those whom a new booking names: somebody else may have booked them."""
    if reading.intent is not Intent.BOOK:
        return book
    named = tx.namesakes(book.event.id, [person.name for person in reading.people if len(key(person.name)) > 1])
    return replace(book, same_person=tuple({b.code: b for b in (*book.same_person, *named)}.values()))


def _named(tx: Transaction, found: Found) -> tuple[str, ...]:
    """The codes of all living bookings that a mail is about by its thread or by their codes."""
    codes = found.reading.codes
    named = [booking for booking in tx.bookings(codes=codes) if booking.active] if codes else []
    known = [found.booking] if found.booking is not None and found.by in {"thread", "code"} else []
    return tuple(dict.fromkeys(booking.code for booking in (*known, *named) if booking.active))


def _record(office: Office, mail: Mail, found: Found, decision: Decision, code: str | None) -> Inbound:
    waits = decision.review is not None or decision.unfinished
    return Inbound(
        origin=mail.raw.origin,
        message_id=mail.message.message_id,
        digest=mail.digest,
        sender=mail.message.sender.email,
        subject=mail.message.subject,
        arrived=mail.raw.arrived,
        handled_at=office.now(),
        event=found.event.id,
        booking=code,
        intent=found.reading.intent,
        settled=decision.settled,
        why=decision.why,
        confident=found.reading.confident,
        raw=mail.raw.content if waits and len(mail.raw.content) <= KEPT else mail.raw.not_elsewhere,
        arrival=mail.raw.arrival,
    )


def _not_to_be_decided(
    office: Office, tx: Transaction, mail: Mail, found: Found
) -> tuple[Callable[[str], str], Settled] | None:
    """Our own mail that came back, known by its Message-ID though its other marks were lost; a mail whose answer would
    go to our own address; or one about a booking whose event has no file any more. None is answered."""
    if ours := tx.reply_target(mail.message.message_id):
        told_here = ours.to in office.letterhead(ours.event).organizers
        return lambda _: OF_ORGANIZERS if told_here else "our own mail came back", "handled"
    to = found.reading.contact.email or mail.message.sender.email
    if mail.message.automatic is None and office.is_ours(to):
        return _aside("ours"), "review"
    if mail.message.automatic is None and found.gone is not None:
        return _aside("gone", event=found.gone), "review"
    return None


def _aside(why: str, **facts: object) -> Callable[[str], str]:
    """Why a mail goes to a person, in the language it is asked for."""
    return lambda language: told(language, f"aside.{why}", **facts)


def _recorded(office: Office, mails: Sequence[Mail], why: Callable[[str], str], settled: Settled) -> list[Taken]:
    with office.ledger.transaction(office.main_event(mails[0].door)) as tx:
        return [
            known(row)
            if (row := tx.seen(mail.raw.origin, mail.message.message_id, mail.digest))
            else _record_alone(office, tx, mail, why, settled)
            for mail in mails
        ]


def _record_alone(
    office: Office, tx: Transaction, mail: Mail, in_words: Callable[[str], str], settled: Settled
) -> Taken:
    """The record of a mail that changes no booking and is not answered."""
    event, why = office.main_event(mail.door), in_words("en")
    reading = Reading(intent=Intent.OTHER, language=event.language)
    review = ReviewItem(why=(in_words(event.language),), kind="odd") if settled == "review" else None
    decision = Decision(settled=settled, why=why, review=review)
    inbound = tx.record(_record(office, mail, Found(event, reading), decision, None))
    if review is not None:
        open_review(office, tx, event, mail.message, reading, decision, inbound=inbound, code=None)
    return Taken(settled, why, inbound, stays=why in STAYING)


def answering_of(message: Message, reading: Reading) -> Answering:
    """What a letter that answers this mail says of it."""
    return Answering(
        message_id=message.message_id,
        references=message.references or message.in_reply_to,
        subject=message.subject,
        text=reading.text,
        sender=message.sender.name or message.sender.email,
        date=message.date,
    )
