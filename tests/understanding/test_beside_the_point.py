"""What people add to a booking that tells nothing of it: who does not come anyway, praise, other numbers."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Intent, read
from tests.understanding.test_told_besides import KNOWN

# what is said besides, in a mail of two who come to the library at 2
TWO = [
    "My sister can't make it, she's working nights.",
    "My friend Deborah sadly can't be there, she is having an operation.",
    "My son is revising for his exams and won't be joining.",
    "My brother would have loved it but he lives in Canada.",
    "I don't drive any more, so my nephew will drop me off.",
    "My daughter will give me a lift there and back.",
    "My grandson is doing his GCSEs this summer.",
    "My grandson set up this email address for me.",
    "My uncle's been asking about you since September.",
    "I've got two grown-up sons and five grandchildren, all abroad.",
    "You can leave a message with my neighbour, 01632 960554.",
    "Someone shared it in our WhatsApp group, which has 83 people in it.",
    "There are 6,000 people in our town and nothing ever happens.",
    "There are eleven of us in the office and nobody answers the phone.",
    "We employ 45 people.",
    "I teach a class of 28 at the primary school.",
    "PS the three chairs you lent us are in my garage.",
    "My neighbour at number 14 passed on your leaflet.",
    "I live at number 12, the one with the green door.",
    "My sister came to the last one and said it was wonderful.",
    "Keep up the good work!",
    "Your cake was the best I have ever had.",
    "Hartley & Webb Ltd, 3rd Floor, 22 King Street, Leeds",
]
DUE = [
    "Mia sorella non può venire, lavora di notte.",
    "La mia amica Debora purtroppo non può esserci, la operano.",
    "Mi ha creato questo indirizzo mio nipote.",
    "Ho due figli grandi e cinque nipoti, tutti all'estero.",
    "Nel nostro paese siamo 6.000 persone e non succede mai niente.",
    "In ufficio siamo in undici e nessuno risponde al telefono.",
    "Nel gruppo WhatsApp siamo in 83.",
    "Complimenti per l'articolo sul giornale!",
]


def said(event: str, text: str, sender: str = "Robin Falk") -> str:
    """How many places, and by whom which sessions."""
    reading = read(Message(sender=Address(sender, "r@posta.example"), subject="", text=text), KNOWN[event])
    who = "; ".join(
        f"{p.name}: {' '.join(s for r in p.choices.values() for s in r)}".strip(": ") for p in reading.people
    )
    doubts = [d.words for d in reading.doubts if "easily misread" not in d.words]
    return f"{reading.intent.value} {reading.seats} {who}{' ?' + '; '.join(doubts) if doubts else ''}"


@pytest.mark.parametrize("chatter", TWO)
def test_it_alters_nothing_of_a_booking_for_two(chatter: str) -> None:
    text = f"Two places please for me and Lia Sala, the fleece.\n{chatter}"

    assert said("wool-gathering", text) == "book 2 Robin Falk: fleece; Lia Sala: fleece"


@pytest.mark.parametrize("chatter", DUE)
def test_nor_in_italian(chatter: str) -> None:
    text = f"Due posti per il compost, per me e Lia Sala.\n{chatter}"

    assert said("giornata-orti", text) == "book 2 Robin Falk: compost; Lia Sala: compost"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # who drives there comes
        ("I'm driving over from Leeds, about 60 miles. The fleece for me please.", "book 1 Robin Falk: fleece"),
        # numbers and kin that are the party
        ("There are eleven of us and we'd all like the fleece.", "book 11 Robin Falk: fleece"),
        ("I'd like to bring two friends to the fleece: three of us.", "book 3 Robin Falk: fleece"),
        ("My grandson and I would like the fleece.", "book 2 Robin Falk: fleece"),
    ],
)
def test_what_tells_of_the_party_is_heard(text: str, told: str) -> None:
    assert said("wool-gathering", text) == told


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("My sister can't make it.", Intent.CANCEL),
        ("The fleece was lovely and the soup was excellent. Thank you for a wonderful day!", Intent.FEEDBACK),
        ("Please drop me off the list.", Intent.CANCEL),
    ],
)
def test_absence_and_praise_are_what_a_mail_is_for_where_nothing_else_is(text: str, intent: Intent) -> None:
    message = Message(sender=Address("Robin Falk", "r@posta.example"), subject="", text=text)

    assert read(message, KNOWN["wool-gathering"]).intent is intent


def test_one_who_cannot_come_gives_up_no_booking_of_three_for_sure() -> None:
    text = "We had booked three places. My sister can't make it."
    message = Message(sender=Address("Robin Falk", "r@posta.example"), subject="", text=text)

    assert not read(message, KNOWN["wool-gathering"]).confident
