"""A surname told once for all of a family, apart from their first names."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event

SUPPER, BOAT = "assemblea-soci", "harbour-tours"


def _read(event: str, text: str, sender: str) -> Reading:
    return read(Message(sender=Address(sender, "a@posta.example"), subject="", text=text), given_event(event))


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Alla cena siamo io, Lia e Ugo, tutti Moretti. Grazie", ["Ada Moretti", "Lia Moretti", "Ugo Moretti"]),
    (SUPPER, "Alla cena siamo tre Moretti: io, Lia e Ugo. Grazie", ["Ada Moretti", "Lia Moretti", "Ugo Moretti"]),
    (SUPPER, "Tre posti alla cena per me e le mie figlie Lia e Pia. Fanno Bonazzi tutte e due.\nAda Moretti",
     ["Ada Moretti", "Lia Bonazzi", "Pia Bonazzi"]),
    (SUPPER, "Alla cena porto mia figlia Lia, che di cognome fa come me. In due.", ["Ada Moretti", "Lia Moretti"]),
    (SUPPER, "Alla cena vengo con Lia e Ugo, che hanno il mio stesso cognome.",
     ["Ada Moretti", "Lia Moretti", "Ugo Moretti"]),
    (SUPPER, "Dei fratelli Moretti veniamo in tre alla cena: io, Lia e Ugo.", ["Ada Moretti", "Lia Moretti",
                                                                               "Ugo Moretti"]),
    (SUPPER, "Per la cena iscrivete la coppia Bonazzi: Lia e Ugo. Io non vengo.\nAda Moretti",
     ["Lia Bonazzi", "Ugo Bonazzi"]),
    (SUPPER, "Alla cena veniamo io e i miei figli Ivo e Lia Dell'Orto.", ["Ada Moretti", "Ivo Dell'Orto",
                                                                          "Lia Dell'Orto"]),
    (SUPPER, "Alla cena veniamo io e i miei figli Pier Luigi e Maria Pia Galli.", ["Ada Moretti", "Pier Luigi Galli",
                                                                                   "Maria Pia Galli"]),
    (BOAT, "Ada, Lia and Ugo on the 10:00, all Lowells. Three seats.", ["Ada Lowell", "Lia Lowell", "Ugo Lowell"]),
    (BOAT, "Me, Lia and Hugo on the 10:00. That's three Lowells.", ["Ada Lowell", "Lia Lowell", "Hugo Lowell"]),
    (BOAT, "Me and my children, Anna-Lisa and John Paul Hayes, on the 10:00.", ["Ada Lowell", "Anna-Lisa Hayes",
                                                                                "John Paul Hayes"]),
    (BOAT, "My sons Hugo and Leo, who have the same surname as me, and I take the 10:00.",
     ["Hugo Lowell", "Leo Lowell", "Ada Lowell"]),
    (BOAT, "My daughter Lia (Lowell, like me) and I would like the 10:00.", ["Lia Lowell", "Ada Lowell"]),
    (BOAT, "Four seats on the 10:00: me, Hugo Lowell, and the Baxters, that is Stu and Lynn.",
     ["Ada Lowell", "Hugo Lowell", "Stu Baxter", "Lynn Baxter"]),
])  # fmt: skip
def test_who_shares_a_surname(event: str, text: str, names: list[str]) -> None:
    got = _read(event, text, "Ada Moretti" if event == SUPPER else "Ada Lowell")
    assert sorted(p.name for p in got.people) == sorted(names)


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Alla cena siamo io, Lia e Ugo. Tutti Soci da anni, lo sapete.", ["Ada Moretti", "Lia", "Ugo"]),
    (SUPPER, "Io e Lia alla cena. L'anno scorso erano 3 Carabinieri a dirigere il traffico.", ["Ada Moretti", "Lia"]),
    (SUPPER, "Alla cena vengo con Lia, matta per i treni come me.", ["Ada Moretti", "Lia"]),
    (SUPPER, "Alla cena io, Lia e Pia Bonazzi, e Ugo. Li conoscete tutti, Moretti per primo.",
     ["Ada Moretti", "Lia Bonazzi", "Pia Bonazzi", "Ugo"]),
    (SUPPER, "Alla cena io e i miei nonni Jane Parker e Ugo Serra.", ["Ada Moretti", "Jane Parker", "Ugo Serra"]),
    (BOAT, "My friend Lia loves boats like me, so the two of us on the 10:00.", ["Ada Lowell", "Lia"]),
    (BOAT, "Me and Lia on the 10:00 from quay 2 Saltmouth, please.", ["Ada Lowell", "Lia"]),
])  # fmt: skip
def test_who_does_not(event: str, text: str, names: list[str]) -> None:
    got = _read(event, text, "Ada Moretti" if event == SUPPER else "Ada Lowell")
    assert sorted(p.name for p in got.people) == sorted(names)
