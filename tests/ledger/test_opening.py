"""Opening a ledger: its tables are brought up to date, and what is wrong is told in plain words."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from mailflow.ledger import Ledger, LedgerAway, LedgerRefused
from mailflow.ledger.engine import Database
from mailflow.ledger.schema import REVISION
from mailflow.ledger.tables import metadata
from tests.forked import processes
from tests.ledger.making import make_booking, make_event, make_inbound, minutes
from tests.servers.postgres import PostgresServer


def test_the_steps_make_the_tables_that_the_code_means(empty: str) -> None:
    Ledger.open(empty).close()
    database = Database(empty)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        made = {
            (table, index["name"])
            for table in inspect(connection).get_table_names()
            for index in inspect(connection).get_indexes(table)
            if not index.get("duplicates_constraint")
        }
        checks = {check["name"] for check in inspect(connection).get_check_constraints("seats")}
    database.close()
    assert made == {(table.name, index.name) for table in metadata.tables.values() for index in table.indexes}
    assert checks == {"ck_seats_taken_counted", "ck_seats_waiting_counted", "ck_seats_taken_within"}


def test_the_code_knows_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(files("mailflow.ledger") / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_a_ledger_is_found_as_it_was_left(empty: str) -> None:
    first = Ledger.open(empty)
    with first.transaction(make_event()) as tx:
        tx.write([make_booking("AAAA-22")])
    first.close()
    second = Ledger.open(empty)
    with second.reading() as tx:
        assert [booking.code for booking in tx.bookings()] == ["AAAA-22"]
    second.close()


def test_tables_of_a_newer_mailflow_are_refused_and_left_alone(empty: str) -> None:
    Ledger.open(empty).close()
    database = Database(empty)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerRefused, match="written by a newer mailflow"):
        Ledger.open(empty)
    with database.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    database.close()


def _open(url: str) -> None:
    Ledger.open(url).close()


def test_several_programs_may_open_a_new_database_at_once(empty: str) -> None:
    with processes.Pool(4) as pool:
        pool.map(_open, [empty] * 4)
    database = Database(empty)
    with database.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [REVISION]
    database.close()


def test_sqlite_keeps_what_it_commits_and_hides_it_from_other_users(tmp_path: Path) -> None:
    path = tmp_path / "new" / "ledger.db"
    Ledger.open(f"sqlite:///{path}").close()
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    database = Database(f"sqlite:///{path}")
    with database.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60000}


def test_an_erased_person_is_gone_from_the_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = Ledger.open(f"sqlite:///{path}")
    with ledger.transaction(make_event()) as tx:
        tx.write([make_booking("AAAA-22", name="Anna Bianchi", email="anna@citizen.example")])
        tx.record(make_inbound(raw=b"Sono Anna Bianchi " * 1000))
    ledger.close()
    assert (b"Bianchi" in path.read_bytes()) is True
    ledger = Ledger.open(f"sqlite:///{path}")
    with ledger.transaction() as tx:
        tx.forget("anna@citizen.example", minutes(60))
    ledger.close()
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.db"]
    assert (b"Bianchi" in path.read_bytes()) is False


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://x/y", "use sqlite or postgresql"),
        ("var/mailflow.db", "write sqlite:///path"),
        ("postgresql+nothing://x/y", "write sqlite:///path"),
        ("postgresql+psycopg://x@host:port/y", "write sqlite:///path"),
        ("sqlite:////proc/nowhere/ledger.db", "cannot be opened for writing"),
    ],
)
def test_a_database_that_cannot_be_is_told_in_plain_words(url: str, words: str) -> None:
    with pytest.raises(LedgerRefused, match=words):
        Ledger.open(url)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Gentile signora,\n" * 100)
    with pytest.raises(LedgerRefused, match=r"database: .*/letter\.txt is not a database, or is damaged"):
        Ledger.open(f"sqlite:///{tmp_path}/letter.txt")


def test_a_server_that_is_away_is_told_as_such() -> None:
    with pytest.raises(LedgerAway, match="database is away"):
        Ledger.open("postgresql://mailflow@127.0.0.1:1/mailflow")


def test_a_database_that_is_not_there_is_told(postgresql: str) -> None:
    with pytest.raises(LedgerRefused, match="does not exist on that server"):
        Ledger.open(postgresql.rpartition("/")[0] + "/nowhere")


def test_a_server_that_went_away_is_told_and_found_again(postgresql: str) -> None:
    ledger = Ledger.open(postgresql)
    event = make_event()

    def interrupted() -> None:
        with ledger.transaction(event) as tx:
            other = Database(postgresql)
            with other.writing() as connection:
                cut = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database()"
                connection.execute(text(f"{cut} AND pid <> pg_backend_pid()"))
            other.close()
            tx.write([make_booking("AAAA-22")])

    with pytest.raises(LedgerAway):
        interrupted()
    with ledger.transaction(event) as tx:
        assert list(tx.bookings()) == []
        tx.write([make_booking("AAAA-22")])
    ledger.close()


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_name_is_refused(postgresql_server: PostgresServer, encoding: str) -> None:
    template = f"template0 ENCODING '{encoding}' LOCALE 'C'"
    with (
        postgresql_server.database(template) as url,
        pytest.raises(LedgerRefused, match=f"is in {encoding}, which cannot hold every name"),
    ):
        Ledger.open(url)


def test_a_disk_that_is_full_is_told_when_it_is_opened(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk}/ledger.db"
    Ledger.open(url).close()
    with suppress(OSError), (small_disk / "all else").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    with pytest.raises(LedgerAway) as told:
        Ledger.open(url)
    assert str(told.value) == "the disk is full, or cannot be read and written"


@pytest.mark.parametrize("folder", ["who?", "50%20", "no#1", "a&b=c", "città"])
def test_a_path_is_taken_as_it_stands(tmp_path: Path, folder: str) -> None:
    file = tmp_path / folder / "ledger.db"
    Ledger.open(f"sqlite:///{file}").close()
    assert ([path.name for path in tmp_path.iterdir()], file.is_file()) == ([folder], True)


def test_a_ledger_in_memory_leaves_nothing_behind() -> None:
    first = Ledger.open("sqlite://")
    with first.transaction(make_event()) as tx:
        tx.write([make_booking("AAAA-22")])
    with first.reading() as tx:
        assert [booking.code for booking in tx.bookings()] == ["AAAA-22"]
    first.close()
    second = Ledger.open("sqlite://")
    with second.reading() as tx:
        assert list(tx.bookings()) == []
    second.close()
    assert os.path.exists(":memory:") is False  # noqa: PTH110 - no file was made for it
