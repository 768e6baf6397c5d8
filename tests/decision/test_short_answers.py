"""Answers of a word or two, as they are read in the light of what we asked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mailflow.decision import Decision, context_of
from mailflow.domain.letter import Ask
from mailflow.message.model import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Intent, Reading
from tests.decision.desk import ANNA, Desk, books, says, unclear
from tests.decision.making import event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}
ITALIAN = re.compile("(?i)sì|grazie|confermo|annullo|siamo|perfetto")
BOOKED = [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]


def answers(desk: Desk, text: str) -> Decision:
    """Anna answers our last mail with these words, in the language we write to her in."""
    message = Message(
        sender=Address("Anna Rossi", ANNA), subject="Re: The Meeting", text=text, in_reply_to=("x@town.example",)
    )
    language = "it" if ITALIAN.search(text) else "en"
    context = replace(context_of(desk.booking("CODE-1")), language=language)
    return desk.mail(ANNA, read(message, desk.event, context), thread="CODE-1")


def booked() -> Desk:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    return desk


@pytest.mark.parametrize("word", ["Yes", "sì", "Sì, confermo", "yes please", "OK"])
def test_yes_confirms_the_day(word: str) -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "date"))

    answers(desk, word)

    assert desk.stands("CODE-1") == BOOKED


@pytest.mark.parametrize("word", ["No", "no grazie", "annullo"])
def test_no_to_the_day_gives_up_what_was_held(word: str) -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "date"))

    answers(desk, word)

    assert desk.stands("CODE-1") == [{}]


@pytest.mark.parametrize("word", ["2", "siamo in due", "two of us"])
def test_a_number_is_how_many_come(word: str) -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "seats"))

    answers(desk, word)

    assert desk.stands("CODE-1") == BOOKED * 2


@pytest.mark.parametrize("word", ["sì", "Confermo: annullo", "I confirm"])
def test_yes_confirms_a_cancellation(word: str) -> None:
    desk = booked()
    desk.mail(ANNA, says(Intent.CANCEL))

    answers(desk, word)

    assert desk.stands("CODE-1") == [{}]


@pytest.mark.parametrize("word", ["sì", "Confermo la modifica", "yes"])
def test_yes_confirms_a_change(word: str) -> None:
    desk = booked()
    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}))

    answers(desk, word)

    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}]


@pytest.mark.parametrize("reading", [says(Intent.CANCEL), says(Intent.PRIVACY, erase=True), says(Intent.PRIVACY)])
@pytest.mark.parametrize("word", ["no", "No grazie"])
def test_no_to_a_question_about_a_booking_leaves_it_as_it_is(reading: Reading, word: str) -> None:
    desk = booked()
    desk.mail(ANNA, reading)

    decision = answers(desk, word)

    assert (desk.stands("CODE-1"), decision.erase, desk.booking("CODE-1").asked) == (BOOKED, None, ())


@pytest.mark.parametrize(("erase", "word"), [(True, "sì"), (True, "confermo"), (False, "confermo"), (False, "yes")])
def test_yes_confirms_what_is_asked_of_ones_data(erase: bool, word: str) -> None:
    desk = booked()
    desk.mail(ANNA, says(Intent.PRIVACY, erase=erase))

    decision = answers(desk, word)

    assert (decision.erase, decision.access) == ((ANNA, None) if erase else (None, ANNA))


@pytest.mark.parametrize("word", ["Grazie mille!", "Thanks!", "Perfetto, a presto", "Ok"])
def test_a_word_of_thanks_is_not_answered(word: str) -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi"))

    decision = answers(desk, word)

    assert (decision.settled, decision.letters, desk.stands("CODE-1")) == ("handled", (), [{"event": "confirmed"}])


def test_who_cannot_come_says_so_of_the_booking_and_not_of_our_question() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    desk.mail(ANNA, unclear(says(Intent.CHANGE, choices={"one": ("b",)}), "other"), thread="CODE-1")

    desk.mail(ANNA, says(Intent.DECLINE, text="We are not able to come, what a pity"), thread="CODE-1")
    asked = desk.told[-1]
    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    assert isinstance(asked, Ask)
    assert [query.about for query in asked.queries] == ["confirm-cancel"]
    assert desk.stands("CODE-1") == [{}]
