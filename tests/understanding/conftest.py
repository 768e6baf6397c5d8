from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mailflow.config.event_file import load_event
from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import Context, Reading, read

GIVEN = Path(__file__).parent.parent / "corpus" / "given" / "events"
Read = Callable[..., Reading]


def given_event(name: str) -> Event:
    return load_event(GIVEN / f"{name}.toml")


@pytest.fixture(scope="session")
def fabbrica() -> Event:
    """Two rounds of three numbered sessions, Italian."""
    return given_event("fabbrica-idee")


@pytest.fixture(scope="session")
def osd() -> Event:
    """Two days of workshops with codes, English."""
    return given_event("open-science-days")


@pytest.fixture(scope="session")
def liceo() -> Event:
    """One round of tours told by day and hour, Italian."""
    return given_event("porte-aperte-liceo")


@pytest.fixture
def reading() -> Read:
    """Read a text as Anna Neri would have sent it."""

    def read_text(text: str, event: Event, *, subject: str = "iscrizione", context: Context | None = None) -> Reading:
        message = Message(sender=Address("Anna Neri", "anna@posta.example"), subject=subject, text=text)
        return read(message, event, context or Context())

    return read_text
