"""A greeting tells no part of the day."""

from __future__ import annotations

import pytest

from tests.understanding.test_choices import EVENTS, read_from_anna


@pytest.mark.parametrize(
    ("event_id", "text"),
    [
        ("garden-walks", "Good morning, one place on Saturday please."),
        ("garden-walks", "Good afternoon, Sunday please, one place."),
        ("depositi-aperti", "Good morning, one seat on Sunday please."),
    ],
)
def test_a_greeting_tells_no_part_of_the_day(event_id: str, text: str) -> None:
    got = read_from_anna(f"{text}\nAnna Rossi", EVENTS[event_id])
    assert [dict(p.choices) for p in got.people] == [{}]
    assert not got.confident


def test_who_is_greeted_is_no_session_of_his() -> None:
    text = "Gentile dott.ssa Carniti,\nun posto per me al corso 201, grazie. La mattina lavoro."
    got = read_from_anna(f"{text}\nAnna Rossi", EVENTS["formazione-volpara"])
    assert [dict(p.choices) for p in got.people] == [{"pomeriggio": ("p201-antincendio",)}]
