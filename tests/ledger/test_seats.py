"""Capacities: those of the event file count, also when they change under people who are booked."""

from __future__ import annotations

from threading import Event as Flag
from threading import Thread

import pytest

from mailflow.domain.place import Status
from mailflow.ledger import Ledger, RuleBroken
from tests.ledger.making import make_booking, make_event, with_status


def seats_of(ledger: Ledger) -> tuple[int | None, int, int]:
    """Capacity, taken and waiting of the event itself."""
    with ledger.reading() as tx:
        event_itself = tx.seats("workshop")[0]
    return event_itself.capacity, event_itself.taken, event_itself.waiting


def test_a_lowered_capacity_sends_nobody_away_and_lets_people_cancel(ledger: Ledger) -> None:
    wide, narrow = make_event(capacity=3), make_event(capacity=1)
    first, second, third = (make_booking(code) for code in ("AAAA-22", "BBBB-33", "CCCC-44"))
    with ledger.transaction(wide) as tx:
        tx.write([first, second, third])
    with ledger.transaction() as tx:
        assert tx.sync_capacities([narrow]) == []
    assert seats_of(ledger) == (1, 3, 0)
    with ledger.transaction(narrow) as tx:
        tx.write([with_status(first, Status.CANCELLED)])
    assert seats_of(ledger) == (1, 2, 0)


def test_nobody_is_added_until_there_is_room_under_the_lowered_capacity(ledger: Ledger) -> None:
    wide, narrow = make_event(capacity=3), make_event(capacity=1)
    bookings = [make_booking(code) for code in ("AAAA-22", "BBBB-33", "CCCC-44")]
    with ledger.transaction(wide) as tx:
        tx.write(bookings)
    with ledger.transaction() as tx:
        tx.sync_capacities([narrow])
    for leaving in bookings:
        with pytest.raises(RuleBroken), ledger.transaction(narrow) as tx:
            tx.write([make_booking("DDDD-55")])
        with ledger.transaction(narrow) as tx:
            tx.write([with_status(leaving, Status.CANCELLED)])
    with ledger.transaction(narrow) as tx:
        tx.write([make_booking("DDDD-55")])
    assert seats_of(ledger) == (1, 1, 0)


def test_a_raised_capacity_names_the_event_to_be_served(ledger: Ledger) -> None:
    with ledger.transaction(make_event(capacity=1)) as tx:
        tx.write([make_booking("AAAA-22"), make_booking("BBBB-33", Status.WAITLISTED)])
    for event, expected in (
        (make_event(capacity=1), []),
        (make_event(capacity=2), ["workshop"]),
        (make_event(capacity=2), ["workshop"]),  # still: it was not served, as after a crash
        (make_event(capacity=None), ["workshop"]),
    ):
        with ledger.transaction() as tx:
            assert tx.sync_capacities([event]) == expected
    with ledger.transaction(make_event(capacity=None)) as tx:
        tx.write([make_booking("BBBB-33")])
    with ledger.transaction() as tx:
        assert tx.sync_capacities([make_event(capacity=None)]) == []
    assert seats_of(ledger) == (None, 2, 0)


def test_a_limit_set_where_there_was_none_keeps_who_is_there(ledger: Ledger) -> None:
    with ledger.transaction(make_event(capacity=None)) as tx:
        tx.write([make_booking("AAAA-22", people=5)])
    limited = make_event(capacity=2)
    with ledger.transaction() as tx:
        tx.sync_capacities([limited])
    with pytest.raises(RuleBroken), ledger.transaction(limited) as tx:
        tx.write([make_booking("BBBB-33")])
    assert seats_of(ledger) == (2, 5, 0)


def test_events_never_seen_before_are_taken_over_with_their_capacities(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        assert tx.sync_capacities([make_event(), make_event(event_id="convegno")]) == []
    with ledger.reading() as tx:
        assert [(s.session, s.capacity) for s in tx.seats("convegno")] == [
            (None, 3),
            ("governance", None),
            ("welfare", 2),
        ]


def test_another_transaction_waits_for_the_event_and_sees_what_the_first_wrote(ledger: Ledger) -> None:
    event = make_event(capacity=1)
    locked, seen = Flag(), []

    def second() -> None:
        locked.wait(30)
        with ledger.transaction(event) as tx:
            seen.append(tx.book(event).free(None))

    other = Thread(target=second)
    other.start()
    with ledger.transaction(event) as tx:
        locked.set()
        tx.write([make_booking("AAAA-22")])
        assert seen == []
    other.join(30)
    assert seen == [0]
