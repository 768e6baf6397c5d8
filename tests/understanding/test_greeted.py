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


@pytest.mark.parametrize(("event_id", "text", "names"), [
    ("garden-walks", "Dear Mr Carter, please reserve two places on Sunday at 14:00.", ["Anna Rossi"]),
    ("garden-walks", "Dear Mr Carter and Mrs Bell, please reserve two places on Sunday at 14:00.", ["Anna Rossi"]),
    ("garden-walks", "Good morning Dr. Alan Carter, can you put me down for Sunday at 14:00?", ["Anna Rossi"]),
    ("garden-walks", "Good morning, Mr Carter and I would like Sunday at 14:00.", ["Anna Rossi", "Carter"]),
    ("depositi-aperti", "Gentile dott.ssa Bruni, vorrei prenotare due posti per sabato alle 15.", ["Anna Rossi"]),
    ("depositi-aperti", "Gent.mo sig. Carli, prenoto due posti per sabato alle 15.", ["Anna Rossi"]),
    ("depositi-aperti", "Gentilissima Marta Bruni, vorrei prenotare due posti per sabato alle 15.", ["Anna Rossi"]),
    ("depositi-aperti", "Buongiorno, il dott. Carli vorrebbe venire sabato alle 15.", ["Carli"]),
])  # fmt: skip
def test_who_is_greeted_does_not_come_by_it(event_id: str, text: str, names: list[str]) -> None:
    got = read_from_anna(f"{text}\nAnna Rossi", EVENTS[event_id])
    assert sorted(p.name for p in got.people) == names
