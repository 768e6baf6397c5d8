"""Answers of a word or two, as they are read in the light of what we asked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from mailflow.decision import Decision, context_of
from mailflow.domain.booking import Contact
from mailflow.domain.letter import Already, Ask
from mailflow.message.model import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Intent, Person, Reading
from tests.decision.desk import ANNA, LUCA, Desk, books, says, unclear
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


@pytest.mark.parametrize(
    "word",
    [
        "sì, vengo",
        "Sì",
        "Confermo la mia presenza",
        "Yes, I am coming",
        "I'll come after all",
        # whether a place is left
        "Ci ho ripensato, stiamo bene: è ancora libero il posto? Grazie",
        "We are well again. Is there still a place?",
    ],
)
def test_a_yes_or_a_question_for_it_after_everything_was_given_up_asks_for_the_same_again(word: str) -> None:
    desk = booked()
    answers(desk, "annullo")

    decision = answers(desk, word)

    assert (decision.why, desk.stands("CODE-2")) == (
        "asked: other",
        [{"event": "offered", "a": "offered", "c": "offered"}],
    )


def test_who_booked_for_a_child_gets_the_childs_place_again() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, replace(books("Zoe Rossi", one="a"), contact=Contact(name="Anna Rossi", email=ANNA)))
    answers(desk, "annullo")

    answers(desk, "Ci abbiamo ripensato, possiamo venire! Avete ancora un posto? Grazie")

    assert [a.name for a in desk.booking("CODE-2").attendees] == ["Zoe Rossi"]


@pytest.mark.parametrize("word", ["ok", "ok grazie", "Perfetto"])
def test_thanks_for_a_cancellation_book_nothing(word: str) -> None:
    desk = booked()
    answers(desk, "annullo")

    decision = answers(desk, word)

    assert (decision.letters, decision.bookings) == ((), ())


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


@pytest.mark.parametrize(
    "word", ["Confermo", "Sì, confermo la prenotazione", "sì", "Yes", "I confirm", "Yes, all correct"]
)
def test_a_yes_that_nobody_asked_for_is_told_how_the_booking_stands(word: str) -> None:
    desk = booked()

    decision = answers(desk, word)

    assert (decision.settled, decision.bookings, desk.kinds()[-1]) == ("handled", (), ("already", "anna"))


@pytest.mark.parametrize("word", ["Ok, grazie lo stesso", "Thanks anyway", "Ok grazie, allora aspetto"])
def test_thanks_are_not_answered_however_they_are_read(word: str) -> None:
    desk = booked()

    decision = desk.mail(ANNA, says(Intent.ACCEPT, text=word), thread="CODE-1")

    assert (decision.settled, decision.letters) == ("handled", ())


ASKING = [
    "A che ora inizia?",
    "Salve, la mia prenotazione è confermata?",
    "Grazie. Dove si trova la sala?",
    "Is my booking confirmed?",
]


@pytest.mark.parametrize("word", ASKING)
@pytest.mark.parametrize("intent", [Intent.ACCEPT, Intent.CHANGE])
def test_a_question_is_no_yes_to_ours(word: str, intent: Intent) -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "date"))

    desk.mail(
        ANNA, says(intent, text=word, question=True, question_text=word.removeprefix("Grazie. ")), thread="CODE-1"
    )

    assert desk.stands("CODE-1") == [{"event": "offered", "a": "offered", "c": "offered"}]


@pytest.mark.parametrize("word", ["Sì, a che ora inizia?", "Ok. Where is it?", "Accetto. Dove si trova la sala?"])
def test_a_question_beside_a_yes_leaves_it_a_yes(word: str) -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "date"))

    desk.mail(
        ANNA,
        says(Intent.ACCEPT, text=word, question=True, question_text=word.rsplit(". ", maxsplit=1)[-1]),
        thread="CODE-1",
    )

    assert desk.stands("CODE-1") == BOOKED


def test_who_asks_how_it_stands_while_we_wait_for_an_answer_is_asked_once_more() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a"), "date"))

    answers(desk, "Is my booking confirmed?")

    letter = desk.told[-1]
    assert isinstance(letter, Already)
    assert [query.about for query in letter.queries] == ["date", "choices"]
    assert letter.queries[1].options == ("c",)


def test_a_change_that_states_nothing_answers_no_question() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "date"))

    decision = desk.mail(ANNA, says(Intent.CHANGE, text="I wonder whether there is room"), thread="CODE-1")

    assert (decision.settled, desk.stands("CODE-1")) == (
        "review",
        [{"event": "offered", "a": "offered", "c": "offered"}],
    )


def test_what_a_yes_to_a_change_says_besides_is_done_with_it() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a"))
    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Luca", {"one": ("b",)}),)))

    desk.mail(ANNA, says(Intent.ACCEPT, text="I confirm, and C for both", choices={"two": ("c",)}), thread="CODE-1")

    assert desk.stands("CODE-1") == [
        {"event": "confirmed", "a": "confirmed", "c": "confirmed"},
        {"event": "confirmed", "b": "confirmed", "c": "confirmed"},
    ]


@pytest.mark.parametrize("waiting", [{"choices": {"one": ("b",)}}, {"people": (Person("Luca", {"one": ("b",)}),)}])
def test_who_joins_beside_a_yes_to_a_change_joins_with_it(waiting: dict[str, Any]) -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a"))
    desk.mail(ANNA, says(Intent.CHANGE, **waiting))

    desk.mail(ANNA, says(Intent.ACCEPT, text="Yes, and Ada comes", people=(Person("Ada Rossi"),)), thread="CODE-1")

    anna, luca, ada = desk.stands("CODE-1")
    assert luca == {"event": "confirmed", "b": "confirmed"}
    assert (anna["event"], ada["event"]) == ("confirmed", "confirmed")


@pytest.mark.parametrize("intent", [Intent.BOOK, Intent.OTHER, Intent.CHANGE, Intent.ACCEPT])
def test_the_link_of_an_offer_used_after_the_reply_changes_nothing(intent: Intent) -> None:
    desk = booked()

    decision = desk.mail(ANNA, unclear(says(intent, text="Accetto"), "intent"), found_by="code")

    assert (decision.settled, decision.bookings, desk.kinds()[-1]) == ("handled", (), ("already", "anna"))


@pytest.mark.parametrize(("word", "stands"), [("Accetto", BOOKED), ("I accept", BOOKED), ("Confermo", [{}])])
def test_the_link_of_an_offer_cancels_nothing(word: str, stands: list[dict[str, str]]) -> None:
    desk = booked()
    desk.mail(ANNA, says(Intent.CANCEL))

    desk.mail(ANNA, says(Intent.ACCEPT, text=word), found_by="code")

    assert desk.stands("CODE-1") == stands


def test_a_yes_by_link_from_another_address_goes_to_a_person() -> None:
    desk = booked()

    decision = desk.mail(LUCA, unclear(says(Intent.BOOK, text="Accetto"), "intent"), thread="CODE-1", found_by="code")

    assert (decision.settled, decision.bookings, decision.why) == ("review", (), "a stranger's yes")


def test_who_asks_how_it_stands_is_told_what_is_still_to_be_chosen() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a"))

    answers(desk, "Yes")

    letter = desk.told[-1]
    assert isinstance(letter, Already)
    assert [(query.about, query.round, query.options) for query in letter.queries] == [("choices", "two", ("c",))]


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
