"""A person's data and their erasure, confirmed by reply first."""

from __future__ import annotations

import pytest

from mailflow.domain.letter import Access, Erased, Received
from mailflow.understanding.reading import Intent
from tests.decision.desk import ANNA, Desk, books, says
from tests.decision.making import event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}


def asked(*, erase: bool) -> Desk:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    desk.mail(ANNA, says(Intent.PRIVACY, erase=erase))
    return desk


def test_the_data_are_sent_once_the_address_has_confirmed() -> None:
    desk = asked(erase=False)
    first = desk.told[-1]
    assert isinstance(first, Access)
    assert (first.confirm, first.code, first.bookings, first.to) == (True, "CODE-1", (), ANNA)

    decision = desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    letter = desk.told[-1]
    assert isinstance(letter, Access)
    assert (letter.confirm, [b.code for b in letter.bookings]) == (False, ["CODE-1"])
    assert (decision.access, decision.erase) == (ANNA, None)
    assert desk.booking("CODE-1").asked == ()


def test_the_data_are_erased_once_the_address_has_confirmed() -> None:
    desk = asked(erase=True)
    first = desk.told[-1]
    assert isinstance(first, Erased)
    assert (first.confirm, first.code) == (True, "CODE-1")

    decision = desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    assert decision.erase == ANNA
    assert set(decision.freed) == {None, "a", "c"}
    letter = desk.told[-1]
    assert isinstance(letter, Erased)
    assert not letter.confirm


@pytest.mark.parametrize("erase", [True, False])
def test_nothing_is_sent_or_erased_for_another_address(erase: bool) -> None:
    desk = asked(erase=erase)

    decision = desk.mail("stranger@elsewhere.example", says(Intent.ACCEPT), thread="CODE-1")

    assert (decision.erase, decision.access) == (None, None)
    assert [letter.kind for letter in decision.letters] == ["received"]


def test_the_address_alone_does_not_confirm() -> None:
    desk = asked(erase=True)

    decision = desk.mail(ANNA, says(Intent.ACCEPT))

    assert (decision.erase, decision.settled) == (None, "review")


def test_a_yes_to_another_mail_confirms_neither() -> None:
    desk = asked(erase=True)

    decision = desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1", answers="reminder")

    assert (decision.erase, desk.kinds()[-1]) == (None, ("already", "anna"))


def test_a_yes_is_to_the_question_it_answers() -> None:
    desk = asked(erase=True)
    desk.mail(ANNA, says(Intent.PRIVACY, erase=False))

    decision = desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1", answers="access")

    assert (decision.access, decision.erase) == (ANNA, None)


def test_the_link_of_the_question_confirms_it_and_is_for_a_person_where_there_are_two() -> None:
    desk = asked(erase=True)
    assert desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1", found_by="code").erase == ANNA

    desk = asked(erase=True)
    desk.mail(ANNA, says(Intent.PRIVACY, erase=False))
    decision = desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1", found_by="code")
    assert (decision.erase, decision.access, decision.settled) == (None, None, "review")


def test_who_wants_a_copy_instead_is_not_erased() -> None:
    desk = asked(erase=True)

    decision = desk.mail(ANNA, says(Intent.PRIVACY, erase=False), thread="CODE-1")

    assert (decision.erase, desk.kinds()[-1]) == (None, ("access", "anna"))


def test_without_a_booking_a_person_sees_to_it_and_no_word_is_asked_for_that_nobody_would_understand() -> None:
    desk = Desk(event_with(PLENTY))

    decision = desk.mail(ANNA, says(Intent.PRIVACY, erase=True))

    [letter] = decision.letters
    assert isinstance(letter, Received)
    assert letter.why == "privacy"
    assert decision.review is not None
    assert decision.review.kind == "privacy"


def test_a_request_for_ones_data_is_no_question_to_the_organizers_besides() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi"))
    words = "Which data do you keep of me?"

    decision = desk.mail(ANNA, says(Intent.PRIVACY, text=words, question=True, question_text=words))

    assert (decision.settled, decision.review, desk.kinds()[-1]) == ("handled", None, ("access", "anna"))


@pytest.mark.parametrize(("erase", "told"), [(True, "erased"), (False, "access")])
def test_who_has_given_up_their_booking_can_ask_and_confirm_likewise(erase: bool, told: str) -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")
    desk.mail(ANNA, says(Intent.PRIVACY, erase=erase))

    decision = desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    assert (decision.erase, decision.access) == ((ANNA, None) if erase else (None, ANNA))
    assert (decision.review, desk.kinds()[-1]) == (None, (told, "anna"))


def test_asking_twice_for_ones_data_goes_to_a_person() -> None:
    desk = asked(erase=True)

    decision = desk.mail(ANNA, says(Intent.PRIVACY, erase=True))

    assert decision.review is not None
    assert (decision.review.kind, desk.kinds()[-1]) == ("privacy", ("received", "anna"))
