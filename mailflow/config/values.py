"""Values that stand in our files as text: durations, moments, hours."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)

from mailflow.config.words import say
from mailflow.domain.event import Moment

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def duration(value: Any) -> timedelta:
    """`"90m"`, `"24h"`, `"7d"`, `"30s"`. Raises ValueError."""
    if isinstance(value, timedelta):
        return value
    found = re.fullmatch(r"(\d{1,5})([smhd])", value) if isinstance(value, str) else None
    if not found:
        raise ValueError(say("value.duration", value=in_toml(value)))
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def hour(value: Any) -> time:
    """`"18:30"`, or a TOML local time. Raises ValueError."""
    if isinstance(value, time):
        return value
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    if not found:
        raise ValueError(say("value.hour", value=in_toml(value)))
    return time(int(found[1]), int(found[2]))


def in_toml(value: object) -> str:
    """A value as its file has it: `true`, `[5]`, `2026-11-26`."""
    match value:
        case bool():
            return str(value).lower()
        case date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(in_toml(entry) for entry in value)}]"
        case dict():
            return f"{{{', '.join(f'{key} = {in_toml(entry)}' for key, entry in value.items())}}}"
        case _:
            return repr(value)


def as_written(value: timedelta | time | Moment) -> str:
    """As it would stand in a file."""
    if isinstance(value, Moment):
        return f"{value.days}d {value.at:%H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    seconds = int(value.total_seconds())
    for unit, length in (("d", 86_400), ("h", 3600), ("m", 60)):
        if seconds % length == 0 and seconds >= length * (3 if unit == "d" else 1):
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def moment(value: Any) -> Moment:
    """`"7d 09:00"`: so many days before or after the event's day, at a local hour. Raises ValueError."""
    if isinstance(value, Moment):
        return value
    found = re.fullmatch(r"(\d{1,3})d (\S+)", value) if isinstance(value, str) else None
    if not found:
        raise ValueError(say("value.moment", value=in_toml(value)))
    return Moment(int(found[1]), hour(found[2]))


def _time(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    return _one_of_time("value.time", value, handler)


def _day_and_time(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    return _one_of_time("value.day_and_time", value, handler)


def _one_of_time(otherwise: str, value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """What pydantic takes it for, in one sentence where it is none; a number would be seconds since 1970."""
    try:
        if not isinstance(value, int | float):
            return handler(value)
    except ValidationError:
        pass
    raise ValueError(say(otherwise, value=in_toml(value)))


def bare(value: str) -> str:
    """The address alone: `Croce Blu, sezione di Modena <info@…>` is fine, what stands in the angle brackets counts."""
    return value.rpartition("<")[2].removesuffix(">").strip()


def _mail_address(value: str) -> str:
    _must_be_an_address(bare(value), value)
    return value


def _bare_address(value: str) -> str:
    _must_be_an_address(value, value)
    return value


def _must_be_an_address(value: str, whole: str) -> None:
    if not all(value.rpartition("@")[::2]) or re.search(r"[\s<>]", value):
        raise ValueError(say("value.address", value=repr(whole)))


def _written(pattern: str, *examples: str) -> WithJsonSchema:
    """As it stands in a file, for editors."""
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples)})


Duration = Annotated[timedelta, BeforeValidator(duration), _written(r"^\d{1,5}[smhd]$", "90m", "24h", "7d")]
Hour = Annotated[time, BeforeValidator(hour), _written(r"^([01]?\d|2[0-3]):[0-5]\d", "18:00")]
Days = Annotated[Moment, BeforeValidator(moment), _written(r"^\d{1,3}d ([01]?\d|2[0-3]):[0-5]\d$", "7d 09:00")]
Time = WrapValidator(_time)
DayAndTime = WrapValidator(_day_and_time)
MailAddress = Annotated[str, AfterValidator(_mail_address)]
BareAddress = Annotated[str, AfterValidator(_bare_address)]
