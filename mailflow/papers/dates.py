"""Days and hours as people write them, by language (Unicode CLDR through Babel)."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

_LOCALES = {"en": "en_GB"}  # plain "en" writes as Americans do: 11/26/10, 2:15 PM
_DAYS = {"en": "EEEE d MMMM y"}  # CLDR puts a comma after the weekday
_CLOCKS = {"it": "H.mm"}  # an Italian office writes 14.15, CLDR 14:15


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """Babel's locale for a language; English where Babel knows none of that name."""
    try:
        return Locale.parse(_LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_LOCALES["en"])


def day(value: date, language: str) -> str:
    """Such as `venerdì 26 novembre 2010`."""
    return format_date(value, _DAYS.get(language, "full"), locale(language))


def clock(value: datetime | time, language: str) -> str:
    """Such as `14.15`, on the 24-hour clock where the language uses it."""
    hour = value.time() if isinstance(value, datetime) else value
    return format_time(hour, _CLOCKS.get(language, "short"), locale=locale(language))


def hours(starts: datetime, ends: datetime, language: str) -> str:
    """Such as `15.00–16.30`, of local times; with its days where it lasts longer than one."""
    if starts.date() == ends.date():
        return f"{clock(starts, language)}–{clock(ends, language)}"
    first, last = (f"{day(moment.date(), language)}, {clock(moment, language)}" for moment in (starts, ends))
    return f"{first} – {last}"
