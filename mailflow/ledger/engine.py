"""A database URL → an engine that keeps what it commits.

SQLite: write-ahead log, `synchronous=FULL` (NORMAL may lose commits when the power fails), foreign keys, a patient
busy timeout, and every writing transaction begun with `BEGIN IMMEDIATE`: a transaction that reads first and writes
later would fail, or decide on what another has changed. PostgreSQL: READ COMMITTED under the event's row lock.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from sqlite3 import DatabaseError
from threading import RLock
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from mailflow.ledger.problems import LedgerRefused
from mailflow.ledger.program import this_program

SQLITE = "sqlite:///"
WAIT = 60  # seconds that a transaction waits for another one
# A machine that loses its power says no goodbye: the server gives its locks free after 90 s, not after two hours.
_NOTICE_THE_DEAD = "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
OURS = "mailflow"  # what our connections are called on the server, before the name of the program
_READING: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class Database:
    """One database, whichever it is: how its transactions begin. Thread-safe."""

    def __init__(self, url: str, *, must_exist: bool = False) -> None:
        self.url = _understood(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"  # one writer at a time is the lock
        self.memory = self.is_sqlite and self.url.database in (None, "", ":memory:")
        if must_exist and self.is_sqlite and not Path(self.url.database or "").is_file():
            raise LedgerRefused(f"database: there is no file {self.url.database}")
        self.engine = _sqlite(self.url, self.memory) if self.is_sqlite else _postgresql(self.url)
        self._alone = RLock()  # a database in memory has one connection: one transaction at a time
        self._next_writer = RLock()  # SQLite lets a second writer ask again and again; here it is woken at once

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write; committed at the end, rolled back where an exception passes."""
        turn = self._next_writer if self.is_sqlite else nullcontext()
        with turn, self._in_turn(), self.engine.begin() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads one snapshot and holds up nobody."""
        with self._in_turn(), self.engine.connect() as plain:
            connection = plain if self.is_sqlite else plain.execution_options(**_READING)
            with connection.begin():
                if self.is_sqlite:
                    connection.exec_driver_sql("BEGIN")
                yield connection

    def to_one_file(self) -> None:
        """Brings a SQLite database into its one file, without a log beside it, to be carried away."""
        with closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA journal_mode=DELETE")

    def close(self) -> None:
        """Gives back every connection."""
        self.engine.dispose()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self.memory:
            yield
            return
        with self._alone:
            yield


def _understood(url: str) -> URL:
    if url.startswith(SQLITE):  # what follows is a path as it stands: a folder may be called `who?` or `50%20`
        return URL.create("sqlite", database=url.removeprefix(SQLITE))
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise LedgerRefused(f"database: use sqlite or postgresql+psycopg, not {parsed.get_backend_name()!r}")
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # the last: a port that is no number
        raise LedgerRefused(
            "database: not understood; write sqlite:///path/to/file.db or postgresql+psycopg://user@host/name"
        ) from error
    return parsed


def _sqlite(url: URL, memory: bool) -> Engine:
    if not memory:
        _private_file(Path(url.database or ""))
    pool: dict[str, Any] = {"poolclass": StaticPool} if memory else {}
    connect_args = {"timeout": WAIT, "check_same_thread": False}
    # an error that quotes its parameters would quote people's mails
    engine = create_engine(url, connect_args=connect_args, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: `writing` and `reading` do
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            _ask(connection, url, f"PRAGMA {pragma}")

    return engine


def _ask(connection: Any, url: URL, pragma: str) -> None:
    try:
        connection.execute(pragma)
    except DatabaseError as error:
        if error.sqlite_errorname != "SQLITE_NOTADB":
            raise
        raise LedgerRefused(f"database: {url.database} is not a database, or is damaged: restore a backup") from error


def _private_file(path: Path) -> None:
    """People's data: readable by the service's user alone, from the first byte."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise LedgerRefused(f"database: {path} cannot be opened for writing: {error.strerror}") from error


def _postgresql(url: URL) -> Engine:
    try:
        engine = create_engine(
            url,
            hide_parameters=True,  # as above
            pool_pre_ping=True,  # a server that was restarted is noticed before work is lost on it
            connect_args={
                "connect_timeout": 10,
                "application_name": f"{OURS} {this_program()}",
                "client_encoding": "utf8",
                "options": f"-c timezone=UTC -c lock_timeout={WAIT}s {_NOTICE_THE_DEAD}",
            },
        )
    except ModuleNotFoundError as error:
        raise LedgerRefused("database: PostgreSQL needs one more package: pip install 'psycopg[binary]'") from error

    @event.listens_for(engine, "connect")
    def _takes_every_letter(connection: Any, _entry: ConnectionPoolEntry) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise LedgerRefused(
                f"database: {url.database} is in {encoding}, which cannot hold every name: "
                f"make it anew with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
            )

    return engine
