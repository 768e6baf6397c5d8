"""Whose mail it is, which event it is for, and what it states in the light of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from mailflow.decision import as_answered, context_of, parse_uid
from mailflow.decision.offers import offered
from mailflow.decision.stated import states
from mailflow.decision.which_event import ANSWERS, ASKED, asked_between, joined
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.flow.foresight import Foreseen, events_of
from mailflow.flow.handed_on import bookings_told_of, found_by, hands_on, of_them_alone, speaks_of
from mailflow.flow.office import Door, Office
from mailflow.ledger import InboundRow, Transaction
from mailflow.ledger.values import FoundBy
from mailflow.mailbox.port import Raw
from mailflow.message import Message, parse
from mailflow.understanding import Context, Intent, Reading, named_beside, read, which_of_them
from mailflow.understanding.reading import NOTHING_KNOWN

WAITS = timedelta(days=14)  # for an answer that comes without the thread of our question


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail on its way in. `readings`: how it reads, by event and by what is known of its conversation."""

    raw: Raw
    door: Door
    message: Message
    digest: bytes
    events: tuple[str, ...] = ()  # it may be for, if its writer had no booking; empty where it answers another mail
    readings: dict[tuple[str, Context], Reading] = field(default_factory=dict)
    beside: dict[str, tuple[Event, ...]] = field(default_factory=dict)  # what it names beside an event, by that

    @classmethod
    def of(cls, raw: Raw, door: Door, foreseen: Foreseen) -> Mail:
        """The mail as it was foreseen."""
        mail = cls(raw, door, foreseen.message, foreseen.digest, foreseen.events)
        if foreseen.event is not None and foreseen.reading is not None:
            mail.readings[foreseen.event, NOTHING_KNOWN] = foreseen.reading
        return mail

    def read(self, event: Event, booking: Booking | None) -> Reading:
        """What it states in the light of that booking."""
        context = context_of(booking, event)
        if (event.id, context) not in self.readings:
            self.readings[event.id, context] = read(self.message, event, context)
        return self.readings[event.id, context]

    def named_beside(self, event: Event, office: Office) -> tuple[Event, ...]:
        """The events to come that it names beside that one."""
        if event.id not in self.beside:
            others = [one for one in office.events_of(self.door) if one.id != event.id and one.ends > office.now()]
            self.beside[event.id] = named_beside(self.message, event, others)
        return self.beside[event.id]


@dataclass(frozen=True, slots=True)
class Found:
    """The event and the booking a mail belongs to, and what it states in their light. `answers`: as in Request.

    `gone`: the event of its booking, where the file of that event is gone; there is no `booking` then. `among`: the
    events between which nothing tells, or all of which it names; empty where it is for `event` alone. `first`: the
    number of the mail that we had asked about and this one answers. `perhaps`: bookings between which nothing tells.
    """

    event: Event
    reading: Reading
    booking: Booking | None = None
    by: FoundBy | None = None
    answers: str | None = None
    gone: str | None = None
    among: tuple[Event, ...] = ()
    first: int | None = None
    perhaps: tuple[Booking, ...] = ()


@dataclass(frozen=True, slots=True)
class _First:
    """The mail of the same writer of which we asked for which event it is. `among`: what we asked, in that order."""

    inbound: int
    message: Message
    among: tuple[Event, ...]


def find(office: Office, tx: Transaction, mail: Mail) -> Found:
    """Whose mail it is: by thread, else by code, else by address, else by name; read in the light of that booking."""
    message = mail.message
    thread = (*message.in_reply_to, *reversed(message.references))
    booking, by = tx.find(message_ids=thread, writer=message.sender.email)
    first = _asked_about(office, tx, thread, message.sender.email)
    if first is None and booking is None and len(office.events_of(mail.door)) > 1:
        first = _still_waiting(office, tx, mail, thread)
    if first is not None and (both := _together(office, tx, mail, first)) is not None:
        return both
    if booking is not None and office.event(booking.event) is None:
        return _of_a_gone_event(office, mail, booking)
    among = _events_of(office, mail, booking)
    event = among[0]
    waits = booking is not None and (booking.asked or offered(booking) or not booking.active)
    answers = tx.last_question(thread) if waits else None
    reading = mail.read(event, as_answered(booking, answers) if booking is not None and by == "thread" else booking)
    if by == "thread":
        return Found(event, reading, booking, by, answers, among=_among(event, mail.named_beside(event, office)))
    return _by_what_it_names(office, tx, mail, Found(event, reading, booking, by, answers, among=among))


def _by_what_it_names(office: Office, tx: Transaction, mail: Mail, found: Found) -> Found:
    """Where no thread of ours tells: `found`, or what the codes in it, its address or a name lead to.

    Of `found`, `among` are all events that it may be for.
    """
    among = found.among
    named, perhaps = _named(office, tx, mail, found.reading, among)
    code = next((one for one in named if one[1] == "code"), None)
    if perhaps and not named and found.booking is None:
        return _between(office, mail, perhaps)
    if not named or not (found.booking is None or code):
        return replace(found, among=_among(among[0], among[1:]))
    booking, by = code or named[0]
    event = office.event(booking.event)
    if event is None:
        return _of_a_gone_event(office, mail, booking)
    if by == "name":  # whoever names another must not learn from our answer whether they are booked
        return replace(found, event=event, booking=booking, by=by, among=_among(among[0], among[1:]))
    reading = mail.read(event, booking)
    if hands_on(office, event, mail.message, reading):
        reading = of_them_alone(reading, mail.message, booking)
    booked = {theirs.event for theirs, _ in named}
    beside = mail.named_beside(event, office)
    among = (() if code else among) if beside else tuple(one for one in among if not code and one.id in booked)
    return replace(found, event=event, reading=reading, booking=booking, by=by, among=_among(event, (*among, *beside)))


def _between(office: Office, mail: Mail, perhaps: tuple[Booking, ...]) -> Found:
    """News of somebody who is in several bookings, read in the light of the first."""
    event = office.event(perhaps[0].event)
    assert event is not None
    return Found(event, of_them_alone(mail.read(event, perhaps[0]), mail.message, perhaps[0]), perhaps=perhaps)


def _among(event: Event, others: Iterable[Event]) -> tuple[Event, ...]:
    """Each event once; none where there is but one."""
    each = {one.id: one for one in (event, *others)}
    return tuple(each.values()) if len(each) > 1 else ()


def _of_a_gone_event(office: Office, mail: Mail, booking: Booking) -> Found:
    event = _events_of(office, mail, None)[0]
    return Found(event, mail.read(event, None), gone=booking.event)


def _events_of(office: Office, mail: Mail, booking: Booking | None) -> tuple[Event, ...]:
    ids = mail.events if booking is None else (booking.event,)
    known = tuple(event for event in map(office.event, ids) if event is not None)
    return known or events_of(mail.message, office.standpoint(mail.door))


def _named(
    office: Office, tx: Transaction, mail: Mail, reading: Reading, among: tuple[Event, ...]
) -> tuple[list[tuple[Booking, FoundBy]], tuple[Booking, ...]]:
    """The bookings, one of each event at most, of the codes a mail names or of its writer; else of a name in it. And,
    where an organizer tells news of somebody who is in several, those."""
    message = mail.message
    address = reading.contact.email or message.sender.email
    entry = parse_uid(reading.calendar.uid) if reading.calendar else None
    codes = (*((entry[0],) if entry else ()), *reading.codes)
    found: list[tuple[Booking, FoundBy]] = []
    perhaps: tuple[Booking, ...] = ()
    for event in among:
        booking, by = tx.find(codes=codes, address=address, name=reading.contact.name, event=event.id)
        if by != "code" and hands_on(office, event, message, reading):
            told = bookings_told_of(tx, event, message, reading, partial(mail.read, event))
            if len(told) == 1:
                booking, by = told[0], found_by(told[0], message.sender.email)
            elif told or not (booking and speaks_of(reading, booking)):
                booking, by, perhaps = None, None, perhaps or told
        if booking is not None and by is not None:
            found.append((booking, by))
    return [one for one in found if one[1] != "name"] or found, perhaps


def _asked_about(office: Office, tx: Transaction, thread: tuple[str, ...], writer: str) -> _First | None:
    """The mail of this writer that our question 'which event?' was about, if this one answers that."""
    ours = tx.reply_target(thread)
    if ours is None or ours.kind != "ask" or ours.booking is not None or ours.inbound is None:
        return None
    row, raw = tx.inbound(ours.inbound), tx.raw_of(ours.inbound)
    if row is None or raw is None or address_key(row.sender) != address_key(writer):
        return None
    return _first(office, row, raw)


def _first(office: Office, row: InboundRow, raw: bytes) -> _First | None:
    among = tuple(event for event in map(office.event, asked_between(row.why)) if event is not None)
    return _First(row.id, parse(raw), among) if among else None


def _still_waiting(office: Office, tx: Transaction, mail: Mail, thread: tuple[str, ...]) -> _First | None:
    """The mail that its writer was asked about last, if this one came without the thread of our question and answers it
    all the same: it tells which of those events, and is no booking of its own."""
    row = tx.last_of(mail.message.sender.email) if tx.reply_target(thread) is None else None
    raw = tx.raw_of(row.id) if row is not None and row.why.startswith(ASKED) and row.booking is None else None
    if row is None or raw is None or row.handled_at + WAITS < office.now():
        return None
    first = _first(office, row, raw)
    meant = which_of_them(mail.message, first.among, office.now()) if first is not None else None
    if meant is None:
        return None
    alone = states(mail.read(meant.event, None)) and len(_events_of(office, mail, None)) == 1
    return None if alone else first


def _together(office: Office, tx: Transaction, mail: Mail, first: _First) -> Found | None:
    """That mail and the answer to our question, for the event it names; None where it is about something else."""
    meant = which_of_them(mail.message, first.among, office.now())
    event = meant.event if meant else first.among[0]
    asked, answer = read(first.message, event), mail.read(event, None)
    thanks = {Intent.FEEDBACK} if meant and not states(answer) else set()  # 'quella del liceo, grazie'
    names_several = meant is None and bool(mail.named_beside(event, office))
    if answer.intent not in ANSWERS | {asked.intent} | thanks and not names_several:
        return None
    named, _ = _named(office, tx, mail, asked, (event,))
    booking, by = named[0] if named else (None, None)
    if booking is not None and by != "name":
        asked = read(first.message, event, context_of(booking, event))
    reading = joined(asked, answer, meant.besides if meant else "nothing")
    return Found(event, reading, booking, by, "ask", among=() if meant else first.among, first=first.inbound)
