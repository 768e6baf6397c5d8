"""A request handed on: what the words above it add, and what they leave open."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Forwarded, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event

ADA = "Ada Neri"


def handed_on(words: str, asked: str, event: str) -> Reading:
    below = Forwarded(Address("Ugo Sala", "ugo@posta.example"), "posto", asked)
    message = Message(sender=Address(ADA, "who@posta.example"), subject="I: posto", text=words, forwarded=(below,))
    return read(message, given_event(event))


@pytest.mark.parametrize(
    ("words", "asked", "names"),
    [
        ("Giro la richiesta di Ugo. Verrà anche la collega Lia Bini.", "Ada, mi segni alla cena? Ugo Sala",
         ["Lia Bini", "Ugo Sala"]),
        ("Inoltro il messaggio di Ugo, che ha deciso di portare anche il segretario Pio Rossi. Due posti dunque.",
         "Ada, mi prenoti la cena? Ugo Sala", ["Pio Rossi", "Ugo Sala"]),
        ("Qui sotto la risposta di Ugo. In più ci sono io.", "Ada segna anche me, Ugo Sala, alla cena.",
         [ADA, "Ugo Sala"]),
        ("Inoltro la richiesta di Ugo. Aggiungo anche me, così si va insieme.", "Cara Ada, mi iscrivi alla cena? Ugo",
         [ADA, "Ugo Sala"]),
    ],
)  # fmt: skip
def test_who_is_added_above_comes_with_who_asked_below(words: str, asked: str, names: list[str]) -> None:
    got = handed_on(words, asked, "assemblea-soci")
    assert (got.seats, sorted(p.name for p in got.people)) == (2, names)


def test_a_remark_adds_nobody() -> None:
    got = handed_on(
        "Inoltro la richiesta di Ugo. Aggiungo solo che arriverà un po' tardi. Io non vengo.",
        "Ada, mi prenoti la cena? Un posto, Ugo Sala",
        "assemblea-soci",
    )
    assert (got.seats, [p.name for p in got.people]) == (1, ["Ugo Sala"])


def test_who_is_named_below_and_not_booked_is_a_doubt() -> None:
    got = handed_on(
        "Prenoto per me e per chi scrive qui sotto.", "Vengo volentieri alla cena! Ugo Sala", "assemblea-soci"
    )
    assert "it is not clear whether Ugo Sala comes" in [doubt.words for doubt in got.doubts]


def test_a_number_above_that_is_not_the_one_booked_is_a_doubt() -> None:
    got = handed_on(
        "Inoltro la richiesta di Ugo: i posti diventano tre, per la suocera.",
        "Due posti alla cena: Ugo e Lia Sala",
        "assemblea-soci",
    )
    assert got.doubts != ()


def test_who_forwards_a_request_may_add_somebody() -> None:
    words = "Buongiorno, giro la richiesta del dott. Sala, a cui va aggiunta la collega Lia Bini."
    asked = Forwarded(Address("Ugo Sala", "ugo@posta.example"), "cena", "Ada, mi segni alla cena? Grazie, Ugo Sala")
    message = Message(sender=Address(ADA, "who@posta.example"), subject="I: cena", text=words, forwarded=(asked,))
    got = read(message, given_event("assemblea-soci"))
    assert (got.seats, sorted(p.name for p in got.people)) == (2, ["Lia Bini", "Ugo Sala"])


def test_who_forwards_a_request_may_come_too() -> None:
    words = "Please see Huw's mail below. Please add me as well. Ada Neri"
    asked = Forwarded(Address("Huw Parry", "huw@mail.example"), "boat", "Ada, book me the 10:00 boat please. Huw Parry")
    message = Message(sender=Address(ADA, "who@posta.example"), subject="Fw: boat", text=words, forwarded=(asked,))
    got = read(message, given_event("harbour-tours"))
    assert (got.seats, [dict(p.choices) for p in got.people]) == (2, [{"tour": ("boat-1000",)}] * 2)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Hello, over to you, this came here by mistake. Ada Neri", 1),
        ("Could you take his booking? Nothing needed for me. Ada Neri", 1),
        ("Please register him. Ada Neri", 1),
        ("Huw's request is below, and his request is below in full. Ada Neri", 2),  # the sender's lines by themselves
    ],
)
def test_a_request_handed_on_is_that_of_who_wrote_it(words: str, parts: int) -> None:
    asked = "Dear Ada, book me and Mair Parry the 10:00 boat please. Huw Parry"
    huw = Address("Huw Parry", "huw@mail.example")
    forwarded: tuple[Forwarded, ...] = (Forwarded(huw, "boat", asked),)
    if parts == 2:
        forwarded = (Forwarded(huw, "boat", ""), Forwarded(Address("", ""), "", asked))
    message = Message(sender=Address(ADA, "who@posta.example"), subject="Fw: boat", text=words, forwarded=forwarded)
    got = read(message, given_event("harbour-tours"))
    assert (got.seats, sorted(p.name for p in got.people)) == (2, ["Huw Parry", "Mair Parry"])


def test_a_request_below_that_is_not_handed_on_plainly_is_a_doubt() -> None:
    words = "Please register everybody on this list except me. Ada Neri"
    asked = Forwarded(
        Address("Huw Parry", "huw@mail.example"), "boat", "The 10:00 boat: Huw Parry, Mair Parry, Ada Neri"
    )
    message = Message(sender=Address(ADA, "who@posta.example"), subject="Fw: boat", text=words, forwarded=(asked,))
    got = read(message, given_event("harbour-tours"))
    assert "what is asked may stand in the forwarded mail" in [doubt.words for doubt in got.doubts]
