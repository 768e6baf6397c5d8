"""Plain replies to our letters: who stays where he is while another moves, who is content to wait or no longer is, who
takes an offer alone, how many more come."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Context, Intent
from tests.understanding.conftest import given_event
from tests.understanding.test_replies import EN, HELD, IT, ONE, THREE, TWO, reply
from tests.understanding.test_whose_reply import wanted

UGO, ADA, LEA = "Ugo Sala", "Ada Neri", "Lea Bo"


@pytest.mark.parametrize(
    ("event", "text", "booked", "want"),
    [
        (EN, "The 13:00 for me, Ugo stays as he is.", TWO, {"Ada": ["boat-1300"]}),
        (EN, "The 13:00 for me, Ugo stays put.", TWO, {"Ada": ["boat-1300"]}),
        (EN, "I'd like the 13:00 just for me, Ugo is happy where he is.", TWO, {"Ada": ["boat-1300"]}),
        (EN, "Please move just me to the 13:00, thanks.", TWO, {"Ada": ["boat-1300"]}),
        (EN, "Only Lea moves to the 13:00, the two of us stay on the 10:00.", THREE, {"Lea": ["boat-1300"]}),
        (EN, "Ugo is fine with the 13:00, and so am I", TWO, {"Ugo": ["boat-1300"], "Ada": ["boat-1300"]}),
        (IT, "Io passo a Logistica, Ugo resta a Green energy.", TWO, {"Ada": ["logistica"]}),
        (IT, "Spostate solo me a Logistica, grazie.", TWO, {"Ada": ["logistica"]}),
        (IT, "Per me Logistica, Ugo resta dov'è", TWO, {"Ada": ["logistica"]}),
        (IT, "Solo Ugo passa a Logistica, noi due restiamo a Green energy.", THREE, {"Ugo": ["logistica"]}),
        # all the rest of the booking, and 'my booking', which is moved
        (IT, "Mi spostate a Logistica? Tutto il resto va bene.", ONE, {"": ["logistica"]}),
        (IT, "È possibile spostare la mia prenotazione a Logistica? Resto in attesa.", ONE, {"": ["logistica"]}),
    ],
)  # fmt: skip
def test_who_moves_and_who_stays_where_he_is(
    event: str, text: str, booked: tuple[str, ...], want: dict[str, list[str]]
) -> None:
    got = reply(event, text, booked)

    assert (got.intent, got.confident, got.seats, got.leaving, wanted(got)) == (Intent.CHANGE, True, None, (), want)


@pytest.mark.parametrize(
    ("event", "text", "asked", "leaving"),
    [
        (IT, "Vengo solo io, Ugo e Lea non possono.", "", {UGO, LEA}),
        (IT, "Solo io, Ugo e Lea sono malati.", "", {UGO, LEA}),
        (IT, "Solo io e Ugo, Lea sta male", "", {LEA}),
        (IT, "Solo io e Lea, Ugo non può più.", "offer", {UGO}),
        (EN, "Just me, Ugo and Lea are ill", "", {UGO, LEA}),
        (EN, "Just me and Ugo, Lea is ill", "", {LEA}),
    ],
)
def test_those_told_behind_who_alone_comes_stay_away(event: str, text: str, asked: str, leaving: set[str]) -> None:
    got = reply(event, text, THREE, asked=asked)

    assert (got.intent, got.seats, set(got.leaving)) == (Intent.CHANGE, None, leaving)


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (IT, "Io non posso venire, ma Ugo sì.", {ADA}),
        (IT, "Non riesco a venire, resta solo Ugo.", {ADA}),
        (IT, "Io resto a casa, viene Ugo", {ADA}),
        (IT, "Ugo non è più interessato, io resto in lista.", {UGO}),
        (EN, "Ugo is no longer interested, I'll stay on the list", {UGO}),
        (EN, "Please cancel Ugo, I'm staying.", {UGO}),
    ],
)
def test_who_of_two_leaves_and_who_stays(event: str, text: str, leaving: set[str]) -> None:
    got = reply(event, text, TWO)

    assert (got.intent, got.confident, set(got.leaving)) == (Intent.CHANGE, True, leaving)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (IT, "Il posto di Ugo lo prende Kit Moss."),
        (IT, "Cambio di nominativo: non Ugo Sala ma Kit Moss"),
        (EN, "Kit Moss will take Ugo's place."),
        (EN, "Ugo is ill, Kit Moss will stand in."),
        (EN, "Kit Moss will come rather than Ugo."),
        (EN, "Change of name: not Ugo Sala but Kit Moss."),
    ],
)
def test_whose_place_another_takes(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    told = (got.intent, got.confident, dict(got.replaced), got.leaving, got.more)
    assert told == (Intent.CHANGE, True, {UGO: "Kit Moss"}, (), None)


@pytest.mark.parametrize(
    ("event", "text", "seats", "more"),
    [
        (IT, "I posti dovrebbero essere tre, non uno.", 3, None),
        (IT, "C'è posto per un'altra persona?", None, 1),
        (IT, "Posso portare un'amica?", None, 1),
    ],
)
def test_how_many_a_booking_is_to_have(event: str, text: str, seats: int | None, more: int | None) -> None:
    got = reply(event, text, ONE)

    assert (got.intent, got.seats, got.more) == (Intent.CHANGE, seats, more)


@pytest.mark.parametrize(
    ("event", "text"),
    [(IT, "Solo io, Ugo non può più."), (EN, "Just me, Ugo can't any more."), (EN, "I decline, but only for Ugo")],
)
def test_a_no_for_one_alone_declines_no_offer_for_both(event: str, text: str) -> None:
    assert reply(event, text, TWO, asked="offer").intent not in (Intent.DECLINE, Intent.CANCEL)


@pytest.mark.parametrize(
    ("event", "text", "intent"),
    [
        (EN, "I can't accept, please offer it to the next person.", Intent.DECLINE),
        (EN, "Sorry, I'm not able to accept it", Intent.DECLINE),
        (EN, "No problem, I accept", Intent.ACCEPT),
        (IT, "Non posso accettare, date il posto al prossimo.", Intent.DECLINE),
    ],
)
def test_a_yes_that_is_denied_is_a_no(event: str, text: str, intent: Intent) -> None:
    got = reply(event, text, ONE, asked="offer")

    assert (got.intent, got.confident) == (intent, True)


@pytest.mark.parametrize(
    ("event", "subject", "text", "booked", "intent"),
    [
        # a waiting list is no offer of a place
        (EN, "On the waiting list: boats", "Ok thanks, I'll stay on the waiting list.", ONE, Intent.ACCEPT),
        (EN, "On the waiting list: boats", "Take me off the waiting list please.", ONE, Intent.CANCEL),
        (EN, "On the waiting list: boats", "Please take us both off the list, thanks.", TWO, Intent.CANCEL),
        (EN, "On the waiting list: boats", "Thanks, but I'm no longer interested.", ONE, Intent.CANCEL),
        (EN, "On the waiting list: boats", "Could I have the 13:00 instead?", ONE, Intent.CHANGE),
        (IT, "In lista d'attesa: workshop", "Avvisatemi se si libera un posto, grazie", ONE, Intent.ACCEPT),
        # who comes as planned
        (EN, "Tomorrow: boats", "Thanks for the reminder, I'll be there.", ONE, Intent.ACCEPT),
        (EN, "Tomorrow: boats", "We'll both be there, thanks.", TWO, Intent.ACCEPT),
        (EN, "Tomorrow: boats", "I'll be there, but Ugo won't", TWO, Intent.CHANGE),
        (EN, "Tomorrow: boats", "Ugo can't come tomorrow", TWO, Intent.CHANGE),
        (EN, "On the waiting list: boats", "Yes, I'd like to stay on the list.", ONE, Intent.ACCEPT),
    ],
)
def test_what_a_letter_is_answered_with(
    event: str, subject: str, text: str, booked: tuple[str, ...], intent: Intent
) -> None:
    known = Context(has_booking=True, attendees=booked, size=len(booked), sessions=HELD[event])
    mail = Message(sender=Address(ADA, "ada@posta.example"), subject=f"Re: {subject}", text=text)
    got = read(mail, given_event(event), known)

    assert (got.intent, got.confident) == (intent, True)


@pytest.mark.parametrize(
    ("text", "more", "fewer"),
    [
        ("Vorrei aggiungere altre due persone.", 2, None),
        ("Potete aggiungere due posti?", 2, None),
        ("Aggiungete una persona, grazie", 1, None),
        ("Fatemi sapere se si libera un posto", None, None),
        ("Ho altre due domande", None, None),
        ("Un posto si libera: Ugo non viene più", None, None),
    ],
)
def test_how_many_more_come(text: str, more: int | None, fewer: int | None) -> None:
    got = reply(IT, text, TWO)

    assert (got.more, got.fewer) == (more, fewer)


def test_our_letter_of_the_waiting_list_offers_nothing() -> None:
    letter = "There are no free places at the moment: you are on the waiting list, in order of arrival."
    mail = Message(sender=Address(ADA, "ada@posta.example"), text="Take me off the list please.", quoted=letter)

    assert read(mail, given_event(EN)).intent is not Intent.DECLINE
