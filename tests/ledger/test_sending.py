"""Mail out: claimed before it is sent, at least once, under one Message-ID."""

from __future__ import annotations

import pytest

from mailflow.ledger import Bounced, Ledger
from tests.ledger.making import make_booking, make_event, make_inbound, make_outgoing, minutes


def put(ledger: Ledger, *message_ids: str) -> list[int]:
    with ledger.transaction() as tx:
        return [number for m in message_ids if (number := tx.put(make_outgoing(m))) is not None]


def status_of(ledger: Ledger, number: int) -> str:
    with ledger.reading() as tx:
        row = tx.outgoing(number)
        assert row is not None
        return row.status


def test_what_is_due_is_claimed_with_its_bytes_by_one_worker(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        now, later = tx.put(make_outgoing("a@us.example", at=0)), tx.put(make_outgoing("b@us.example", at=60))
    with ledger.transaction() as tx:
        rows = tx.claim(minutes(1), 10, "worker-1")
        assert [(row.id, row.status, row.claimed_by, row.tries, row.raw) for row in rows] == [
            (now, "claimed", "worker-1", 1, b"Subject: y\r\n\r\ny")
        ]
    with ledger.transaction() as tx:
        assert tx.claim(minutes(1), 10, "worker-2") == []
        assert [row.id for row in tx.claim(minutes(60), 10, "worker-2")] == [later]


def test_no_more_are_claimed_than_asked_for_and_the_first_due_come_first(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        for number, at in enumerate((3, 1, 2)):
            tx.put(make_outgoing(f"{number}@us.example", at=at))
        assert [row.message_id for row in tx.claim(minutes(9), 2, "w")] == ["1@us.example", "2@us.example"]


def test_what_was_sent_stays_sent(ledger: Ledger) -> None:
    (number,) = put(ledger, "a@us.example")
    with ledger.transaction() as tx:
        tx.claim(minutes(1), 1, "w")
        tx.sent(number, minutes(2), "250 2.0.0 queued as 4F2")
    with ledger.transaction() as tx:
        row = tx.outgoing(number)
        assert row is not None
        assert (row.status, row.done_at, row.reply, row.claimed_by) == (
            "sent",
            minutes(2),
            "250 2.0.0 queued as 4F2",
            None,
        )
        assert tx.claim(minutes(9), 1, "w") == []
        assert (tx.retry(number, minutes(9)), tx.discard(number, minutes(9))) == (False, False)


def test_a_temporary_refusal_is_tried_again_when_its_time_has_come(ledger: Ledger) -> None:
    (number,) = put(ledger, "a@us.example")
    with ledger.transaction() as tx:
        tx.claim(minutes(1), 1, "w")
        tx.retry_at(number, minutes(30), "451 greylisted")
        assert tx.claim(minutes(29), 1, "w") == []
        assert [(row.tries, row.why) for row in tx.claim(minutes(30), 1, "w")] == [(2, "451 greylisted")]


def test_what_is_lost_after_the_dot_is_sent_once_more_under_the_same_message_id_when_its_time_has_come(
    ledger: Ledger,
) -> None:
    (number,) = put(ledger, "a@us.example")
    with ledger.transaction() as tx:
        tx.claim(minutes(1), 1, "w")
        assert tx.unknown(number, "the connection broke after the final dot", minutes(3)) == "queued"
        assert tx.claim(minutes(2), 1, "w") == []
        assert [row.message_id for row in tx.claim(minutes(3), 1, "w")] == ["a@us.example"]
        assert tx.unknown(number, "again", minutes(8)) == "unknown"
        assert tx.claim(minutes(9), 1, "w") == []


def test_what_is_lost_after_the_dot_when_no_try_is_left_is_left_to_a_person(ledger: Ledger) -> None:
    (number,) = put(ledger, "a@us.example")
    with ledger.transaction() as tx:
        tx.claim(minutes(1), 1, "w")
        assert tx.unknown(number, "the connection broke after the final dot", None) == "unknown"
        assert tx.claim(minutes(9), 1, "w") == []


def test_all_that_a_dead_worker_had_claimed_can_have_gone_out_and_is_due_at_once(ledger: Ledger) -> None:
    first, second = put(ledger, "a@us.example", "b@us.example")
    with ledger.transaction() as tx:
        tx.claim(minutes(1), 2, "w")
        assert (tx.claimants(), tx.orphaned("another")) == (["w"], [])
        stands = [(row.id, row.status, row.doubts, row.tries) for row in tx.orphaned("w")]
        assert stands == [(first, "queued", 1, 1), (second, "queued", 1, 1)]
        assert (tx.claimants(), tx.orphaned("w")) == ([], [])
        assert [row.id for row in tx.claim(minutes(1), 2, "another")] == [first, second]


def test_a_mail_over_which_workers_die_again_and_again_is_left_to_a_person(ledger: Ledger) -> None:
    put(ledger, "a@us.example")
    stands = []
    with ledger.transaction() as tx:
        for minute in range(1, 5):
            tx.claim(minutes(minute), 1, "w")
            stands += [row.status for row in tx.orphaned("w")]
    assert stands == ["queued", "queued", "queued", "unknown"]


def test_a_scheduled_mail_is_put_once_for_its_key(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        first = tx.put(make_outgoing("a@us.example", key="reminder workshop AAAA-22 2010-11-25"))
        assert first is not None
    with ledger.transaction() as tx:
        assert tx.put(make_outgoing("b@us.example", key="reminder workshop AAAA-22 2010-11-25")) is None
        assert [row.id for row in tx.outbox()] == [first]


def test_a_person_may_send_again_or_discard_what_did_not_go(ledger: Ledger) -> None:
    failed, waiting = put(ledger, "a@us.example", "b@us.example")
    with ledger.transaction() as tx:
        tx.claim(minutes(1), 1, "w")
        tx.failed(failed, "550 no such user", minutes(2))
        assert [(row.id, row.why) for row in tx.outbox("failed")] == [(failed, "550 no such user")]
        assert tx.discard(waiting, minutes(3)) is True
        assert tx.retry(failed, minutes(3)) is True
        assert tx.retry(999, minutes(3)) is False
    assert (status_of(ledger, failed), status_of(ledger, waiting)) == ("queued", "discarded")


def test_a_draft_is_not_sent(ledger: Ledger) -> None:
    (number,) = put(ledger, "a@us.example")
    with ledger.transaction() as tx:
        tx.claim(minutes(1), 1, "w")
        tx.drafted(number, minutes(2))
    assert status_of(ledger, number) == "drafted"


def test_settling_a_mail_that_is_not_there_is_a_fault(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="no mail 5"), ledger.transaction() as tx:
        tx.failed(5, "?", minutes(1))


def test_a_bounce_marks_the_mail_and_its_booking(ledger: Ledger) -> None:
    event = make_event()
    booking = make_booking("AAAA-22", email="anna@citizen.example")
    with ledger.transaction(event) as tx:
        tx.write([booking])
        tx.put(make_outgoing("a@us.example", booking="AAAA-22"))
        tx.put(make_outgoing("b@us.example", to="luca@citizen.example"))
    with ledger.transaction() as tx:
        assert tx.bounced("nobody@x.example", minutes(5)) == []
        assert tx.bounced("luca@citizen.example", minutes(5), "550") == []
        assert tx.bounced("Anna@citizen.example", minutes(5), "550 no such user") == ["AAAA-22"]
        expected = Bounced(booking=booking, address="anna@citizen.example", why="550 no such user", at=minutes(5))
        assert tx.bounces(event.id, minutes(5)) == (expected,)
        assert tx.bounces(event.id, minutes(6)) == ()
        assert tx.bounced("a@us.example", minutes(6)) == ["AAAA-22"]


def test_answers_are_counted_for_the_caps_and_scheduled_mail_is_not(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.put(make_outgoing("a@us.example", at=0))
        tx.put(make_outgoing("b@us.example", at=5, to="ANNA@citizen.example"))
        tx.put(make_outgoing("c@us.example", at=6, key="reminder"))
        tx.put(make_outgoing("d@us.example", at=7, to="luca@citizen.example"))
        assert tx.answers_to("anna@citizen.example", minutes(0)) == [minutes(0), minutes(5)]
        assert tx.answers_to("anna@citizen.example", minutes(1)) == [minutes(5)]
        to = ("Luca@citizen.example", "eva@citizen.example")
        assert [tx.wrote_to(address, "workshop") for address in to] == [True, False]
        assert not tx.wrote_to(to[0], "another-event")


def test_the_mail_that_is_answered_is_found(ledger: Ledger) -> None:
    put(ledger, "a@us.example", "b@us.example")
    with ledger.reading() as tx:
        target = tx.reply_target(["x@y.example", "b@us.example", "a@us.example"])
        assert target is not None
        assert (target.message_id, target.to, target.raw) == ("b@us.example", "anna@citizen.example", None)
        assert tx.reply_target("x@y.example") is None
        assert tx.reply_target([]) is None


def test_an_answer_may_be_put_before_its_mail_is_recorded_and_its_booking_written(ledger: Ledger) -> None:
    event = make_event()
    with ledger.transaction(event) as tx:
        tx.put(make_outgoing("a@us.example", booking="AAAA-22"))
        tx.record(make_inbound(booking="AAAA-22"))
        tx.write([make_booking("AAAA-22")])
    with ledger.reading() as tx:
        assert [row.booking for row in tx.outbox(booking="AAAA-22")] == ["AAAA-22"]
