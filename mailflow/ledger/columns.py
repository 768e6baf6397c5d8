"""Column types: instants kept in UTC, and the small JSON values of a booking, read back as frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator

from mailflow.domain.booking import NO_CHOICES, Choices

Id = BigInteger().with_variant(Integer(), "sqlite")  # SQLite numbers rows itself only for INTEGER


class Instant(TypeDecorator[datetime]):
    """An aware datetime; kept in UTC, read back in UTC. ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps the text without an offset, so that text order is time order."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be kept: {value}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings, kept as a JSON array."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> list[str]:
        """As a list."""
        return list(value or ())

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> tuple[str, ...]:
        """As a tuple."""
        return tuple(value or ())


class Wishes(TypeDecorator[Choices]):
    """Session ids by round, kept as a JSON object."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Choices | None, dialect: Dialect) -> dict[str, list[str]]:
        """As lists."""
        return {round_id: list(sessions) for round_id, sessions in (value or {}).items()}

    def process_result_value(self, value: Mapping[str, list[str]] | None, dialect: Dialect) -> Choices:
        """As a read-only mapping of tuples."""
        if not value:
            return NO_CHOICES
        return MappingProxyType({round_id: tuple(sessions) for round_id, sessions in value.items()})


class Pairs(TypeDecorator[tuple[tuple[str, str], ...]]):
    """Pairs of strings in their order, kept as a JSON array of arrays."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[Sequence[str]] | None, dialect: Dialect) -> list[list[Any]]:
        """As lists."""
        return [list(pair) for pair in (value or ())]

    def process_result_value(self, value: list[list[str]] | None, dialect: Dialect) -> tuple[tuple[str, str], ...]:
        """As tuples."""
        return tuple((pair[0], pair[1]) for pair in (value or ()))
