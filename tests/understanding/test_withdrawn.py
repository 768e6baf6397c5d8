"""Who is counted first, and taken back by what is told of him and a smaller number."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event

SUPPER, BOAT = "assemblea-soci", "harbour-tours"
ADA = "Ada Moretti"


def _read(event: str, text: str) -> Reading:
    return read(Message(sender=Address(ADA, "a@posta.example"), subject="", text=text), given_event(event))


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Alla cena siamo io, Lia Bonazzi e Ugo Ferri. Anzi, Ugo mi scrive che suona in banda: siamo in due.",
     [ADA, "Lia Bonazzi"]),
    (SUPPER, "Quattro posti alla cena: io, mio marito Ugo Ferri, Lia Bonazzi e il vicino Gino Po. Il vicino però ci "
     "ripensa, quindi siamo in tre.", [ADA, "Ugo Ferri", "Lia Bonazzi"]),
    (BOAT, "Three seats on the 10:00: me, Leo Hart and Una Lee. Una has choir that morning. So that's two of us.",
     [ADA, "Leo Hart"]),
    (BOAT, "For the 10:00, four of us: me, Leo Hart, Una Lee and Jo Marsh. Jo only steers. Make it three seats.",
     [ADA, "Leo Hart", "Una Lee"]),
    (BOAT, "My husband Leo Hart travels with me but he wants to see the church, so one place only on the 10:00.",
     [ADA]),
    (BOAT, "One seat on the 10:00 please: my husband Leo Hart is in town with me but he hates boats.", [ADA]),
    (SUPPER, "Vorrei un posto alla cena. Mia sorella Lia mi accompagna in macchina ma la carne non la mangia, "
     "quindi uno solo.", [ADA]),
])  # fmt: skip
def test_who_is_taken_back(event: str, text: str, names: list[str]) -> None:
    got = _read(event, text)
    assert (got.seats, sorted(p.name for p in got.people)) == (len(names), sorted(names))


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Alla cena siamo in tre: io, Lia Bonazzi e Ugo Ferri. Ugo è celiaco.", [ADA, "Lia Bonazzi", "Ugo Ferri"]),
    (SUPPER, "Siamo in due alla cena, io e Lia Bonazzi. Anzi tre, si aggiunge Ugo Ferri. Lia non mangia carne.",
     [ADA, "Lia Bonazzi", "Ugo Ferri"]),
    (BOAT, "Me, Leo Hart and Una Lee on the 10:00. Una has been on your boats before. Three seats then.",
     [ADA, "Leo Hart", "Una Lee"]),
])  # fmt: skip
def test_who_is_only_told_more_of(event: str, text: str, names: list[str]) -> None:
    assert sorted(p.name for p in _read(event, text).people) == sorted(names)


def test_who_cannot_come_after_all_stays_so() -> None:
    text = "Please book Ann Gee, Tom Gee and Bill Pike on the 10:00. In fact Bill has an exam that day, so only two."
    got = _read(BOAT, text)
    assert (got.seats, sorted(p.name for p in got.people)) == (2, ["Ann Gee", "Tom Gee"])
