"""Who watches a mailbox, or sends from a place: one program at a time, for as long as it lives.

A crash gives the watch free by itself.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from mailflow.ledger.engine import Database
from mailflow.ledger.problems import LedgerAway

if sys.platform != "win32":
    import fcntl


class Watch:
    """A mailbox that is ours to watch. On PostgreSQL the watch is lost with its connection: ask `held` before work."""

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection
        self._lost = False

    def held(self) -> bool:
        """Whether the mailbox is still ours."""
        if self._connection is not None and not self._lost:
            try:
                self._connection.execute(text("SELECT 1"))
            except DBAPIError:
                self._lost = True
        return not self._lost


@contextmanager
def watch(database: Database, name: str) -> Iterator[Watch | None]:
    """The watch of that name until the block ends; None where another program has it."""
    if database.memory:
        yield Watch()
    elif database.is_sqlite:
        with _locked(Path(f"{database.url.database}.{_number(name) & 0xFFFFFFFF:08x}.watch")) as locked:
            yield Watch() if locked else None
    else:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            key = {"key": _number(name)}
            if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar_one():
                yield None
                return
            ours = Watch(connection)
            try:
                yield ours
            finally:
                if ours.held():
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)


def _number(name: str) -> int:
    """A signed 64-bit number: what PostgreSQL's advisory locks are named by."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


@contextmanager
def _locked(path: Path) -> Iterator[bool]:
    try:
        file = path.open("a")
    except OSError as error:
        raise LedgerAway(f"the database is away: {path} cannot be opened: {error.strerror}") from error
    with file:
        yield _lock(file)


def _lock(file: TextIO) -> bool:
    if sys.platform == "win32":
        return True  # one program a file is what SQLite is for; on PostgreSQL the watch holds everywhere
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
