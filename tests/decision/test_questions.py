"""Questions, answered from the event's facts or passed on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.decision.questions import answers
from mailflow.decision.vocabulary import languages, vocabulary
from mailflow.domain.event import Faq
from mailflow.domain.letter import Answer, Answered, Received
from mailflow.understanding.reading import Intent
from tests.decision.desk import ANNA, Desk, says
from tests.decision.making import event_with

EVENT = replace(
    event_with({None: 50, "a": 20, "b": 20, "c": 20}),
    faq=(Faq(("parcheggio", "posteggio", "parking"), {"it": "Si parcheggia in piazza.", "en": "Park in the square."}),),
)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Dove si tiene l'incontro?", ["place"]),
        ("Qual è l'indirizzo, e a che ora si comincia?", ["place", "time"]),
        ("Entro quando bisogna prenotare?", ["deadline"]),
        ("Ci sono ancora posti?", ["seats"]),
        ("Potete mandarmi il programma?", ["programme"]),
        ("A che numero posso chiamare?", ["contact"]),
        ("Where exactly is the hall?", ["place"]),
        ("What time does it start?", ["time"]),
        ("When is the deadline?", ["deadline"]),
        ("Are there any places left?", ["seats"]),
        ("What time is Session A?", ["session"]),
        ("Dove posso parcheggiare?", ["faq"]),
        ("Is there parking?", ["faq"]),
    ],
)
def test_a_question_is_answered_from_the_facts(text: str, about: list[str]) -> None:
    found, passed_on = answers(EVENT, text, "en")

    assert ([a.about for a in found], passed_on) == (about, False)


@pytest.mark.parametrize(
    "text",
    [
        "A che ora si pranza, e dove?",
        "Rilasciate un attestato?",
        "What time is lunch?",
        "Where can I get an invoice?",
        "Will the mayor be there?",
    ],
)
def test_what_is_not_surely_known_is_passed_on(text: str) -> None:
    assert answers(EVENT, text, "en") == ((), True)


def test_a_question_with_words_nothing_explains_is_answered_and_passed_on() -> None:
    found, passed_on = answers(EVENT, "A che ora si esibisce il coro?", "it")

    assert ([a.about for a in found], passed_on) == (["time"], True)


def test_an_answer_of_the_file_is_given_in_the_language_of_the_question() -> None:
    assert answers(EVENT, "C'è un posteggio?", "it")[0] == (Answered("faq", "Si parcheggia in piazza."),)
    assert answers(EVENT, "C'è un posteggio?", "de")[0] == (Answered("faq", "Park in the square."),)


def test_of_two_questions_the_known_one_is_answered_and_the_other_passed_on() -> None:
    desk = Desk(EVENT)

    decision = desk.mail(ANNA, says(Intent.QUESTION, question=True, question_text="Where is it? Will there be lunch?"))

    letter = desk.told[-1]
    assert isinstance(letter, Answer)
    assert ([a.about for a in letter.answers], letter.passed_on) == (["place"], True)
    assert decision.settled == "review"


def test_a_question_nobody_can_answer_here_is_passed_on_and_the_person_told() -> None:
    desk = Desk(EVENT)

    decision = desk.mail(ANNA, says(Intent.QUESTION, question=True, question_text="Will there be lunch?"))

    letter = desk.told[-1]
    assert isinstance(letter, Received)
    assert letter.why == "question"
    assert decision.review is not None
    assert decision.review.why == ("a question we cannot answer: Will there be lunch?",)


def test_every_language_has_every_word() -> None:
    topics = {"place", "time", "programme", "deadline", "seats", "contact"}
    known = [vocabulary(language) for language in languages()]

    assert [set(v.questions) for v in known] == [topics] * len(known)
    assert [set(v.waiting) for v in known] == [set(known[0].waiting)] * len(known)
    assert [set(v.review) for v in known] == [set(known[0].review)] * len(known)
    assert languages() == ("en", "it")
