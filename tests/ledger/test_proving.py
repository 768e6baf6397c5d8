"""fsck finds what was planted, and nothing where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from mailflow.domain.place import Status
from mailflow.ledger import Ledger
from mailflow.ledger.engine import Database
from tests.ledger.making import Where, make_booking, make_event, make_inbound, make_outgoing, make_review, minutes

EVENT = make_event(capacity=3)


def fill(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.write(
            [
                make_booking("AAAA-22", welfare=Status.CONFIRMED, email="Anna@citizen.example", name="Anna"),
                make_booking("BBBB-33", Status.OFFERED, until=60),
                make_booking("CCCC-44", Status.WAITLISTED),
            ]
        )
        tx.record(make_inbound(booking="AAAA-22"))
        tx.put(make_outgoing("a@us.example", booking="AAAA-22"))
        tx.put(make_outgoing("b@us.example"))
        tx.open_review(make_review("t1"))
        tx.begin([Where(9)], minutes(0))
        tx.sent(tx.claim(minutes(1), 1, "w")[0].id, minutes(2))


def test_a_ledger_in_use_holds_together(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        assert tx.fsck() == []
    fill(ledger)
    with ledger.reading() as tx:
        assert tx.fsck() == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (
            "UPDATE seats SET taken = 1 WHERE session = ''",
            "workshop, the event itself: 1 places are counted as taken and 1 people as waiting, but 2 and 1 are",
        ),
        (
            "UPDATE seats SET waiting = 0",
            "workshop, the event itself: 2 places are counted as taken and 0 people as waiting, but 2 and 1 are",
        ),
        (
            "UPDATE seats SET ceiling = 9 WHERE session = ''",
            "workshop, the event itself: more people (2) than may be (9), at 3 seats",
        ),
        (
            "UPDATE seats SET ceiling = NULL WHERE session = 'welfare'",
            "workshop, welfare: more people (1) than may be (None), at 2 seats",
        ),
        (
            "UPDATE bookings SET address = 'x' WHERE code = 'AAAA-22'",
            "booking AAAA-22: would not be found by its address or name",
        ),
        (
            "UPDATE bookings SET name_key = 'x' WHERE code = 'AAAA-22'",
            "booking AAAA-22: would not be found by its address or name",
        ),
        (
            "UPDATE bookings SET active = false WHERE code = 'AAAA-22'",
            "booking AAAA-22: would not be found by its address or name",
        ),
        ("UPDATE places SET offer_until = NULL", "booking BBBB-33, attendee 1: a place is offered without an end"),
        ("DELETE FROM outbox_raw WHERE outbox = 2", "outbox 2: waits to be sent, and has no content"),
        ("UPDATE outbox SET status = 'claimed' WHERE id = 2", "outbox 2: claimed, but by nobody or at no time"),
        ("UPDATE outbox SET done_at = NULL WHERE id = 1", "outbox 1: sent, but by nobody or at no time"),
        (
            "UPDATE arrivals SET uid = 1",
            "a mail from info@comune.example/INBOX (UID 1) is recorded as handled and still counted as tried",
        ),
        ("UPDATE events SET reviews = 0", "review 1 of workshop: its number was never given"),
    ],
)
def test_a_planted_fault_is_named(ledger: Ledger, url: str, fault: str, words: str) -> None:
    fill(ledger)
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text(fault))
    database.close()
    with ledger.reading() as tx:
        assert tx.fsck() == [words]


def test_places_that_stray_are_named(ledger: Ledger, url: str) -> None:
    fill(ledger)
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text("UPDATE places SET event = 'convegno', session = 'x' WHERE session = 'welfare'"))
    database.close()
    with ledger.reading() as tx:
        assert tx.fsck() == [
            "workshop, welfare: 1 places are counted as taken and 0 people as waiting, but 0 and 0 are",
            "convegno, x: people have places in a session that is not counted",
            "booking AAAA-22: a place belongs to another event (convegno)",
        ]


def test_people_in_two_places_are_named_where_the_indexes_that_forbid_it_are_gone(ledger: Ledger, url: str) -> None:
    fill(ledger)
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text("DROP INDEX places_one_living"))
        connection.execute(text("DROP INDEX places_one_confirmed"))
        for session, place in (("welfare", 7), ("governance", 8)):
            again = (
                "INSERT INTO places SELECT booking, attendee, :place, event, round, :session, status, since, "
                "offer_until, sequence FROM places WHERE session = 'welfare' AND number = 1"
            )
            connection.execute(text(again), {"session": session, "place": place})
        connection.execute(text("UPDATE places SET status = 'cancelled' WHERE session = ''"))
        connection.execute(text("UPDATE seats SET taken = 2 WHERE session = 'welfare'"))
        connection.execute(text("UPDATE seats SET taken = 1 WHERE session = 'governance'"))
        connection.execute(text("UPDATE seats SET taken = 0, waiting = 0 WHERE session = ''"))
        connection.execute(text("UPDATE bookings SET active = false WHERE code <> 'AAAA-22'"))
    database.close()
    with ledger.reading() as tx:
        assert tx.fsck() == [
            "booking AAAA-22, attendee 1: two places in session welfare",
            "booking AAAA-22, attendee 1: two places in round turno-1",
            *["booking AAAA-22, attendee 1: a place in session " + s + " without one at the event" for s in SESSIONS],
        ]


SESSIONS = ("governance", "welfare", "welfare")


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = Ledger.open(f"sqlite:///{path}")
    fill(ledger)
    ledger.close()
    other_rows = "sql = replace(sql, 'status <> ', 'status = ')"
    database = Database(f"sqlite:///{path}")
    with database.writing() as connection:
        connection.execute(text("PRAGMA writable_schema = ON"))
        connection.execute(text(f"UPDATE sqlite_master SET {other_rows} WHERE name = 'places_one_living'"))
    database.close()
    ledger = Ledger.open(f"sqlite:///{path}")
    with ledger.reading() as tx:
        assert [words.startswith("the file is damaged: ") for words in tx.fsck()] != []
        assert all(words.startswith("the file is damaged: ") for words in tx.fsck())
    ledger.close()


def test_the_status_tells_how_the_ledger_stands(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.transaction() as tx:
        tx.failed_to_handle(Where(9), "RecursionError")
        stand = tx.stats()
    assert (stand.bookings, stand.outbox, stand.oldest_due) == (3, {"queued": 1, "sent": 1}, minutes(0))
    assert (stand.open_reviews, stand.inbound, stand.last_handled) == (1, 1, minutes(1))
    assert (stand.unmoved, stand.arrivals, stand.errors) == (1, 1, ("RecursionError",))
