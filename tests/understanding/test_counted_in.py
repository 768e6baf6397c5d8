"""How many come: people counted behind a day, told by number and age alone, or named among those counted."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

ADA = "Ada Neri"
SUPPER, BOAT, SCHOOL = "assemblea-soci", "harbour-tours", "porte-aperte-liceo"


@pytest.mark.parametrize(("event", "text", "seats"), [
    (BOAT, "13:00 boat on Saturday, 2 people please. Ada Neri", 2),
    (BOAT, "13:00 boat Saturday, 3 seats please. Ada Neri", 3),
    (BOAT, "The 13:00 on Saturday, 2 of us. Ada Neri", 2),
    (BOAT, "The 13:00 on Saturday 12, 2 adults. Ada Neri", 2),
    (BOAT, "Hello, last boat on Saturday, 2 adults and 1 child please. Thanks, Ada Neri", 3),
    (BOAT, "last boat please, 3 adults. Ada Neri", 3),
    (BOAT, "hiya second boat please 2 adults 3 kids. Ada Neri", 5),
    (SCHOOL, "Alle 10 di domenica, 3 persone. Ada Neri", 3),
    (SCHOOL, "Alle 10 di domenica, 2 adulti e 1 ragazzo. Ada Neri", 3),
    (SCHOOL, "Domenica 17 alle 10, 3 persone. Ada Neri", 3),
    (SUPPER, "Cena, 2 adulti e un bambino. Grazie", 3),
    (BOAT, "I should like to bring five residents and one carer (me) on the 14:30.", 6),
    (SCHOOL, "Porto cinque ragazzi e un'insegnante (io) domenica alle 10.", 6),
    (BOAT, "We would like to come with 14 girls and 3 helpers on the 10:00. I count as one of the helpers.", 17),
    (SCHOOL, "Domenica alle 10 vengono 12 ragazzi e due insegnanti, una sono io.", 14),
    (SUPPER, "Alla cena vengono cinque soci, compresa la vicepresidente Lia Po. Io no.", 5),
    (SUPPER, "Partecipano alla cena n. 4 soci, tra cui il Presidente Ugo Sala e la tesoriera Lia Po. Io no.", 4),
    (BOAT, "Four of our members will be on the 10:00, including our chair Tom Lee. I can't come.", 4),
])  # fmt: skip
def test_how_many(event: str, text: str, seats: int) -> None:
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=text), given_event(event))
    assert got.seats == seats
