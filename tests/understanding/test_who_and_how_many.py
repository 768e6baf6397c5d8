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
