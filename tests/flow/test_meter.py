"""The cap on answers in all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mailflow.decision.limits import parse_limit
from mailflow.flow.meter import Meter

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def test_answers_go_until_the_cap_is_reached() -> None:
    meter = Meter([parse_limit("3 per hour")])
    assert [meter.take(NOON) for _ in range(4)] == [True, True, True, False]


def test_they_go_again_when_the_hour_is_over() -> None:
    meter = Meter([parse_limit("1 per hour")])
    assert [meter.take(NOON), meter.take(NOON + timedelta(minutes=59)), meter.take(NOON + timedelta(hours=1))] == [
        True,
        False,
        True,
    ]


def test_every_cap_holds() -> None:
    meter = Meter([parse_limit("2 per hour"), parse_limit("3 per day")])
    hours = [NOON + timedelta(hours=hour) for hour in (0, 0, 0, 2, 4)]
    assert [meter.take(hour) for hour in hours] == [True, True, False, True, False]
