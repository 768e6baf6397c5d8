"""A ledger in a file, and the same in PostgreSQL: every test that asks for `ledger` runs on both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from mailflow.ledger import Ledger
from tests.servers.postgres import PostgresServer


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger to be copied, without a row: its tables are made step by step for all tests once."""
    file = tmp_path_factory.mktemp("ledger") / "ledger.db"
    Ledger.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def new_database(postgresql_server: PostgresServer) -> Iterator[str]:
    """The name of such a one in PostgreSQL."""
    with postgresql_server.database() as url:
        Ledger.open(url).close()
        yield make_url(url).database or ""


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    """Where a ledger lies that nobody has written to."""
    if kind == "sqlite":
        shutil.copy(request.getfixturevalue("new_file"), tmp_path / "ledger.db")
        yield f"sqlite:///{tmp_path}/ledger.db"
    else:
        with request.getfixturevalue("postgresql_server").database(request.getfixturevalue("new_database")) as copied:
            yield copied


@pytest.fixture
def empty(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> str:
    """Where a ledger is to be made."""
    return f"sqlite:///{tmp_path}/ledger.db" if kind == "sqlite" else str(request.getfixturevalue("postgresql"))


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = Ledger.open(url)
    yield opened
    opened.close()
