"""Many at once: the seats hold, nobody is told an error, nothing is sent by two."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter

from mailflow.domain.place import Status
from mailflow.ledger import Ledger
from tests.forked import processes
from tests.ledger.making import make_booking, make_event, make_outgoing, minutes

PROCESSES, BOOKINGS, SEATS = 8, 2000, 100
EVENT = make_event(capacity=SEATS, welfare=None)


def _book(work: tuple[str, int]) -> str:
    """One mail's transaction: read the book, decide, write, answer."""
    url, number = work
    ledger = _ledgers.get(url) or _ledgers.setdefault(url, Ledger.open(url))
    try:
        with ledger.transaction(EVENT) as tx:
            free = tx.book(EVENT).free(None)
            status = Status.CONFIRMED if free else Status.WAITLISTED
            booking = make_booking(f"{number:04}-XX", status, at=number)
            tx.write([booking], now=minutes(number))
            tx.put(make_outgoing(f"{number}@us.example", booking=booking.code))
    except Exception as error:  # noqa: BLE001 - whatever it is, the test is to name it
        return f"{type(error).__name__}: {error}"
    return status.value


_ledgers: dict[str, Ledger] = {}  # of this process


def test_eight_processes_give_away_a_hundred_seats_exactly(url: str) -> None:
    Ledger.open(url).close()
    with processes.Pool(PROCESSES) as pool:
        outcomes = Counter(pool.imap_unordered(_book, [(url, number) for number in range(BOOKINGS)], chunksize=5))
    assert outcomes == {"confirmed": SEATS, "waitlisted": BOOKINGS - SEATS}
    ledger = Ledger.open(url)
    with ledger.reading() as tx:
        stand = tx.seats(EVENT.id)[0]
        assert (stand.taken, stand.waiting) == (SEATS, BOOKINGS - SEATS)
        assert len(list(tx.outbox())) == BOOKINGS
        assert sorted(tx.all_positions(EVENT.id).values()) == list(range(1, BOOKINGS - SEATS + 1))
    ledger.close()


def _send(work: tuple[str, str]) -> list[int]:
    """One worker until nothing is left; what it sent."""
    url, worker = work
    ledger = Ledger.open(url)
    sent: list[int] = []
    while True:
        with ledger.transaction() as tx:
            rows = tx.claim(minutes(1), 7, worker)
        if not rows:
            return sent
        for row in rows:
            with ledger.transaction() as tx:
                tx.sent(row.id, minutes(2))
            sent.append(row.id)


def test_several_senders_send_each_mail_once(url: str) -> None:
    ledger = Ledger.open(url)
    with ledger.transaction() as tx:
        ids = [tx.put(make_outgoing(f"{number}@us.example")) for number in range(200)]
    ledger.close()
    with processes.Pool(4) as pool:
        by_worker = pool.map(_send, [(url, f"worker-{number}") for number in range(4)])
    assert sorted(number for sent in by_worker for number in sent) == ids


def _mark(work: tuple[str, str]) -> bool:
    url, key = work
    ledger = Ledger.open(url)
    with ledger.transaction() as tx:
        return tx.put(make_outgoing(f"{multiprocessing.current_process().pid}@us.example", key=key)) is not None


def test_several_schedules_put_a_scheduled_mail_once(url: str) -> None:
    Ledger.open(url).close()
    with processes.Pool(4) as pool:
        assert sum(pool.map(_mark, [(url, "reminder AAAA-22")] * 8, chunksize=2)) == 1


def _die(url: str) -> None:
    """A program that is gone in the middle of a mail."""
    with Ledger.open(url).transaction(EVENT) as tx:
        tx.write([make_booking("AAAA-22")])
        tx.put(make_outgoing("a@us.example", booking="AAAA-22"))
        os._exit(9)


def test_a_program_that_dies_in_a_transaction_leaves_nothing_and_holds_up_nobody(url: str) -> None:
    ledger = Ledger.open(url)
    dying = processes.Process(target=_die, args=(url,))
    dying.start()
    dying.join(60)
    assert dying.exitcode == 9
    with ledger.transaction(EVENT) as tx:
        assert (list(tx.bookings()), list(tx.outbox())) == ([], [])
        tx.write([make_booking("AAAA-22")])
        assert tx.fsck() == []
    ledger.close()
