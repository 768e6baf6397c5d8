"""PostgreSQL: one cluster for the session, a fresh database for each test."""

from __future__ import annotations

import os
import signal
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.servers.process import LOOPBACK, as_user, free_port, needs, running, server_folder


@dataclass(frozen=True)
class PostgresServer:
    """`database()` gives URLs that SQLAlchemy takes. A copy of files costs less than the log of all that is copied."""

    port: int

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://mailflow@{LOOPBACK}:{self.port}/{name}"

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new database, made from `template` and dropped afterwards, whoever is still connected."""
        name = f"test_{uuid.uuid4().hex}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield self.url(name)
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        where = f"host={LOOPBACK} port={self.port} user=mailflow dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """A cluster for all tests of the session, which need not outlive the machine."""
    with start_postgres(fsync=False) as server:
        yield server


@contextmanager
def start_postgres(*, fsync: bool) -> Iterator[PostgresServer]:
    """A cluster of its own, as user postgres where we are root: its initdb refuses root."""
    programs = _programs()
    port = free_port()
    with server_folder("pg", owner="postgres") as folder:
        data, log = folder / "data", folder / "postgres.log"
        initdb = [str(programs / "initdb"), "-D", str(data), "-U", "mailflow", "-E", "UTF8"]
        subprocess.run(
            [*as_user("postgres"), *initdb, "--locale=C.UTF-8", "--auth=trust", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        settings = {
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": "",
            "fsync": "on" if fsync else "off",
            "shared_buffers": "32MB",
            "max_connections": "100",
        }
        command = [str(programs / "postgres"), "-D", str(data), "-p", str(port)]
        command += [argument for key, value in settings.items() for argument in ("-c", f"{key}={value}")]
        ready = [str(programs / "pg_isready"), "-q", "-h", LOOPBACK, "-p", str(port)]
        fast = signal.SIGINT  # does not wait for clients that are still connected
        with running(
            [*as_user("postgres"), *command], log, lambda: subprocess.run(ready, check=False).returncode == 0, stop=fast
        ):
            yield PostgresServer(port)


@pytest.fixture
def postgresql(postgresql_server: PostgresServer) -> Iterator[str]:
    """The URL of a fresh, empty database."""
    with postgresql_server.database() as url:
        yield url


def _programs() -> Path:
    # Debian keeps them off PATH, a folder a major version
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions and os.access(versions[-1], os.X_OK):
        return versions[-1].parent
    return Path(needs("initdb", "postgresql")).resolve().parent
