"""Mails typed in a hurry: companions in small letters among capitals, a number run together with its word."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

SUPPER, BOAT = "assemblea-soci", "harbour-tours"
ADA = "Ada Neri"


@pytest.mark.parametrize(("event", "text", "seats", "names"), [
    (SUPPER, "Buongiorno, siamo in due alla cena, io e marta conti. Grazie, Ada Neri", 2, [ADA, "marta conti"]),
    (SUPPER, "Alla cena siamo in tre: io, marta conti e luca bassi. Ada Neri", 3, [ADA, "marta conti", "luca bassi"]),
    (SUPPER, "Alla cena veniamo in due, io e marta insieme. Ada Neri", 2, [ADA, "marta"]),
    (SUPPER, "Alla cena veniamo in due, io e marta. Conti pure su di noi. Ada Neri", 2, [ADA, "marta"]),
    (BOAT, "There are two of us for the 10:00, me and marta black. Thanks, Ada Neri", 2, [ADA, "marta black"]),
    (BOAT, "Two for the 10:00, me and marta back to back. Thanks, Ada Neri", 2, [ADA, "marta"]),
    (SUPPER, "Vorrei prenotare 3posti alla cena. Ada Neri", 3, [ADA]),
    (SUPPER, "Siamo 4persone per la cena. Ada Neri", 4, [ADA]),
    (BOAT, "Could I have 2seats on the 10:00, please? Ada Neri", 2, [ADA]),
    (BOAT, "We're 3people for the 10:00. Ada Neri", 3, [ADA]),
])  # fmt: skip
def test_who_comes(event: str, text: str, seats: int, names: list[str]) -> None:
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=text), given_event(event))
    assert (got.seats, [p.name for p in got.people]) == (seats, names)
