"""A request handed on: what the words above it add, and what they leave open."""

from __future__ import annotations

from itertools import chain

import pytest

from benchmarks.training.mails import met, practice
from mailflow.message import Address, Forwarded, Message
from mailflow.understanding import Intent, Reading, read
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


@pytest.mark.parametrize(("words", "names"), [
    ("Giro la richiesta. Alla fine viene solo Lia, quindi un posto.", ["Lia Bini"]),
    ("Inoltro. Alla fine può venire soltanto Ugo. Rispondete a me.", ["Ugo Sala"]),
    ("Giro la richiesta. Solo Lia mangia vegetariano.", ["Lia Bini", "Ugo Sala"]),
    ("See below. Only Lia can come in the end. Answer to me, please.", ["Lia Bini"]),
    ("Passing this on. It is just Ugo now.", ["Ugo Sala"]),
    ("As below. It'll only be Lia Bini, though.", ["Lia Bini"]),
    ("See below. Only Lia has a diet.", ["Lia Bini", "Ugo Sala"]),
])  # fmt: skip
def test_who_alone_is_said_to_come_above(words: str, names: list[str]) -> None:
    asked = "Ada, prenota la cena per me e Lia Bini? Ugo Sala"
    got = handed_on(words, asked, "assemblea-soci")
    assert (got.seats, sorted(p.name for p in got.people)) == (len(names), names)


def test_a_remark_adds_nobody() -> None:
    got = handed_on(
        "Inoltro la richiesta di Ugo. Aggiungo solo che arriverà un po' tardi. Io non vengo.",
        "Ada, mi prenoti la cena? Un posto, Ugo Sala",
        "assemblea-soci",
    )
    assert (got.seats, [p.name for p in got.people]) == (1, ["Ugo Sala"])


def test_who_books_for_himself_and_for_who_wrote_below_comes_with_him() -> None:
    got = handed_on(
        "Prenoto per me e per chi scrive qui sotto.", "Vengo volentieri alla cena! Ugo Sala", "assemblea-soci"
    )
    assert (got.seats, sorted(p.name for p in got.people)) == (2, [ADA, "Ugo Sala"])


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


def test_who_is_taken_out_of_a_list_below_is_a_doubt() -> None:
    words = "Please register everybody on this list except me. Ada Neri"
    asked = Forwarded(
        Address("Huw Parry", "huw@mail.example"), "boat", "The 10:00 boat: Huw Parry, Mair Parry, Ada Neri"
    )
    message = Message(sender=Address(ADA, "who@posta.example"), subject="Fw: boat", text=words, forwarded=(asked,))
    got = read(message, given_event("harbour-tours"))
    assert got.doubts != ()


BELOW = {
    "assemblea-soci": "Ada, prenoti due posti alla cena per me e Lia Bini? Ugo Sala",
    "harbour-tours": "Ada, could you book me and Mair Parry the 10:00 boat please? Ugo Sala",
}


@pytest.mark.parametrize(
    ("event", "words", "seats", "names"),
    [
        ("assemblea-soci", "Buongiorno, girato a voi per competenza.", 2, ["Lia Bini", "Ugo Sala"]),
        ("assemblea-soci", "La conferma mandatela pure a me, avviso io gli altri.", 2, ["Lia Bini", "Ugo Sala"]),
        ("assemblea-soci", "Confermo quanto scritto sotto. Io sono solo il tramite.", 2, ["Lia Bini", "Ugo Sala"]),
        ("assemblea-soci", "Prenotate anche per me, quindi tre posti.", 3, [ADA, "Lia Bini", "Ugo Sala"]),
        ("assemblea-soci", "Come chiede Ugo qui sotto: lui, Lia e io.", 3, [ADA, "Lia Bini", "Ugo Sala"]),
        ("assemblea-soci", "Inoltro. Lia nel frattempo ha rinunciato, resta solo lui.", 1, ["Ugo Sala"]),
        ("assemblea-soci", "Inoltro, ma Ugo si è ammalato: al posto suo vengo io.", 2, [ADA, "Lia Bini"]),
        ("assemblea-soci", "Vi passo la richiesta, ma sono diventati tre: c'è un amico.", 3, ["Lia Bini", "Ugo Sala"]),
        ("harbour-tours", "FYI and action please.", 2, ["Mair Parry", "Ugo Sala"]),
        ("harbour-tours", "Please reply to me, he is off grid until the 20th.", 2, ["Mair Parry", "Ugo Sala"]),
        ("harbour-tours", "I'm only the messenger, please book as he says.", 2, ["Mair Parry", "Ugo Sala"]),
        ("harbour-tours", "Please see below, and count me in too!", 3, [ADA, "Mair Parry", "Ugo Sala"]),
        ("harbour-tours", "Ugo is ill, so I'll come in his place.", 2, [ADA, "Mair Parry"]),
        ("harbour-tours", "There will be three of them now, a friend is joining.", 3, ["Mair Parry", "Ugo Sala"]),
    ],
)  # fmt: skip
def test_a_request_is_read_as_the_words_above_it_leave_it(event: str, words: str, seats: int, names: list[str]) -> None:
    got = handed_on(words, BELOW[event], event)
    assert (got.seats, sorted(p.name for p in got.people)) == (seats, names)


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        ("Ugo would like the 11:30 instead. I'm not coming.", {"Ugo Sala": "boat-1130", "Mair Parry": "boat-1000"}),
        ("They would rather have the 11:30.", {"Ugo Sala": "boat-1130", "Mair Parry": "boat-1130"}),
        ("Below is Ugo's. I would like the 11:30, please.",
         {"Ugo Sala": "boat-1000", "Mair Parry": "boat-1000", ADA: "boat-1130"}),
        ("Ugo would now prefer the 11:30 to the 10:00.", {"Ugo Sala": "boat-1130", "Mair Parry": "boat-1000"}),
    ],
)  # fmt: skip
def test_wishes_above_a_request_are_those_of_whom_they_speak_of(words: str, choices: dict[str, str]) -> None:
    got = handed_on(words, BELOW["harbour-tours"], "harbour-tours")
    assert {p.name: p.choices["tour"] for p in got.people} == {name: (told,) for name, told in choices.items()}


@pytest.mark.parametrize(
    ("event", "words", "want"),
    [
        # of somebody without a name, where one alone asks
        ("fabbrica-idee", "Giro la richiesta di mio fratello. Nel secondo turno però preferisce la governance.",
         {"Ugo Sala": {"logistica", "governance"}}),
        ("fabbrica-idee", "Richiesta del nostro stagista: al primo turno mettetelo però al 3. Rispondete a me.",
         {"Ugo Sala": {"welfare", "formazione"}}),
        ("open-science-days", "See below from our trainee. He's changed his mind about Friday though, he'll do D2-C.",
         {"Ugo Sala": {"d1-a", "d2-c"}}),
        ("open-science-days", "Please book as below and add my sister Lia Neri, for D1-C and D2-C.",
         {"Ugo Sala": {"d1-a", "d2-b"}, "Lia Neri": {"d1-c", "d2-c"}}),
        # a round that is given up
        ("fabbrica-idee", "Inoltro. Solo che Ugo alle 16.30 ha il dentista, perciò il secondo turno non lo fa.",
         {"Ugo Sala": {"logistica"}}),
        ("fabbrica-idee", "Inoltro. Il primo turno Ugo lo salta, arriva dopo.", {"Ugo Sala": {"formazione"}}),
        # who comes in the other's place has his own
        ("fabbrica-idee", "Il mio capo (vedi sotto) manda me al posto suo. Iscrivete me: al 3 nel primo turno, al 5 "
         "nel secondo.", {ADA: {"welfare", "governance"}}),
        ("open-science-days", "My director (see below) sends me in his place. Put me down for D1-B and D2-D.",
         {ADA: {"d1-b", "d2-d"}}),
        ("fabbrica-idee", "Inoltro la richiesta di Ugo. Aggiungo me stessa, identica a lui.",
         {"Ugo Sala": {"logistica", "formazione"}, ADA: {"logistica", "formazione"}}),
    ],
)  # fmt: skip
def test_sessions_above_a_request_take_the_place_of_those_asked_for(
    event: str, words: str, want: dict[str, set[str]]
) -> None:
    asked = {
        "fabbrica-idee": "Ada, mi iscrivi al 2 e al 4? Ugo Sala",
        "open-science-days": "Ada, could you put me down for D1-A and D2-B? Ugo Sala",
    }
    got = handed_on(words, asked[event], event)
    assert {p.name: {s for told in p.choices.values() for s in told} for p in got.people} == want


def test_words_that_ask_nothing_hand_on_what_is_asked_below() -> None:
    below = "Hello, are there any places left on the 10:00 boat? I am not booking yet. Ugo Sala"
    assert handed_on("Hi, one for you I think.", below, "harbour-tours").intent is Intent.QUESTION


def test_whoever_drops_out_unnamed_is_a_doubt() -> None:
    assert handed_on("Inoltro. Sua moglie non può più venire.", BELOW["assemblea-soci"], "assemblea-soci").doubts != ()


def test_a_request_of_whom_nobody_is_left_is_a_doubt() -> None:
    got = handed_on("Inoltro, ma Ugo e Lia non possono più venire.", BELOW["assemblea-soci"], "assemblea-soci")
    assert got.doubts != () or got.intent is Intent.CANCEL


def test_a_request_handed_on_is_read_whatever_stands_above_it() -> None:
    handed = [mail for mail in chain(met(), practice()) if mail.message.forwarded]
    readings = [read(mail.message, mail.event) for mail in handed]
    assert [type(reading) for reading in readings] == [Reading] * len(handed)
    assert len(handed) > 100


def test_who_asks_below_under_a_bare_address_is_known_by_his_signature() -> None:
    asked = Forwarded(Address("", "ugo@posta.example"), "posto", "Ciao Ada, vengo io con Lia Bini.\nGrazie\nUgo Sala")
    words = "Buongiorno,\nvi giro la richiesta qui sotto.\nAda Neri"
    message = Message(sender=Address(ADA, "who@posta.example"), subject="I: cena", text=words, forwarded=(asked,))
    got = read(message, given_event("assemblea-soci"))
    assert (got.seats, sorted(p.name for p in got.people)) == (2, ["Lia Bini", "Ugo Sala"])
