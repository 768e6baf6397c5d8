"""An organizer's answer that tells, by its code, which booking is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.config.event_file import load_event
from mailflow.flow.told_by_code import instruction_told
from mailflow.understanding.organizer.instruction import Instruction
from mailflow.understanding.reading import Intent

FABBRICA = load_event(Path(__file__).parent.parent / "events" / "fabbrica-idee.toml")
CODE = "K7QM-3F"


@pytest.mark.parametrize(
    "words",
    [
        "K7QM-3F",
        "k7qm-3f, grazie\nLaura",
        "la K7QM-3F",
        "è la prenotazione K7QM-3F",
        "annulla la K7QM-3F",
        "sì, K7QM-3F",
        "It's K7QM-3F, thanks",
        "please cancel K7QM-3F",
        "the one with the code K7QM-3F",
    ],
)
def test_a_code_and_little_more_does_what_the_mail_asks(words: str) -> None:
    assert instruction_told(words, CODE, Intent.CANCEL, FABBRICA, "Laura Neri") == Instruction("cancel")


@pytest.mark.parametrize(
    "words",
    ["K7QM-3F? Non credo", "no, non la K7QM-3F", "cambia la K7QM-3F", "K7QM-3F viene con due amici", "fatto, K7QM-3F"],
)
def test_who_says_more_than_which_booking_is_asked_back(words: str) -> None:
    assert instruction_told(words, CODE, Intent.CANCEL, FABBRICA, "Laura Neri") is None


def test_a_question_asks_nothing_to_be_done_with_a_booking() -> None:
    assert instruction_told("K7QM-3F", CODE, Intent.QUESTION, FABBRICA, "Laura Neri") is None
