"""What mail programs put before a subject."""

from __future__ import annotations

import pytest

from mailflow.domain.subject import bare_subject, is_answer


@pytest.mark.parametrize(("subject", "bare", "answers"), [
    ("Prenotazione", "Prenotazione", False),
    ("Re: Prenotazione", "Prenotazione", True),
    ("R: I: Re[2]: AW: Prenotazione", "Prenotazione", True),
    ("Fwd: a tutti: il parcheggio", "a tutti: il parcheggio", True),
    ("Ricerca: un posto", "Ricerca: un posto", False),
    ("I posti", "I posti", False),
    ("Re:", "", True),
    ("", "", False),
])  # fmt: skip
def test_a_subject_is_told_from_what_stands_before_it(subject: str, bare: str, answers: bool) -> None:
    assert (bare_subject(subject), is_answer(subject)) == (bare, answers)
