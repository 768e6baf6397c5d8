"""The night, in which nobody is written to and no time runs out: local 21 to 8."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

NIGHT = time(21)
DAY = time(8)


def in_the_night(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the local hour is in the night."""
    clock = moment.astimezone(zone).time()
    return clock >= NIGHT or clock < DAY


def end_of_night(moment: datetime, zone: ZoneInfo, hour: time = DAY) -> datetime:
    """That hour of the morning after a moment of the night."""
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=1 if local.time() >= NIGHT else 0)
    return datetime.combine(day, hour, zone)


def by_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, or the morning after it."""
    return end_of_night(moment, zone) if in_the_night(moment, zone) else moment
