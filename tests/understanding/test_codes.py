"""The code of a booking is drawn at random: no mail is read otherwise for it."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from mailflow.understanding.reading import Context
from tests.understanding.conftest import given_event

EVENTS = ("fabbrica-idee", "harbour-tours", "laboratori-bambini", "open-science-days")
PLAIN = "KPMD-TB"
# They look like hours, small words of either language, numbers or letters of sessions.
CODES = ("CQ3H-VT", "SS2P-PM", "5KNM-UN", "A3VZ-Q4", "E4AK-W4", "YNB6-X8", "PEU8-5H", "KPMD-DA")
TEXTS = (
    "Buongiorno, vi prego di annullare la prenotazione {code}. Ivano Ferrarini",
    "Vorrei disdire {code}, grazie. Ivano Ferrarini",
    "Please cancel my booking {code}. Ivano Ferrarini",
    "About {code}: one place less, please. Ivano Ferrarini",
)


def told(event: str, text: str, code: str, *, held: bool) -> Reading:
    sender = Address("Ivano Ferrarini", "ivano.ferrarini@libera-posta.example")
    message = Message(sender=sender, subject=f"prenotazione {code}", text=text.format(code=code))
    return read(message, given_event(event), Context(has_booking=held, attendees=("Fulvia Araldi",) if held else ()))


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("event", EVENTS)
def test_a_code_tells_nothing_but_which_booking_is_meant(event: str, text: str, held: bool) -> None:
    plain = told(event, text, PLAIN, held=held)
    facts = (plain.intent, plain.language, plain.seats, plain.people, plain.choices, plain.doubts, plain.confident)
    for code in CODES:
        one = told(event, text, code, held=held)
        assert (one.intent, one.language, one.seats, one.people, one.choices, one.doubts, one.confident) == facts
        assert one.codes == (code,)
