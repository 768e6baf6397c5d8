"""Who watches a mailbox, or works from a place: one program at a time, for as long as it lives.

A crash gives a watch free by itself: PostgreSQL's advisory locks die with their connection, locks on files with their
process. Whoever has one says so: in the file, or by the name of the connection.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TextIO

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from mailflow.ledger.engine import OURS, Database
from mailflow.ledger.problems import LedgerAway, in_plain_words
from mailflow.ledger.program import this_program

if sys.platform != "win32":
    import fcntl

_HOLDER = text("""
    SELECT coalesce(application_name, '') FROM pg_locks LEFT JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND CAST(classid AS bigint) = :high AND CAST(objid AS bigint) = :low
""")


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
                file = self._files.pop(name)
                _write(file, "")
                file.close()
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
        path = _file(self._database, name)
        try:
            file = path.open("a")
        except OSError as error:
            raise LedgerAway(f"the database is away: {path} cannot be opened: {error.strerror}") from error
        if not _lock(file):
            file.close()
            return False
        _write(file, this_program())
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


def watched_by(database: Database, name: str) -> str | None:
    """The program that has the watch of that name; '' where it does not say who it is; None where none has it."""
    if database.memory:
        return None
    if database.is_sqlite:
        return _named_in(_file(database, name))
    number = _number(name) & 0xFFFFFFFFFFFFFFFF
    with database.reading() as connection:
        found = connection.execute(_HOLDER, {"high": number >> 32, "low": number & 0xFFFFFFFF}).scalar()
    return None if found is None else found.removeprefix(OURS).strip()


def _named_in(path: Path) -> str | None:
    """Who is killed leaves the name, but not the lock."""
    try:
        with path.open() as file:
            if not (name := file.read().strip()) or _lock(file, shared=True):
                return None
            return name
    except OSError:
        return None


def _write(file: TextIO, name: str) -> None:
    with suppress(OSError):  # a disk that is full: the watch holds without a name
        file.truncate(0)
        file.write(name)
        file.flush()


def _file(database: Database, name: str) -> Path:
    return Path(f"{database.url.database}.{_number(name) & 0xFFFFFFFF:08x}.watch")


def _number(name: str) -> int:
    """A signed 64-bit number: what PostgreSQL's advisory locks are named by."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def _lock(file: TextIO, *, shared: bool = False) -> bool:
    if sys.platform == "win32":
        return True  # one program a file is what SQLite is for; on PostgreSQL the watch holds everywhere
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
