"""A ledger as every released mailflow left it: opened by this one, it holds all that it held, and work goes on in it.

`released/` has one dump for each step of the tables that a release had; a released step is not changed any more.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mailflow.domain.place import Status
from mailflow.ledger import Ledger, backup, restore
from tests.ledger.making import make_booking, make_event, minutes, with_status

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
EVENT = make_event(capacity=2)


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of that release: two bookings, a mail sent and one that waits, a matter, a line of the digest."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
    return path


def assert_all_there(url: str) -> None:
    with closing(Ledger.open(url)) as ledger, ledger.transaction(EVENT) as tx:
        assert tx.fsck() == []
        anna, luca = tx.bookings("workshop")
        assert (anna.code, anna.contact.name, anna.notes, anna.attendees[0].requests) == (
            "AAAA-22", "Anna Bianchi", "celiaca", ("diet",),
        )  # fmt: skip
        assert [place.status for _, place in luca.places if place.session == "welfare"] == [Status.WAITLISTED]
        assert tx.positions(luca) == {(1, "welfare"): 1}
        assert [row.status for row in tx.outbox()] == ["queued", "sent"]
        assert [(review.token, review.number) for review in tx.reviews()] == [("t1", 1)]
        assert (tx.done("digest:workshop:2010-11-05"), len(tx.notes("workshop", minutes(0)))) == (True, 1)
        assert dict(tx.words("workshop")) == {"welfare": ("Più panchine",)}
        assert tx.find(message_ids=["sent@us.example"]) == (anna, "thread")
        # and work goes on
        tx.write([with_status(luca, Status.CANCELLED), make_booking("CCCC-44", at=40)], now=minutes(40))
        assert [row.message_id for row in tx.claim(minutes(60), 9, "w")] == ["waits@us.example"]
        assert tx.fsck() == []


def test_it_is_opened_with_all_that_it_held(old: Path) -> None:
    assert_all_there(f"sqlite:///{old}")


def test_a_backup_made_by_it_is_restored_into_either_database(old: Path, empty: str, tmp_path: Path) -> None:
    before = old.read_bytes()
    restore(empty, old)
    assert_all_there(empty)
    assert old.read_bytes() == before
    backup(empty, tmp_path / "again.db")
