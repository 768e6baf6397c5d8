"""What is asked for in the form of a question is booked; it is no question that somebody has to answer."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Intent, read
from tests.understanding.test_choices import EVENTS

BOAT, DAYS, WORKS, BLOOD = "harbour-tours", "open-science-days", "fabbrica-idee-2", "donazione-sangue"

ASKED = [
    (BOAT, "Could my wife and I come at 2.30?", 2),
    (BOAT, "Can my husband and I have places on the first boat?", 2),
    (BOAT, "Can two of us come at 2.30?", 2),
    (BOAT, "Is it still possible to get two tickets for the one o'clock?", 2),
    (BOAT, "Is it too late to book three places at 4pm?", 3),
    (BOAT, "Could my son Tom come at 4?", 1),
    (DAYS, "Might there be a seat for me in D1-B and D2-A?", 1),
    (WORKS, "Sarebbe possibile avere due posti nel gruppo 1?", 2),
    (WORKS, "Ci sarebbe posto per tre persone nel gruppo 4?", 3),
    (WORKS, "È possibile partecipare in tre al gruppo 2?", 3),
    (WORKS, "Mia moglie e io possiamo venire al gruppo 3?", 2),
    (BLOOD, "Potremmo venire mia moglie ed io alle otto e mezza?", 2),
]
BESIDES = [
    (BOAT, "Could my wife and I come at 2.30? Where do we park?", 2),
    (WORKS, "Sarebbe possibile avere due posti nel gruppo 1? Si può parcheggiare vicino?", 2),
]


@pytest.mark.parametrize(
    ("event", "text", "seats", "question"), [(*a, False) for a in ASKED] + [(*b, True) for b in BESIDES]
)
def test_a_place_asked_for_in_a_question_is_booked(event: str, text: str, seats: int, question: bool) -> None:
    got = read(Message(sender=Address("Robin Falco", "robin@posta.example"), subject="", text=text), EVENTS[event])
    assert (got.intent, got.seats, got.question) == (Intent.BOOK, seats, question)
