"""What is told of sessions that cannot all be meant: all of them, and it is asked which."""

from __future__ import annotations

import pytest

from tests.understanding.test_choices import EVENTS, choices_in, read_from_anna, table


@pytest.mark.parametrize(("event_id", "text", "want"), [*table(("undecided.txt",))])
def test_all_that_may_be_meant_is_told_and_asked_about(event_id: str, text: str, want: str) -> None:
    event = EVENTS[event_id]
    got = read_from_anna(text, event)
    assert {p.name: dict(p.choices) for p in got.people} == choices_in(want, event)
    assert {doubt.about for doubt in got.doubts} & {"choices", "date"}
    assert not got.confident
