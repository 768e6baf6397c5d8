"""Several mails share a transaction: what each reads and leaves is as if each had one of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event as listen

from mailflow.domain.place import Status
from mailflow.ledger import Expected, Ledger, LedgerAway, RuleBroken, Transaction
from tests.ledger.making import Where, digest_of, make_booking, make_event, make_inbound, make_outgoing, minutes

EVENT = make_event(capacity=4, welfare=1)
LONG_AGO = minutes(-60)


def expected(number: int) -> Expected:
    return Expected(
        origin=Where(number),
        message_id=f"m{number}@x.example",
        digest=digest_of(f"m{number}@x.example"),
        addresses=(f"guest{number}@x.example",),
        name=f"Guest {number}",
    )


@contextmanager
def gathering(ledger: Ledger, *numbers: int) -> Iterator[Transaction]:
    with ledger.transaction(EVENT) as tx, tx.gathering([expected(number) for number in numbers], LONG_AGO):
        yield tx


def take_in(tx: Transaction, number: int) -> dict[tuple[int, str | None], int]:
    """A mail that is looked for, booked, recorded and answered; where its booking stands in the queues."""
    mail = expected(number)
    [address] = mail.addresses
    assert tx.seen(mail.origin, mail.message_id, mail.digest) is None
    assert tx.find(address=address, name=mail.name, event=EVENT.id) == (None, None)
    assert tx.reply_target(mail.message_id) is None
    book = tx.book(EVENT, None, None, address, mail.name)
    there = Status.CONFIRMED if book.free(None) else Status.WAITLISTED
    inside = Status.CONFIRMED if book.free(None) and book.free("welfare") else Status.WAITLISTED
    booking = make_booking(tx.new_code(), there, welfare=inside, at=number, name=mail.name, email=address)
    inbound = tx.record(make_inbound(mail.message_id, uid=number, booking=booking.code, sender=address))
    tx.write([booking], now=minutes(number), why="booked", inbound=inbound)
    positions = tx.positions(booking)
    tx.put(make_outgoing(f"ours{number}@us.example", to=address, booking=booking.code, inbound=inbound, at=number))
    assert tx.answers_to(address, LONG_AGO) == [minutes(number)]
    return positions


def left(ledger: Ledger) -> tuple[object, ...]:
    """All that stands, bookings named by their order."""
    with ledger.reading() as tx:
        assert tx.fsck() == []
        bookings = list(tx.bookings())
        order = {booking.code: str(number) for number, booking in enumerate(bookings)}
        return (
            [replace(booking, code=order[booking.code]) for booking in bookings],
            {(order[code], *place): at for (code, *place), at in tx.all_positions(EVENT.id).items()},
            tx.seats(EVENT.id),
            [replace(row, booking=order[row.booking or ""]) for row in tx.inbounds()],
            [replace(row, booking=order[row.booking or ""]) for row in tx.outbox()],
            [row and tx.raw_of(row.id) for row in tx.inbounds()],
        )


@pytest.mark.parametrize("order", [[1, 2, 3, 4, 5, 6, 7], [3, 1, 2, 7, 6, 5, 4]])
def test_mails_leave_together_what_they_leave_one_by_one(ledger: Ledger, order: list[int]) -> None:
    alone = Ledger.open("sqlite://")
    positions = []
    for number in order:
        with alone.transaction(EVENT) as tx:
            positions.append(take_in(tx, number))
    with gathering(ledger, *order) as tx:
        assert [take_in(tx, number) for number in order] == positions
    assert left(ledger) == left(alone)
    alone.close()


def test_a_second_group_stands_behind_the_first(ledger: Ledger) -> None:
    alone = Ledger.open("sqlite://")
    for number in (1, 2, 4, 6, 8, 3, 5, 9):
        with alone.transaction(EVENT) as tx:
            take_in(tx, number)
    for group in ((1, 2, 4, 6, 8), (3, 5, 9)):  # 3 came before some of those who wait already
        with gathering(ledger, *group) as tx:
            for number in group:
                take_in(tx, number)
    assert left(ledger) == left(alone)
    alone.close()


def test_what_one_mail_books_the_next_one_of_the_same_person_finds(ledger: Ledger) -> None:
    mail = expected(1)
    with gathering(ledger, 1, 1) as tx:
        take_in(tx, 1)
        found, by = tx.find(address="guest1@x.example", name=None, event=EVENT.id)
        assert found is not None
        assert (found.contact.email, by) == ("guest1@x.example", "address")
        assert tx.same_person(EVENT.id, "another@x.example", "guest 1") == (found,)
        again = tx.seen(Where(99), mail.message_id, mail.digest)
        assert again is not None
        assert again.uid == 1


def test_what_was_handled_before_is_known(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        take_in(tx, 1)
    mail = expected(1)
    with gathering(ledger, 1, 2) as tx:
        row = tx.seen(mail.origin, mail.message_id, mail.digest)
        assert row is not None
        assert row.uid == 1
        booking, by = tx.find(address="guest1@x.example", name=None, event=EVENT.id)
        assert booking is not None
        assert by == "address"
        take_in(tx, 2)
        answered = tx.reply_target(["ours2@us.example", "ours1@us.example"])
        assert answered is not None
        assert answered.to == "guest2@x.example"


def test_an_erased_mail_is_known_by_what_stands_for_it(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        take_in(tx, 1)
    with ledger.transaction(EVENT) as tx:
        tx.forget("guest1@x.example", minutes(2), [])
    moved = replace(expected(1), origin=Where(7))
    with ledger.transaction(EVENT) as tx, tx.gathering([moved], LONG_AGO):
        assert tx.seen(moved.origin, moved.message_id, moved.digest) is not None


def take_in_again(ledger: Ledger) -> None:
    with gathering(ledger, 1) as tx:
        take_in(tx, 1)
        tx.record(make_inbound(expected(2).message_id, uid=8))


def overbook(ledger: Ledger) -> None:
    with gathering(ledger, *range(1, 6)) as tx:
        for number in range(1, 6):
            tx.write([make_booking(tx.new_code(), at=number)], now=minutes(number))


def test_a_mail_that_another_worker_has_handled_undoes_the_group(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        take_in(tx, 2)
    stands = left(ledger)
    with pytest.raises(LedgerAway):
        take_in_again(ledger)
    assert left(ledger) == stands


def test_more_people_than_seats_undo_the_group(ledger: Ledger) -> None:
    with pytest.raises(RuleBroken):
        overbook(ledger)
    with ledger.reading() as tx:
        assert list(tx.bookings()) == []


def test_the_statements_of_many_mails_are_those_of_few(ledger: Ledger) -> None:
    counted: list[str] = []
    engine = ledger._database.engine
    listen.listen(engine, "before_cursor_execute", lambda *told: counted.append(told[2]))
    rounds = []
    for numbers in (range(1, 6), range(10, 60)):
        counted.clear()
        with gathering(ledger, *numbers) as tx:
            for number in numbers:
                take_in(tx, number)
        rounds.append(len(counted))
    assert rounds[1] <= rounds[0]


def test_a_table_is_written_once_for_all_of_them(ledger: Ledger) -> None:
    take_in_again(ledger)  # the rows of the event are there
    counted: list[str] = []
    listen.listen(ledger._database.engine, "before_cursor_execute", lambda *told: counted.append(told[2]))
    numbers = range(11, 16)
    with gathering(ledger, *numbers) as tx:
        for number in numbers:
            take_in(tx, number)
    written = sorted(words.split()[2] for words in counted if words.startswith("INSERT INTO"))
    mail, booking = ["inbound", "inbound_raw", "outbox", "outbox_raw"], ["attendees", "bookings", "journal", "places"]
    assert written == sorted(mail + booking)
