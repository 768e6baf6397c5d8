"""Queues: their order, their length, and how far they are read."""

from __future__ import annotations

from dataclasses import replace

from mailflow.domain.booking import PlaceRef, Waiting
from mailflow.domain.place import Status
from mailflow.ledger import Ledger
from mailflow.ledger.queueing import READ_AT_ONCE
from tests.ledger.making import make_booking, make_event, make_place, make_review, minutes, with_status

WAITLISTED, CONFIRMED, OFFERED = Status.WAITLISTED, Status.CONFIRMED, Status.OFFERED


def test_no_queue_is_read_while_the_event_is_full(ledger: Ledger) -> None:
    event = make_event(capacity=1)
    with ledger.transaction(event) as tx:
        tx.write([make_booking("AAAA-22"), make_booking("BBBB-33", WAITLISTED, people=2)])
        book = tx.book(event)
    assert book.waiting == {None: 2, "welfare": 0, "governance": 0}
    assert book.taken == {None: 1, "welfare": 0, "governance": 0}
    assert (book.queues, book.queued) == ({}, {})


def test_a_queue_is_in_the_order_of_since_then_of_booking_then_of_attendee(ledger: Ledger) -> None:
    event = make_event(capacity=9)
    late, early, same = (
        make_booking("AAAA-22", WAITLISTED, at=5),
        make_booking("BBBB-33", WAITLISTED, at=1, people=2),
        make_booking("CCCC-44", WAITLISTED, at=1),
    )
    with ledger.transaction(event) as tx:
        tx.write([late, early, same])
        book = tx.book(event)
    assert book.queues == {
        None: (
            Waiting(PlaceRef("BBBB-33", 1, None), minutes(1)),
            Waiting(PlaceRef("BBBB-33", 2, None), minutes(1)),
            Waiting(PlaceRef("CCCC-44", 1, None), minutes(1)),
            Waiting(PlaceRef("AAAA-22", 1, None), minutes(5)),
        )
    }
    assert book.queued == {"AAAA-22": late, "BBBB-33": early, "CCCC-44": same}


def test_a_queue_is_read_as_far_as_it_could_be_served(ledger: Ledger) -> None:
    event = make_event(capacity=2)
    pairs = [make_booking("BBBB-33", WAITLISTED, people=2, at=1)]
    singles = [make_booking(f"CCCC-{n}", WAITLISTED, at=n) for n in range(22, 30)]
    with ledger.transaction(event) as tx:
        tx.write([make_booking("AAAA-22"), *pairs, *singles])
        assert list(tx.book(event).queued) == ["BBBB-33", "CCCC-22"]
        split, strict = make_event(capacity=2, party="split"), make_event(capacity=2, large_party="wait")
        assert list(tx.book(split).queued) == ["BBBB-33"]
        assert list(tx.book(strict).queued) == ["BBBB-33"]


def test_who_cannot_be_served_now_hides_nobody_behind_them(ledger: Ledger) -> None:
    event = make_event(capacity=9, welfare=1)
    asked = replace(make_booking("BBBB-33", welfare=WAITLISTED, at=1), asked=("names",), asked_until=minutes(60))
    offered = make_booking("CCCC-44", welfare=WAITLISTED, at=2)
    person = offered.attendees[0]
    offered = offered.with_attendee(
        replace(person, places=(*person.places, make_place(OFFERED, "governance", at=2, until=60)))
    )
    able = make_booking("DDDD-55", welfare=WAITLISTED, at=3)
    behind = make_booking("EEEE-66", welfare=WAITLISTED, at=4)
    with ledger.transaction(event) as tx:
        tx.write([asked, offered, able, behind])
        assert list(tx.book(event).queued) == ["BBBB-33", "CCCC-44", "DDDD-55"]


def test_a_party_that_no_seats_could_ever_hold_is_met_all_the_same(ledger: Ledger) -> None:
    event = make_event(capacity=2)
    with ledger.transaction(event) as tx:
        tx.write([make_booking("AAAA-22"), make_booking("BBBB-33", WAITLISTED, people=3, at=1)])
        tx.write([make_booking("CCCC-44", WAITLISTED, at=2)])
        assert list(tx.book(event).queued) == ["BBBB-33"]


def test_the_book_tells_where_the_writer_stands(ledger: Ledger) -> None:
    event = make_event(capacity=1)
    mine = make_booking("CCCC-44", WAITLISTED, at=2, people=2, email="anna@citizen.example")
    with ledger.transaction(event) as tx:
        tx.write([make_booking("AAAA-22"), make_booking("BBBB-33", WAITLISTED, at=1), mine])
        expected = {PlaceRef("CCCC-44", 1, None): 2, PlaceRef("CCCC-44", 2, None): 3}
        assert tx.book(event, address="anna@citizen.example").positions == expected
        assert tx.book(event, mine, "thread").positions == expected
        assert tx.book(event).positions == {}


def test_who_fits_is_found_behind_any_number_of_parties_who_do_not(ledger: Ledger) -> None:
    event = make_event(capacity=2)
    parties = [make_booking(f"P{n:03}-22", WAITLISTED, people=2, at=n) for n in range(READ_AT_ONCE // 2 + 10)]
    single = make_booking("AAAA-22", WAITLISTED, at=9999)
    with ledger.transaction(event) as tx:
        tx.write([make_booking("BBBB-33"), *parties, single])
        assert list(tx.book(event).queued)[-1] == "AAAA-22"


def test_without_a_limit_a_queue_is_served_by_and_by(ledger: Ledger) -> None:
    event = make_event(capacity=None)
    with ledger.transaction(event) as tx:
        tx.write([make_booking(f"P{n:03}-22", WAITLISTED, at=n) for n in range(READ_AT_ONCE + 10)])
        assert len(tx.book(event).queued) == READ_AT_ONCE


def test_the_heads_of_all_queues_are_read_where_the_digest_asks_for_them(ledger: Ledger) -> None:
    event = make_event(capacity=1)
    with ledger.transaction(event) as tx:
        tx.write([make_booking("AAAA-22"), make_booking("BBBB-33", WAITLISTED)])
        assert list(tx.book(event, with_queues=True).queued) == ["BBBB-33"]


def test_positions_are_told_from_the_front_however_they_are_counted(ledger: Ledger) -> None:
    event = make_event(capacity=1)
    bookings = [
        make_booking("AAAA-22", welfare=WAITLISTED, at=3),
        make_booking("BBBB-33", WAITLISTED, people=2, at=1),
        make_booking("CCCC-44", WAITLISTED, welfare=WAITLISTED, at=2),
    ]
    with ledger.transaction(event) as tx:
        tx.write(bookings)
        first, second, third = (tx.positions(booking) for booking in bookings)
        assert first == {(1, "welfare"): 2}
        assert second == {(1, None): 1, (2, None): 2}
        assert third == {(1, None): 3, (1, "welfare"): 1}
        assert tx.all_positions(event.id) == {
            ("AAAA-22", 1, "welfare"): 2,
            ("BBBB-33", 1, None): 1,
            ("BBBB-33", 2, None): 2,
            ("CCCC-44", 1, None): 3,
            ("CCCC-44", 1, "welfare"): 1,
        }


def test_offers_and_holds_that_ran_out_are_found(ledger: Ledger) -> None:
    event = make_event(capacity=9)
    asked = replace(make_booking("CCCC-44"), asked=("names",), asked_until=minutes(60))
    with ledger.transaction(event) as tx:
        tx.write(
            [
                make_booking("AAAA-22", OFFERED, until=30, people=2),
                make_booking("BBBB-33", OFFERED, until=90),
                asked,
                make_booking("DDDD-55"),
            ]
        )
    with ledger.reading() as tx:
        assert (tx.expired(minutes(29)), tx.expiring(event.id, minutes(29))) == ([], ())
        assert tx.expired(minutes(30)) == ["workshop"]
        assert [b.code for b in tx.expiring(event.id, minutes(30))] == ["AAAA-22"]
        assert [b.code for b in tx.expiring(event.id, minutes(60))] == ["AAAA-22", "CCCC-44"]
        assert tx.expiring("another", minutes(60)) == ()
    with ledger.transaction(event) as tx:
        tx.write([with_status(b, Status.CANCELLED) for b in tx.expiring(event.id, minutes(30))])
        assert tx.expired(minutes(30)) == []


def test_a_hold_does_not_run_out_while_a_person_looks_at_the_answer(ledger: Ledger) -> None:
    event = make_event(capacity=9)
    asked = replace(make_booking("AAAA-22", OFFERED, until=30), asked=("seats",), asked_until=minutes(30))
    with ledger.transaction(event) as tx:
        tx.write([asked])
        tx.open_review(replace(make_review("a-token", event.id), booking="AAAA-22"))
        tx.open_review(replace(make_review("another", event.id), booking="AAAA-22", kind="question"))
    with ledger.reading() as tx:
        assert (tx.expired(minutes(60)), tx.expiring(event.id, minutes(60))) == ([], ())
    with ledger.transaction(event) as tx:
        tx.settle("a-token", "self", "secretary@office.example", minutes(50))
    with ledger.reading() as tx:
        assert tx.expired(minutes(60)) == [event.id]
        assert [b.code for b in tx.expiring(event.id, minutes(60))] == ["AAAA-22"]
