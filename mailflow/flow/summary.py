"""Before and after the event: reminders, the evening mail, thanks with certificates, the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mailflow.decision import asks
from mailflow.decision.due import GOING, Due, days_to_go
from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Letter, Reminder, Summary
from mailflow.domain.organizer_letter import Attendance, OrganizerSummary
from mailflow.domain.place import HELD
from mailflow.flow.kept_rolls import keep_roll
from mailflow.flow.notes import note
from mailflow.flow.office import Office
from mailflow.flow.slips import new_token
from mailflow.ledger import Transaction
from mailflow.outbox.certificate import unprintable
from mailflow.papers.people import alphabetical, held_places


def reminder_letters(event: Event, booking: Booking, when: datetime) -> list[Letter]:
    """The reminder of one booking, to be read at `when`."""
    assert booking.contact.email is not None
    open_still = when < event.booking.closes  # what can't be told any more is not asked for
    return [
        Reminder(
            event=event,
            to=booking.contact.email,
            to_name=booking.contact.name,
            language=booking.language,
            booking=booking,
            days=days_to_go(event, booking, when),
            queries=asks.still_missing(event, booking) if open_still else (),
            unanswered=asks.change_waits(booking),
        )
    ]


def summary_letters(tx: Transaction, event: Event, due: Due) -> list[Letter]:
    """Thanks to one booking: its certificates where attendance was marked, and the groups' proposals."""
    booking = due.booking
    assert booking is not None
    assert booking.contact.email is not None
    marked = any(attendee.attended is not None for attendee in booking.attendees)
    came = tuple(attendee.number for attendee in booking.attendees if attendee.attended) if marked else None
    return [
        Summary(
            event=event,
            to=booking.contact.email,
            to_name=booking.contact.name,
            language=booking.language,
            booking=booking,
            came=came,
            proposals={session or "": texts for session, texts in tx.words(event.id).items()},
            certificates=came or (),
        )
    ]


def attendance_letters(office: Office, tx: Transaction, event: Event) -> list[Letter]:
    """The evening mail to the organizers: the roll, to be answered with who was absent, and the proposals; none where
    nobody was to come."""
    expected = roll(tx, event)
    if not expected:
        return []
    keep_roll(office, tx, event, expected)
    if chars := unprintable(name for _, _, _, name in expected):
        tx.note(event.id, office.now(), note(event, "unprintable", chars=chars))
    token = new_token(office, tx, "attendance", event)
    letter = Attendance(event=event, to="", language=event.language, roll=expected, token=token)
    return [replace(letter, to=organizer) for organizer in office.letterhead(event.id).organizers]


def roll(tx: Transaction, event: Event) -> tuple[tuple[int, str, int, str], ...]:
    """Everybody expected, alphabetical, numbered from 1: (number, booking code, attendee, name)."""
    expected = alphabetical(held_places(tx.bookings(event.id, active_only=True), None))
    return tuple(
        (number, e.code, e.number, e.name or f"{e.shown} ({e.number})") for number, e in enumerate(expected, 1)
    )


def figures_letters(office: Office, tx: Transaction, event: Event) -> list[Letter]:
    """The figures, to the organizers."""
    figures = tx.figures(event.id)
    people = [attendee for _, attendee in _expected(tx, event)]
    marked = any(attendee.attended is not None for attendee in people)

    def came(session: str | None) -> int | None:
        return sum(1 for a in people if a.attended and _holds(a, session)) if marked else None

    letter = OrganizerSummary(
        event=event,
        to="",
        language=event.language,
        booked=len(people),
        came=came(None),
        waitlist_served=_waited_and_came_in(tx, event),
        mails=figures.mails,
        without_person=figures.without_person,
        median_answer=figures.median_answer,
        by_session=tuple(
            (session, sum(1 for a in people if _holds(a, session)), came(session))
            for session in (None, *(s.id for s in event.sessions))
        ),
        proposals={session or "": texts for session, texts in tx.words(event.id).items()},
        feedback={session or "": texts for session, texts in tx.words(event.id, "feedback").items()},
    )
    return [replace(letter, to=organizer) for organizer in office.letterhead(event.id).organizers]


def _waited_and_came_in(tx: Transaction, event: Event) -> int:
    """People who have a place they had waited for, however they booked."""
    served: set[tuple[str, str, str]] = set()  # booking, attendee, session
    for change in tx.journal(event.id):
        stood, stands = dict(_standing(change.before)), dict(_standing(change.after))
        freed = (place for place, status in stands.items() if status in ("confirmed", "offered"))
        served |= {(change.booking, *place) for place in freed if stood.get(place) == "waitlisted"}
    return sum(
        any((booking.code, str(a.number), p.session or "event") in served and p.status in GOING for p in a.places)
        for booking, a in _expected(tx, event)
    )


def _standing(short: str) -> Iterator[tuple[tuple[str, str], str]]:
    """How each place stood, by attendee and session, from the journal's words: `1: event confirmed, b waitlisted`."""
    for person in filter(None, short.split("; ")):
        number, _, places = person.partition(": ")
        for place in filter(None, places.split(", ")):
            session, _, status = place.rpartition(" ")
            yield (number, session), status


def _expected(tx: Transaction, event: Event) -> Iterator[tuple[Booking, Attendee]]:
    for booking in tx.bookings(event.id, active_only=True):
        for attendee in booking.attendees:
            if _holds(attendee, None):
                yield booking, attendee


def _holds(attendee: Attendee, session: str | None) -> bool:
    place = attendee.place(session)
    return place is not None and place.status in HELD
