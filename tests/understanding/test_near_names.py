"""Names beside what only looks like one: firms signed for, nicknames in From, offices that are surnames."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event

ADA = "Ada Neri"
SUPPER, BOAT, DAYS = "assemblea-soci", "harbour-tours", "open-science-days"


def _read(event: str, text: str, sender: str = ADA) -> Reading:
    return read(Message(sender=Address(sender, "ada@posta.example"), subject="", text=text), given_event(event))


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Vengo alla cena. Ada Neri, Vetreria Due Ponti", [ADA]),
    (SUPPER, "Prenoto la cena per me e Ugo Sala. Ada Neri, Colorificio Val d'Enza", [ADA, "Ugo Sala"]),
    (SUPPER, "Alla cena veniamo in tre. Ada Neri, Ugo Sala, Lia Po", [ADA, "Ugo Sala", "Lia Po"]),
    (BOAT, "One seat on the 10:00, please. Ada Neri, The Clay Echo", [ADA]),
    (BOAT, "A seat on the 10:00 for me. Ada Neri, Porcelaines du Limousin", [ADA]),
    (BOAT, "I'd like to come, the 10:00. Is tea included? Ada Neri, British Glass", [ADA]),
    (BOAT, "A seat on the 10:00. Kind regards, Ada Neri, Northern Marsh", [ADA]),
    (BOAT, "A seat on the 10:00. Thanks, Ada Neri, Alan Turing Institute", [ADA]),
    (BOAT, "A seat on the 10:00. Thanks, Ada Neri, Max Planck Institute", [ADA]),
    (BOAT, "A seat on the 10:00. Best, Ada Neri, Marie Curie Fellow", [ADA]),
    (BOAT, "Two seats on the 10:00. Thanks, Ada Neri, Oyelaran Marsh", [ADA, "Oyelaran Marsh"]),
    (BOAT, "We'd like to come, the 10:00. Thanks, Ada Neri, Alan Marsh", [ADA, "Alan Marsh"]),
    (SUPPER, "Un posto alla cena. Grazie, Ada Neri, ITIS Volta", [ADA]),
    (SUPPER, "Un posto alla cena. prof. Ada Neri, ITIS Volta", [ADA]),
    (SUPPER, "Un posto alla cena, grazie. Ada Neri, Federlegno Ferrari", [ADA]),
    (SUPPER, "Due posti alla cena. Grazie, Ada Neri, Ugo Volta", [ADA, "Ugo Volta"]),
    (BOAT, "The 10:00 for me and our Kath, please.", [ADA, "Kath"]),
    (BOAT, "The 10:00: Ada Neri, our Kath and Len Fitch.", [ADA, "Kath", "Len Fitch"]),
    (BOAT, "My daughters Abena and Esi will be with me on the 10:00.", [ADA, "Abena", "Esi"]),
    (SUPPER, "Alla cena vengo con i miei nipoti Xian e Esi.", [ADA, "Xian", "Esi"]),
    (DAYS, "Our four:\nGail Purvis - D1-A\nLynsey Hall - D1-B\nRavi Menon - D1-A\nI cannot join them.",
     ["Gail Purvis", "Lynsey Hall", "Ravi Menon"]),
    (BOAT, "Please enter for the 10:00:\nKing, Hubert\nKing, Daphne\nRooke, Cdr Anthony (Retd)\nI am not coming.",
     ["King Hubert", "King Daphne", "Rooke Anthony"]),
])  # fmt: skip
def test_names(event: str, text: str, names: list[str]) -> None:
    assert sorted(key(p.name) for p in _read(event, text).people) == sorted(map(key, names))


@pytest.mark.parametrize(("sender", "event", "text", "names"), [
    ("gabri neri", SUPPER, "a cena ci siamo io Gabriele Neri e il socio Denis Sala", ["Gabriele Neri", "Denis Sala"]),
    ("dan neri", BOAT, "The 10:00 for me (Daniel Neri) and Sue Neri, please.", ["Daniel Neri", "Sue Neri"]),
])  # fmt: skip
def test_a_nickname_in_from_is_nobody_else(sender: str, event: str, text: str, names: list[str]) -> None:
    assert sorted(key(p.name) for p in _read(event, text, sender).people) == sorted(map(key, names))


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Vorrei un posto alla cena. E uno per mio fratello Dino Sala.", [ADA, "Dino Sala"]),
    (BOAT, "A ticket for the 10:00, please. And one for my sister Ida Lee.", [ADA, "Ida Lee"]),
    (BOAT, "A ticket for my brother Tom Lee, and one for my sister Ida Lee: the 10:00.", ["Tom Lee", "Ida Lee"]),
    (SUPPER, "Alla cena iscrivo mio marito Diego Alba, io resto coi bimbi.", ["Diego Alba"]),
    (SUPPER, "Alla cena porto Sara Neri e Ida Po. E Sofia Testi solo per guardare. Io no.", ["Sara Neri", "Ida Po"]),
    (BOAT, "I'm on duty till one. Then Ruth Park takes over the till and I come for the 13:00. One seat.", [ADA]),
    (BOAT, "Please book Tom Lee on the 10:00, and I do not take part.", ["Tom Lee"]),
])  # fmt: skip
def test_who_comes(event: str, text: str, names: list[str]) -> None:
    got = _read(event, text)
    assert (got.seats, sorted(key(p.name) for p in got.people)) == (len(names), sorted(map(key, names)))


@pytest.mark.parametrize(("event", "text", "names"), [
    (BOAT, "can you put ivy aged 9 on the 11:30 pls", ["ivy"]),
    (BOAT, "hi me and ivy aged 9 and ned aged 11 on the 11:30", [ADA, "ivy", "ned"]),
    (BOAT, "11.30 for ivy (9) and ned (11). i'm not coming", ["ivy", "ned"]),
    (SUPPER, "ciao sono ada neri iscrivo a cena gabriele di 4 anni e mia nipote emma di 11", ["gabriele", "emma"]),
    (SUPPER, "alla cena porto antonio di 11 anni e carmela di 8", ["antonio", "carmela"]),
    (SUPPER, "CENA PER LUCIA DI 8 ANNI E MARCO DI 6 ANNI", ["LUCIA", "MARCO"]),
    (SUPPER, "Sono Ada Neri, iscrivo alla cena mio marito Ugo Po e mia figlia Lia Po.", ["Ugo Po", "Lia Po"]),
])  # fmt: skip
def test_names_in_small_letters_with_their_age(event: str, text: str, names: list[str]) -> None:
    got = _read(event, text)
    assert (got.seats, sorted(key(p.name) for p in got.people)) == (len(names), sorted(map(key, names)))
