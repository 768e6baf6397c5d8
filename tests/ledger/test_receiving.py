"""Mail in: nothing is done twice, nothing is lost between the commit and the move."""

from __future__ import annotations

import pytest

from mailflow.domain.place import Status
from mailflow.ledger import Arrival, Ledger, LedgerAway
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
        assert (tx.tries(Where(1)), tx.tries(Where(2))) == (0, 0)


def test_no_mail_begun_is_nothing_to_count(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        assert tx.begin([], minutes(0)) == {}


def test_mail_taken_over_is_handed_to_one_worker_until_it_is_settled(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        first, second = tx.accept(b"one", minutes(0)), tx.accept(b"two", minutes(1))
    with ledger.transaction() as tx:
        claimed = tx.claim_arrivals(minutes(2), 1, "worker-1")
        assert claimed == [Arrival(id=first, arrived=minutes(0), raw=b"one", tries=1)]
    with ledger.transaction() as tx:
        assert [arrival.raw for arrival in tx.claim_arrivals(minutes(2), 9, "worker-2")] == [b"two"]
        assert tx.claim_arrivals(minutes(2), 9, "worker-3") == []
        tx.settle_arrival(first)
        tx.release_arrival(second, minutes(10), "no luck")
        assert tx.claim_arrivals(minutes(9), 9, "worker-1") == []
        assert [(a.raw, a.tries) for a in tx.claim_arrivals(minutes(10), 9, "worker-1")] == [(b"two", 2)]


def test_what_a_dead_worker_had_claimed_is_given_free(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.accept(b"one", minutes(0))
        tx.claim_arrivals(minutes(1), 9, "worker-1")
        assert tx.release_orphans(before=minutes(1)) == 0
        assert tx.release_orphans(before=minutes(2)) == 1
        assert [a.tries for a in tx.claim_arrivals(minutes(3), 9, "worker-2")] == [2]


def test_a_mail_begun_in_a_mailbox_is_nobodys_to_claim(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.begin([Where(1)], minutes(0))
        assert tx.claim_arrivals(minutes(9), 9, "worker-1") == []
