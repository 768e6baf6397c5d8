"""A person's data: told whole, erased whole, purged by date."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from sqlalchemy import text

from mailflow.domain.booking import Contact
from mailflow.domain.place import Status
from mailflow.ledger import Forgotten, Ledger
from mailflow.ledger.engine import Database
from mailflow.ledger.tables import metadata
from tests.ledger.making import (
    Where,
    digest_of,
    make_booking,
    make_event,
    make_inbound,
    make_outgoing,
    make_review,
    minutes,
)

EVENT = make_event(capacity=9)
ANNA, LUCA = "anna@citizen.example", "luca@citizen.example"


@pytest.fixture(autouse=True)
def _booked(ledger: Ledger) -> None:
    booking = make_booking("AAAA-22", welfare=Status.CONFIRMED, name="Anna Bianchi", email="Anna@citizen.example")
    needs = replace(booking.attendees[0], requests=("diet",))
    with ledger.transaction(EVENT) as tx:
        first = tx.record(make_inbound("first@citizen.example", booking="AAAA-22", raw=b"Sono Anna Bianchi, celiaca"))
        tx.record(make_inbound("other@luca.example", uid=2, sender=LUCA))
        tx.write(
            [replace(booking.with_attendee(needs), notes="celiaca"), make_booking("BBBB-33", email=LUCA)],
            now=minutes(0),
        )
        tx.put(make_outgoing("a@us.example", booking="AAAA-22", inbound=first))
        tx.put(make_outgoing("b@us.example", to=LUCA))
        tx.open_review(make_review("t1"))
        tx.note("workshop", minutes(0), f"{ANNA} wrote more often than is answered")
        tx.mark(f"capped:workshop:{ANNA}:2010-11-05", minutes(0), "workshop")
        tx.add_words("workshop", "welfare", ["Bravi!"], minutes(0), kind="feedback", by=ANNA)


def everything(url: str) -> str:
    """All text that the database holds anywhere."""
    database = Database(url)
    with database.reading() as connection:
        held = [
            str(bytes(value) if isinstance(value, memoryview) else value)
            for table in metadata.sorted_tables
            for row in connection.execute(text(f"SELECT * FROM {table.name}"))
            for value in row
        ]
    database.close()
    return "\n".join(held)


def test_what_is_kept_of_a_person_is_told_whole(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        told = tx.export("ANNA@citizen.example")
    assert json.loads(json.dumps(told)) == told
    assert {kind: len(entries) for kind, entries in told.items() if kind != "address"} == {
        "bookings": 1,
        "received": 1,
        "sent": 1,
        "reviews": 1,
        "words": 1,
        "notes": 1,
    }
    assert told["bookings"][0]["contact"]["name"] == "Anna Bianchi"
    assert told["bookings"][0]["attendees"][0]["places"][1]["status"] == "confirmed"
    assert told["bookings"][0]["changes"][0]["kind"] == "new"
    assert told["received"][0]["mail"] == "Sono Anna Bianchi, celiaca"
    assert told["sent"][0]["kind"] == "confirmation"


def test_nothing_is_told_of_whom_nothing_is_kept(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        told = tx.export("nobody@x.example")
    assert [entries for kind, entries in told.items() if kind != "address"] == [[], [], [], [], [], []]


def test_after_erasure_no_word_of_the_person_is_left(ledger: Ledger, url: str) -> None:
    assert "bianchi" in everything(url).casefold()
    with ledger.transaction() as tx:
        assert tx.forget("ANNA@citizen.example", minutes(60)) == Forgotten(
            bookings=1, freed=("workshop",), received=1, sent=1, reviews=1, words=1
        )
    left = everything(url).casefold()
    assert [word for word in ("anna", "bianchi", "celiaca", "diet", "first@", "bravi") if word in left] == []
    assert "luca@citizen.example" in left
    with ledger.reading() as tx:
        assert tx.fsck() == []
        assert [entries for kind, entries in tx.export(ANNA).items() if kind != "address"] == [[], [], [], [], [], []]


def test_erasure_gives_up_the_places_and_keeps_the_number(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.forget(ANNA, minutes(60))
    with ledger.reading() as tx:
        booking = tx.booking("AAAA-22")
        assert booking is not None
        assert (booking.contact, booking.notes, booking.active) == (Contact(), "", ())
        assert [(seats.session, seats.taken) for seats in tx.seats("workshop")] == [
            (None, 1),
            ("governance", 0),
            ("welfare", 0),
        ]
        assert tx.journal("workshop")[-1].why == "erased"


def test_places_at_events_that_are_over_stay_for_the_figures(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        assert tx.forget(ANNA, minutes(60), over=["workshop"]).freed == ()
        assert tx.seats("workshop")[0].taken == 2
        booking = tx.booking("AAAA-22")
        assert booking is not None
        assert booking.attendees[0].name is None


def test_the_place_of_who_came_stays_for_the_figures(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        booking = tx.booking("AAAA-22")
        assert booking is not None
        tx.write([booking.with_attendee(replace(booking.attendees[0], attended=True))])
        assert tx.forget(ANNA, minutes(60)).freed == ()
        assert tx.seats("workshop")[0].taken == 2


def test_an_erased_mail_is_known_again_and_leads_to_nobody(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.forget(ANNA, minutes(60))
        tx.forget(ANNA, minutes(61))
        known = tx.seen(Where(9), "first@citizen.example", digest_of("first@citizen.example"))
        assert known is not None
        assert (known.sender, known.booking) == ("", None)
        assert tx.find(message_ids=["first@citizen.example"], address=ANNA, name="Anna Bianchi") == (None, None)


def test_what_waits_for_an_erased_person_is_not_sent_even_where_it_was_claimed(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        claimed = {row.message_id: row.id for row in tx.claim(minutes(1), 9, "w")}
    with ledger.transaction() as tx:
        tx.forget(ANNA, minutes(60))
        tx.retry_at(claimed["a@us.example"], minutes(61), "451 try later")
        tx.retry_at(claimed["b@us.example"], minutes(61), "451 try later")
        assert [row.message_id for row in tx.claim(minutes(90), 9, "w")] == ["b@us.example"]
        assert tx.fsck() == []


def test_the_mail_that_tells_of_the_erasure_is_erased_once_it_is_out(ledger: Ledger, url: str) -> None:
    with ledger.transaction() as tx:
        tx.forget(ANNA, minutes(60))
        number = tx.put(make_outgoing("erased@us.example", kind="erased", at=60))
        assert number is not None
    with ledger.transaction() as tx:
        assert [row.to for row in tx.claim(minutes(60), 9, "w") if row.id == number] == [ANNA]
        tx.sent(number, minutes(61))
    assert "anna" not in everything(url)


def test_nobody_is_forgotten_without_an_address(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="no address"), ledger.transaction() as tx:
        tx.forget(" ", minutes(60))


def test_needs_are_erased_once_the_event_is_over(ledger: Ledger, url: str) -> None:
    with ledger.transaction() as tx:
        assert tx.forget_requests(["convegno"]) == 0
        assert tx.forget_requests(["workshop"]) == 1
        assert tx.forget_requests(["workshop"]) == 0
        booking = tx.booking("AAAA-22")
        assert booking is not None
        assert (booking.notes, booking.attendees[0].requests, booking.contact.name) == ("", (), "Anna Bianchi")
        assert tx.fsck() == []


def test_an_event_past_its_retention_goes_whole_and_its_mail_stays_handled(ledger: Ledger, url: str) -> None:
    other = make_event(event_id="convegno")
    with ledger.transaction(other) as tx:
        tx.write([make_booking("CCCC-44", event="convegno", email=ANNA)])
        tx.record(make_inbound("stray@x.example", uid=5, event=None, sender="stray@x.example"))
    with ledger.transaction() as tx:
        assert tx.purge(["workshop"]) == 4
        assert tx.purge(["workshop"]) == 0
    left = everything(url)
    assert ("workshop" in left, "luca" in left, "stray" in left, "CCCC-44" in left) == (True, False, True, True)
    with ledger.transaction() as tx:
        assert [booking.code for booking in tx.bookings()] == ["CCCC-44"]
        assert tx.seen(None, "first@citizen.example", digest_of("first@citizen.example")) is not None
        assert tx.fsck() == []
        assert tx.purge([], eventless=minutes(1)) == 1
    assert "stray" not in everything(url)


def test_a_mail_that_is_being_sent_while_its_event_is_purged_is_settled_and_goes_the_next_time(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.purge(["workshop"])
        tx.put(make_outgoing("late@us.example"))
        [claimed] = tx.claim(minutes(60), 1, "worker")
        tx.purge(["workshop"])
        tx.sent(claimed.id, minutes(61))
        assert [row.message_id for row in tx.outbox()] == ["late@us.example"]
        tx.purge(["workshop"])
        assert list(tx.outbox()) == []


def test_values_of_forgotten_are_counts(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        nothing = tx.forget("nobody@x.example", minutes(60))
    assert asdict(nothing) == {"bookings": 0, "freed": (), "received": 0, "sent": 0, "reviews": 0, "words": 0}
