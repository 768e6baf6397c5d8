"""Who may come and is left for later takes no place now; whose coming is left open is asked about."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.test_choices import EVENTS

DAYS, MEETING, BOAT = "open-science-days", "convegno-cooperazione", "harbour-tours"


def _read(event: str, text: str) -> Reading:
    return read(Message(sender=Address("Karen Holt", "karen@posta.example"), subject="", text=text), EVENTS[event])


ALONE = [
    (DAYS, "I'd like a place in D1-B. My colleague might come too but she'll write to you herself."),
    (DAYS, "I'd like a place in D1-B. My colleague Ann Lee may come too; she will book separately."),
    (DAYS, "One place in D1-B for me. Perhaps Tom Hale will join, but he'll let you know himself."),
    (DAYS, "Just me for now: D1-B. Tom Hale might come as well."),
    (DAYS, "Tom Hale might come as well, but for now please book only me, D1-B."),
    (DAYS, "I'd like D1-B. If my colleague decides to come as well I'll let you know."),
    (BOAT, "A place on the 4pm for me, please. My brother may come along, I'll tell you by Friday."),
    (MEETING, "Vengo io, poi forse anche Giorgia ma lo saprò lunedì. Per ora segnate solo me: mattino aree interne."),
    (MEETING, "Un posto per me, sessione B. Forse viene anche Giorgia Neri, ma vi scriverà lei."),
    (MEETING, "Un posto per me, sessione B. Forse viene anche il mio capo, si iscriverà per conto suo."),
    (MEETING, "Sessione B per me. Se viene anche mio marito ve lo faccio sapere."),
]
OPEN = [
    (DAYS, "I'd like a place in D1-B. My colleague might come too."),
    (DAYS, "Tom Hale might come as well. Please book us in D1-B."),
    (MEETING, "Sessione B per me e forse per mio marito."),
    (MEETING, "Forse veniamo in due, io e Giorgia Neri: sessione B."),
]


@pytest.mark.parametrize(("event", "text"), ALONE)
def test_who_is_left_for_later_takes_no_place(event: str, text: str) -> None:
    got = _read(event, text)
    assert (got.seats, [person.name for person in got.people]) == (1, ["Karen Holt"])
    assert [doubt for doubt in got.doubts if doubt.about in ("seats", "names")] == []


@pytest.mark.parametrize(("event", "text"), OPEN)
def test_whose_coming_is_left_open_is_asked_about(event: str, text: str) -> None:
    assert "seats" in {doubt.about for doubt in _read(event, text).doubts}
