"""What an answer to 'which of these events is it about?' means."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import which_of_them

LICEO, SCIENCE = (
    "porte-aperte-liceo",
    "open-science-days",
)  # 16 and 17 January; 16 and 17 September: listed in this order

MEANT = (
    # a word of its title
    ("Quella del liceo, grazie", LICEO, "clear"),
    ("Science Days please, there are 3 of us", SCIENCE, "clear"),
    # its day
    ("Quella di gennaio", LICEO, "nothing"),
    ("il 16 settembre", SCIENCE, "nothing"),
    ("the one in September", SCIENCE, "nothing"),
    # its place in the list
    ("La prima.", LICEO, "nothing"),
    ("the 2nd one please", SCIENCE, "nothing"),
    ("2", SCIENCE, "nothing"),
    ("n. 1, grazie", LICEO, "nothing"),
    ("La seconda: siamo in tre, io, Carla e Ugo", SCIENCE, "unclear"),
)
NOTHING_TOLD = ("Sì, grazie", "2 posti, grazie", "two places please", "il 17", "tutte e due")


def answer(text: str) -> Message:
    return Message(sender=Address("Anna Neri", "anna@posta.example"), subject="Re: Prenotazione", text=text)


@pytest.mark.parametrize(("text", "event", "besides"), MEANT)
def test_the_answer_tells_the_event(liceo: Event, osd: Event, text: str, event: str, besides: str) -> None:
    meant = which_of_them(answer(text), (liceo, osd), liceo.starts - timedelta(days=9))
    assert meant is not None
    assert (meant.event.id, meant.besides) == (event, besides)


@pytest.mark.parametrize("text", NOTHING_TOLD)
def test_what_fits_both_or_none_tells_nothing(liceo: Event, osd: Event, text: str) -> None:
    assert which_of_them(answer(text), (liceo, osd), liceo.starts - timedelta(days=9)) is None
