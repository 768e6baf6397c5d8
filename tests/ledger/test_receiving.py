"""Mail in: nothing is done twice, nothing is lost between the commit and the move."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.domain.place import Status
from mailflow.ledger import Arrival, Arriving, Ledger, LedgerAway, Transaction
from tests.ledger.making import Where, digest_of, make_booking, make_event, make_inbound, minutes

BOX = "info@comune.example/INBOX"


def test_a_mail_is_known_again_by_where_it_lies(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        assert tx.seen(Where(1), "mail@citizen.example", digest_of("d")) is None
        number = tx.record(make_inbound(uid=1))
    with ledger.reading() as tx:
        known = tx.seen(Where(1), "whatever@x.example", digest_of("other"))
        assert known is not None
        assert known == tx.inbound(number)
        assert (known.sender, known.subject, known.settled) == ("anna@citizen.example", "Prenotazione", "handled")
        assert (known.arrived, known.handled_at, known.moved_at) == (minutes(0), minutes(1), None)
        assert tx.seen(Where(1, uidvalidity=8), "whatever@x.example", digest_of("other")) is None
        assert tx.raw_of(number) == b"Subject: x\r\n\r\nx"


def test_a_mail_is_known_again_by_message_id_and_content_wherever_it_lies(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        number = tx.record(make_inbound("mail@citizen.example"))
    with ledger.reading() as tx:
        for origin in (None, Where(2), Where(1, uidvalidity=8), Where(1, mailbox="other")):
            known = tx.seen(origin, "mail@citizen.example", digest_of("mail@citizen.example"))
            assert known is not None
            assert known.id == number
        assert tx.seen(None, "mail@citizen.example", digest_of("other content")) is None
        assert tx.seen(None, "other@citizen.example", digest_of("mail@citizen.example")) is None


def test_mails_without_any_message_id_are_told_apart_by_content(ledger: Ledger) -> None:
    first = make_inbound("", uid=1)
    with ledger.transaction() as tx:
        tx.record(first)
        assert tx.seen(Where(2), "", digest_of("other")) is None
        assert tx.seen(Where(2), "", digest_of("")) is not None


def test_whoever_is_second_with_the_same_mail_leaves_nothing_behind(ledger: Ledger) -> None:
    event = make_event()
    with ledger.transaction(event) as tx:
        tx.record(make_inbound(uid=1))

    def second() -> None:
        with ledger.transaction(event) as tx:
            tx.write([make_booking("AAAA-22", Status.CONFIRMED)])
            tx.record(make_inbound(uid=1))

    with pytest.raises(LedgerAway, match="another worker"):
        second()
    with ledger.reading() as tx:
        assert list(tx.bookings()) == []


def test_what_was_committed_and_not_moved_is_told(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        first = tx.record(make_inbound("a@x.example", uid=1))
        second = tx.record(make_inbound("b@x.example", uid=2))
        tx.record(make_inbound("c@x.example", uid=None))
        assert [row.id for row in tx.unmoved(BOX)] == [first, second]
        tx.moved(first, minutes(2))
        assert [row.uid for row in tx.unmoved(BOX)] == [2]
        tx.moved([second], minutes(2))
        assert tx.unmoved(BOX) == []
        assert tx.unmoved("another") == []


def test_tries_are_counted_before_a_mail_is_handled_and_forgotten_after(ledger: Ledger) -> None:
    key = (BOX, 7, 1)
    for expected in (1, 2, 3):
        with ledger.transaction() as tx:
            assert tx.begin([Where(1)], minutes(expected))[key] == expected
    with ledger.transaction() as tx:
        tx.failed_to_handle(Where(1), "RecursionError")
        assert tx.begin([Where(1), Where(2)], minutes(9)) == {key: 4, (BOX, 7, 2): 1}
        tx.record(make_inbound(uid=1))
        tx.abandon(Where(2))
        assert tx.tries([Where(1), Where(2)]) == {}


def test_no_mail_begun_is_nothing_to_count(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        assert tx.begin([], minutes(0)) == {}


def taken_over(tx: Transaction, *raws: bytes) -> None:
    tx.accept([Arriving(raw=raw, arrived=minutes(number), door="lmtp") for number, raw in enumerate(raws)])


def test_mail_taken_over_is_handed_to_one_worker_until_it_is_settled(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        taken_over(tx, b"one", b"two")
    with ledger.transaction() as tx:
        [first] = tx.claim_arrivals(minutes(2), 1, "worker-1")
        assert first == Arrival(id=first.id, arrived=minutes(0), door="lmtp", raw=b"one", tries=1)
    with ledger.transaction() as tx:
        [second] = tx.claim_arrivals(minutes(2), 9, "worker-2")
        assert second.raw == b"two"
        assert tx.claim_arrivals(minutes(2), 9, "worker-3") == []
        tx.settle_arrival(first.id, "worker-3")  # it is not theirs
        tx.settle_arrival(second.id, "worker-1")
        tx.record(make_inbound(uid=None, arrival=first.id))
        tx.release_arrivals([second.id], "worker-2", minutes(10), "the database is away")
        assert tx.claim_arrivals(minutes(9), 9, "worker-1") == []
        assert [(a.raw, a.tries) for a in tx.claim_arrivals(minutes(10), 9, "worker-1")] == [(b"two", 1)]


def test_what_a_dead_worker_had_claimed_is_given_free_and_each_tried_alone(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        taken_over(tx, b"one", b"two")
        tx.claim_arrivals(minutes(3), 9, "worker-1")
        taken_over(tx, b"three")
        assert tx.arrival_claimants() == ["worker-1"]
        assert tx.orphaned_arrivals("worker-1") == 2
        claims = [tx.claim_arrivals(minutes(3), 9, "worker-2") for _ in range(4)]
        assert [[(a.raw, a.tries) for a in claim] for claim in claims] == [
            [(b"one", 2)],
            [(b"three", 1)],
            [(b"two", 2)],
            [],
        ]


def test_a_worker_claims_so_much_that_it_fits_its_memory(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        taken_over(tx, b"1" * 60, b"2" * 60, b"3" * 30)
        claims = [tx.claim_arrivals(minutes(3), 9, "worker-1", most_bytes=100) for _ in range(2)]
        assert [[len(a.raw) for a in claim] for claim in claims] == [[60], [60, 30]]


def test_a_mail_begun_in_a_mailbox_is_nobodys_to_claim_until_it_is_handed_over(ledger: Ledger) -> None:
    handed_over = Arriving(raw=b"raw", arrived=minutes(0), door="info", origin=Where(1))
    with ledger.transaction() as tx:
        tx.begin([Where(1)], minutes(0))
        assert tx.claim_arrivals(minutes(9), 9, "worker-1") == []
        tx.accept([handed_over])
        tx.accept([replace(handed_over, raw=b"again")])
        assert tx.handed_over(BOX) == {(7, 1)}
        [arrival] = tx.claim_arrivals(minutes(9), 9, "worker-1")
        assert (arrival.raw, arrival.mailbox, arrival.uidvalidity, arrival.uid) == (b"raw", BOX, 7, 1)
        tx.record(make_inbound(uid=1))
        assert tx.handed_over(BOX) == set()
