"""Who would come only in another's place books nothing, and changes nothing."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

ADA = "Ada Neri"
SUPPER, BOAT = "assemblea-soci", "harbour-tours"


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Alla cena iscrivo Ugo Sala. In caso di suo impedimento interverrà in sua vece Lia Po.", ["Ugo Sala"]),
    (SUPPER, "Vengo alla cena. Se mi ammalo viene mia sorella Ida Neri al posto mio.", [ADA]),
    (SUPPER, "Vengo io alla cena; se non posso, mi sostituisce Lia Po.", [ADA]),
    (SUPPER, "Alla cena iscrivo Ugo Sala. Qualora fosse impossibilitato lo sostituirà Lia Po.", ["Ugo Sala"]),
    (SUPPER, "Iscrivo alla cena Ugo Sala, riserva Lia Po.", ["Ugo Sala"]),
    (SUPPER, "Iscrivo alla cena Ugo Sala. In caso di sua assenza la dott.ssa Lia Po.", ["Ugo Sala"]),
    (SUPPER, "Iscrivo alla cena Ugo Sala e Lia Po. Se Ugo non può venire ve lo dico.", ["Ugo Sala", "Lia Po"]),
    (BOAT, "Tom Lee will be on the 10:00. Should he be unable to, Ida Po will stand in for him.", ["Tom Lee"]),
    (BOAT, "One place for me on the 10:00. If I fall ill my colleague Ida Po would come instead.", [ADA]),
    (BOAT, "One seat on the 10:00 for Tom Lee or, failing him, Ida Po.", ["Tom Lee"]),
    (BOAT, "Please reserve the 10:00 for Tom Lee and Ida Po.", ["Tom Lee", "Ida Po"]),
    (BOAT, "Please book Tom Lee on the 10:00, with Ida Po as a reserve.", ["Tom Lee"]),
    (BOAT, "Please reserve two: Tom Lee on the 10:00, Ida Po on the 11:30. I won't come.", ["Tom Lee", "Ida Po"]),
    (BOAT, "Please reserve Tom Lee a seat on the 10:00. I won't come.", ["Tom Lee"]),
    (BOAT, "Tom Lee comes on the 10:00, and Ida Po will step in if he can't make it.", ["Tom Lee"]),
])  # fmt: skip
def test_who_stands_in(event: str, text: str, names: list[str]) -> None:
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=text), given_event(event))
    expected = ("book", len(names), sorted(map(key, names)))
    assert (got.intent.value, got.seats, sorted(key(p.name) for p in got.people)) == expected


def test_a_session_in_reserve_is_the_second_choice() -> None:
    text = "A seat on the 10:00 for me, the 11:30 as a reserve."
    got = read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=text), given_event(BOAT))
    assert [dict(p.choices) for p in got.people] == [{"tour": ("boat-1000", "boat-1130")}]
