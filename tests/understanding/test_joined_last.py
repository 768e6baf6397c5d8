"""Who is told of beside a number of people that grows, or is told whose kin he is after he was named."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

ADA, SUPPER, BOAT, DAYS = "Ada Neri", "assemblea-soci", "harbour-tours", "open-science-days"


@pytest.mark.parametrize(("event", "text", "seats", "names"), [
    (SUPPER, "Volevo due posti a cena, anzi tre perché si è aggiunta la Marisa Conti.\nAda Neri",
     3, [ADA, "Marisa Conti"]),
    (SUPPER, "Alla cena siamo in due, io e mio marito. Anzi tre: mi dice ora Pia Gatti che si unisce a noi.\nAda Neri",
     3, [ADA, "Pia Gatti"]),
    (BOAT, "Two places please, me and Ben Hill, on the 10:00. Correction: three, Ravi Menon has just said he "
     "is in.\nAda Neri",
     3, [ADA, "Ben Hill", "Ravi Menon"]),
    (BOAT, "Four places on the 10:00, no sorry 5, my sister Gemma Birch has just said she wants in. The rest are me, "
     "Dale, Riley and Mia.\nAda Neri", 5, [ADA, "Gemma Birch", "Dale", "Riley", "Mia"]),
    (DAYS, "Please put Una Daly on the list for D1-A, she's my niece. Ada Neri", 1, ["Una Daly"]),
    (DAYS, "Please book Sam Price into D1-A: he's our neighbour's son. Ada Neri", 1, ["Sam Price"]),
    (BOAT, "Two for the 10:00, me and Sue Hill. She's my sister.\nAda Neri", 2, [ADA, "Sue Hill"]),
])  # fmt: skip
def test_who_comes_and_how_many(event: str, text: str, seats: int, names: list[str]) -> None:
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=text), given_event(event))
    assert (got.seats, {key(p.name) for p in got.people}) == (seats, {key(name) for name in names})
