"""Plain parties: who takes the places asked for, who only asks for them, and what is no number of people."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

ADA, UGO, LIA = "Ada Neri", "Ugo Conte", "Lia Sala"
BOAT, BELLS = "harbour-tours", "assemblea-soci"


def read_of(event: str, text: str) -> tuple[int | None, set[tuple[str, ...]]]:
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=f"{text}\n{ADA}"), given_event(event))
    return got.seats, {key(p.name) for p in got.people}


@pytest.mark.parametrize(("event", "text", "seats", "names"), [
    (BOAT, "Can I book a place on the 13:00 for my neighbour Ugo Conte?", 1, [UGO]),
    (BOAT, "I'd like a place for my neighbour Ugo Conte on the 13:00.", 1, [UGO]),
    (BOAT, "Could I book a place for my mother on the 13:00? Only her.", 1, []),
    (BOAT, "Could I book a place for my mother? 13:00. It's just for her.", 1, []),
    (BOAT, "Can I book two places on the 13:00 for my parents?", 2, []),
    (BOAT, "Can I book two places on the 13:00 for my mother and me?", 2, [ADA]),
    (BOAT, "Can I book a place on the 13:00, and one for my neighbour Ugo Conte?", 2, [ADA, UGO]),
    (BOAT, "Could I have a place on the 13:00? And also a place for Ugo Conte.", 2, [ADA, UGO]),
    (BELLS, "Posso prenotare un posto a cena per la mia vicina Lia Sala?", 1, [LIA]),
    (BELLS, "Vorrei due posti a cena per i miei genitori.", 2, []),
])  # fmt: skip
def test_who_asks_for_the_places_of_others_takes_none(event: str, text: str, seats: int, names: list[str]) -> None:
    assert read_of(event, text) == (seats, {key(name) for name in names})


@pytest.mark.parametrize(("event", "text", "seats"), [
    (BOAT, "We are father and son, 13:00 please.", 2),
    (BOAT, "We're husband and wife and would like the 13:00.", 2),
    (BOAT, "We're husband and wife with three children: 13:00 please.", 5),
    (BOAT, "We're mother and daughter, so two places on the 13:00.", 2),
    (BELLS, "Siamo padre e figlio, a cena.", 2),
    (BELLS, "Siamo marito e moglie e vorremmo venire a cena.", 2),
    (BELLS, "Siamo marito e moglie con un bambino: a cena.", 3),
    (BELLS, "Siamo marito e moglie con due bambini, in tutto quattro: a cena.", 4),
])  # fmt: skip
def test_two_kin_who_say_what_they_are_are_two(event: str, text: str, seats: int) -> None:
    assert read_of(event, text) == (seats, {key(ADA)})


@pytest.mark.parametrize(("event", "text", "seats"), [
    (BOAT, "I'm coming with my parents: 13:00.", 3),
    (BELLS, "Vengo con i miei genitori: ore 20.", 3),
    (BELLS, "Vengo a cena con i miei figli: 3.", 4),
])  # fmt: skip
def test_an_hour_counts_no_kin(event: str, text: str, seats: int) -> None:
    assert read_of(event, text) == (seats, {key(ADA)})


@pytest.mark.parametrize(("event", "text", "names"), [
    (BOAT, "Ugo Conte and I would like the 13:00. Lia Sala can't, she's working.", [ADA, UGO]),
    (BOAT, "Ugo Conte and I would like the 13:00. Lia Sala won't, she's got work.", [ADA, UGO]),
    (BOAT, "I'm booking for my sons, I'm not coming: Ugo Conte on the 13:00, Leo Neri on the 10:00.",
     [UGO, "Leo Neri"]),
    (BOAT, "I can't come myself, my son Ugo Conte on the 13:00, my daughter Lia Sala on the 10:00.", [UGO, LIA]),
    ("fabbrica-idee", "Prenoto per i miei figli, io non vengo: Ugo Conte al 2, Lia Sala al 3.", [UGO, LIA]),
    (BELLS, "Mettete in lista Ugo Conte e la sottoscritta per la cena.", [UGO, ADA]),
    (BELLS, "Aggiungete alla lista Ugo Conte e me per la cena.", [UGO, ADA]),
])  # fmt: skip
def test_who_comes(event: str, text: str, names: list[str]) -> None:
    assert read_of(event, text) == (len(names), {key(name) for name in names})


@pytest.mark.parametrize(("event", "text", "names"), [
    (BOAT, "I'd like a place on the 13:00, and Ugo Conte would like one too.", [ADA, UGO]),
    ("fabbrica-idee", "Vorrei un posto al 2, e ne vorrebbe uno anche Ugo Conte.", [ADA, UGO]),
    ("fabbrica-idee", "Vorrei il 2 e lo stesso vale per la mia amica Lia Sala.", [ADA, LIA]),
    ("fabbrica-idee", "Vorrei il 2 per mia figlia Lia Sala.", [LIA]),
    ("fabbrica-idee", "Prenotazione per 2 + 5\nNome: Ada Neri\nNome: Ugo Conte\nGrazie", [ADA, UGO]),
    (BOAT, "Booking for the 13:00\nName: Ada Neri\nName: Ugo Conte\nThanks", [ADA, UGO]),
])  # fmt: skip
def test_the_writer_and_another(event: str, text: str, names: list[str]) -> None:
    assert read_of(event, text) == (len(names), {key(name) for name in names})


@pytest.mark.parametrize(("event", "text", "seats"), [
    ("open-science-days", "D1-A – Reproducible pipelines, from laptop to cluster x 2 please", 2),
    ("fabbrica-idee", "2 – Green energy, poi 5 x 3 grazie", 3),
])  # fmt: skip
def test_times_so_many_behind_a_title(event: str, text: str, seats: int) -> None:
    assert read_of(event, text) == (seats, {key(ADA)})


@pytest.mark.parametrize("text", [
    "Siamo in tre: Ada Neri, Ugo Conte e Lia Sala. Il 2 per tutti tranne me, io vorrei il 3.",
    "Siamo in tre: Ada Neri, Ugo Conte e Lia Sala. Io vorrei il 3, gli altri il 2.",
    "There are three of us: Ada Neri, Ugo Conte and Lia Sala. Group 2 for everyone except me, I'd like group 3.",
])  # fmt: skip
def test_who_is_spared_the_session_of_all_comes_to_his_own(text: str) -> None:
    event = given_event("fabbrica-idee")
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=f"{text}\nAda"), event)
    (first,) = {tuple(p.choices) for p in got.people}
    second, third = (event.rounds[0].sessions[n].id for n in (1, 2))
    assert {p.name: p.choices[first[0]] for p in got.people} == {ADA: (third,), UGO: (second,), LIA: (second,)}


@pytest.mark.parametrize(("text", "wanted"), [
    ("Two of us, Leo and me: Green energy, then 5. Leo is 3.", {"turno-1": 1, "turno-2": 5}),
    ("Two of us, my son Leo and me: Green energy, then 5. He's 3.", {"turno-1": 1, "turno-2": 5}),
    ("Two of us, Leo and me: my choice is 3, then 5.", {"turno-1": 3, "turno-2": 5}),
])  # fmt: skip
def test_an_age_is_no_session(text: str, wanted: dict[str, int]) -> None:
    event = given_event("fabbrica-idee")
    number = {s.id: s.number for r in event.rounds for s in r.sessions}
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=f"{text}\n{ADA}"), event)
    assert [{r: number[s[0]] for r, s in p.choices.items()} for p in got.people] == [wanted, wanted]
