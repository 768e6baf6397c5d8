"""What is new of an event, as it is told: what moved along with the whole is not told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mailflow.domain.edition import differences, edition_of, from_text, to_text
from mailflow.domain.event import Event
from mailflow.outbox.news import news_lines
from tests.outbox.conftest import event_named


def put_off(event: Event, by: timedelta) -> Event:
    """The event so much later by its clock, with all that is in it."""
    rounds = tuple(
        replace(
            round_,
            starts=round_.starts + by,
            ends=round_.ends + by,
            sessions=tuple(replace(s, starts=s.starts + by, ends=s.ends + by) for s in round_.sessions),
        )
        for round_ in event.rounds
    )
    return replace(event, starts=event.starts + by, ends=event.ends + by, rounds=rounds)


def test_sessions_move_along_though_the_clocks_change_within_the_event() -> None:
    days = event_named("open-science-days")  # two of them
    spring = datetime(2027, 3, 20, days.starts.hour, days.starts.minute, tzinfo=days.timezone)
    event = put_off(days, timedelta(days=(spring.date() - days.starts.date()).days))
    later = put_off(event, timedelta(days=7))  # the night of 28 March lies within it
    was = from_text(to_text(edition_of(event)))  # as it was kept
    [line] = news_lines(differences(was, edition_of(later)), later)
    assert line.partition(":")[0] == "when"
