"""One event on which letters are made up: its bookings, and who writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mailflow.domain.booking import Attendee, Booking, Contact, Place
from mailflow.domain.event import Event
from mailflow.domain.letter import Answering, Query
from mailflow.domain.place import Status

NAMES = ("Anna Bianchi", "Nicolò D’Angelo", "María-José O’Brien & Figli")
TO = "anna.bianchi@ceramiche.example"


class Desk:
    """Makes bookings of every shape the event allows, sixteen days before it begins."""

    def __init__(self, event: Event, language: str) -> None:
        self.event = event
        self.language = language
        self.now = (event.starts - timedelta(days=16)).replace(hour=10, minute=12)
        self.booking = self.booked(NAMES[:1])
        self.party = self.booked((*NAMES, None, None), waiting=2)
        self.nowhere = self.booked(NAMES[:1], status=Status.WAITLISTED)
        self.choices = tuple(Query(about="choices", round=round_.id) for round_ in event.rounds)
        self.positions = {
            (attendee.number, place.session): 2 + attendee.number
            for booking in (self.party, self.nowhere)
            for attendee, place in booking.places
            if place.status is Status.WAITLISTED
        }

    def say(self, italian: str, english: str) -> str:
        """People's words in the letter's language; English in one we have no words for."""
        return italian if self.language == "it" else english

    def unasked(self) -> dict[str, Any]:
        """To whom a letter goes that answers nobody."""
        return {"event": self.event, "language": self.language, "to": TO, "to_name": NAMES[0]}

    def answer(self) -> dict[str, Any]:
        """To whom an answer goes, and what it answers."""
        words = self.say("Buongiorno, vorrei iscrivermi. Grazie!", "Hello, I would like to book. Thank you!")
        subject = self.say("Iscrizione", "Booking")
        return self.unasked() | {"answering": Answering("asked@ceramiche.example", (), subject, words, TO, self.now)}

    def organizers(self) -> dict[str, Any]:
        """To whom a letter to the organizers goes."""
        return {"event": self.event, "language": self.language, "to": self.event.organizer.email}

    def booked(self, names: Sequence[str | None], *, status: Status = Status.CONFIRMED, waiting: int = 0,
               until: datetime | None = None) -> Booking:  # fmt: skip
        """A booking of people with these names; for the first `waiting` of them the last round's choice is full."""
        attendees = tuple(
            Attendee(number=number, name=name, places=self._places(number, status, number <= waiting, until))
            for number, name in enumerate(names, start=1)
        )
        return Booking(
            code="K7QM-3F",
            event=self.event.id,
            source="email",
            received=self.now,
            language=self.language,
            contact=Contact(name=names[0], email=TO, phone="+390595550123", organization="Ceramiche Esempio S.p.A."),
            attendees=attendees,
            requests=("diet",) if waiting else (),
        )

    def unnamed(self, seats: int, *, status: Status = Status.CONFIRMED, until: datetime | None = None) -> Booking:
        """Places at the event for people nobody has named."""
        place = Place(round=None, session=None, status=status, since=self.now, offer_until=until)
        attendees = tuple(Attendee(number=number, places=(place,)) for number in range(1, seats + 1))
        return replace(self.booking, attendees=attendees, contact=Contact(email=TO))

    def joined(self, name: str) -> Booking:
        """The booking with one more person, who has chosen nothing yet."""
        place = Place(round=None, session=None, status=Status.CONFIRMED, since=self.now)
        newcomer = Attendee(number=2, name=name, places=(place,))
        return replace(self.booking, attendees=(*self.booking.attendees, newcomer))

    def moved(self) -> Booking:
        """The booking before its only attendee left the first round's last session; without rounds, with one more."""
        if not self.event.rounds:
            return self.booked((*NAMES[:1], None))
        first, attendee = self.event.rounds[0], self.booking.attendees[0]
        was = tuple(replace(p, session=first.sessions[-1].id) if p.round == first.id else p for p in attendee.places)
        return self.booking.with_attendee(replace(attendee, places=was))

    def partly_cancelled(self) -> Booking:
        """Two people, of whom the second has given up after all was told."""
        booking = self.booked(NAMES[:2])
        gone = booking.attendees[1]
        places = tuple(replace(place, status=Status.CANCELLED, sequence=1) for place in gone.places)
        return booking.with_attendee(replace(gone, places=places))

    def all_cancelled(self) -> Booking:
        """One person, who has given up after all was told."""
        attendee = self.booking.attendees[0]
        places = tuple(replace(place, status=Status.CANCELLED, sequence=1) for place in attendee.places)
        return self.booking.with_attendee(replace(attendee, places=places))

    def _places(self, number: int, status: Status, waiting: bool, until: datetime | None) -> tuple[Place, ...]:
        at_event = Place(round=None, session=None, status=status, since=self.now, offer_until=until)
        chosen = [
            replace(
                at_event,
                round=round_.id,
                session=round_.sessions[(number - 1) % len(round_.sessions)].id,
                status=Status.WANTED if status is Status.WAITLISTED else status,
            )
            for round_ in self.event.rounds
        ]
        if not waiting:
            return (at_event, *chosen)
        if not chosen:
            return (replace(at_event, status=Status.WAITLISTED),)
        return (at_event, *chosen[:-1], replace(chosen[-1], status=Status.WAITLISTED))
