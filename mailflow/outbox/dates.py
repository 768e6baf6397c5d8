"""Days and hours as people write them, by language (Unicode CLDR through Babel)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

_LOCALES = {"en": "en_GB"}  # plain "en" writes as Americans do: 11/26/10, 2:15 PM
_DAYS = {"en": "EEEE d MMMM y"}  # CLDR puts a comma after the weekday
_CLOCKS = {"it": "H.mm"}  # an Italian office writes 14.15, CLDR 14:15


@dataclass(frozen=True, slots=True)
class When:
    """A span of local time: `day`, `starts` and `ends`; `last_day` where it ends on another day, else empty."""

    day: str
    starts: str
    ends: str
    last_day: str = ""


@dataclass(frozen=True, slots=True)
class At:
    """A moment of local time."""

    day: str
    clock: str


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """Babel's locale for a language. Raises babel.UnknownLocaleError where there is none."""
    return Locale.parse(_LOCALES.get(language, language))


@lru_cache(maxsize=4096)
def day(value: date, language: str) -> str:
    """Such as `venerdì 26 novembre 2010`."""
    return format_date(value, _DAYS.get(language, "full"), locale(language))


@lru_cache(maxsize=4096)
def clock(value: time, language: str) -> str:
    """Such as `14.15`, on the 24-hour clock where the language uses it."""
    return format_time(value, _CLOCKS.get(language, "short"), locale=locale(language))


def when(starts: datetime, ends: datetime, language: str) -> When:
    """A span whose ends are aware and already local."""
    last_day = day(ends.date(), language) if ends.date() != starts.date() else ""
    return When(day(starts.date(), language), clock(starts.time(), language), clock(ends.time(), language), last_day)


def at(moment: datetime, zone: ZoneInfo, language: str) -> At:
    """An aware moment, in the zone's local time."""
    local = moment.astimezone(zone)
    return At(day(local.date(), language), clock(local.time().replace(second=0, microsecond=0), language))
