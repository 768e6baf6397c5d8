"""Guests told by a number behind a plus: 'Ada Neri + 1'."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event


def _read(event: str, text: str, subject: str = "") -> Reading:
    return read(
        Message(sender=Address("Ada Neri", "ada@posta.example"), subject=subject, text=text), given_event(event)
    )


@pytest.mark.parametrize(("event", "text", "seats"), [
    ("assemblea-soci", "Ada Neri + 1 alla cena, grazie", 2),
    ("assemblea-soci", "Ada Neri più uno per la cena del 28, grazie", 2),
    ("assemblea-soci", "Alla cena ci sono, +1. Ada Neri", 2),
    ("assemblea-soci", "Cena sociale: Ada Neri e Ugo Sala + 2", 4),
    ("assemblea-soci", "Due adulti + 1 bambino alla cena. Ada Neri", 3),
    ("assemblea-soci", "Prenoto per Ada Neri + bimbo di 4 anni", 2),
    ("harbour-tours", "Ada Neri plus one for the 10:00 please", 2),
    ("harbour-tours", "Ada Neri (+2), 10:00", 3),
    ("harbour-tours", "One place on the 10:00 for me, plus one for a friend. Ada Neri", 2),
    ("harbour-tours", "Count me in, plus one (my partner Una Daly), for the 10:00. Ada Neri", 2),
    ("parents-evening", "Put me down for the evening, plus 1. Ada Neri", 2),
    ("open-science-days", "Ada Neri, D1-A + D2-A, +353 21 555 0136", 1),
])  # fmt: skip
def test_a_number_behind_a_plus_counts_guests(event: str, text: str, seats: int) -> None:
    assert _read(event, text).seats == seats


def test_a_plus_in_the_subject_alone_is_read() -> None:
    got = _read("parents-evening", "I'd like to come, please.", "Ada Neri +1")
    assert (got.seats, [doubt.words for doubt in got.doubts if doubt.about == "seats"]) == (2, [])
