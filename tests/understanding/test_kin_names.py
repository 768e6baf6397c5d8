"""Names that only the kin told before makes names, and surnames told once for several of a family."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

ADA = "Ada Neri"
ITALIAN = [
    ("Tre posti. Vengono con me i miei figli Iacopo e Dafne Bonini.", [ADA, "Iacopo Bonini", "Dafne Bonini"]),
    ("Siamo in tre: io e i miei nipoti Learco e Isotta Sala.", [ADA, "Learco Sala", "Isotta Sala"]),
    ("Iscrivo i fratelli Zanni: Learco, Nives e Fosco. Io non vengo.", ["Learco Zanni", "Nives Zanni", "Fosco Zanni"]),
    ("SIAMO TRE FRATELLI NERI: ADA, PRIMO E TERZILIO, 86 84 E 80 ANNI.", [ADA, "PRIMO NERI", "TERZILIO NERI"]),
    ("VENGO A CENA CON MIA ZIA NELLA NERI E CON LA VICINA LIA PO.", [ADA, "NELLA NERI", "LIA PO"]),
    (
        "SIAMO QUATTRO: IO NERI ADA, MIA FIGLIA FERRI LORETTA, I NIPOTI COSTI LUCA E COSTI SARA.",
        [ADA, "FERRI LORETTA", "COSTI LUCA", "COSTI SARA"],
    ),
    ("ALLA CENA VENIAMO IN DUE, IO ADA NERI E IL MIO NIPOTINO NICOLO' DI OTTO ANNI.", [ADA, "NICOLO"]),
    ("vengo con mia zia nella sala.", [ADA]),
    ("Siamo in quattro: io e i soci Bianchi, Rossi e Verdi.", [ADA, "Bianchi", "Rossi", "Verdi"]),
]
ENGLISH = [
    ("10:00 for my parents, Wilf and Dot Neri. I'm not coming.", ["Wilf Neri", "Dot Neri"]),
    ("Three for the 10:00: my husband Will Hart, my daughter May and me.", [ADA, "Will Hart", "May"]),
    ("MY SISTER MAY NERI AND ME ON THE 10:00 PLEASE.", [ADA, "MAY NERI"]),
    ("Me and my sons Ottokar and Rex Cole, the 10:00.", [ADA, "Ottokar Cole", "Rex Cole"]),
    ("The 10:00 for me and the Patel brothers Nitin and Suresh.", [ADA, "Nitin Patel", "Suresh Patel"]),
]


@pytest.mark.parametrize(("event", "words", "names"), [
    *(("assemblea-soci", *row) for row in ITALIAN), *(("harbour-tours", *row) for row in ENGLISH)
])  # fmt: skip
def test_kin_make_names(event: str, words: str, names: list[str]) -> None:
    text = f"{words}\n{ADA.upper() if words.isupper() else ADA}"
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=text), given_event(event))
    assert {key(person.name) for person in got.people} == {key(name) for name in names}
