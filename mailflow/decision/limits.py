"""Caps on answers: so many to one address (or in all) in so long, then silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_FORM = re.compile(r"(\d{1,6}) per (minute|hour|day|week)")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `answers` within any span of that length."""

    answers: int
    within: timedelta


def parse_limit(text: str) -> Limit:
    """`"6 per hour"`, `"20 per day"`. ValueError for anything else."""
    found = _FORM.fullmatch(text.strip())
    if not found or int(found[1]) < 1:
        raise ValueError(f'{text!r} is not a limit such as "6 per hour" or "20 per day"')
    return Limit(int(found[1]), _UNITS[found[2]])


def as_limit(limit: Limit) -> str:
    """As `parse_limit` reads it."""
    return f"{limit.answers} per {next(unit for unit, span in _UNITS.items() if span == limit.within)}"


def may_answer(history: Iterable[datetime], now: datetime, limits: Sequence[Limit]) -> bool:
    """Whether one more answer stays within every limit. `history`: when the earlier ones were written."""
    past = list(history)
    return all(sum(1 for at in past if now - limit.within < at <= now) < limit.answers for limit in limits)


def longest(limits: Sequence[Limit]) -> timedelta:
    """How far back the history must reach."""
    return max((limit.within for limit in limits), default=timedelta(0))
