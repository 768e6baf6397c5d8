"""Who is booked by one word of a name, and told by all of it."""

from __future__ import annotations

import pytest

from mailflow.understanding.reading import Intent
from tests.understanding.test_replies import EN, IT, reply


@pytest.mark.parametrize(
    ("event", "text"),
    [(IT, "Nora Verdi non viene"), (IT, "Purtroppo Nora Verdi non può venire. Ada"), (EN, "Nora Verdi can't come")],
)
def test_who_is_told_in_full_is_who_is_booked_in_part(event: str, text: str) -> None:
    got = reply(event, text, ("Ada Neri", "Nora"))

    assert (got.intent, got.confident, got.leaving) == (Intent.CHANGE, True, ("Nora",))


@pytest.mark.parametrize("booked", [("Ada Neri", "Nora Bo"), ("Ada Neri", "Nora", "Nora")])
def test_another_of_that_name_is_asked_about(booked: tuple[str, ...]) -> None:
    got = reply(IT, "Nora Verdi non viene", booked)

    assert (got.confident, got.leaving) == (False, ())


@pytest.mark.parametrize(
    ("event", "text", "seats"),
    [
        (IT, "io, mia moglie e due bambini", None),
        (EN, "me and two kids", None),
        (IT, "tre posti", 3),
        (IT, "due, io e mia moglie", 2),
        (EN, "2", 2),
    ],
)
def test_a_number_of_some_is_no_answer_to_how_many(event: str, text: str, seats: int | None) -> None:
    assert reply(event, text, ("Ada Neri",), asked="seats").seats == seats
