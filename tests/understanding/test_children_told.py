"""Parents, grandparents and aunts who write for children: whose kin they are, and what they tell of whom."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

CHILDREN, SCHOOL, EVENING = "laboratori-bambini", "porte-aperte-liceo", "parents-evening"


@pytest.mark.parametrize(("event", "sender", "text", "people"), [
    (CHILDREN, "Lia Grandi", "Sono la mamma di Rayan e Inès Mansouri. Rayan ha 10 anni e vuole il fumetto, Inès "
     "ne ha 7 "
     "e vuole l'erbario.\nLia Grandi", {"Rayan Mansouri": "fumetto", "Inès Mansouri": "erbario"}),
    (CHILDREN, "Lia Grandi", "io sono mamma di Rayan e Inès, cognome Mansouri. Rayan ha 10 anni vuole fumetto. "
     "Inès ha 7 "
     "anni vuole erbario. grazie Lia Grandi", {"Rayan Mansouri": "fumetto", "Inès Mansouri": "erbario"}),
    (CHILDREN, "Lia Grandi", "Buonasera, sono la zia di Bianca Ferri e Tommaso Ferri. Bianca vorrebbe gli origami, "
     "Tommaso gli inventori. Lia Grandi", {"Bianca Ferri": "origami", "Tommaso Ferri": "inventori"}),
    (CHILDREN, "Lia Grandi", "I'm the mum of Ellis and Rose Lamb. Ellis is 8 and would like origami, Rose is 10 "
     "and wants "
     "the inventori. Lia Grandi", {"Ellis Lamb": "origami", "Rose Lamb": "inventori"}),
    (CHILDREN, "Lia Grandi", "Sono la nonna di Leo (9) e Ada (7) Ferri. Lui inventori, lei origami.",
     {"Leo Ferri": "inventori", "Ada Ferri": "origami"}),
    (CHILDREN, "Jo Lamb", "I'm Ellis Fane's grandmother. He's 8 and would like origami. Jo Lamb",
     {"Ellis Fane": "origami"}),
    (CHILDREN, "", "Niccolò Ferri anni 7. sab 6 feb. origami. grazie, il babbo Nereo Ferri",
     {"Niccolò Ferri": "origami"}),
    (CHILDREN, "", "Davide Calzoni 8 anni, M2, mamma Irma Calzoni 340 5550689", {"Davide Calzoni": "origami"}),
    (CHILDREN, "", "Posto per Leo Sala (7 anni) agli origami! La zia Carla Sala 333 5550123", {"Leo Sala": "origami"}),
    (CHILDREN, "", "Ellis Fane, 7, origami. Thanks, his mum Dora Fane", {"Ellis Fane": "origami"}),
    (CHILDREN, "", "Al fumetto vengono Ada Neri, il papà Ugo Neri, la nonna Pia Neri",
     {"Ada Neri": "fumetto", "Ugo Neri": "fumetto", "Pia Neri": "fumetto"}),
])  # fmt: skip
def test_who_is_told_of_by_his_kin(event: str, sender: str, text: str, people: dict[str, str]) -> None:
    got = read(Message(sender=Address(sender, "casa@posta.example"), subject="", text=text), given_event(event))
    told = {key(p.name): [s for row in (p.choices or {}).values() for s in row] for p in got.people}
    assert (told, got.seats) == ({key(name): [session] for name, session in people.items()}, len(people))


@pytest.mark.parametrize(("event", "text", "seats"), [
    (EVENING, "Hi, I'm Ellis Fane's mum and I'd like to come on the 20th. Jo Lamb", 1),
    (EVENING, "Hi, I'm Ellis Fane's grandmother. I'd like to come on the 20th with his mother. Jo Lamb", 2),
    (EVENING, "Good evening, I am the father of Ellis Fane in sixth class. Two seats please, for my wife and "
     "me. Jo Lamb", 2),
])  # fmt: skip
def test_who_comes_himself_does_not_bring_whose_kin_he_is(event: str, text: str, seats: int) -> None:
    got = read(Message(sender=Address("Jo Lamb", "jo@posta.example"), subject="", text=text), given_event(event))
    assert ([p.name for p in got.people], got.seats) == (["Jo Lamb"], seats)


@pytest.mark.parametrize(("event", "text", "names"), [
    (SCHOOL, "Sabato alle 15 vengono in tre. Sono Ugo Sala, Lia Po e Noa Gatti.\nAda Neri",
     ["Ugo Sala", "Lia Po", "Noa Gatti"]),
    (SCHOOL, "Sabato alle 15 veniamo in quattro. I nomi: la sottoscritta, Ugo Ferri, Lia Prandi e Noa Gatti.",
     ["Ada Neri", "Ugo Ferri", "Lia Prandi", "Noa Gatti"]),
])  # fmt: skip
def test_who_heads_a_row_is_not_the_writer(event: str, text: str, names: list[str]) -> None:
    got = read(Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=text), given_event(event))
    assert {key(p.name) for p in got.people} == {key(name) for name in names}
