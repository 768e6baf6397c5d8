"""INSERT that can say what to do where a row has the key already, which every database writes in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Upsert: TypeAlias = "sqlite.Insert | postgresql.Insert"


def upsert_into(dialect: str, table: Table) -> Upsert:
    """One into the table, for `sqlite` or `postgresql`."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 3 MB that SQLite has no use for

    return postgresql.insert(table)
