"""`--now`: the hour a command works by; and hours as an event's people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from mailflow.cli.app import Problem
from mailflow.cli.words import say
from mailflow.config.settings import Settings


def clock(now: str | None, zone: ZoneInfo) -> Callable[[], datetime]:
    """The real clock, or one that stands at `now` (ISO 8601; local to the event where it has no offset)."""
    if now is None:
        return lambda: datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError as error:
        raise Problem(say("problem.no_time", now=now)) from error
    fixed = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return lambda: fixed


def local(moment: datetime, settings: Settings, event: str | None) -> str:
    """A moment by the clock of its event (of the first one where it belongs to none), not of this machine."""
    events = settings.loaded_events
    zone = next((e.timezone for e in events if e.id == event), events[0].timezone)
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
