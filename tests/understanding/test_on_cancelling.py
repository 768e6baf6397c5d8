"""The answer to 'shall we really cancel?'."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Context, Intent, Reading
from tests.understanding.conftest import given_event

IT, EN = "fabbrica-idee", "harbour-tours"
UNSURE = ["whether it says to cancel, or that the booking stands"]


@pytest.mark.parametrize(
    ("event", "text", "intent", "seats", "doubts"),
    [
        (IT, "Sì", Intent.CANCEL, None, []),
        (IT, "Confermo. Ada", Intent.CANCEL, None, []),
        (IT, "Sì, annullate pure. Grazie", Intent.CANCEL, None, []),
        (IT, "Sì, annullate tutti e tre i posti", Intent.CANCEL, None, []),
        (EN, "Yes, that's right. Ada", Intent.CANCEL, None, []),
        (EN, "Yes, cancel all three", Intent.CANCEL, None, []),
        (EN, "Yes. Sorry, hope to see you next year. Ada", Intent.CANCEL, None, []),
        (IT, "Sì, purtroppo non possiamo venire. Ada", Intent.CANCEL, None, []),
        (IT, "No", Intent.OTHER, None, []),
        # who means to come lets nothing be cancelled
        (EN, "Please forget my last mail, I will be there. Ada", Intent.DECLINE, None, []),
        (EN, "Don't cancel, I will come. Ada", Intent.DECLINE, None, []),
        (EN, "Please do not cancel anything", Intent.DECLINE, None, []),
        (IT, "Ignorate la mia mail, vengo. Ada", Intent.DECLINE, None, []),
        (IT, "Non annullate niente, ci siamo. Ada", Intent.DECLINE, None, []),
        (IT, "Confermo la mia presenza. Ada", Intent.DECLINE, None, []),
        (EN, "I am so sorry for the muddle, please ignore my last mail: I will be there as planned.",
         Intent.DECLINE, None, []),
        # praise of what is booked is no yes
        (IT, "OK, tutto giusto", Intent.OTHER, None, UNSURE),
        (IT, "Va benissimo così, a sabato!", Intent.OTHER, None, UNSURE),
        (EN, "OK, all correct", Intent.OTHER, None, UNSURE),
        (IT, "Sì, confermo, tutti e 3 i posti", Intent.OTHER, None, UNSURE),
        (EN, "Yes, see you Saturday", Intent.OTHER, None, UNSURE),
        # how many come is told
        (IT, "No, alla fine veniamo in due. Ada", Intent.CHANGE, 2, []),
        (IT, "Sì, veniamo in due. Ada", Intent.CHANGE, 2, []),
        (EN, "No, two of us are coming. Ada", Intent.CHANGE, 2, []),
    ],
)  # fmt: skip
def test_what_is_said_to_shall_we_really_cancel(
    event: str, text: str, intent: Intent, seats: int | None, doubts: list[str]
) -> None:
    got = answer(event, text, "confirm-cancel")

    assert (got.intent, got.seats, [d.words.split(":")[0] for d in got.doubts]) == (intent, seats, doubts)


@pytest.mark.parametrize(
    ("event", "text"),
    [(IT, "No, siamo in quattro"), (EN, "No, four of us are coming"), (IT, "Sì, veniamo in quattro.")],
)
def test_a_number_in_answer_to_shall_we_really_change_is_the_size(event: str, text: str) -> None:
    got = answer(event, text, "confirm-change")

    assert (got.intent, got.seats) == (Intent.CHANGE, 4)


def answer(event: str, text: str, asked: str) -> Reading:
    mail = Message(
        sender=Address("Ada Neri", "ada@posta.example"), subject="Re: ?", text=text, in_reply_to=("a@b.example",)
    )
    known = Context(has_booking=True, asked=(asked,), attendees=("Ada Neri",), size=3)
    return read(mail, given_event(event), known)
