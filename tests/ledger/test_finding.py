"""Whose booking a mail speaks of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.domain.place import Status
from mailflow.ledger import Ledger
from tests.ledger.making import make_booking, make_event, make_inbound, make_outgoing, with_status

EVENT = make_event(capacity=99)
ANNA = make_booking("AAAA-22", name="Anna Bianchi", email="anna@citizen.example", at=1)
LUCA = make_booking("BBBB-33", name="Luca Verdi", email="luca@citizen.example", at=2)


@pytest.fixture(autouse=True)
def _booked(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.record(make_inbound("first@citizen.example", booking="AAAA-22"))
        tx.write([ANNA, LUCA])
        tx.put(make_outgoing("answer@comune.example", booking="AAAA-22"))
        tx.put(make_outgoing("digest@comune.example", kind="digest"))


def test_a_reply_to_our_answer_belongs_to_its_booking(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        assert tx.find(message_ids=["unknown@x.example", "answer@comune.example"]) == (ANNA, "thread")


def test_the_thread_of_a_persons_own_mail_tells_which_of_their_bookings_is_meant_and_proves_nothing(
    ledger: Ledger,
) -> None:
    hers = make_booking("CCCC-44", email="anna@citizen.example", at=9)
    with ledger.transaction(EVENT) as tx:
        tx.write([hers])
        first = ["first@citizen.example"]
        assert tx.find(message_ids=first, writer="Anna@citizen.example") == (ANNA, "address")
        assert tx.find(message_ids=first, writer="luca@citizen.example") == (None, None)
        assert tx.find(message_ids=first) == (None, None)


def test_mail_of_ours_without_a_booking_tells_nothing(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        assert tx.find(message_ids=["digest@comune.example"]) == (None, None)


def test_a_code_counts_before_the_address(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        assert tx.find(codes=["ZZZZ-99", " bbbb-33"], address="anna@citizen.example") == (LUCA, "code")


def test_an_address_counts_whatever_its_case_and_before_the_name(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        assert tx.find(address="Luca@Citizen.Example", name="Anna Bianchi", event=EVENT.id) == (LUCA, "address")


def test_a_name_counts_whatever_its_order_case_and_accents(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        assert tx.find(name="BIANCHI Ànna", event=EVENT.id) == (ANNA, "name")


def test_a_name_that_two_people_bear_is_nobodys(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.write([make_booking("CCCC-44", name="Anna Bianchi", email="other@citizen.example")])
        assert tx.find(name="Anna Bianchi", event=EVENT.id) == (None, None)


def test_the_last_active_booking_of_an_address_is_meant(ledger: Ledger) -> None:
    later = make_booking("CCCC-44", email="anna@citizen.example", at=9)
    with ledger.transaction(EVENT) as tx:
        tx.write([later])
        assert tx.find(address="anna@citizen.example", event=EVENT.id) == (later, "address")
        tx.write([with_status(later, Status.CANCELLED)])
        assert tx.find(address="anna@citizen.example", event=EVENT.id) == (ANNA, "address")


def test_a_booking_of_another_event_is_not_meant_by_its_address(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        assert tx.find(address="anna@citizen.example", event="convegno") == (None, None)
        assert tx.find(address="anna@citizen.example") == (ANNA, "address")


def test_a_cancelled_booking_is_found_by_thread_code_and_address_and_not_by_name(ledger: Ledger) -> None:
    cancelled = with_status(ANNA, Status.CANCELLED)
    with ledger.transaction(EVENT) as tx:
        tx.write([cancelled])
        assert tx.find(message_ids=["answer@comune.example"]) == (cancelled, "thread")
        assert tx.find(codes=["AAAA-22"]) == (cancelled, "code")
        assert tx.find(address="anna@citizen.example", event=EVENT.id) == (cancelled, "address")
        assert tx.find(name="Anna Bianchi", event=EVENT.id) == (None, None)
        assert tx.same_person(EVENT.id, "anna@citizen.example", "Anna Bianchi") == ()


def test_a_booking_written_for_another_is_found_by_who_wrote_it(ledger: Ledger) -> None:
    office = replace(LUCA, addresses=("Office@company.example", "luca@citizen.example"))
    with ledger.transaction(EVENT) as tx:
        tx.write([office])
        assert tx.find(address="office@company.example", event=EVENT.id) == (office, "address")
        assert tx.same_person(EVENT.id, "office@company.example", None) == (office,)
        tx.write([replace(office, addresses=("desk@company.example",))])
        assert tx.find(address="office@company.example", event=EVENT.id) == (None, None)
        assert tx.find(address="desk@company.example", event=EVENT.id)[1] == "address"
        own = make_booking("CCCC-44", email="desk@company.example")
        tx.write([own])
        assert tx.find(address="desk@company.example", event=EVENT.id) == (own, "address")
        assert tx.fsck() == []


def test_a_booking_that_only_waits_for_facts_is_found_by_its_address(ledger: Ledger) -> None:
    asked = replace(make_booking("CCCC-44", email="eva@citizen.example"), attendees=(), asked=("seats",))
    with ledger.transaction(EVENT) as tx:
        tx.write([asked])
        assert tx.find(address="eva@citizen.example", event=EVENT.id) == (asked, "address")


def test_nothing_known_finds_nothing(ledger: Ledger) -> None:
    nameless = replace(make_booking("CCCC-44"), attendees=())
    with ledger.transaction(EVENT) as tx:
        tx.write([nameless])
        assert tx.find() == (None, None)
        assert tx.find(address="", name=" . ", event=EVENT.id) == (None, None)


def test_the_book_shows_the_other_bookings_of_the_writer(ledger: Ledger) -> None:
    colleague = make_booking("CCCC-44", people=2, email="office@company.example")
    named = colleague.with_attendee(replace(colleague.attendees[1], name="Verdi Luca"))
    with ledger.transaction(EVENT) as tx:
        tx.write([named])
        assert tx.book(EVENT, LUCA, "thread", "luca@citizen.example", "Luca Verdi").same_person == (LUCA, named)
        assert tx.book(EVENT, address="anna@citizen.example").same_person == (ANNA,)
        assert tx.book(EVENT).same_person == ()
