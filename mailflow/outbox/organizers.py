"""Views of the mails to organizers: review, digest, attendance, figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailflow.domain.booking import Booking
from mailflow.domain.organizer_letter import Attendance, Digest, DigestItem, OrganizerSummary, Review, SeatLine
from mailflow.domain.place import HELD, Status
from mailflow.outbox.dates import At, day
from mailflow.outbox.people import quoted, shortened, without_links
from mailflow.outbox.view import SessionView, moment, telephone
from mailflow.outbox.ways import word_for

Sessions = Mapping[str, SessionView]
ITEM_WIDTH = 160  # characters of a mail that waits, as far as the digest tells it


@dataclass(frozen=True, slots=True)
class SeatsView:
    """How a session stands (`label` empty: the event itself). `free` None: no limit."""

    label: str
    round: str
    capacity: int | None
    confirmed: int
    offered: int
    waitlisted: int
    free: int | None
    why_waiting: str


@dataclass(frozen=True, slots=True)
class BookingLine:
    """One booking on a line: who, how many, where, and how to reach them.

    Of its `seats`, so many are `queued` for a place at the event, and so many `held` until somebody answers; of its
    sessions some are `offered`, likewise until somebody answers.
    """

    code: str
    who: str
    seats: int
    queued: int
    held: int
    names: tuple[str, ...]
    sessions: tuple[str, ...]
    offered: tuple[str, ...]
    waiting: tuple[str, ...]
    phone: str
    email: str
    at: At


@dataclass(frozen=True, slots=True)
class ItemView:
    """Something to settle. `ways`: each way, and the word to answer with after the number."""

    number: int
    who: str
    what: str
    words: str
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProposalsView:
    """A group's idea-proposals. `session` None: nobody said which group."""

    session: SessionView | None
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComeLine:
    """Figures of one session: booked, and came (None: nobody marked it)."""

    label: str
    booked: int
    came: int | None


def review(letter: Review) -> dict[str, Any]:
    """A mail that waits for a person, or what settling it did."""
    return {
        "token": letter.token,
        "answer_to": letter.answer_to,
        "number": letter.number,
        "sender": letter.sender,
        "about": without_links(letter.subject),
        "words": quoted(letter.text),
        "received": moment(letter.received, letter.event, letter.language),
        "reasons": letter.why,
        "understood": letter.understood,
        "code": letter.booking.code if letter.booking else "",
        "ways": tuple((key, way, word_for(way, letter.language)) for key, way in letter.ways),
        "done": letter.done,
        "page": letter.page is not None,
        "of_event": letter.of_event,
        "answerable": letter.answerable,
        "gone": letter.gone,
        "erased": letter.erased,
    }


def digest(letter: Digest, sessions: Sessions) -> dict[str, Any]:
    """The day."""

    def line(booking: Booking) -> BookingLine:
        return booking_line(booking, letter, sessions)

    return {
        "day": day(letter.day, letter.language),
        "unclear": letter.unclear,
        "token": letter.token,
        "seats": tuple(seats_view(seat, sessions) for seat in letter.seats),
        "new": tuple(map(line, letter.new)),
        "changed": tuple(map(line, letter.changed)),
        "cancelled": tuple(map(line, letter.cancelled)),
        "items": tuple(_item(item, letter.language) for item in letter.items),
        "bounced": tuple((line(booking), address) for booking, address in letter.bounced),
        "to_phone": tuple(map(line, letter.to_phone)),
        "unanswered": tuple(map(line, letter.unanswered)),
        "running_out": tuple(
            (line(booking), moment(until, letter.event, letter.language), what)
            for booking, until, what in _running_out(letter, sessions)
        ),
        "notes": letter.notes,
        "booked": sum(len(booking.active) for booking in letter.bookings),
        "sheet": bool(letter.bookings),
    }


def _running_out(letter: Digest, sessions: Sessions) -> Iterator[tuple[Booking, datetime, tuple[str, ...]]]:
    """Held places by booking and hour: the sessions' labels, none where it is the event itself alone."""
    held: dict[tuple[str, datetime], tuple[Booking, list[str]]] = {}
    for booking, until, what in letter.running_out:
        _, labels = held.setdefault((booking.code, until), (booking, []))
        labels += [sessions[what].label] if what in sessions else []
    for (_, until), (booking, labels) in held.items():
        yield booking, until, tuple(dict.fromkeys(labels))


def _item(item: DigestItem, language: str) -> ItemView:
    words = shortened(" ".join(without_links(item.words).split()), ITEM_WIDTH)
    return ItemView(item.number, item.who, item.what, words, tuple((way, word_for(way, language)) for way in item.ways))


def seats_view(seat: SeatLine, sessions: Sessions) -> SeatsView:
    """How one session stands."""
    session = sessions.get(seat.session or "")
    free = None if seat.capacity is None else max(0, seat.capacity - seat.confirmed - seat.offered)
    return SeatsView(
        label=session.label if session else "",
        round=session.round if session else "",
        capacity=seat.capacity,
        confirmed=seat.confirmed,
        offered=seat.offered,
        waitlisted=seat.waitlisted,
        free=free,
        why_waiting=seat.why_waiting,
    )


def booking_line(booking: Booking, letter: Digest, sessions: Sessions) -> BookingLine:
    """One booking on a line."""
    people = booking.active or booking.attendees
    names = tuple(attendee.name for attendee in people if attendee.name)

    def labels(*status: Status) -> tuple[str, ...]:
        there = {place.session for a in people for place in a.places if place.status in status}
        return tuple(view.label for id_, view in sessions.items() if id_ in there)

    at_event = [place.status for a in people if (place := a.place(None)) is not None]
    contact = booking.contact
    return BookingLine(
        code=booking.code,
        who=contact.name or (names[0] if names else contact.email or contact.phone or booking.code),
        seats=len(people),
        queued=at_event.count(Status.WAITLISTED),
        held=at_event.count(Status.OFFERED) + at_event.count(Status.WANTED),
        names=names,
        sessions=labels(*(HELD - {Status.OFFERED})),
        offered=labels(Status.OFFERED),
        waiting=labels(Status.WAITLISTED),
        phone=telephone(contact.phone) if contact.phone else "",
        email=contact.email or "",
        at=moment(booking.received, letter.event, letter.language),
    )


def attendance(letter: Attendance, sessions: Sessions) -> dict[str, Any]:
    """Who was expected, numbered, to tell the absent by number."""
    return {
        "roll": letter.roll,
        "token": letter.token,
        "sessions": tuple(sessions.values()),
        "done": letter.done,
        "problems": letter.problems,
    }


def figures(letter: OrganizerSummary, sessions: Sessions) -> dict[str, Any]:
    """The figures after the event."""
    lines = tuple(
        ComeLine(sessions[session].label if session and session in sessions else "", booked, came)
        for session, booked, came in letter.by_session
    )
    return {
        "booked": letter.booked,
        "came": letter.came,
        "waitlist_served": letter.waitlist_served,
        "mails": letter.mails,
        "without_person": letter.without_person,
        "median_answer": letter.median_answer,
        "lines": lines,
        "proposals": proposals(letter.proposals, sessions),
        "feedback": proposals(letter.feedback, sessions),
    }


def proposals(by_session: Mapping[str, tuple[str, ...]], sessions: Sessions) -> tuple[ProposalsView, ...]:
    """The groups' proposals, in the order of the programme; what belongs to no session comes last."""
    known = [ProposalsView(view, by_session[id_]) for id_, view in sessions.items() if by_session.get(id_)]
    rest = [ProposalsView(None, said) for id_, said in by_session.items() if id_ not in sessions and said]
    return (*known, *rest)
