"""First names alone where capitals tell nothing: 'PRENOTO PER LEA', 'isla and i'."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

SUPPER, BOAT = "assemblea-soci", "harbour-tours"
ADA = "Ada Neri"


@pytest.mark.parametrize(("event", "text", "seats", "names"), [
    (BOAT, "PLEASE BOOK THE 10:00 FOR ISLA AND FINN. THANKS", 2, ["finn", "isla"]),
    (BOAT, "MYSELF AND ISLA ON THE 10:00. ADA NERI", 2, ["ada neri", "isla"]),
    (BOAT, "CAN ISLA AND I BOOK THE 10:00 PLEASE? ADA NERI", 2, ["ada neri", "isla"]),
    (BOAT, "A SEAT FOR ISLA ON THE 10:00 PLEASE. ADA NERI", 1, ["isla"]),
    (BOAT, "the 10:00 for max 4 people please, ada neri", 4, ["ada neri"]),
    (SUPPER, "BUONGIORNO, VORREI PRENOTARE LA CENA PER ME E PER LEA. ADA NERI", 2, ["ada neri", "lea"]),
    (SUPPER, "LEA ED IO VORREMMO VENIRE ALLA CENA. ADA NERI", 2, ["ada neri", "lea"]),
    (SUPPER, "ISCRIVO LEO E ZOE ALLA CENA. ADA NERI", 2, ["leo", "zoe"]),
    (SUPPER, "prenoto la cena per lea e ugo. ada neri", 2, ["lea", "ugo"]),
    (BOAT, "me and will would like the 10:00 please, ada neri", 2, ["ada neri", "will"]),
    (BOAT, "me and max want the 10:00 please, ada neri", 2, ["ada neri", "max"]),
    (BOAT, "can you book me and will you let me know, the 10:00, ada neri", 1, ["ada neri"]),
    (BOAT, "the 10:00 for me, Tom's on the 11:30. ada neri", 2, ["ada neri", "tom"]),
    (BOAT, "the 10:00 for me, mum just wants the 11:30. ada neri", 2, ["ada neri"]),
    (BOAT, "the 10:00 for me. mum says hi. ada neri", 1, ["ada neri"]),
    (SUPPER, "io e massimo vorremmo venire alla cena, ada neri", 2, ["ada neri", "massimo"]),
    (SUPPER, "io e suocera vorremmo venire alla cena, ada neri", 2, ["ada neri"]),
    (SUPPER, "Buonasera. Siamo in tre: ada neri, hannah fischer e luca verdi. Alla cena. Grazie.", 3,
     ["ada neri", "hannah fischer", "luca verdi"]),
    (SUPPER, "Buonasera. Vorrei venire alla cena. Grazie. ada neri", 1, ["ada neri"]),
    (SUPPER, "PRENOTO LA CENA PER DUE PERSONE. GRAZIE PER TUTTO. ADA NERI", 2, ["ada neri"]),
])  # fmt: skip
def test_who_comes(event: str, text: str, seats: int, names: list[str]) -> None:
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=text), given_event(event))
    assert (got.seats, sorted(p.name.lower() for p in got.people)) == (seats, names)
