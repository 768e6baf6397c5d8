"""Who watches a mailbox, or works from a place: one program at a time, for as long as it lives.

A crash gives a watch free by itself: PostgreSQL's advisory locks die with their connection, locks on files with their
process.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TextIO

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from mailflow.ledger.engine import Database
from mailflow.ledger.problems import LedgerAway, in_plain_words

if sys.platform != "win32":
    import fcntl


class Watches:
    """The watches of one program: any number of them over one connection. Thread-safe.

    On PostgreSQL all are lost with that connection: ask `held` before work. Raises LedgerAway and LedgerRefused.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None
        self._files: dict[str, TextIO] = {}
        self._ours: set[str] = set()
        self._alone = RLock()

    def take(self, name: str) -> bool:
        """Whether the watch of that name is ours now; False where somebody has it, be it another part of us."""
        with self._alone, in_plain_words():
            if name in self._ours or not self._lock(name):
                return False
            self._ours.add(name)
            return True

    def held(self, name: str) -> bool:
        """Whether it is ours still."""
        with self._alone:
            if name in self._ours and self._connection is not None:
                try:
                    self._connection.execute(text("SELECT 1"))
                except DBAPIError:
                    self._lose()
            return name in self._ours

    def give_back(self, name: str) -> None:
        """Somebody else may have it."""
        with self._alone:
            if not self.held(name):
                return
            self._ours.remove(name)
            if name in self._files:
                self._files.pop(name).close()
            if self._connection is not None:
                with in_plain_words():
                    self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _number(name)})

    def close(self) -> None:
        """Gives all back."""
        with self._alone:
            for name in list(self._ours):
                self.give_back(name)
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _lock(self, name: str) -> bool:
        if self._database.memory:
            return True
        if self._database.is_sqlite:
            return self._lock_file(name)
        try:
            if self._connection is None:
                engine = self._database.engine
                self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            key = {"key": _number(name)}
            return bool(self._connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar_one())
        except DBAPIError:
            self._lose()
            raise

    def _lock_file(self, name: str) -> bool:
        path = Path(f"{self._database.url.database}.{_number(name) & 0xFFFFFFFF:08x}.watch")
        try:
            file = path.open("a")
        except OSError as error:
            raise LedgerAway(f"the database is away: {path} cannot be opened: {error.strerror}") from error
        if not _lock(file):
            file.close()
            return False
        self._files[name] = file
        return True

    def _lose(self) -> None:
        """The connection is gone, and with it every watch."""
        self._ours.clear()
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


class Watch:
    """One watch that is ours. On PostgreSQL it is lost with its connection: ask `held` before work."""

    def __init__(self, watches: Watches, name: str) -> None:
        self._watches = watches
        self._name = name

    def held(self) -> bool:
        """Whether it is ours still."""
        return self._watches.held(self._name)


@contextmanager
def watch(database: Database, name: str) -> Iterator[Watch | None]:
    """The watch of that name until the block ends; None where another program has it."""
    watches = Watches(database)
    try:
        yield Watch(watches, name) if watches.take(name) else None
    finally:
        watches.close()


def _number(name: str) -> int:
    """A signed 64-bit number: what PostgreSQL's advisory locks are named by."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def _lock(file: TextIO) -> bool:
    if sys.platform == "win32":
        return True  # one program a file is what SQLite is for; on PostgreSQL the watch holds everywhere
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
