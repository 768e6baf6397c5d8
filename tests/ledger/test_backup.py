"""Saved and restored while mailflow runs, between both databases."""

from __future__ import annotations

from pathlib import Path
from threading import Event as Flag
from threading import Thread

import pytest
from sqlalchemy import text

from mailflow.domain.place import Status
from mailflow.ledger import Ledger, LedgerRefused, backup, restore
from mailflow.ledger.engine import Database
from mailflow.ledger.tables import metadata
from tests.ledger.making import make_booking, make_event, make_inbound, make_outgoing, make_review, minutes, with_status

EVENT = make_event(capacity=None)


def fill(url: str, codes: range = range(10, 30)) -> None:
    ledger = Ledger.open(url)
    with ledger.transaction(EVENT) as tx:
        tx.write([make_booking(f"AA{n}-22", welfare=Status.WAITLISTED, at=n) for n in codes], now=minutes(0))
        inbound = tx.record(make_inbound(booking=f"AA{codes[0]}-22"))
        tx.put(make_outgoing(booking=f"AA{codes[0]}-22", inbound=inbound))
        tx.open_review(make_review("t1"))
    ledger.close()


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    database = Database(url)
    with database.reading() as connection:
        held = {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in metadata.sorted_tables
        }
    database.close()
    return held


def test_a_restored_ledger_is_the_one_that_was_saved(url: str, tmp_path: Path) -> None:
    fill(url)
    saved = rows_of(url)
    backup(url, tmp_path / "saved.db")
    ledger = Ledger.open(url)
    with ledger.transaction(EVENT) as tx:
        tx.write([with_status(booking, Status.CANCELLED) for booking in tx.bookings()] + [make_booking("ZZZZ-99")])
        tx.put(make_outgoing("later@us.example"))
    ledger.close()
    restore(url, tmp_path / "saved.db")
    assert rows_of(url) == saved


def test_work_goes_on_in_a_restored_ledger(url: str, tmp_path: Path) -> None:
    fill(url)
    backup(url, tmp_path / "saved.db")
    restore(url, tmp_path / "saved.db")
    ledger = Ledger.open(url)
    with ledger.transaction(EVENT) as tx:
        tx.write([make_booking("ZZZZ-99")])
        assert tx.put(make_outgoing("later@us.example")) == 2
        assert tx.open_review(make_review("t2")) == 2
        assert tx.fsck() == []
    ledger.close()


def test_a_ledger_moves_from_one_database_to_the_other(postgresql: str, tmp_path: Path) -> None:
    fill(postgresql)
    backup(postgresql, tmp_path / "saved.db")
    sqlite = f"sqlite:///{tmp_path}/other.db"
    restore(sqlite, tmp_path / "saved.db")
    assert rows_of(sqlite) == rows_of(postgresql)


def test_a_backup_is_one_private_file_that_is_itself_a_ledger(url: str, tmp_path: Path) -> None:
    fill(url)
    file = tmp_path / "backups" / "saved.db"
    file.parent.mkdir()
    backup(url, file)
    assert list(file.parent.iterdir()) == [file]
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert rows_of(f"sqlite:///{file}") == rows_of(url)


def test_a_backup_overwrites_nothing(url: str, tmp_path: Path) -> None:
    fill(url)
    (tmp_path / "saved.db").write_text("something dear")
    with pytest.raises(LedgerRefused, match="overwrites nothing"):
        backup(url, tmp_path / "saved.db")
    assert (tmp_path / "saved.db").read_text() == "something dear"


def test_a_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerRefused, match="there is no file"):
        backup(f"sqlite:///{tmp_path}/nowhere.db", tmp_path / "saved.db")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_made_while_bookings_come_in_holds_together(url: str, tmp_path: Path) -> None:
    fill(url)
    stop, written = Flag(), Flag()

    def book_on() -> None:
        ledger = Ledger.open(url)
        number = 0
        while not stop.is_set():
            with ledger.transaction(EVENT) as tx:
                tx.write([make_booking(f"{number:04}-ZZ", welfare=Status.CONFIRMED if number < 2 else None)])
            written.set()
            number += 1
        ledger.close()

    writer = Thread(target=book_on)
    writer.start()
    try:
        for number in range(3):
            written.clear()
            assert written.wait(60)  # it is writing
            backup(url, tmp_path / f"saved-{number}.db")
        written.clear()
        assert written.wait(60)
        restore(url, tmp_path / "saved-2.db")
    finally:
        stop.set()
        writer.join(60)
    for number in range(3):
        saved = Ledger.open(f"sqlite:///{tmp_path}/saved-{number}.db")
        with saved.reading() as tx:
            assert tx.fsck() == []
        saved.close()
    ledger = Ledger.open(url)
    with ledger.reading() as tx:
        assert tx.fsck() == []
    ledger.close()


@pytest.mark.parametrize("content", [b"", b"Gentile signora,\r\n" * 500])
def test_a_file_that_is_no_backup_is_refused_and_nothing_is_lost(url: str, tmp_path: Path, content: bytes) -> None:
    fill(url)
    before = rows_of(url)
    (tmp_path / "saved.db").write_bytes(content)
    with pytest.raises(LedgerRefused, match=r"saved.db is no backup of mailflow"):
        restore(url, tmp_path / "saved.db")
    assert rows_of(url) == before


def test_a_backup_that_does_not_hold_together_is_refused_and_nothing_is_lost(url: str, tmp_path: Path) -> None:
    fill(url)
    before = rows_of(url)
    backup(url, tmp_path / "saved.db")
    database = Database(f"sqlite:///{tmp_path}/saved.db")
    with database.writing() as connection:
        connection.execute(text("UPDATE seats SET taken = taken + 1"))
    database.close()
    with pytest.raises(LedgerRefused, match="does not hold together"):
        restore(url, tmp_path / "saved.db")
    assert rows_of(url) == before


def test_a_backup_that_is_not_there_is_told(empty: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerRefused, match="there is no such file"):
        restore(empty, tmp_path / "saved.db")
