"""Values of the service's file: hosts and ports, folders, days, waits, limits."""

from __future__ import annotations

import ipaddress
import re
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from mailflow.config.values import Duration, MailAddress, bare, in_toml
from mailflow.config.words import say
from mailflow.decision.limits import Limit, parse_limit

Port = Annotated[int, Field(ge=1, le=65535, strict=True)]


def _network(value: str) -> str:
    try:
        return str(ipaddress.ip_network(value, strict=False))
    except ValueError:
        raise ValueError(say("value.network", value=repr(value))) from None


def as_limit(text: str) -> Limit:
    """`"6 per hour"`. Raises ValueError."""
    try:
        return parse_limit(text)
    except ValueError:
        raise ValueError(say("value.limit", value=repr(text))) from None


def _host(value: str) -> str:
    if re.search(r"[\s/@]", value) or re.fullmatch(r"[^:]+:\d*", value):
        raise ValueError(say("value.host", value=repr(value)))
    return value


def _date(value: object) -> object:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise ValueError(say("value.date", value=in_toml(value)))
    return value


def _folder(value: str) -> str:
    if "" in value.split("/"):
        raise ValueError(say("value.folder", value=repr(value)))
    return "INBOX" if value.upper() == "INBOX" else value


def _folder_or_none(value: str) -> str:
    return value and _folder(value)


def _at_least_a_second(value: timedelta) -> timedelta:
    if value < timedelta(seconds=1):
        raise ValueError(say("value.at_least_a_second"))
    return value


Host = Annotated[str, Field(min_length=1), AfterValidator(_host)]
Folder = Annotated[str, Field(min_length=1), AfterValidator(_folder)]
FolderOrNone = Annotated[str, AfterValidator(_folder_or_none)]
Day = Annotated[date, BeforeValidator(_date)]
Wait = Annotated[Duration, AfterValidator(_at_least_a_second)]
Network = Annotated[str, AfterValidator(_network)]
Organizer = Annotated[MailAddress, AfterValidator(bare)]  # who may be written to, and known again by it
Cap = Annotated[
    Limit,
    WithJsonSchema({"type": "string", "pattern": "^\\d{1,6} per (minute|hour|day|week)$", "examples": ["6 per hour"]}),
]
