"""What is said of some of those booked, and not of all."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Context, Intent, Reading
from tests.understanding.conftest import given_event

IT, EN, TOURS = "fabbrica-idee", "open-science-days", "harbour-tours"
FOUR = ("Ada Neri", "Clara Neri", "Ivo Neri", "Lea Neri")
TWO = ("Ada Neri", "Ugo Sala")
HELD = {IT: ("green-energy", "governance"), EN: ("d1-a", "d2-b"), TOURS: ("boat-1000",)}


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (IT, "Solo io e Clara, i bambini restano dai nonni. Ada", ("Ivo Neri", "Lea Neri")),
        (IT, "Alla fine veniamo solo io e Clara, gli altri non possono. Ada", ("Ivo Neri", "Lea Neri")),
        (IT, "Vengono solo Clara, Ivo e Lea, io resto a casa. Ada", ("Ada Neri",)),
        (IT, "Ivo è malato, Lea pure: saremo solo io e Clara. Ada", ("Ivo Neri", "Lea Neri")),
        (EN, "Just me and Clara after all, the children stay at home. Ada", ("Ivo Neri", "Lea Neri")),
        (EN, "It will be only Ivo and me. Ada", ("Clara Neri", "Lea Neri")),
        (TOURS, "Only Clara and I, the kids are staying with their grandparents. Ada", ("Ivo Neri", "Lea Neri")),
        (TOURS, "Only Clara can't come. Ada", ("Clara Neri",)),
    ],
)
def test_all_leave_but_those_who_alone_come(event: str, text: str, leaving: tuple[str, ...]) -> None:
    got = reply(event, text, FOUR)

    assert (got.intent, got.confident, got.leaving) == (Intent.CHANGE, True, leaving)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (TOURS, "Only Ugo wants the 13:00, I stay on the 10:00. Ada"),
        (IT, "Solo Ugo vuole il gruppo 3, io resto nell'1. Ada"),
        (IT, "Solo Ugo è vegetariano, io mangio tutto. Ada"),
    ],
)
def test_who_alone_wants_something_else_makes_nobody_leave(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    assert (got.leaving, got.more, got.doubts) == ((), None, ())


DOUBTFUL = [
    (TOURS, "Only Ugo will take the canoe, I stay on the bank. Ada", "whether nobody but Ugo Sala comes"),
    (IT, "Il laboratorio lo fa solo Ugo, io resto in cortile. Ada", "whether nobody but Ugo Sala comes"),
    (IT, "Ugo arriva dopo pranzo, salta solo la mattina. Ada", "whether Ugo Sala alone gives up a part, or all do"),
    (IT, "Ugo ha un esame e salta solo la mattina. Ada", "whether Ugo Sala alone gives up a part, or all do"),
    (IT, "Ugo ha una visita: non può venire al primo turno. Ada", "whether Ugo Sala alone gives up a part, or all do"),
    (IT, "Potete annullare il secondo turno solo per me? Ada", "whether Ada Neri alone gives up a part, or all do"),
    (EN, "Ugo can't come on Friday, Thursday is fine. Ada", "whether Ugo Sala alone gives up a part, or all do"),
    (EN, "Could you cancel Friday for me only? Ada", "whether Ada Neri alone gives up a part, or all do"),
    (IT, "Vorrei annullare la prenotazione dei miei genitori. Ada", "whose places are given up"),
    (IT, "Vorrei disdire l'iscrizione dei miei figli. Ada", "whose places are given up"),
    (TOURS, "I'd like to cancel my parents' booking. Ada", "whose places are given up"),
    (TOURS, "Please cancel the seats of my children. Ada", "whose places are given up"),
    (IT, "Vorrei spostare Luca alla logistica", "Luca is not booked"),
]


@pytest.mark.parametrize(("event", "text", "doubt"), DOUBTFUL)
def test_what_some_give_up_is_asked_about(event: str, text: str, doubt: str) -> None:
    got = reply(event, text, TWO)

    told = [d.words.split(":")[0] for d in got.doubts]
    assert (got.intent, got.confident, got.leaving, got.dropped, got.seats, got.more, told) == (
        Intent.CHANGE, False, (), (), None, None, [doubt]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("event", "text"),
    [(EN, "We can't do the Friday, only Thursday. Ada"), (EN, "On Friday we won't be there. Ada")],
)
def test_what_all_give_up_is_given_up(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    assert (got.dropped, got.doubts) == (("day-2",), ())


@pytest.mark.parametrize(
    ("event", "text", "more"),
    [
        (IT, "Aggiungo il mio numero: 339 5550455. Ada", None),
        (IT, "Aggiungo che Ugo è celiaco. Ada", None),
        (IT, "Sono Ada Neri, con Ugo Sala. Si può aggiungere il parcheggio?", None),
        (IT, "A nome di Ada Neri ed Ugo Sala", None),
        (EN, "I should add that Ugo is vegan. Ada", None),
        (IT, "Viene anche mia sorella. Ada", 1),
        (IT, "Possiamo aggiungere qualcuno? Ada", 1),
        (EN, "Could you add a friend of ours? Ada", 1),
    ],
)
def test_who_is_booked_already_is_nobody_more(event: str, text: str, more: int | None) -> None:
    assert reply(event, text, TWO).more == more


@pytest.mark.parametrize("text", ["Vorrei spostare Ugo alla logistica", "Sposta entrambi a welfare"])
def test_a_domain_within_a_word_makes_no_organization(text: str) -> None:
    assert reply(IT, text, TWO).contact.organization is None


def reply(event: str, text: str, booked: tuple[str, ...]) -> Reading:
    sender = Address("Ada Neri", "ada@posta.example")
    mail = Message(sender=sender, subject="Re: ?", text=text, in_reply_to=("a@b.example",))
    known = Context(has_booking=True, attendees=booked, size=len(booked), sessions=HELD[event])
    return read(mail, given_event(event), known)
