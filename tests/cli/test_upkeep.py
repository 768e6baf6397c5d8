"""`fsck`, `backup`, `restore`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.cli.conftest import Service


def test_a_backup_brings_back_what_was_there(office: Service, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    code = office.book("--name", "Anna")
    assert office("backup", saved).lines == [f"saved to {saved}"]
    office("cancel", code, now="2010-11-10T11:00")
    office.book("--name", "Luca Verdi")
    said = office("restore", saved, "--yes")
    assert said.lines == [f"restored from {saved}; `mailflow status` says how things stand"]
    assert [booking["code"] for booking in office.bookings()] == [code]
    assert office.places(code) == {"Anna": ["event confirmed"]}


def test_a_backup_overwrites_nothing(office: Service, tmp_path: Path) -> None:
    office.book("--name", "Anna")
    saved = tmp_path / "saved.db"
    saved.write_text("precious")
    said = office("backup", saved)
    assert (said.code, said.err.splitlines()) == (1, [f"{saved} exists: a backup overwrites nothing"])
    assert saved.read_text() == "precious"
    said = office("backup", tmp_path / "nowhere" / "saved.db")
    assert (said.code, said.err.splitlines()) == (
        1, [f"{tmp_path / 'nowhere' / 'saved.db'} cannot be written or read: No such file or directory"],
    )  # fmt: skip


def test_what_is_no_backup_restores_nothing(office: Service, tmp_path: Path) -> None:
    code = office.book("--name", "Anna")
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE notes (text)").connection.close()
    said = office("restore", other, "--yes")
    assert (said.code, said.err.splitlines()) == (1, [f"{other} is no backup of mailflow"])
    said = office("restore", tmp_path / "none.db", "--yes")
    assert (said.code, said.err.splitlines()) == (1, [f"{tmp_path / 'none.db'}: there is no such file"])
    assert office("restore", other).code == 2
    assert [booking["code"] for booking in office.bookings()] == [code]


def test_a_ledger_that_was_meddled_with_is_told(office: Service, tmp_path: Path) -> None:
    office.book("--name", "Anna", "--choice", "roads")
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE seats SET taken = 2 WHERE session = 'roads'")
    connection.close()
    said = office("fsck")
    assert said.lines == ["ideas, roads: 2 places are counted as taken and 0 people as waiting, but 1 and 0 are"]
    assert (said.code, said.err.splitlines()) == (
        1,
        ["1 things do not hold; keep a copy of the database, then restore the last backup (`mailflow restore FILE`)"],
    )
