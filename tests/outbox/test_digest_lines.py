"""One booking on a line of the digest: what its people have, and what they only may have."""

from __future__ import annotations

from dataclasses import replace

from mailflow.domain.booking import Booking
from mailflow.domain.organizer_letter import Digest
from mailflow.domain.place import Status
from mailflow.outbox.render import render
from mailflow.outbox.sample import sample
from mailflow.outbox.sample.desk import Desk
from mailflow.outbox.templates import Templates
from tests.outbox.conftest import event_named

DESK = Desk(event_named("fabbrica-idee"), "it")
ENERGY, TRAINING = "1. Green energy", "4. Formazione e saperi, ricerca e innovazione"


def line(booking: Booking, templates: Templates) -> str:
    """As it stands under the new bookings, from the sessions on."""
    letter = sample("digest", DESK.event, "it")
    assert isinstance(letter, Digest)
    text = render(replace(letter, new=(booking,), to_phone=(), bounced=()), templates, "info@ufficio.example").text
    told = text.partition("Nuove prenotazioni")[2].partition("\n\n")[0]
    return " ".join(told.split()).partition(" posto")[2]


def with_status(*offered: str | None) -> Booking:
    """The booking of one, whose places of these sessions are only offered."""
    [attendee] = DESK.booking.attendees
    places = tuple(replace(p, status=Status.OFFERED) if p.session in offered else p for p in attendee.places)
    return DESK.booking.with_attendee(replace(attendee, places=places))


def test_a_session_that_is_only_offered_is_not_told_as_held(templates: Templates) -> None:
    assert line(with_status(), templates) == f": {ENERGY}; {TRAINING}"
    assert line(with_status("formazione"), templates) == f": {ENERGY}; da confermare: {TRAINING}"


def test_who_was_asked_while_nothing_is_free_is_not_told_as_booked(templates: Templates) -> None:
    [attendee] = DESK.booking.attendees
    places = tuple(replace(place, status=Status.WANTED) for place in attendee.places)
    assert line(DESK.booking.with_attendee(replace(attendee, places=places)), templates) == ", da confermare"


def test_where_all_is_only_offered_that_is_said_once(templates: Templates) -> None:
    sessions = f": {ENERGY}; {TRAINING}"
    assert line(with_status(None, "green-energy", "formazione"), templates) == f", da confermare{sessions}"
