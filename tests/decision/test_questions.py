"""Questions, answered from the event's facts or passed on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.decision.questions import answers
from mailflow.decision.vocabulary import languages, vocabulary
from mailflow.domain.event import Faq
from mailflow.domain.letter import Already, Answer, Answered, Confirmation, Received
from mailflow.understanding.reading import Intent
from tests.decision.desk import ANNA, LUCA, Desk, says
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
        ("Come ci si iscrive?", ["how"]),
        ("How do I register?", ["how"]),
        ("Potete mandarmi il programma?", ["programme"]),
        ("A che numero posso chiamare?", ["contact"]),
        ("Where exactly is the hall?", ["place"]),
        ("What time does it start?", ["time"]),
        ("When is the deadline?", ["deadline"]),
        ("Are there any places left?", ["seats"]),
        ("Do you have free places?", ["seats"]),
        ("Are there any spaces free?", ["seats"]),
        ("Do you still have places?", ["seats"]),
        ("Is it full?", ["seats"]),
        ("Avete ancora disponibilità?", ["seats"]),
        ("Ci sarebbe posto per due?", ["seats"]),
        ("Siete al completo?", ["seats"]),
        ("È ancora possibile prenotare?", ["deadline"]),
        ("Which workshop am I in?", ["booking"]),
        ("Sono in lista?", ["booking"]),
        ("Qual è il mio turno?", ["booking"]),
        ("Could you confirm the time?", ["time"]),
        ("Mi può dire l'indirizzo?", ["place"]),
        ("Dove vi trovate?", ["place"]),
        ("What time is Session A?", ["session"]),
        ("Quando devo presentarmi e dove?", ["place", "time"]),
        ("Dove posso parcheggiare?", ["faq"]),
        ("Is there parking?", ["faq"]),
    ],
)
def test_a_question_is_answered_from_the_facts(text: str, about: list[str]) -> None:
    found, left = answers(EVENT, text, "en")

    assert ([a.about for a in found], left) == (about, "")


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
    assert answers(EVENT, text, "en") == ((), text)


def test_a_question_with_words_nothing_explains_is_answered_and_passed_on() -> None:
    found, left = answers(EVENT, "A che ora si esibisce il coro?", "it")

    assert ([a.about for a in found], left) == (["time"], "A che ora si esibisce il coro?")


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
    assert decision.review is not None
    assert decision.review.why == ("a question we cannot answer: “Will there be lunch?”",)


def test_who_asks_for_places_hears_how_many_are_left_now() -> None:
    desk = Desk(EVENT)
    desk.mail(ANNA, says(Intent.BOOK, seats=3, choices={"one": ("a",)}))

    desk.mail(LUCA, says(Intent.QUESTION, question=True, question_text="Are there any places left?"))

    letter = desk.told[-1]
    assert isinstance(letter, Answer)
    assert letter.answers == (Answered("seats", free=((None, 47), ("a", 17), ("b", 20), ("c", 20))),)


def test_who_asks_for_places_in_one_session_hears_of_that_one() -> None:
    desk = Desk(EVENT)
    desk.mail(ANNA, says(Intent.BOOK, seats=3, choices={"one": ("a",)}))

    desk.mail(LUCA, says(Intent.QUESTION, question=True, question_text="Are there any places left in Session A?"))

    letter = desk.told[-1]
    assert isinstance(letter, Answer)
    assert letter.answers == (Answered("seats", session="a", free=(("a", 17),)),)


def test_a_place_that_somebody_waits_for_is_not_told_as_free() -> None:
    desk = Desk(replace(EVENT, capacity=3, booking=replace(EVENT.booking, large_party="wait")))
    desk.mail(ANNA, says(Intent.BOOK, seats=2))
    desk.mail(LUCA, says(Intent.BOOK, seats=2))

    desk.mail("carla@example.org", says(Intent.QUESTION, question=True, question_text="Are there any places left?"))

    letter = desk.told[-1]
    assert isinstance(letter, Answer)
    assert letter.answers == (Answered("seats", free=((None, 0),)),)


def test_a_place_that_a_large_party_cannot_use_is_told_as_free() -> None:
    desk = Desk(replace(event_with({None: 50, "a": 2, "b": 20, "c": 20}), faq=()))
    desk.mail(ANNA, says(Intent.BOOK, seats=1, choices={"one": ("a",)}))
    desk.mail(LUCA, says(Intent.BOOK, seats=2, choices={"one": ("a",)}))

    desk.mail("carla@example.org", says(Intent.QUESTION, question=True, question_text="Any places left in Session A?"))

    letter = desk.told[-1]
    assert isinstance(letter, Answer)
    assert letter.answers == (Answered("seats", session="a", free=(("a", 1),)),)


def test_an_answer_that_gives_the_seat_does_not_count_the_others() -> None:
    desk = Desk(EVENT)

    desk.mail(ANNA, says(Intent.BOOK, seats=1, question=True, question_text="Are there any places left?"))

    letter = desk.told[-1]
    assert isinstance(letter, Confirmation)
    assert (letter.answers, letter.passed_on) == ((), False)


def test_a_question_nobody_can_answer_here_is_passed_on_and_the_person_told() -> None:
    desk = Desk(EVENT)

    decision = desk.mail(ANNA, says(Intent.QUESTION, question=True, question_text="Will there be lunch?"))

    letter = desk.told[-1]
    assert isinstance(letter, Received)
    assert letter.why == "question"
    assert decision.review is not None
    assert decision.review.why == ("a question we cannot answer: “Will there be lunch?”",)


@pytest.mark.parametrize(
    "asked",
    [
        "Am I confirmed?",
        "Did you get my booking?",
        "Could you remind me which sessions are we in?",
        "Sono iscritta?",
        "Volevo sapere se la mia iscrizione è arrivata",
        "Che posizione ho in lista d'attesa?",
    ],
)
def test_who_asks_for_their_own_booking_is_told_how_it_stands(asked: str) -> None:
    desk = Desk(EVENT)
    desk.mail(ANNA, says(Intent.BOOK, seats=1, choices={"one": ("a",)}))

    decision = desk.mail(ANNA, says(Intent.QUESTION, question=True, question_text=asked))

    letter = desk.told[-1]
    assert isinstance(letter, Already)
    assert (letter.booking.code, letter.answers, letter.passed_on, decision.settled) == ("CODE-1", (), False, "handled")


def test_who_asks_for_a_booking_that_is_not_there_is_passed_on() -> None:
    desk = Desk(EVENT)

    decision = desk.mail(ANNA, says(Intent.QUESTION, question=True, question_text="Am I confirmed?"))

    letter = desk.told[-1]
    assert isinstance(letter, Received)
    assert (letter.why, decision.settled) == ("question", "review")


def test_what_else_is_asked_with_it_is_answered_or_passed_on() -> None:
    desk = Desk(EVENT)
    desk.mail(ANNA, says(Intent.BOOK, seats=1, choices={"one": ("a",)}))

    desk.mail(ANNA, says(Intent.QUESTION, question=True, question_text="Am I booked? Where is it? Is there lunch?"))

    letter = desk.told[-1]
    assert isinstance(letter, Already)
    assert ([a.about for a in letter.answers], letter.passed_on) == (["place"], True)


def test_every_language_has_every_word() -> None:
    topics = {"place", "time", "programme", "deadline", "seats", "contact", "how", "booking"}
    known = [vocabulary(language) for language in languages()]

    assert [set(v.questions) for v in known] == [topics] * len(known)
    assert [set(v.waiting) for v in known] == [set(known[0].waiting)] * len(known)
    assert [set(v.review) for v in known] == [set(known[0].review)] * len(known)
    assert languages() == ("en", "it")


def test_a_session_by_another_name_is_not_asked_of_a_person() -> None:
    aliased = replace(EVENT.rounds[0].sessions[0], aliases=("canoeing",))
    event = replace(EVENT, rounds=(replace(EVENT.rounds[0], sessions=(aliased,)),))

    assert answers(event, "Am I confirmed for the canoeing?", "en") == ((Answered("booking"),), "")


@pytest.mark.parametrize("text", ["A che punto sono nella lista?", "Where am I on the waiting list?"])
def test_who_waits_may_ask_for_their_position(text: str) -> None:
    assert answers(EVENT, text, "en") == ((Answered("booking"),), "")
