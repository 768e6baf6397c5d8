"""Replies under our letters, as people write them: another session told by the one that is booked, or asked for in a
question; who is moved from one number to another."""

from __future__ import annotations

import pytest

from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.test_choices import EVENTS

WORKS, TABLES, BOAT = "fabbrica-idee-2", "consulta-tavoli", "harbour-tours"
SCHOOL, STORES, BLOOD = "porte-aperte-liceo", "depositi-aperti", "donazione-sangue"
LETTERS = {
    WORKS: "Dear Natalie Crowe, 2 places: Natalie Crowe and Femi Adeyemi, groups 1 and 5.",
    TABLES: "Gentile Renzo Tagliabue, confermiamo 2 posti: Renzo Tagliabue e Ada Po, tavoli 1 e 8.",
    BOAT: "Dear Nora Finch, two seats are booked on the 13:00 boat on Saturday 12 June.",
    SCHOOL: "Gentile Davide Reverberi, confermiamo 3 posti per sabato 16 gennaio, ore 10.00.",
    STORES: "Gentile Lia Mori, confermiamo 2 posti: venerdì 24 settembre, ore 17.00.",
    BLOOD: "Gentile Ivo Sarti, prenotato un posto per domenica 11 aprile, ore 9.30.",
}


def _reply(event: Event, text: str, letter: str) -> Reading:
    name = letter.removeprefix("Dear ").removeprefix("Gentile ").partition(",")[0]
    sender = Address(name, "writer@posta.example")
    return read(Message(sender=sender, in_reply_to=("ours@x.example",), subject="Re:", text=text, quoted=letter), event)


def _chosen(got: Reading) -> str:
    """Whoever is named with what he chooses, else what all choose."""
    told = [f"{p.name}: {' '.join('/'.join(s) for s in p.choices.values())}" for p in got.people if p.choices]
    return "; ".join(told) or " ".join("/".join(sessions) for sessions in got.choices.values())


@pytest.mark.parametrize(
    ("event", "text", "wanted"),
    [
        # one is moved from a number to another, which counts nobody
        (WORKS, "Could you put Femi in 2 instead of 1? I stay where I am.", "Femi Adeyemi: logistica"),
        (WORKS, "Femi would rather be in 2 than 1. Nothing changes for me.", "Femi Adeyemi: logistica"),
        (WORKS, "Could you move Femi from 1 to 3?", "Femi Adeyemi: welfare"),
        (WORKS, "Please move me from 5 to 6.", "Natalie Crowe: riqualificazione"),
        (WORKS, "Femi wants 3, the rest of us are fine.", "Femi Adeyemi: welfare"),
        (WORKS, "So 3 for Femi, please, and I stay put.", "Femi Adeyemi: welfare"),
        (TABLES, "Potete spostare Ada da 1 a 3?", "Ada Po: casa"),
        # another session of the day that is booked
        (SCHOOL, "Could we do the late one instead?", "sabato-15"),
        (SCHOOL, "Could we come to the late one instead of the early one?", "Davide Reverberi: sabato-15"),
        (SCHOOL, "Can we swap to the later visit, same day?", "sabato-15"),
        (SCHOOL, "Ci spostate al pomeriggio, stesso giorno?", "sabato-15"),
        (SCHOOL, "Ci spostate alla visita del pomeriggio?", "sabato-15"),
        (BOAT, "Could we go on the next boat instead?", "boat-1430"),
        (BOAT, "Please put us on the one after, our train's late", "boat-1430"),
        (BOAT, "Can we switch to the boat before?", "boat-1130"),
        (BOAT, "Possiamo spostarci al giro precedente?", "boat-1130"),
        # a number behind 'the' that is an hour
        (BOAT, "Can we do the 4 instead?", "boat-1600"),
        (BOAT, "Could you switch us from the 1 to the 4?", "boat-1600"),
        (BOAT, "We'd rather have the 4 than the 1.", "boat-1600"),
        (STORES, "meglio quella dopo per noi, grazie", "Lia Mori: ven-19"),
        (STORES, "Riusciamo a passare a quella dopo?", "ven-19"),
        # the hour that is booked, on another day
        (SCHOOL, "Could we do Sunday instead, same time?", "domenica-10"),
        (SCHOOL, "Possiamo spostarci a domenica, stessa ora?", "domenica-10"),
        (SCHOOL, "Possiamo venire il giorno dopo alla stessa ora?", "domenica-10"),
        (STORES, "Si può fare sabato alla stessa ora?", "sab-17"),
        # a session that a question asks for
        (STORES, "Si può fare sabato alle 17?", "sab-17"),
        (STORES, "Riusciamo a passare alle 19?", "ven-19"),
        (BLOOD, "Si può fare alle 9?", "ore-0900"),
        (BOAT, "Can we be on the 14:30?", "boat-1430"),
    ],
)  # fmt: skip
def test_another_session_is_told_by_the_one_that_is_booked(event: str, text: str, wanted: str) -> None:
    got = _reply(EVENTS[event], text, LETTERS[event])

    assert (got.intent.value, got.seats, _chosen(got)) == ("change", None, wanted)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (SCHOOL, "Thank you! Will it be too late for the last bus?"),
        (SCHOOL, "Great, see you in the morning. Is there parking?"),
        (SCHOOL, "Could we arrive a bit later?"),
        (SCHOOL, "La visita dopo a che ora comincia?"),
        (BOAT, "What time is the next boat after ours?"),
        (BOAT, "Can I bring my pushchair on the 13:00?"),
        (BOAT, "Does the 14:30 go round the lighthouse too?"),
    ],
)
def test_a_question_about_a_session_moves_nobody(event: str, text: str) -> None:
    got = _reply(EVENTS[event], text, LETTERS[event])

    assert (got.intent.value, got.seats, _chosen(got)) == ("question", None, "")


@pytest.mark.parametrize(
    ("event", "text", "coming"),
    [
        # a seat that goes from one to another
        (WORKS, "Hal Briggs will have Femi's seat.", "Hal Briggs"),
        (WORKS, "Please give Femi's seat to Hal Briggs.", "Hal Briggs"),
        (WORKS, "Femi isn't well enough. Please give her seat to Hal Briggs.", "Hal Briggs"),
        (WORKS, "I'm giving my ticket to Hal Briggs, Femi stays.", "Hal Briggs, Femi Adeyemi"),
        (WORKS, "Femi can't make it, so it'll be Hal Briggs instead.", "Hal Briggs"),
        (WORKS, "Hal Briggs instead of Femi please.", "Hal Briggs"),
        (WORKS, "Please swap Femi for Hal Briggs.", "Hal Briggs"),
        (TABLES, "Sostituite per favore il mio nome con quello di Letizia Serra.", "Letizia Serra"),
        (TABLES, "Cambio di nome: Letizia Serra invece di Ada Po.", "Letizia Serra"),
        (TABLES, "Io non riesco, do il mio posto a Letizia Serra. Ada viene.", "Letizia Serra, Ada Po"),
        (TABLES, "Niente Ada, viene Letizia Serra.", "Letizia Serra"),
        (TABLES, "Date il posto di Ada a Letizia Serra.", "Letizia Serra"),
        (TABLES, "Ada è malata, il suo posto va a Letizia Serra.", "Letizia Serra"),
    ],
)
def test_who_comes_where_a_seat_goes_from_one_to_another(event: str, text: str, coming: str) -> None:
    got = _reply(EVENTS[event], text, LETTERS[event])

    assert (got.intent.value, got.seats, ", ".join(p.name for p in got.people)) == ("change", None, coming)


@pytest.mark.parametrize(
    ("event", "text", "coming"),
    [
        (WORKS, "Just Femi now, I'm in hospital.", "Femi Adeyemi"),
        (WORKS, "It'll be just me now, Femi's poorly.", "Natalie Crowe"),
        (TABLES, "Viene solo Ada, io sono a letto.", "Ada Po"),
        (TABLES, "Ada ha preso l'influenza, vengo io solo", "Renzo Tagliabue"),
    ],
)
def test_of_two_one_alone_comes(event: str, text: str, coming: str) -> None:
    got = _reply(EVENTS[event], text, LETTERS[event])

    assert (got.intent.value, got.seats, ", ".join(p.name for p in got.people)) == ("change", 1, coming)


@pytest.mark.parametrize(
    ("event", "text", "seats"),
    [
        (TABLES, "3 invece di 2: viene anche mia figlia Lia.", 3),
        (TABLES, "Siamo in 3, non in 2", 3),
        (WORKS, "We're 4 now.", 4),
        (WORKS, "3 instead of 2 please, same groups.", 3),
        (WORKS, "We're three now, my daughter Ruth is coming too.", 3),
        (WORKS, "So 4 for us, Tom and Ann are coming too.", 4),
    ],
)
def test_numbers_that_are_a_new_size(event: str, text: str, seats: int) -> None:
    got = _reply(EVENTS[event], text, LETTERS[event])

    assert (got.intent.value, got.seats) == ("change", seats)


@pytest.mark.parametrize(
    ("event", "text", "intent", "seats", "wanted"),
    [
        # what is booked, told without an 'I', and something else asked for behind it
        (BOAT, "Booked the one o'clock for two but it's too soon, can we do the 4?", "change", 2, "boat-1600"),
        (BOAT, "Booked on the 11:30 for three. Could we move to the 14:30?", "change", 3, "boat-1430"),
        (BOAT, "Got seats on the 11:30 but need the 14:30 now, sorry.", "change", None, "boat-1430"),
        (BLOOD, "Prenotata per le 8, riuscirei solo alle 9.30.", "change", None, "ore-0930"),
        (BOAT, "I confirm the change: the 14:30 for two. Nora Finch", "change", 2, "Nora Finch: boat-1430"),
        (TABLES, "Confermo il cambio: bilancio partecipativo. Ada Po", "change", None, "bilancio"),
        # no booking of ours
        (BOAT, "Two seats on the 4 please. Nora Finch", "book", 2, "Nora Finch: boat-1600"),
        (TABLES, "Confermo: bilancio partecipativo, due posti. Ada Po", "book", 2, "Ada Po: bilancio"),
        (BOAT, "Have you got 3 seats on the 11:30? Nora Finch", "book", 3, "Nora Finch: boat-1130"),
        (TABLES, "Iscritti tutti alla newsletter, ora vorremmo due posti al tavolo 1 e al 5. Ada Po", "book", 2,
         "Ada Po: verde cultura"),
        # a session that a question asks for
        (BOAT, "Can Joan and I be on the 2.30 boat? Nora Finch", "book", 2, "Joan: boat-1430; Nora Finch: boat-1430"),
        (BLOOD, "Si può passare alle 9? Ida Sarti", "book", 1, "Ida Sarti: ore-0900"),
        (WORKS, "Shall we have to bring the bill? I'd like to know before I book.", "question", None, ""),
    ],
)  # fmt: skip
def test_what_is_booked_and_asked_for_without_a_letter(
    event: str, text: str, intent: str, seats: int | None, wanted: str
) -> None:
    name = text.rpartition(". " if ". " in text else "? ")[2] if text[-1] not in "?." else "Nora Finch"
    got = read(Message(sender=Address(name, "writer@posta.example"), subject="", text=text), EVENTS[event])

    assert (got.intent.value, got.seats, _chosen(got)) == (intent, seats, wanted)
