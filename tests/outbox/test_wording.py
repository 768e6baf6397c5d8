"""Sentences that hang on what an event has: one place or more, a telephone or none, numbers or titles alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailflow.domain.event import Event
from mailflow.domain.letter import (
    Access,
    Already,
    Answer,
    Answered,
    Ask,
    Cancelled,
    Closed,
    Confirmation,
    Letter,
    Query,
    Received,
)
from mailflow.domain.organizer_letter import Digest
from mailflow.domain.place import Status
from mailflow.outbox.render import render
from mailflow.outbox.sample.desk import Desk
from mailflow.outbox.templates import Templates
from tests.outbox.conftest import event_named

COURSE = event_named("primo-soccorso")
UNREACHED = replace(COURSE, organizer=replace(COURSE.organizer, phones=(), fax=()))
FOR_ONE = replace(COURSE, booking=replace(COURSE.booking, max_party=1))


def said(letter: Letter, templates: Templates) -> str:
    """Its text on one line."""
    return " ".join(render(letter, templates).text.split())


def to(event: Event, language: str) -> dict[str, Any]:
    return Desk(event, language).answer()


@pytest.mark.parametrize(
    ("event", "language", "words"),
    [
        ("fabbrica-idee", "it", "Basta rispondere con il titolo o il numero."),
        ("ceramics-forum", "it", "Basta rispondere con il titolo o la sigla."),
        ("harbour-tours", "it", "Basta rispondere con il titolo."),
        ("fabbrica-idee", "en", "Just reply with the title or the number."),
        ("ceramics-forum", "en", "Just reply with the title or the code."),
        ("harbour-tours", "en", "Just reply with the title."),
    ],
)
def test_a_choice_is_asked_for_by_what_the_sessions_have(
    event: str, language: str, words: str, templates: Templates
) -> None:
    known = event_named(event)
    queries = (Query(about="choices", round=known.rounds[0].id),)
    assert words in said(Ask(**to(known, language), queries=queries), templates)


@pytest.mark.parametrize(
    ("event", "language", "words"),
    [
        (UNREACHED, "it", "Per parlare con noi: e-mail info@croceblu-corsi.example."),
        (COURSE, "it", "Per parlare con noi: telefono 059 4270011; e-mail info@croceblu-corsi.example."),
        (UNREACHED, "en", "To speak to us: e-mail info@croceblu-corsi.example."),
    ],
)
def test_how_to_be_reached(event: Event, language: str, words: str, templates: Templates) -> None:
    assert words in said(Answer(**to(event, language), answers=(Answered("contact"),)), templates)


@pytest.mark.parametrize(
    ("event", "words"),
    [(UNREACHED, "basta rispondere a questa mail. "), (COURSE, "basta rispondere a questa mail o telefonare. ")],
)
def test_nobody_is_sent_to_a_telephone_there_is_not(event: Event, words: str, templates: Templates) -> None:
    booking = Desk(event, "it").all_cancelled()
    letter = Cancelled(**to(event, "it"), booking=booking, given_up=(), whole=True, why="organizer")
    assert words in said(letter, templates)


def test_a_party_of_two_where_each_books_for_themselves(templates: Templates) -> None:
    letters = [Received(**to(FOR_ONE, language), why="party", seats=2) for language in ("it", "en")]
    assert ["Per più di una persona decide" in said(letters[0], templates)] == [True]
    assert ["For more than one person the organizers" in said(letters[1], templates)] == [True]


@pytest.mark.parametrize(
    ("seats", "words"), [(7, "i 7 posti"), (8, "gli 8 posti"), (11, "gli 11 posti"), (18, "i 18 posti")]
)
def test_a_number_has_its_article(seats: int, words: str, templates: Templates) -> None:
    desk = Desk(COURSE, "it")
    letter = Confirmation(**desk.answer(), booking=desk.booked((None,) * seats))
    assert f"prenotazione: {words} sono confermati" in said(letter, templates)


def test_an_event_that_has_begun_is_no_event_without_bookings(templates: Templates) -> None:
    subjects = [
        render(Closed(**to(COURSE, language) | {"answering": None}, why="begun"), templates).subject
        for language in ("it", "en")
    ]
    assert [subject.partition(":")[0] for subject in subjects] == ["Evento già cominciato", "The event has begun"]


def test_two_places_that_were_offered_go_on_together(templates: Templates) -> None:
    desk = Desk(COURSE, "it")
    given_up = ((1, None), (2, None))
    letter = Cancelled(**desk.answer(), booking=desk.all_cancelled(), given_up=given_up, whole=True, why="declined")
    assert "i posti offerti per «Corso di primo soccorso pediatrico» passano a chi viene dopo" in said(
        letter, templates
    )


def test_the_data_of_a_person_tell_the_event_and_how_everybody_stands(templates: Templates) -> None:
    desk = Desk(COURSE, "en")
    text = render(Access(**desk.answer(), bookings=(desk.nowhere,), data_json="{}"), templates).text
    assert [line for line in text.split("\n") if line.startswith(("Event", "- "))] == [
        "Event: Corso di primo soccorso pediatrico",
        "- Anna Bianchi – on the waiting list",
    ]


def test_the_digest_tells_who_waits_and_who_has_not_answered_yet(templates: Templates) -> None:
    desk = Desk(COURSE, "it")
    held = desk.booked(("Anna Bianchi",), status=Status.OFFERED, until=desk.now)
    letter = Digest(**desk.organizers(), day=desk.now.date(), seats=(), new=(desk.booking, desk.nowhere, held))
    assert [line for line in render(letter, templates).text.split("\n") if line.startswith("- K7QM")] == [
        "- K7QM-3F – Anna Bianchi, 1 posto",
        "- K7QM-3F – Anna Bianchi, 1 posto, in lista d’attesa",
        "- K7QM-3F – Anna Bianchi, 1 posto, da confermare",
    ]


STANDING = [
    (
        "it",
        Status.WAITLISTED,
        False,
        "la richiesta è già in lista d’attesa e non è cambiato nulla: non serve fare altro.",
    ),
    ("en", Status.WAITLISTED, False, "You are on the waiting list already and nothing has changed"),
    ("it", Status.OFFERED, False, "Per accettare il posto tenuto basta rispondere «accetto»"),
    ("en", Status.OFFERED, False, "To take the place that is held, just reply “accept”"),
    ("it", Status.OFFERED, True, "la richiesta c’è, ma non è ancora confermata: aspettiamo una risposta."),
    ("en", Status.OFFERED, True, "We have your request, but it is not confirmed yet"),
    ("it", Status.CONFIRMED, False, "la prenotazione c’è già e non è cambiato nulla: non serve fare altro."),
    ("en", Status.CONFIRMED, False, "You are booked already and nothing has changed"),
]


@pytest.mark.parametrize(("language", "status", "asked", "words"), STANDING)
def test_who_writes_again_is_told_what_is_waited_for(
    language: str, status: Status, asked: bool, words: str, templates: Templates
) -> None:
    desk = Desk(COURSE, language)
    attendees = tuple(
        replace(a, places=tuple(replace(p, status=status) for p in a.places)) for a in desk.booking.attendees
    )
    booking = replace(desk.booking, attendees=attendees, asked_until=COURSE.starts if asked else None)

    assert words in said(Already(**desk.answer(), booking=booking), templates)
