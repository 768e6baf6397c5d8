"""Replies about a booking: who waits, who gives all up, who asks something back, how many of them go where."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Context, Intent, Reading
from tests.understanding.conftest import given_event

IT, EN = "fabbrica-idee", "harbour-tours"
ONE, TWO, THREE = ("Ada Neri",), ("Ada Neri", "Ugo Sala"), ("Ada Neri", "Ugo Sala", "Lea Bo")
HELD = {IT: ("green-energy", "governance"), EN: ("boat-1000",)}


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Ok, I'll wait then"),
        (EN, "then I'll stay on the list"),
        (EN, "no problem, put me on the waiting list"),
        (EN, "What a shame. I'm happy to wait. Ada"),
        (EN, "That's a pity, but we'll wait and see. Ada"),
        (IT, "va bene, aspetto"),
        (IT, "Pazienza, aspettiamo"),
        (IT, "Restiamo in attesa"),
        (IT, "Nessun problema, ci mettiamo in lista d'attesa. Ada"),
        (IT, "Ok aspetterò, speriamo si liberi un posto"),
    ],
)
def test_who_is_content_to_wait_gives_nothing_up(event: str, text: str) -> None:
    got = reply(event, text, ONE)

    assert (got.intent, got.confident, got.leaving, got.seats) == (Intent.ACCEPT, True, (), None)


@pytest.mark.parametrize(
    ("event", "text", "intent"),
    [
        (EN, "I can't wait that long, please cancel", Intent.CANCEL),
        (EN, "Cancel please, I'll wait for your confirmation", Intent.CANCEL),
        (EN, "Please take me off the waiting list", Intent.CANCEL),
        (EN, "I've broken my leg. I'll wait for your confirmation", Intent.CANCEL),
        (IT, "Disdico, attendo conferma", Intent.CANCEL),
        (IT, "Purtroppo ho un impegno. Attendo conferma. Ada", Intent.CANCEL),
        (IT, "Vorrei passare a Logistica, attendo conferma", Intent.CHANGE),
    ],
)
def test_who_waits_for_an_answer_may_give_up(event: str, text: str, intent: Intent) -> None:
    assert reply(event, text, ONE).intent == intent


@pytest.mark.parametrize(
    ("event", "text", "booked"),
    [
        (IT, "Ugo non può più, annullate tutto", TWO),
        (IT, "Ugo sta male, quindi annullate tutta la prenotazione", THREE),
        (IT, "Ugo non viene più. Cancellate pure tutti i posti. Ada", TWO),
        (IT, "Annullate entrambi, Ugo sta male", TWO),
        (IT, "Lea e Ugo non ci sono, annullate tutti e tre i posti.", THREE),
        (EN, "Ugo is ill, please cancel everything. Ada", TWO),
        (EN, "My husband has to work, so cancel the lot please. Ada", TWO),
        (EN, "Ugo can't make it, so please cancel the whole booking", THREE),
        (EN, "Ugo broke his leg. Please cancel both places. Ada", TWO),
    ],
)
def test_all_is_given_up_where_that_is_said(event: str, text: str, booked: tuple[str, ...]) -> None:
    got = reply(event, text, booked)

    assert (got.intent, got.confident, got.leaving) == (Intent.CANCEL, True, ())


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (IT, "Non annullate tutto, solo Ugo non viene", ("Ugo Sala",)),
        (IT, "Ugo non viene: annullate tutto per lui", ("Ugo Sala",)),
        (EN, "Ugo and Lea are ill, cancel both please", ("Ugo Sala", "Lea Bo")),
    ],
)
def test_what_is_of_some_gives_up_no_more(event: str, text: str, leaving: tuple[str, ...]) -> None:
    got = reply(event, text, THREE)

    assert (got.intent, got.leaving) == (Intent.CHANGE, leaving)


def test_what_only_would_be_given_up_is_not() -> None:
    assert not reply(IT, "Se Ugo non può, annullate tutto", TWO).confident


@pytest.mark.parametrize("asked", ["seats", "names", "choices:turno-1", "confirm-change", "confirm-cancel"])
@pytest.mark.parametrize(
    ("event", "text"),
    [
        (IT, "C'è ancora posto?"),
        (IT, "Quanto costa?"),
        (IT, "Buongiorno, la mia iscrizione è confermata?"),
        (EN, "Hi, is my booking confirmed?"),
        (EN, "Are there any places left? Ada"),
    ],
)
def test_who_asks_something_back_has_not_answered(event: str, text: str, asked: str) -> None:
    got = reply(event, text, ONE, asked=asked)

    assert (got.intent, got.question) == (Intent.QUESTION, True)


@pytest.mark.parametrize(
    ("event", "text", "asked", "intent"),
    [
        (EN, "Can you cancel it please?", "confirm-cancel", Intent.CANCEL),
        (IT, "Potete annullare?", "confirm-cancel", Intent.CANCEL),
        (EN, "Could it be two?", "seats", Intent.CHANGE),
        (EN, "Can I bring my son?", "seats", Intent.CHANGE),
        (EN, "Could I have an invoice?", "names", Intent.CHANGE),
        (IT, "C'è ancora posto a Logistica?", "choices:turno-1", Intent.CHANGE),
    ],
)
def test_an_answer_may_be_put_as_a_question(event: str, text: str, asked: str, intent: Intent) -> None:
    assert reply(event, text, ONE, asked=asked).intent == intent


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (IT, "Grazie. Confermiamo i 4 posti. A che ora bisogna essere lì?"),
        (IT, "Grazie. Confermiamo i 4 posti. Dove si parcheggia? Saluti, Ada"),
        (EN, "Thanks. We confirm the 4 places. What time should we arrive?"),
        (EN, "We'll be there. Is there parking?"),
    ],
)
def test_who_confirms_may_ask_something(event: str, text: str) -> None:
    got = reply(event, text, ONE, size=4)

    assert (got.intent, got.question, got.seats, got.choices, got.doubts) == (Intent.ACCEPT, True, None, {}, ())


@pytest.mark.parametrize(
    ("event", "text", "asked", "seats"),
    [
        (EN, "Sorry - four of us. Is there somewhere to park?", "", 4),
        (EN, "Four. Is there parking?", "seats", 4),
        (EN, "Sorry, two. My son is 7", "seats", 2),
        (EN, "There will be three of us. Do you have a high chair?", "", 3),
        (IT, "Tre, grazie. C'è un parcheggio?", "seats", 3),
        (IT, "Scusate, siamo in tre. Dove si parcheggia?", "", 3),
        (IT, "Scusate, due! Vengo con mio figlio di 7 anni", "seats", 2),
        (IT, "Il 3. Siamo in due", "seats", 2),
    ],
)
def test_how_many_come_is_told_beside_other_things(event: str, text: str, asked: str, seats: int) -> None:
    got = reply(event, text, ONE, asked=asked)

    assert (got.intent, got.seats, got.choices, got.confident) == (Intent.CHANGE, seats, {}, True)


@pytest.mark.parametrize(
    ("event", "text", "asked", "seats"),
    [
        (IT, "Quattro. Due a Governance, gli altri a Formazione", "seats", 4),
        (EN, "Three. Two for the 10:00, the other for the 13:00", "seats", 3),
        (EN, "Two of us on the 10:00 and the rest on the 13:00 please", "", None),
        (IT, "Due a Governance e uno a Formazione", "", None),
        (IT, "Io a Governance, gli altri a Formazione", "", None),
    ],
)
def test_who_of_them_goes_where_is_asked(event: str, text: str, asked: str, seats: int | None) -> None:
    got = reply(event, text, THREE, size=6, asked=asked)

    told = [d.words.split(":")[0] for d in got.doubts]
    assert (got.seats, got.choices, told) == (seats, {}, ["who of them has which"])
    assert not any(person.choices for person in got.people)


@pytest.mark.parametrize(
    ("event", "text", "asked", "people", "more"),
    [
        (EN, "The names are Tom Bell, Ann Lee and me. Can Joe Moss come as well?", "names",
         ("Tom Bell", "Ann Lee", "Joe Moss"), 1),
        (IT, "I nomi sono Ivo Sala, Pia Bo e io. Può venire anche Elio Rea?", "",
         ("Ivo Sala", "Pia Bo", "Elio Rea"), 1),
        (EN, "Dot Hill comes too. She's one of the three", "", ("Dot Hill",), None),
        (IT, "Viene anche Nora Verdi, è una dei tre", "", ("Nora Verdi",), None),
        (IT, "Viene anche Nora Verdi", "", ("Nora Verdi",), 1),
    ],
)  # fmt: skip
def test_who_is_of_the_places_without_a_name_is_nobody_more(
    event: str, text: str, asked: str, people: tuple[str, ...], more: int | None
) -> None:
    got = reply(event, text, ONE, size=3, asked=asked)

    assert (got.intent, tuple(p.name for p in got.people), got.more) == (Intent.CHANGE, people, more)


@pytest.mark.parametrize(
    ("event", "text", "asked"),
    [
        (IT, "Il cognome di Nora è Bell", ""),
        (IT, "Il cognome di Nora è Bell: Nora Bell", ""),
        (IT, "Nora si chiama Nora Bell", ""),
        (IT, "Nora Bell", "names"),
        (EN, "Nora's surname is Bell", ""),
        (EN, "Nora's last name is Bell: Nora Bell", ""),
        (EN, "Nora Bell", "names"),
    ],
)
def test_a_surname_told_later_is_of_who_is_booked(event: str, text: str, asked: str) -> None:
    got = reply(event, text, ("Ada Neri", "Nora"), asked=asked)

    told = tuple(p.name for p in got.people)
    assert (got.intent, got.confident, told, got.more) == (Intent.CHANGE, True, ("Nora Bell",), None)


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (EN, "We'll be there but without Ugo", ("Ugo Sala",)),
        (EN, "We're coming without Ugo and Lea", ("Ugo Sala", "Lea Bo")),
        (IT, "Veniamo senza Ugo", ("Ugo Sala",)),
        (IT, "Verremo, ma senza Lea e Ugo", ("Lea Bo", "Ugo Sala")),
        (IT, "Siamo in tanti… Io e Lea non veniamo", ("Ada Neri", "Lea Bo")),
    ],
)
def test_those_without_whom_the_others_come_leave(event: str, text: str, leaving: tuple[str, ...]) -> None:
    got = reply(event, text, THREE)

    assert (got.intent, set(got.leaving), got.doubts) == (Intent.CHANGE, set(leaving), ())


@pytest.mark.parametrize(
    ("event", "text"),
    [(EN, "We'll be there but without Dot"), (IT, "Ci saremo, ma senza Dora"), (IT, "Dora non viene")],
)
def test_who_is_not_booked_cannot_be_left_out(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    told = [d.words.partition(" ")[2] for d in got.doubts]
    assert (got.people, got.leaving, told) == ((), (), ["is not booked"])


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (IT, "Io non vengo, gli altri restano."),
        (IT, "Non ci sarò, gli altri ci sono"),
        (EN, "I won't be there, the others are still coming."),
    ],
)
def test_who_is_not_booked_gives_up_nothing(event: str, text: str) -> None:
    got = reply(event, text, ("Ivo Rea", "Ugo Sala"))

    assert (got.confident, got.leaving) == (False, ())


@pytest.mark.parametrize(
    ("event", "text", "session"),
    [
        (IT, "Avevo chiesto Logistica, rimettetemi lì. Ada", "logistica"),
        (IT, "Avevo scelto Formazione: potete rimettermi lì?", "formazione"),
        (IT, "In origine ero a Formazione, vorrei tornare lì", "formazione"),
        (EN, "I had asked for the 13:00, please put me back there", "boat-1300"),
        (EN, "We were on the 13:00. Could you move us back there?", "boat-1300"),
    ],
)
def test_who_is_put_back_has_what_was_asked_for(event: str, text: str, session: str) -> None:
    got = reply(event, text, ONE)

    wanted = [
        s for choices in (got.choices, *(p.choices for p in got.people)) for told in choices.values() for s in told
    ]
    assert (got.intent, got.confident, wanted) == (Intent.CHANGE, True, [session])


def reply(event: str, text: str, booked: tuple[str, ...], *, size: int = 0, asked: str = "") -> Reading:
    sender = Address("Ada Neri", "ada@posta.example")
    mail = Message(sender=sender, subject="Re: ?", text=text, in_reply_to=("a@b.example",))
    known = Context(
        has_booking=True,
        attendees=booked,
        size=size or len(booked),
        sessions=HELD[event],
        asked=(asked,) if asked else (),
        language=given_event(event).language,
    )
    return read(mail, given_event(event), known)
