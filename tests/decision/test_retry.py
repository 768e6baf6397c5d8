"""When sending is tried again, and when no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from mailflow.decision.retry import HANDLING, SENDING

FIRST = datetime(2027, 5, 1, 12, 0, tzinfo=UTC)


def tries(key: str) -> list[datetime]:
    """Every try of a mail that never goes out."""
    at = [FIRST]
    while (following := SENDING.next_try(key, len(at), FIRST, at[-1])) is not None:
        at.append(following)
    return at


def test_delays_grow_to_hours_and_end_after_three_days() -> None:
    at = tries("mail-1")
    delays = [later - earlier for earlier, later in pairwise(at)]

    assert timedelta(seconds=48) <= delays[0] <= timedelta(seconds=72)
    assert delays[:6] == sorted(delays[:6])
    assert max(delays) <= timedelta(hours=7, minutes=12)
    assert at[-1] == FIRST + timedelta(days=3)


def test_the_delays_of_a_mail_are_the_same_each_time_and_others_differ() -> None:
    assert tries("mail-1") == tries("mail-1")
    assert tries("mail-1") != tries("mail-2")


def test_after_the_end_it_is_given_up() -> None:
    assert SENDING.next_try("mail-1", 9, FIRST, FIRST + timedelta(days=3)) is None


def test_a_mail_that_fails_three_times_is_set_aside() -> None:
    assert [HANDLING.is_poison(tries) for tries in (1, 2, 3)] == [False, False, True]
