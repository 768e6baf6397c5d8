"""Letters that organizers write to those who are booked."""

from __future__ import annotations

from dataclasses import replace

from mailflow.domain.notice import Audience
from mailflow.ledger import Ledger, Notice
from tests.ledger.making import make_booking, make_event, make_outgoing, minutes

EVENT = make_event()
NOTICE = Notice(
    token="t1",
    event="workshop",
    writer="segreteria@comune.example",
    whom="A chi è in Welfare",
    audience=Audience("welfare"),
    subject="Sala",
    text="Nella sala grande.",
    opened=minutes(0),
)


def test_a_letter_is_read_back_as_it_was_kept_and_settled_once(ledger: Ledger) -> None:
    unclear = replace(NOTICE, token="t2", audience=None, among=("workshop", "dinner"), opened=minutes(9))
    with ledger.transaction(EVENT) as tx:
        tx.add_notice(NOTICE)
        tx.add_notice(unclear)
        assert tx.settle_notice("t1", "sent", minutes(1))
        assert not tx.settle_notice("t1", "dropped", minutes(2))
    with ledger.reading() as tx:
        sent, waits = tx.notice("t1"), tx.notice("t2")
        assert sent is not None
        assert waits is not None
        assert (sent.audience, sent.became, sent.settled_at) == (Audience("welfare"), "sent", minutes(1))
        assert (waits.audience, waits.among, waits.became) == (None, ("workshop", "dinner"), "")
        assert tx.notice("t3") is None
        assert tx.waiting_notice("workshop", "segreteria@comune.example", minutes(0)) == waits
        assert tx.waiting_notice("workshop", "segreteria@comune.example", minutes(10)) is None
        assert tx.shown_to("segreteria@comune.example", minutes(5)) == [minutes(9)]


def test_the_same_words_are_sent_to_a_booking_once(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        assert [tx.mark_noticed("workshop", "abc", "AAAA-22", minutes(n)) for n in (0, 1)] == [True, False]
        assert tx.mark_noticed("workshop", "other", "BBBB-33", minutes(2))
        assert tx.noticed("workshop", "abc") == {"AAAA-22"}


def test_an_address_is_not_reached_until_a_mail_to_it_went_through(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.write([make_booking("AAAA-22", email="Anna@citizen.example")], now=minutes(0))
        tx.put(make_outgoing("a@us.example", to="Anna@citizen.example", booking="AAAA-22"))
        [row] = tx.claim(minutes(9), 9, "w")
        tx.sent(row.id, minutes(9))
        tx.bounced("a@us.example", minutes(10), "no such mailbox")
        assert tx.unreached("workshop") == {"anna@citizen.example"}
        assert tx.unreached("dinner") == frozenset()
        tx.put(make_outgoing("b@us.example", to="anna@citizen.example"))
        assert tx.unreached("workshop") == {"anna@citizen.example"}
        [row] = tx.claim(minutes(19), 9, "w")
        tx.sent(row.id, minutes(19))
        assert tx.unreached("workshop") == frozenset()


def test_letters_go_with_their_event_and_their_writer_can_be_forgotten(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.add_notice(NOTICE)
    with ledger.transaction() as tx:
        tx.forget("Segreteria@comune.example", minutes(5))
        forgotten = tx.notice("t1")
        assert forgotten is not None
        assert forgotten.writer == ""
        tx.purge(["workshop"])
        assert tx.notice("t1") is None
