"""Who came, as it is told at the desk or in a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mailflow.decision.desk import (
    DeskError,
    attend,
)
from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.event import Event
from mailflow.flow.certificates import send_late_certificates
from mailflow.flow.desk import booking_of, find
from mailflow.flow.office import Office
from mailflow.ledger import Transaction
from mailflow.papers.attendance import Mark


def mark_attendance(office: Office, code: str, names: tuple[str, ...] = (), *, present: bool = True) -> Booking:
    """Those people of a booking (all, where nobody is named) came, or did not; the booking then. Raises likewise."""
    event, _ = find(office, code)
    _on_the_day(office, event)
    with office.ledger.transaction(event) as tx:
        before = booking_of(tx, code)
        marked = attend(before, names, present=present)
        tx.write([marked], now=office.now(), why="attendance")
        send_late_certificates(office, tx, event, [before])
    return marked


def mark_from_list(office: Office, event: Event, marks: Iterable[Mark]) -> tuple[int, tuple[str, ...]]:
    """Marks of a list: how many people were marked, and what could not be, by line. What is clear is done."""
    known: dict[str, Booking] = {}  # as they were before
    count, problems = 0, []
    _on_the_day(office, event)
    with office.ledger.transaction(event) as tx:
        for mark in marks:
            try:
                after = marked(tx, event, mark)
                known.setdefault(after.code, booking_of(tx, mark.code))
                tx.write([after], now=office.now(), why="attendance")
                count += 1
            except DeskError as error:
                problems.append(f"line {mark.line}: {error}")
        send_late_certificates(office, tx, event, known.values())
    return count, tuple(problems)


def _on_the_day(office: Office, event: Event) -> None:
    """Nobody can have come before the day of the event. Raises DeskError."""
    first = event.starts.date()
    if office.now().astimezone(event.timezone).date() < first:
        raise DeskError("not_yet", event=event.id, day=f"{first:%Y-%m-%d}")


def marked(tx: Transaction, event: Event, mark: Mark) -> Booking:
    """The booking with that person marked. Raises DeskError."""
    booking = tx.booking(mark.code)
    if booking is None or booking.event != event.id:
        raise DeskError("not_of_event", event=event.id, code=mark.code)
    if mark.number is None:
        return attend(booking, (mark.name,) if mark.name else (), present=mark.attended)
    one = next((a for a in booking.attendees if a.number == mark.number), None)
    if one is None:
        raise DeskError("no_person", code=booking.code, number=mark.number)
    alone: Attendee = attend(replace(booking, attendees=(one,)), present=mark.attended).attendees[0]
    return booking.with_attendee(alone)
