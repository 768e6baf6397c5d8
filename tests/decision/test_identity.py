"""Who may do what to a booking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.domain.letter import Ask, Received
from mailflow.understanding.reading import Evidence, Intent, Reading
from tests.decision.desk import ANNA, LUCA, Desk, books, says, unclear
from tests.decision.making import event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}
CANCEL = says(Intent.CANCEL)
MOVE = says(Intent.CHANGE, choices={"one": ("b",)})


def booked() -> Desk:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    return desk


@pytest.mark.parametrize("found_by", ["thread", "code"])
def test_its_thread_or_its_code_from_its_address_is_proof(found_by: str) -> None:
    desk = booked()

    desk.mail(ANNA, CANCEL, thread="CODE-1", found_by=found_by)  # type: ignore[arg-type]  # both are literals

    assert desk.stands("CODE-1") == [{}]


@pytest.mark.parametrize(("reading", "about"), [(CANCEL, "confirm-cancel"), (MOVE, "confirm-change")])
def test_the_address_alone_is_asked_to_confirm_and_the_yes_does_it(reading: Reading, about: str) -> None:
    desk = booked()

    desk.mail(ANNA, reading)
    letter = desk.told[-1]
    assert isinstance(letter, Ask)
    assert ([q.about for q in letter.queries], letter.to) == ([about], ANNA)
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")
    after = {} if reading is CANCEL else {"event": "confirmed", "b": "confirmed", "c": "confirmed"}
    assert desk.stands("CODE-1") == [after]
    assert (desk.booking("CODE-1").pending, "confirm" in "".join(desk.booking("CODE-1").asked)) == ("", False)


def test_a_no_to_the_question_leaves_all_as_it_is() -> None:
    desk = booked()
    desk.mail(ANNA, CANCEL)

    desk.mail(ANNA, says(Intent.DECLINE), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]
    assert (desk.booking("CODE-1").asked, desk.booking("CODE-1").pending) == ((), "")
    assert desk.kinds()[-1] == ("already", "anna")


@pytest.mark.parametrize("said", [says(Intent.ACCEPT), says(Intent.DECLINE)])
def test_a_yes_or_no_to_another_mail_of_ours_is_not_to_the_question(said: Reading) -> None:
    """A cancellation asked in her name, and not by her, waits; days later she answers the reminder."""
    desk = booked()
    desk.mail(ANNA, CANCEL)

    decision = desk.mail(ANNA, said, thread="CODE-1", answers="reminder")

    coming = said.intent is Intent.ACCEPT
    assert decision.why == ("nothing to accept" if coming else "cancelled")
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"} if coming else {}]


def test_the_word_of_the_link_confirms_too() -> None:
    desk = booked()
    desk.mail(ANNA, CANCEL)

    desk.mail(ANNA, CANCEL, thread="CODE-1", found_by="code")

    assert desk.stands("CODE-1") == [{}]


def test_asking_twice_without_proof_goes_to_a_person() -> None:
    desk = booked()
    desk.mail(ANNA, CANCEL)

    decision = desk.mail(ANNA, CANCEL)

    assert (decision.settled, decision.bookings, desk.kinds()[-1]) == ("review", (), ("received", "anna"))


def test_an_address_proven_by_the_receiving_server_is_proof() -> None:
    desk = booked()

    desk.mail(ANNA, CANCEL, proven=True)

    assert desk.stands("CODE-1") == [{}]


def test_a_forged_sender_does_nothing_that_cannot_be_undone() -> None:
    desk = booked()

    desk.mail(ANNA, CANCEL, thread="CODE-1", proven=False)

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]
    assert isinstance(desk.told[-1], Ask)


def test_a_forged_answer_to_our_question_is_seen_by_a_person() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a"), "seats"))
    before = desk.booking("CODE-1")

    decision = desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi"), thread="CODE-1", proven=False)

    assert (decision.settled, desk.booking("CODE-1")) == ("review", before)


@pytest.mark.parametrize("reading", [CANCEL, MOVE, says(Intent.ACCEPT), says(Intent.DECLINE)])
def test_a_stranger_learns_nothing_and_changes_nothing(reading: Reading) -> None:
    desk = booked()
    before = desk.booking("CODE-1")

    to_nobody = desk.mail("stranger@elsewhere.example", reading)
    with_code = desk.mail("stranger@elsewhere.example", reading, thread="CODE-1", found_by="code")
    by_name = desk.mail("stranger@elsewhere.example", reading, thread="CODE-1", found_by="name")

    assert desk.booking("CODE-1") == before
    decisions = (to_nobody, with_code, by_name)
    assert [d.settled for d in decisions] == ["review"] * 3
    told = [replace(d.letters[0], answering=None) for d in decisions]
    assert told[0] == told[1] == told[2]
    assert isinstance(told[0], Received)
    assert told[0].to == "stranger@elsewhere.example"


def test_a_friend_who_books_in_the_thread_has_a_booking_of_their_own() -> None:
    desk = booked()

    desk.mail(LUCA, books("Luca Bianchi", one="a"), thread="CODE-1")

    assert [b.contact.email for b in desk.keeper.kept.values()] == [ANNA, LUCA]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]


def test_who_has_several_bookings_and_does_not_say_which_is_seen_by_a_person() -> None:
    desk = Desk(event_with(PLENTY))
    office = "office@firm.example"
    for name in ("Anna Rossi", "Luca Bianchi"):
        desk.mail(
            office, replace(books(name, one="a"), contact=replace(books(name).contact, name="Rita", email=office))
        )

    assert desk.mail(office, CANCEL, proven=True).settled == "review"

    desk.mail(office, says(Intent.CANCEL, leaving=("Luca Bianchi",)), proven=True)
    assert desk.stands("CODE-2") == [{}]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}]


def test_who_wants_the_answer_elsewhere_may_write_again_from_either_address() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail("phone@people.example", books("Anna Rossi", one="a"))
    assert desk.booking("CODE-1").addresses == ("phone@people.example",)

    desk.mail("phone@people.example", CANCEL, thread="CODE-1")

    assert desk.stands("CODE-1") == [{}]
    assert [letter.to for letter in desk.told] == [ANNA, ANNA]


def test_a_web_form_that_writes_for_everybody_owns_nothing() -> None:
    desk = Desk(event_with(PLENTY))
    reading = replace(books("Anna Rossi", one="a"), evidence=(Evidence("contact.email", ANNA, "form"),))

    desk.mail("form@site.example", reading)

    assert desk.booking("CODE-1").addresses == ()
    assert desk.mail("form@site.example", CANCEL, thread="CODE-1").settled == "review"
