"""Organizers write to those who are booked: what begins such a mail, for whom it is, and what their answers mean."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mailflow.config.event_file import load_event
from mailflow.decision.notices.answer import answer_of
from mailflow.decision.notices.opening import Opening, audience_of, opening_of
from mailflow.decision.notices.own_words import own_words
from mailflow.decision.notices.recipients import Recipients, recipients
from mailflow.domain.event import Event
from mailflow.domain.notice import Audience, from_text, to_text
from mailflow.domain.place import Status
from mailflow.message.model import Message
from tests.ledger.making import make_booking

ALL, WAITLIST = Audience(), Audience(waiting=True)
EVENTS = Path(__file__).parents[1] / "events"


@cache
def event(name: str) -> Event:
    return load_event(EVENTS / f"{name}.toml")


@pytest.mark.parametrize(
    ("name", "said", "audience"),
    [
        ("fabbrica-idee", "A tutti", ALL),
        ("fabbrica-idee", "A TUTTI GLI ISCRITTI", ALL),
        ("fabbrica-idee", "Agli iscritti al workshop", ALL),
        ("fabbrica-idee", "A chi è in Logistica", Audience("logistica")),
        ("fabbrica-idee", "Al gruppo 2", Audience("logistica")),
        ("fabbrica-idee", "A chi è in 2", Audience("logistica")),
        ("fabbrica-idee", "A tutti gli iscritti al gruppo Green energy", Audience("green-energy")),
        ("fabbrica-idee", "A tutti quelli di Governance", Audience("governance")),
        ("fabbrica-idee", "Alla lista d’attesa", WAITLIST),
        ("fabbrica-idee", "Alla lista d'attesa di Logistica", Audience("logistica", waiting=True)),
        ("fabbrica-idee", "A chi è in lista d'attesa per il gruppo 2", Audience("logistica", waiting=True)),
        ("fabbrica-idee", "Logistica", Audience("logistica")),  # in answer to our question
        ("fabbrica-idee", "A chi è in Chimica", None),
        ("fabbrica-idee", "A chi è in Logistica e in Welfare", None),
        ("fabbrica-idee", "A quelli del secondo turno", None),
        ("ceramics-forum", "To all", ALL),
        ("ceramics-forum", "To everyone who booked for the energy forum", ALL),
        ("ceramics-forum", "To everyone in Greener logistics", Audience("w2-logistics")),
        ("ceramics-forum", "To everyone in W2", Audience("w2-logistics")),
        ("ceramics-forum", "To those in hydrogen", Audience("t2-hydrogen")),
        ("ceramics-forum", "To the waitlist", WAITLIST),
        ("ceramics-forum", "To all on the waiting list for T1", Audience("t1-kilns", waiting=True)),
        ("ceramics-forum", "To all the speakers", None),
        ("harbour-tours", "To everyone on the 14:30 boat", Audience("boat-1430")),
    ],
)
def test_for_whom_it_is(name: str, said: str, audience: Audience | None) -> None:
    assert audience_of(said, event(name)) == audience


@pytest.mark.parametrize(
    ("subject", "text", "opening"),
    [
        ("", "A tutti: il parcheggio è chiuso.", Opening("A tutti", "", "il parcheggio è chiuso.")),
        ("Parcheggio", "To all:\n\nCome early.", Opening("To all", "Parcheggio", "Come early.")),
        ("Re: Workshop", "A tutti\nSi entra dal giardino.", Opening("A tutti", "", "Si entra dal giardino.")),
        ("", "Buongiorno,\nA tutti: chiuso.", Opening("A tutti", "", "chiuso.")),
        ("To those on the 14:30", "Meet at 14:15.", Opening("To those on the 14:30", "", "Meet at 14:15.")),
        ("A tutti: parcheggio", "È chiuso.", Opening("A tutti", "Parcheggio", "È chiuso.")),
        ("A tutti: il parcheggio è chiuso", "", Opening("A tutti", "", "il parcheggio è chiuso")),
        ("", "A TUTTI - il parcheggio è chiuso", Opening("A TUTTI", "", "il parcheggio è chiuso")),
        ("A tutti gli iscritti:", "", Opening("A tutti gli iscritti", "", "")),
    ],
)  # fmt: skip
def test_what_opens_a_letter_to_all(subject: str, text: str, opening: Opening) -> None:
    assert opening_of(Message(subject=subject, text=text)) == opening


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Iscrizione", "Ciao a tutti,\nvorrei iscrivermi."),
        ("Iscrizione", "A tutti voglio dire: grazie."),
        ("Iscrizione", "Vengo volentieri. A tutti: grazie."),
        ("", "Alla cortese attenzione di Laura: vorrei prenotare."),
        ("", "A chi di competenza: vorrei prenotare."),
        ("", "To whom it may concern: I would like to book."),
        ("", "A tutti un saluto"),
        ("", "A tutti il mio grazie"),
        ("Re: A tutti", "sì"),
        ("Fwd: To all: car park", "see below"),
        ("", ""),
    ],
)
def test_what_opens_none(subject: str, text: str) -> None:
    assert opening_of(Message(subject=subject, text=text)) is None


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("sì", "yes"),
        ("SI'", "yes"),
        ("Sì, grazie", "yes"),
        ("Buongiorno,\nsì, manda pure.\nLaura Neri", "yes"),
        ("Va bene, invia.\nGrazie, Laura Neri", "yes"),
        ("Perfetto, grazie", "yes"),
        ("yes please, send it", "yes"),
        ("ok\nLaura", "yes"),
        ("Sì, va bene così. Grazie mille e buona giornata!\nLaura", "yes"),
        ("👍🏻", "yes"),
        ("no", "no"),
        ("Meglio di no", "no"),
        ("No, grazie", "no"),
        ("no, aspetta", "no"),
        ("don't send it", "no"),
        ("Si entra dal giardino.", "text"),
        ("No parking in the yard today.", "text"),
        ("Sì, ma togli l'ultima riga", "unclear"),
        ("No: il testo è sbagliato", "unclear"),
        ("Chi sono gli altri?", "unclear"),
        ("Grazie", "unclear"),
        ("Fai tu", "unclear"),
        ("", "unclear"),
    ],
)
def test_what_an_answer_means(said: str, answer: str) -> None:
    assert answer_of(said, "Laura Neri") == answer


def test_what_greets_and_signs_is_no_part_of_the_letter() -> None:
    text = (
        "Buongiorno a tutti,\n\nil parcheggio è chiuso.\n\nServono:\n- un documento\n\nUn cordiale saluto\nLaura Neri"
    )
    assert own_words(text, "Laura Neri") == "Il parcheggio è chiuso.\n\nServono:\n- un documento"
    assert own_words("Come early.\nThanks for your patience,\nGrace", "Grace Byrne") == (
        "Come early.\nThanks for your patience"
    )


def test_lines_that_a_window_broke_are_one_and_others_stay_apart() -> None:
    text = (
        "Venerdì il parcheggio del castello è chiuso per lavori, perciò\nsi entra dal giardino.\n\n"
        "Ore 14\nOre 15: i laboratori nelle sale del piano nobile del castello,\n- sala degli arazzi"
    )
    assert own_words(text, "") == (
        "Venerdì il parcheggio del castello è chiuso per lavori, perciò si entra dal giardino.\n\n"
        "Ore 14\nOre 15: i laboratori nelle sale del piano nobile del castello,\n- sala degli arazzi"
    )


@pytest.mark.parametrize("audience", [ALL, WAITLIST, Audience("logistica"), Audience("logistica", waiting=True)])
def test_an_audience_is_read_back_as_it_was_written(audience: Audience) -> None:
    assert from_text(to_text(audience)) == audience


ANNA = make_booking("AAAA-22", welfare=Status.CONFIRMED, people=2, email="Anna@people.example")
LUCA = make_booking("BBBB-33", Status.OFFERED, welfare=Status.WAITLISTED, email="luca@people.example")
MARTA = make_booking("CCCC-44", Status.WAITLISTED, email="marta@people.example")
PAOLO = make_booking("DDDD-55", name="Paolo")
GONE = make_booking("EEEE-66", Status.CANCELLED, welfare=Status.CANCELLED, email="gone@people.example")
BOOKINGS = (ANNA, LUCA, MARTA, PAOLO, GONE)


def test_whoever_has_a_place_is_written_to_and_who_has_no_address_is_named() -> None:
    assert recipients(ALL, BOOKINGS, (), ()) == Recipients((ANNA, LUCA), people=3, to_phone=(PAOLO,), waiting=1)


def test_of_a_session_who_is_in_it_and_of_a_waiting_list_who_waits() -> None:
    assert recipients(Audience("welfare"), BOOKINGS, (), ()) == Recipients((ANNA,), people=2, waiting=1)
    assert recipients(Audience("welfare", waiting=True), BOOKINGS, (), ()) == Recipients((LUCA,), people=1)
    assert recipients(WAITLIST, BOOKINGS, (), ()) == Recipients((LUCA, MARTA), people=2)


def test_who_is_not_reached_and_who_had_it_is_not_written_to() -> None:
    told = recipients(ALL, (ANNA, LUCA), {"anna@people.example"}, {"BBBB-33"})
    assert told == Recipients(unreached=(ANNA,), had=1)


@pytest.mark.parametrize(
    ("written", "letter"),
    [
        ("La mappa è qui <https://c.example/m>.", "La mappa è qui (https://c.example/m)."),
        ("La mappa è qui<https://c.example/m>.", "La mappa è qui (https://c.example/m)."),
        ("La mappa:\n<https://c.example/m>", "La mappa:\nhttps://c.example/m"),
        ("https://c.example/m <https://c.example/m>", "https://c.example/m"),
        ("Scrivete a a@c.example <mailto:a@c.example>", "Scrivete a a@c.example"),
        ("Scrivete ad Anna <anna@c.example>", "Scrivete ad Anna <anna@c.example>"),
    ],
)
def test_an_address_in_angle_brackets_can_be_followed(written: str, letter: str) -> None:
    assert own_words(written, "Laura Neri") == letter
