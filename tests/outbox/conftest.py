"""Events of every shape, and the packaged templates, loaded once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mailflow.config.event_file import load_event
from mailflow.domain.event import Event
from mailflow.outbox.templates import Templates

EVENTS = Path(__file__).parent.parent / "events"
SHAPES = {
    "fabbrica-idee": "two rounds, numbers, objectives",
    "ceramics-forum": "two rounds, codes, an ampersand in the title",
    "primo-soccorso": "no rounds",
    "porte-aperte-liceo": "two days, hours only in the titles",
    "open-science-days": "a round a day",
}


@cache
def event_named(name: str) -> Event:
    return load_event(EVENTS / f"{name}.toml")


@pytest.fixture
def event() -> Callable[[str], Event]:
    return event_named


@pytest.fixture(scope="session")
def templates() -> Templates:
    return Templates()
