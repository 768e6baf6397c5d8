"""Who is answered at all."""

from __future__ import annotations

import pytest

from mailflow.domain.letter import Received
from mailflow.message.model import Bounce
from mailflow.understanding.reading import MACHINES, Intent, Reading
from tests.decision.desk import ANNA, Desk, books, says
from tests.decision.making import event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}
OPINION = (
    "The afternoon was worth the journey. My group would like to propose a shared shuttle between the station and the "
    "plants of the district, three times in the morning and three in the evening, paid by the firms together."
)


@pytest.mark.parametrize("intent", sorted(MACHINES))
@pytest.mark.parametrize("confident", [True, False])
def test_a_machine_is_never_answered_even_in_the_thread_of_a_booking(intent: Intent, confident: bool) -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi"))
    before = desk.booking("CODE-1")

    decision = desk.mail(ANNA, Reading(intent=intent, language="en", confident=confident), thread="CODE-1")

    assert (decision.settled, decision.letters, decision.bookings) == ("handled", (), ())
    assert desk.booking("CODE-1") == before


@pytest.mark.parametrize(("permanent", "noted"), [(True, (ANNA,)), (False, ())])
def test_only_a_lasting_failure_is_noted(permanent: bool, noted: tuple[str, ...]) -> None:
    desk = Desk(event_with(PLENTY))
    reading = Reading(intent=Intent.BOUNCE, language="en", bounce=Bounce((ANNA,), permanent))

    decision = desk.mail("mailer-daemon@people.example", reading)

    assert (decision.failed_recipients, decision.letters, decision.settled) == (noted, (), "handled")


def test_junk_is_not_answered_and_is_seen_by_a_person_where_it_is_not_certain() -> None:
    desk = Desk(event_with(PLENTY))

    certain = desk.mail("win@lottery.example", Reading(intent=Intent.SPAM, language="en", confident=True))
    perhaps = desk.mail("win@lottery.example", Reading(intent=Intent.SPAM, language="en"))

    assert (certain.settled, certain.letters) == ("handled", ())
    assert (perhaps.settled, perhaps.letters) == ("review", ())


def test_what_is_odd_goes_to_a_person_and_the_writer_is_told() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    decision = desk.mail(ANNA, says(Intent.OTHER), thread="CODE-1")

    assert decision.settled == "review"
    letter = desk.told[-1]
    assert isinstance(letter, Received)
    assert letter.why == "doubt"


def test_what_shows_no_sign_of_the_event_is_laid_before_a_person_and_not_answered() -> None:
    desk = Desk(event_with(PLENTY))

    decision = desk.mail(ANNA, says(Intent.OTHER))

    assert (decision.settled, decision.letters) == ("review", ())


def test_pure_thanks_are_kept_and_not_answered() -> None:
    desk = Desk(event_with(PLENTY))

    decision = desk.mail(ANNA, says(Intent.FEEDBACK, text="Thank you, it was lovely!"))

    assert (decision.settled, decision.letters) == ("handled", ())
    assert decision.review is not None
    assert decision.review.kind == "feedback"


def test_who_writes_at_length_what_they_think_is_thanked() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, says(Intent.BOOK, seats=1))

    decision = desk.mail(ANNA, says(Intent.FEEDBACK, text=OPINION))

    assert decision.settled == "handled"
    letter = desk.told[-1]
    assert isinstance(letter, Received)
    assert letter.why == "feedback"


def test_a_stranger_who_gives_an_opinion_is_not_answered() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, says(Intent.FEEDBACK, text=OPINION))
    assert desk.told == []


def test_a_mail_without_a_sender_is_not_answered() -> None:
    desk = Desk(event_with(PLENTY))

    decision = desk.mail("", says(Intent.OTHER))

    assert (decision.settled, decision.letters) == ("review", ())


def test_thanks_with_a_question_get_its_answer() -> None:
    desk = Desk(event_with(PLENTY))

    desk.mail(ANNA, says(Intent.FEEDBACK, text="Thanks!", question=True, question_text="What time does it start?"))

    assert desk.kinds() == [("answer", "anna")]
