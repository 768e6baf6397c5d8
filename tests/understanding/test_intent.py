"""What the writer wants, in very many wordings: each line that intents are learnt from, read as a mail."""

from __future__ import annotations

import pytest

from benchmarks.training.lines import Line, lines
from mailflow.domain.event import Event
from mailflow.understanding import Intent, Reading, read

Read = list[tuple[Line, Reading]]


@pytest.fixture(scope="module")
def readings(fabbrica: Event, osd: Event) -> Read:
    events = {"it": fabbrica, "en": osd}
    return [(line, read(line.message, events[line.language])) for line in lines()]


def confused(readings: Read, meant: Intent, told: Intent) -> list[str]:
    """The lines of one intent that are acted on as another."""
    return [line.message.text for line, r in readings if (line.intent, r.intent, r.confident) == (meant, told, True)]


def test_nearly_every_wording_is_told_rightly(readings: Read) -> None:
    right = sum(reading.intent is line.intent for line, reading in readings)
    assert right >= 0.95 * len(readings)


@pytest.mark.parametrize("told", [Intent.BOOK, Intent.ACCEPT])
@pytest.mark.parametrize("meant", [Intent.CANCEL, Intent.DECLINE])
def test_who_gives_up_is_never_given_a_place(readings: Read, meant: Intent, told: Intent) -> None:
    assert confused(readings, meant, told) == []


@pytest.mark.parametrize("told", [Intent.CANCEL, Intent.DECLINE])
@pytest.mark.parametrize("meant", [Intent.BOOK, Intent.ACCEPT, Intent.QUESTION, Intent.FEEDBACK])
def test_who_comes_or_asks_never_loses_a_place(readings: Read, meant: Intent, told: Intent) -> None:
    assert confused(readings, meant, told) == []


@pytest.mark.parametrize("told", [Intent.BOOK, Intent.CHANGE, Intent.CANCEL, Intent.ACCEPT, Intent.DECLINE])
def test_nothing_is_booked_or_given_up_for_spam(readings: Read, told: Intent) -> None:
    assert confused(readings, Intent.SPAM, told) == []
