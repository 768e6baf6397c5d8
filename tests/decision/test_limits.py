"""Caps on what one address can draw from us."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mailflow.decision.limits import Limit, longest, may_answer, parse_limit

NOW = datetime(2027, 5, 1, 12, 0, tzinfo=UTC)
LIMITS = (parse_limit("6 per hour"), parse_limit("20 per day"))


def test_limits_are_read() -> None:
    assert (Limit(6, timedelta(hours=1)), Limit(20, timedelta(days=1))) == LIMITS
    assert longest(LIMITS) == timedelta(days=1)


@pytest.mark.parametrize("text", ["6", "six per hour", "0 per hour", "6 per fortnight", "6 per hour or so"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a limit such as"):
        parse_limit(text)


def test_the_sixth_answer_in_an_hour_is_given_and_the_seventh_not() -> None:
    answers = [NOW - timedelta(minutes=9 * n) for n in range(1, 7)]

    assert may_answer(answers[:5], NOW, LIMITS)
    assert not may_answer(answers, NOW, LIMITS)
    assert may_answer(answers, NOW + timedelta(minutes=7), LIMITS)


def test_every_limit_holds() -> None:
    slowly = [NOW - timedelta(minutes=65 * n) for n in range(1, 21)]

    assert may_answer(slowly[:19], NOW, LIMITS)
    assert not may_answer(slowly, NOW, LIMITS)
    assert may_answer(slowly, NOW, ())
