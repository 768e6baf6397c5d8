"""Everyday words that a title has too, or almost: they name a session where something points at one."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

IDEAS, SCIENCE, CO_OPS = "fabbrica-idee", "open-science-days", "convegno-cooperazione"
ADA = "Ada Moretti"


def _chosen(event: str, text: str) -> set[str]:
    reading = read(Message(sender=Address(ADA, "a@posta.example"), subject="", text=text), given_event(event))
    told = [reading.choices, *(person.choices for person in reading.people)]
    return {session for choices in told for sessions in choices.values() for session in sessions}


@pytest.mark.parametrize(("event", "text", "sessions"), [
    (IDEAS, "Volevo sapere se c'è un parcheggio. Intanto prenotatemi un posto nel gruppo 1.", {"green-energy"}),
    (IDEAS, "Vorrei un posto. Fatemi sapere se è rimasto qualcosa.", set()),
    (SCIENCE, "I tried ringing but no luck: could you put us both down, me and Joe?", set()),
    (SCIENCE, "One place please. My sister hasn't stopped talking about it.", set()),
    (CO_OPS, "Venerdì vedere tutti non si può, ma un posto per me lo prendo.", set()),
])  # fmt: skip
def test_an_everyday_word_names_no_session(event: str, text: str, sessions: set[str]) -> None:
    assert _chosen(event, text) == sessions


@pytest.mark.parametrize(("event", "text", "sessions"), [
    (IDEAS, "Un posto per me nel gruppo sui saperi.", {"formazione"}),
    (IDEAS, "Un posto per me a logitsica e poi formasione.", {"logistica", "formazione"}),
    (SCIENCE, "One place for me in the training session.", {"d2-d"}),
    (SCIENCE, "One place for me please: teeching software skills.", {"d2-d"}),
])  # fmt: skip
def test_it_does_where_it_is_pointed_at_or_spelled_so(event: str, text: str, sessions: set[str]) -> None:
    assert _chosen(event, text) == sessions
