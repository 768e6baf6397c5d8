"""What is asked back, once, with the seats held; and the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mailflow.decision import context_of
from mailflow.domain.booking import Contact
from mailflow.domain.letter import Ask, Cancelled, Confirmation, Received
from mailflow.understanding.reading import Doubt, Intent, Person, Reading
from tests.decision.desk import ANNA, LUCA, NOON, Desk, books, says, unclear
from tests.decision.making import CLOSES, event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}


def asked_for_seats() -> Desk:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "seats", options=("2", "3")))
    return desk


def test_the_seats_that_are_certain_are_held_while_we_ask() -> None:
    desk = asked_for_seats()

    letter = desk.told[-1]
    assert isinstance(letter, Ask)
    assert [(q.about, q.options, q.words) for q in letter.queries] == [("seats", ("2", "3"), "one or two?")]
    assert letter.held_until == NOON + timedelta(minutes=1, hours=48)
    assert desk.stands("CODE-1") == [{"event": "offered", "a": "offered", "c": "offered"}]
    known = context_of(desk.booking("CODE-1"))
    assert (known.has_booking, known.asked, known.attendees, known.size) == (True, ("seats",), ("Anna Rossi",), 1)


def test_one_word_settles_it() -> None:
    desk = asked_for_seats()

    desk.mail(ANNA, says(Intent.BOOK, seats=3), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}] * 3
    assert isinstance(desk.told[-1], Confirmation)
    assert (desk.booking("CODE-1").asked, desk.booking("CODE-1").asked_until) == ((), None)


def test_the_answer_may_come_without_its_thread() -> None:
    desk = asked_for_seats()

    desk.mail(ANNA, books("Anna Rossi", seats=2, one="a", two="c"))

    assert list(desk.keeper.kept) == ["CODE-1"]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}] * 2


def test_an_answer_that_settles_nothing_goes_to_a_person_and_the_seats_stay_held() -> None:
    desk = asked_for_seats()

    decision = desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    assert decision.settled == "review"
    assert isinstance(desk.told[-1], Received)
    assert desk.stands("CODE-1") == [{"event": "offered", "a": "offered", "c": "offered"}]


def test_the_same_doubt_is_not_asked_twice() -> None:
    desk = asked_for_seats()

    decision = desk.mail(ANNA, unclear(says(Intent.BOOK), "seats"), thread="CODE-1")

    assert decision.settled == "review"
    assert [kind for kind, _ in desk.kinds()] == ["ask", "received"]


def test_a_hold_that_runs_out_frees_its_seats() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1}))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a"), "date"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))

    desk.wait(hours=49)

    assert desk.stands("CODE-1") == [{}]
    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed"}]
    letter = desk.told[-2]
    assert isinstance(letter, Cancelled)
    assert (letter.to, letter.why, letter.whole) == (ANNA, "expired", True)


def test_who_held_no_place_is_not_told_that_one_is_given_up() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a"), "intent"))

    desk.wait(hours=49)

    letter = desk.told[-1]
    assert isinstance(letter, Cancelled)
    assert (letter.why, letter.given_up, letter.whole) == ("unanswered", (), True)


def test_a_hold_never_outlasts_the_close_of_booking() -> None:
    desk = Desk(event_with(PLENTY), now=CLOSES - timedelta(hours=2))

    desk.mail(ANNA, unclear(books("Anna Rossi"), "date"))

    assert desk.booking("CODE-1").asked_until == CLOSES


def test_a_yes_confirms_what_was_understood() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "date"))

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]


def test_a_no_to_what_was_understood_gives_it_up() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "date"))

    desk.mail(ANNA, says(Intent.DECLINE), thread="CODE-1")

    assert desk.stands("CODE-1") == [{}]


def test_a_choice_in_doubt_is_asked_and_all_that_is_clear_is_given() -> None:
    desk = Desk(event_with(PLENTY))
    reading = unclear(books("Anna Rossi", one="a b", two="c"), "choices", round="one", options=("a", "b"))
    desk.mail(ANNA, reading)
    assert desk.stands("CODE-1") == [{"event": "confirmed", "c": "confirmed"}]
    assert desk.booking("CODE-1").asked == ("choices:one",)

    desk.mail(ANNA, says(Intent.BOOK, choices={"one": ("b",)}), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}]


def test_two_doubts_that_make_one_question_are_asked_once() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    doubts = (Doubt("intent", "is it a booking?"), Doubt("identity", "whose is it?"))
    desk.mail(ANNA, replace(books("Anna Rossi", "Dino Verdi", one="a"), confident=False, doubts=doubts))

    letter = desk.told[-1]
    assert isinstance(letter, Ask)
    assert [query.about for query in letter.queries] == ["other"]


def test_where_there_is_nothing_to_choose_no_choice_is_asked() -> None:
    desk = Desk(replace(event_with({None: 5}), rounds=()))
    desk.mail(ANNA, books("Anna Rossi"))
    desk.mail(ANNA, unclear(says(Intent.CHANGE, seats=2), "choices"), thread="CODE-1")
    desk.mail(LUCA, unclear(books("Luca Bianchi"), "choices"))

    assert [desk.booking(code).asked for code in ("CODE-1", "CODE-2")] == [("other",), ("other",)]


def test_a_mail_that_may_be_no_booking_holds_nothing_and_is_found_by_its_answer() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "intent", "perhaps"))
    assert desk.stands("CODE-1") == [{"event": "wanted"}]

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]


def test_a_booking_that_is_hard_to_read_has_what_was_read_held_while_we_ask() -> None:
    desk = Desk(event_with(PLENTY | {"a": 2}))
    desk.mail(ANNA, unclear(books("Anna Rossi", seats=2, one="a"), "other", "easily misread"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))

    letter = desk.told[0]
    assert isinstance(letter, Ask)
    assert (letter.queries[0].about, letter.held_until) == ("other", NOON + timedelta(minutes=1, hours=48))
    assert desk.stands("CODE-1") == [{"event": "offered", "a": "offered"}] * 2
    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "waitlisted"}]

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}] * 2
    assert desk.booking("CODE-1").asked == ("choices:two",)


def test_a_correction_of_what_was_held_gives_the_rest_back() -> None:
    desk = Desk(event_with(PLENTY | {"a": 2}))
    desk.mail(ANNA, unclear(books("Anna Rossi", seats=2, one="a"), "other", "easily misread"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))

    desk.mail(ANNA, says(Intent.CHANGE, seats=1), thread="CODE-1")

    assert desk.stands("CODE-1")[0] == {"event": "confirmed", "a": "confirmed"}
    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed"}]


def test_an_unsure_reading_without_a_reason_is_repeated_for_a_yes() -> None:
    desk = Desk(event_with(PLENTY))
    reading = Reading(intent=Intent.BOOK, language="en", seats=1, people=(Person("Anna Rossi"),))

    desk.mail(ANNA, reading)

    letter = desk.told[-1]
    assert isinstance(letter, Ask)
    assert letter.queries[0].about == "other"
    assert desk.stands("CODE-1") == [{"event": "offered"}]


def test_names_are_asked_where_the_event_wants_them() -> None:
    desk = Desk(event_with(PLENTY, names="required"))
    desk.mail(ANNA, books("Anna Rossi", seats=2, one="a", two="c"))
    letter = desk.told[-1]
    assert isinstance(letter, Ask)
    assert [q.about for q in letter.queries] == ["names"]

    desk.mail(ANNA, says(Intent.BOOK, people=(Person("Sara Verdi"),)), thread="CODE-1")

    assert [a.name for a in desk.booking("CODE-1").active] == ["Anna Rossi", "Sara Verdi"]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}] * 2


@pytest.mark.parametrize("intent", [Intent.CHANGE, Intent.ACCEPT])
def test_half_the_names_are_kept_and_the_others_asked_for(intent: Intent) -> None:
    desk = Desk(event_with(PLENTY, names="required"))
    desk.mail(ANNA, books("Anna Rossi", seats=3, one="a", two="c"))
    until = desk.booking("CODE-1").asked_until

    desk.mail(ANNA, says(intent, people=(Person("Luca Bianchi"),)), thread="CODE-1")
    asked, held = desk.told[-1], desk.stands("CODE-1")
    desk.mail(ANNA, says(intent, people=(Person("Sara Verdi"),)), thread="CODE-1")

    assert isinstance(asked, Ask)
    assert [(query.about, asked.held_until) for query in asked.queries] == [("names", until)]
    assert held == [{"event": "offered", "a": "offered", "c": "offered"}] * 3
    assert [a.name for a in desk.booking("CODE-1").active] == ["Anna Rossi", "Luca Bianchi", "Sara Verdi"]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}] * 3


def test_everything_missing_is_asked_in_one_mail() -> None:
    desk = Desk(event_with(PLENTY, names="required"))

    desk.mail(ANNA, unclear(books("Anna Rossi", seats=2), "seats"))

    letter = desk.told[-1]
    assert isinstance(letter, Ask)
    assert [(q.about, q.round) for q in letter.queries] == [("seats", None), ("choices", "one"), ("choices", "two")]


def test_sessions_asked_for_in_a_confirmation_are_given_on_answer() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi"))

    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed"}]
    assert desk.kinds() == [("confirmation", "anna"), ("confirmation", "anna")]


def test_who_corrects_our_understanding_is_understood() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", seats=2, one="a", two="c"))

    desk.mail(ANNA, says(Intent.CHANGE, seats=3, choices={"one": ("b",)}), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}] * 3


def test_what_an_unclear_change_lacked_completes_it() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    desk.mail(ANNA, unclear(says(Intent.CHANGE, choices={"one": ("b",)}), "seats"), thread="CODE-1")
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]

    desk.mail(ANNA, says(Intent.CHANGE, seats=2), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}] * 2
    assert desk.booking("CODE-1").pending == ""


def test_our_question_answered_from_another_address_goes_to_a_person() -> None:
    desk = asked_for_seats()

    decision = desk.mail(LUCA, says(Intent.BOOK, seats=2), thread="CODE-1")

    assert (decision.settled, decision.bookings) == ("review", ())
    assert list(desk.keeper.kept) == ["CODE-1"]


def test_an_unclear_second_booking_is_shown_as_a_yes_would_have_it() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    desk.mail(ANNA, replace(books("Anna Rossi", one="b", two="c"), confident=False))

    asked = desk.told[-1]
    assert isinstance(asked, Ask)
    assert [query.about for query in asked.queries] == ["other"]
    assert asked.booking is not None
    assert [dict(a.choices) for a in asked.booking.active] == [{"one": ("b",), "two": ("c",)}]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]


def test_a_telephone_number_told_with_what_waits_for_a_yes_is_kept() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    unsure = replace(books("Anna Rossi", one="b", two="c"), confident=False, contact=Contact(phone="+393331234567"))
    desk.mail(ANNA, unsure)

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    assert desk.booking("CODE-1").contact.phone == "+393331234567"
    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}]


def test_of_whom_it_is_not_clear_is_asked_by_name() -> None:
    desk = Desk(event_with(PLENTY))

    desk.mail(ANNA, unclear(books("Anna Rossi", one="a", two="c"), "names", options=("Sara",)))

    asked = desk.told[-1]
    assert isinstance(asked, Ask)
    assert [(query.about, query.names, query.options) for query in asked.queries] == [("names", ("Sara",), ())]


def test_who_wants_one_session_has_it_though_another_named_several() -> None:
    desk = Desk(event_with(PLENTY))
    reading = books("Anna Rossi", "Luca Bianchi", two="c")
    anna, luca = Person("Anna Rossi", {"one": ("a",)}), Person("Luca Bianchi", {"one": ("a", "b")})
    two = replace(reading, people=(anna, luca), choices={"two": ("c",)})

    desk.mail(ANNA, unclear(two, "choices", round="one", options=("a", "b")))

    assert desk.stands("CODE-1") == [
        {"event": "confirmed", "a": "confirmed", "c": "confirmed"},
        {"event": "confirmed", "c": "confirmed"},
    ]
    letter = desk.told[-1]
    assert isinstance(letter, Confirmation)
    assert [(q.round, q.names) for q in letter.queries] == [("one", ("Luca Bianchi",))]

    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-1")

    assert [sorted(p) for p in desk.stands("CODE-1")] == [["a", "c", "event"], ["b", "c", "event"]]
