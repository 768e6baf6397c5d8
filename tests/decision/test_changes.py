"""Changes and cancellations by plain reply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.domain.booking import Contact
from mailflow.domain.letter import Already, Ask, Cancelled, Changed, Closed
from mailflow.understanding.reading import Intent, Person
from tests.decision.desk import ANNA, Desk, books, says, unclear
from tests.decision.making import CLOSES, ENDS, STARTS, event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}


def with_three(**rules: object) -> Desk:
    """Anna and Luca by name, and one without, all in session a."""
    desk = Desk(event_with(PLENTY, **rules))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", seats=3, one="a", two="c"))
    return desk


def names(desk: Desk) -> list[str | None]:
    return [a.name for a in desk.booking("CODE-1").active]


def test_another_session_is_given_and_the_old_one_left() -> None:
    desk = with_three()

    decision = desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}] * 3
    assert decision.freed == ("a",)
    assert isinstance(desk.told[-1], Changed)


def test_one_of_a_party_changes_alone() -> None:
    desk = with_three()

    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Luca Bianchi", {"one": ("b",)}),), choices={}), thread="CODE-1")

    assert [sorted(p) for p in desk.stands("CODE-1")][:2] == [["a", "c", "event"], ["b", "c", "event"]]


def test_a_preference_already_had_is_kept_where_the_better_one_is_full() -> None:
    desk = Desk(event_with(PLENTY | {"b": 0}))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    decision = desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b", "a")}), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]
    assert decision.freed == ()


def test_one_person_comes_instead_of_another_and_has_their_places() -> None:
    desk = with_three()

    desk.mail(ANNA, says(Intent.CHANGE, replaced={"luca bianchi": "Sara Verdi"}), thread="CODE-1")

    assert names(desk) == ["Anna Rossi", "Sara Verdi", None]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}] * 3


def test_who_is_listed_afterwards_replaces_who_is_not() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a", two="c"))

    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Anna Rossi"), Person("Sara Verdi"))), thread="CODE-1")

    assert names(desk) == ["Anna Rossi", "Sara Verdi"]


def test_a_name_is_added_to_a_place_without_one() -> None:
    desk = with_three()

    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Sara Verdi"),)), thread="CODE-1")

    assert names(desk) == ["Anna Rossi", "Luca Bianchi", "Sara Verdi"]


def test_more_places_join_the_party() -> None:
    desk = with_three()

    desk.mail(ANNA, says(Intent.CHANGE, more=1), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}] * 4


def test_two_more_for_another_session_move_nobody_else() -> None:
    desk = with_three()

    desk.mail(ANNA, says(Intent.CHANGE, more=2, choices={"one": ("b",)}), thread="CODE-1")

    assert [("a" in p, "b" in p) for p in desk.stands("CODE-1")] == [(True, False)] * 3 + [(False, True)] * 2


def test_a_smaller_number_gives_back_places_without_a_name() -> None:
    desk = with_three()

    decision = desk.mail(ANNA, says(Intent.CHANGE, seats=2), thread="CODE-1")

    assert names(desk) == ["Anna Rossi", "Luca Bianchi"]
    assert decision.freed == (None, "a", "c")


def test_who_leaves_is_asked_where_it_is_not_clear() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a", two="c"))

    desk.mail(ANNA, says(Intent.CHANGE, fewer=1), thread="CODE-1")
    letter = desk.told[-1]
    assert isinstance(letter, Ask)
    assert [(q.about, q.options) for q in letter.queries] == [("leaving", ("Anna Rossi", "Luca Bianchi"))]
    assert names(desk) == ["Anna Rossi", "Luca Bianchi"]

    desk.mail(ANNA, says(Intent.CHANGE, leaving=("Luca",)), thread="CODE-1")
    assert names(desk) == ["Anna Rossi"]


def test_a_name_that_nobody_has_is_asked_not_guessed() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a", two="c"))

    desk.mail(ANNA, says(Intent.CANCEL, leaving=("Marco Gialli",)), thread="CODE-1")

    assert isinstance(desk.told[-1], Ask)
    assert names(desk) == ["Anna Rossi", "Luca Bianchi"]


def test_a_round_is_given_up_and_the_rest_stays() -> None:
    desk = with_three()

    desk.mail(ANNA, says(Intent.CHANGE, dropped=("two",)), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}] * 3


def test_facts_are_added() -> None:
    desk = with_three()
    reading = says(Intent.CHANGE, requests=("diet",), request_text="One of us is vegan.")
    reading = replace(reading, contact=replace(reading.contact, phone="+390595550123"))

    desk.mail(ANNA, reading, thread="CODE-1")

    booking = desk.booking("CODE-1")
    assert (booking.requests, booking.notes, booking.contact.phone) == (
        ("diet",),
        "One of us is vegan.",
        "+390595550123",
    )
    assert desk.kinds()[-1] == ("changed", "anna")


def test_growing_beyond_the_largest_party_goes_to_a_person() -> None:
    desk = with_three(max_party=4)

    decision = desk.mail(ANNA, says(Intent.CHANGE, more=2), thread="CODE-1")

    assert decision.review is not None
    assert (decision.review.kind, decision.bookings) == ("party", ())


def test_a_changed_entry_of_the_calendar_counts_on() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    for session in ("b", "a"):
        desk.mail(ANNA, says(Intent.CHANGE, choices={"one": (session,)}), thread="CODE-1")

    places = {p.session: (p.status.value, p.sequence) for p in desk.booking("CODE-1").attendees[0].places}

    assert places == {None: ("confirmed", 2), "a": ("confirmed", 2), "b": ("cancelled", 1), "c": ("confirmed", 0)}


def test_after_the_close_nothing_new_is_given_but_places_are_taken_back_until_they_begin() -> None:
    desk = with_three()
    desk.now = CLOSES

    desk.mail(ANNA, says(Intent.CHANGE, more=1), thread="CODE-1")
    letter = desk.told[-1]
    assert isinstance(letter, Closed)
    assert (letter.why, letter.wanted) == ("late", "change")

    desk.mail(ANNA, says(Intent.CHANGE, replaced={"Luca Bianchi": "Sara Verdi"}), thread="CODE-1")
    assert names(desk) == ["Anna Rossi", "Sara Verdi", None]

    desk.mail(ANNA, says(Intent.CANCEL, leaving=("Sara Verdi",)), thread="CODE-1")
    assert names(desk) == ["Anna Rossi", None]

    desk.now = STARTS
    desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")
    letter = desk.told[-1]
    assert isinstance(letter, Cancelled)
    assert (letter.whole, letter.given_up, names(desk)) == (False, ((1, "c"), (3, "c")), ["Anna Rossi", None])


def test_a_whole_cancellation_frees_every_seat() -> None:
    desk = with_three()

    decision = desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")

    letter = desk.told[-1]
    assert isinstance(letter, Cancelled)
    assert (letter.whole, letter.why, len(letter.given_up)) == (True, "asked", 9)
    assert decision.freed == (None, "a", "c")


def test_a_cancellation_is_final_once_booking_is_closed() -> None:
    desk, late = with_three(), with_three()
    late.now = CLOSES
    for one in (desk, late):
        one.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")
    letters = [letter for one in (desk, late) for letter in one.told if isinstance(letter, Cancelled)]
    assert [(letter.whole, letter.final) for letter in letters] == [(True, False), (True, True)]


def test_a_cancellation_twice_is_told_twice_and_done_once() -> None:
    desk = with_three()
    desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")

    decision = desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")

    assert (decision.bookings, desk.kinds()[-1]) == ((), ("cancelled", "anna"))


def test_everybody_leaving_by_name_is_a_whole_cancellation() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a"))

    desk.mail(ANNA, says(Intent.CANCEL, leaving=("Anna Rossi", "Luca Bianchi")), thread="CODE-1")

    letter = desk.told[-1]
    assert isinstance(letter, Cancelled)
    assert letter.whole


def test_who_cancelled_can_book_anew() -> None:
    desk = with_three()
    desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")

    desk.mail(ANNA, books("Anna Rossi", one="a"))

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed"}]


def test_a_mail_of_several_intents_gets_one_answer() -> None:
    desk = with_three()
    reading = says(
        Intent.CHANGE, choices={"one": ("b",)}, question=True, question_text="Where is it? Is there parking?"
    )

    decision = desk.mail(ANNA, reading, thread="CODE-1")

    assert [letter.kind for letter in decision.letters] == ["changed"]
    letter = decision.letters[0]
    assert isinstance(letter, Changed)
    assert ([a.about for a in letter.answers], letter.passed_on) == (["place"], True)
    assert decision.review is not None
    assert decision.review.kind == "question"


def test_one_leaves_and_another_comes_in_the_same_mail() -> None:
    desk = with_three()

    desk.mail(ANNA, says(Intent.CHANGE, leaving=("Luca Bianchi",), people=(Person("Sara Verdi"),)), thread="CODE-1")

    assert names(desk) == ["Anna Rossi", "Sara Verdi", None]


def test_somebody_without_a_name_leaves_by_a_name_we_did_not_know() -> None:
    desk = with_three()

    desk.mail(ANNA, says(Intent.CANCEL, leaving=("Marco Gialli",)), thread="CODE-1")

    assert names(desk) == ["Anna Rossi", "Luca Bianchi"]


def test_a_substitution_told_twice_is_done_once() -> None:
    desk = with_three()
    reading = says(Intent.CHANGE, replaced={"Luca Bianchi": "Sara Verdi"}, leaving=("Luca Bianchi",))
    desk.mail(ANNA, reading, thread="CODE-1")

    desk.mail(ANNA, reading, thread="CODE-1")

    assert names(desk) == ["Anna Rossi", "Sara Verdi", None]
    assert desk.kinds()[-1] == ("already", "anna")


def test_a_substitute_for_somebody_who_is_not_booked_is_asked_about() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a"))

    desk.mail(ANNA, says(Intent.CHANGE, replaced={"Marco Gialli": "Sara Verdi"}), thread="CODE-1")

    assert isinstance(desk.told[-1], Ask)
    assert names(desk) == ["Anna Rossi", "Luca Bianchi"]


def test_a_new_name_among_several_is_asked_about() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a"))

    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Sara Verdi"),)), thread="CODE-1")

    assert isinstance(desk.told[-1], Ask)
    assert names(desk) == ["Anna Rossi", "Luca Bianchi"]


def test_a_booking_for_others_in_the_thread_joins_them() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a"))

    desk.mail(
        ANNA, replace(books("Sara Verdi", one="a"), contact=Contact(name="Anna Rossi", email=ANNA)), thread="CODE-1"
    )

    assert names(desk) == ["Anna Rossi", "Sara Verdi"]


def test_a_number_in_a_cancellation_is_asked_about() -> None:
    desk = with_three()
    desk.mail(ANNA, says(Intent.CANCEL, seats=2), thread="CODE-1")
    letter = desk.told[-1]
    assert isinstance(letter, Ask)
    assert [q.about for q in letter.queries] == ["seats"]

    desk.mail(ANNA, says(Intent.CHANGE, seats=2), thread="CODE-1")

    assert names(desk) == ["Anna Rossi", "Luca Bianchi"]


def test_an_unclear_cancellation_is_confirmed_first_even_in_its_thread() -> None:
    desk = with_three()

    desk.mail(ANNA, unclear(says(Intent.CANCEL), "intent", "perhaps"), thread="CODE-1")

    assert desk.booking("CODE-1").asked == ("confirm-cancel",)
    assert len(names(desk)) == 3


def test_the_same_unclear_change_twice_goes_to_a_person() -> None:
    desk = with_three()
    reading = unclear(says(Intent.CHANGE), "choices", round="one")
    desk.mail(ANNA, reading, thread="CODE-1")

    decision = desk.mail(ANNA, reading, thread="CODE-1")

    assert (decision.settled, desk.kinds()[-1]) == ("review", ("received", "anna"))


def test_nothing_is_changed_once_the_event_has_begun() -> None:
    desk = with_three()
    for moment, why in ((STARTS, "begun"), (ENDS, "over")):
        desk.now = moment
        desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-1")
        letter = desk.told[-1]
        assert isinstance(letter, Closed)
        assert (letter.why, letter.wanted) == (why, "change")


def test_an_answer_that_makes_the_party_too_large_goes_to_a_person() -> None:
    desk = Desk(event_with(PLENTY, max_party=4))
    desk.mail(ANNA, unclear(books("Anna Rossi", one="a"), "seats"))

    decision = desk.mail(ANNA, says(Intent.BOOK, seats=9), thread="CODE-1")

    assert decision.review is not None
    assert (decision.review.kind, decision.bookings) == ("party", ())


def test_what_is_so_already_is_told_and_not_asked() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    desk.mail(ANNA, replace(says(Intent.CHANGE, people=(Person("Anna Rossi"),)), confident=False), thread="CODE-1")

    assert desk.kinds()[-1] == ("already", "anna")


def test_who_joins_without_a_session_is_asked_for_one() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    desk.mail(
        ANNA,
        says(Intent.CHANGE, people=(Person("Luca Bianchi", {"one": ("b",), "two": ("c",)}),), more=1),
        thread="CODE-1",
    )

    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Sara Verdi"),), more=1), thread="CODE-1")

    letter = desk.told[-1]
    assert isinstance(letter, Changed)
    assert [(q.about, q.round, q.names) for q in letter.queries] == [
        ("choices", "one", ("Sara Verdi",)),
        ("choices", "two", ("Sara Verdi",)),
    ]
    assert desk.booking("CODE-1").asked == ("choices:one", "choices:two")

    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",), "two": ("c",)}), thread="CODE-1")

    assert [sorted(p) for p in desk.stands("CODE-1")] == [["a", "c", "event"], ["b", "c", "event"], ["b", "c", "event"]]
    assert desk.booking("CODE-1").asked == ()


def test_who_says_all_moves_all_though_one_was_asked_for() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Luca Bianchi", {"one": ("b",)}),), more=1), thread="CODE-1")
    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Sara Verdi"),), more=1), thread="CODE-1")

    desk.mail(ANNA, says(Intent.CHANGE, seats=3, choices={"one": ("b",)}), thread="CODE-1")

    assert [p.get("b") for p in desk.stands("CODE-1")] == ["confirmed"] * 3


def test_who_joins_in_the_same_sessions_is_asked_for_nothing() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Luca Bianchi"),), more=1), thread="CODE-1")

    letter = desk.told[-1]
    assert isinstance(letter, Changed)
    assert letter.queries == ()
    assert desk.stands("CODE-1")[1] == {"event": "confirmed", "a": "confirmed", "c": "confirmed"}


def given_up() -> Desk:
    """Anna and Luca, in sessions of their own, who have cancelled."""
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a", two="c"))
    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Luca Bianchi", {"one": ("b",)}),)), thread="CODE-1")
    desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")
    return desk


def test_who_thinks_better_of_it_is_asked_whether_it_is_to_be_as_it_was() -> None:
    desk = given_up()

    desk.mail(ANNA, says(Intent.CHANGE), thread="CODE-1")

    asked = desk.told[-1]
    assert isinstance(asked, Ask)
    assert [query.about for query in asked.queries] == ["other"]
    assert [(a.name, dict(a.choices)) for a in desk.booking("CODE-2").attendees] == [
        ("Anna Rossi", {"one": ("a",), "two": ("c",)}),
        ("Luca Bianchi", {"one": ("b",), "two": ("c",)}),
    ]


def test_how_many_come_again_is_not_asked_where_it_was_known() -> None:
    desk = given_up()

    desk.mail(ANNA, unclear(says(Intent.BOOK, people=(Person("Anna Rossi"),)), "seats"), thread="CODE-1")

    asked = desk.told[-1]
    assert isinstance(asked, Ask)
    assert [query.about for query in asked.queries] == ["other"]
    assert [a.name for a in desk.booking("CODE-2").attendees] == ["Anna Rossi", "Luca Bianchi"]


def test_what_is_said_anew_of_a_booking_given_up_is_as_it_is_said() -> None:
    desk = given_up()
    says_more = says(Intent.CHANGE, people=(Person("Luca Bianchi"),), choices={"one": ("a",)})

    desk.mail(ANNA, replace(says_more, confident=False), thread="CODE-1")
    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-2")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]


def test_a_yes_told_twice_to_a_cancellation_books_nothing() -> None:
    desk = given_up()

    decision = desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1", answers="ask")

    assert (decision.bookings, decision.why) == ((), "cancelled before")


def test_who_perhaps_gives_a_round_up_is_asked_whether_that_was_meant() -> None:
    desk = with_three()

    desk.mail(ANNA, unclear(says(Intent.CHANGE, dropped=("two",)), "choices", round="two"), thread="CODE-1")
    asked = desk.told[-1]
    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")

    assert isinstance(asked, Ask)
    assert [query.about for query in asked.queries] == ["other"]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}] * 3


def test_an_unclear_mail_about_a_booking_given_up_is_not_told_that_it_was_cancelled_as_asked() -> None:
    desk = given_up()

    decision = desk.mail(ANNA, unclear(says(Intent.CANCEL), "intent"), thread="CODE-1")

    assert decision.review is not None
    assert decision.review.why == ("speaks of a booking that is cancelled already",)
    assert desk.kinds()[-1] == ("received", "anna")


def test_thanks_for_a_cancellation_are_not_answered() -> None:
    desk = given_up()

    decision = desk.mail(ANNA, says(Intent.OTHER, text="Thank you"), thread="CODE-1")

    assert (decision.settled, decision.letters) == ("handled", ())


def test_who_joins_sits_with_the_party_that_got_its_second_choice() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1}))
    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a b", two="c"))

    desk.mail(ANNA, says(Intent.CHANGE, people=(Person("Sara Verdi"),), more=1), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}] * 3


def test_a_change_that_speaks_of_who_has_left_is_asked_about() -> None:
    desk = with_three()
    desk.mail(ANNA, says(Intent.CHANGE, leaving=("Luca Bianchi",)), thread="CODE-1")

    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}, text="Luca can have session B"), thread="CODE-1")

    asked = desk.told[-1]
    assert isinstance(asked, Ask)
    assert [query.about for query in asked.queries] == ["other"]
    assert desk.stands("CODE-1")[0] == {"event": "confirmed", "a": "confirmed", "c": "confirmed"}


def test_who_wants_a_change_and_does_not_say_which_is_asked() -> None:
    desk = with_three()

    desk.mail(ANNA, says(Intent.CHANGE, text="I would like to change my booking"), thread="CODE-1")
    asked = desk.told[-1]
    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-1")

    assert isinstance(asked, Ask)
    assert [query.about for query in asked.queries] == ["change"]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}] * 3


def test_sessions_still_to_be_chosen_stay_asked_for_after_another_change() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    assert desk.booking("CODE-1").asked == ("choices:two",)

    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-1")
    after_a_change = desk.booking("CODE-1").asked
    desk.mail(ANNA, says(Intent.CHANGE, text="I would like to change my booking"), thread="CODE-1")
    while_we_ask = desk.booking("CODE-1").asked
    desk.mail(ANNA, says(Intent.CHANGE, choices={"two": ("c",)}), thread="CODE-1")

    assert (after_a_change, while_we_ask, desk.booking("CODE-1").asked) == (
        ("choices:two",),
        ("change", "choices:two"),
        (),
    )
    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}]


def test_sessions_are_asked_for_no_more_once_their_round_or_the_booking_is_given_up() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a"))

    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}, dropped=("two",)), thread="CODE-1")

    assert desk.booking("CODE-1").asked == ()


def test_of_more_names_than_people_who_join_the_first_are_of_places_without_one() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", seats=2, one="a", two="c"))

    people = tuple(map(Person, ("Luca Bianchi", "Sara Verdi", "Ivo Neri")))
    desk.mail(ANNA, says(Intent.CHANGE, people=people, more=2), thread="CODE-1")

    assert names(desk) == ["Anna Rossi", "Luca Bianchi", "Sara Verdi", "Ivo Neri"]


def test_a_full_name_told_later_is_taken_over() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna", "Luca", one="a"))

    full = Contact(name="Anna Rossi", email=ANNA)
    people = (Person("Luca Bianchi", {"one": ("b",)}),)
    desk.mail(ANNA, says(Intent.CHANGE, people=people, contact=full), thread="CODE-1")

    booking = desk.booking("CODE-1")
    assert (booking.contact.name, [a.name for a in booking.attendees]) == ("Anna Rossi", ["Anna Rossi", "Luca Bianchi"])


def test_who_books_again_with_a_full_name_is_told_what_is_known_by_it() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna", one="a", two="c"))

    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    letter = desk.told[-1]
    assert isinstance(letter, Already)
    assert [a.name for a in letter.booking.attendees] == ["Anna Rossi"]
    assert desk.booking("CODE-1") == letter.booking


def test_another_name_of_the_same_word_is_nobodys_full_name() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    desk.mail(
        ANNA, says(Intent.CHANGE, choices={"one": ("b",)}, contact=Contact(name="Anna", email=ANNA)), thread="CODE-1"
    )

    booking = desk.booking("CODE-1")
    assert (booking.contact.name, [a.name for a in booking.attendees]) == ("Anna Rossi", ["Anna Rossi"])


@pytest.mark.parametrize(("signed", "changed"), [("Luca Bianchi", "CODE-2"), ("Anna Rossi", "CODE-1")])
def test_of_two_bookings_of_one_address_that_of_who_signs_is_meant(signed: str, changed: str) -> None:
    desk = two_at_one_address()

    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}, contact=Contact(name=signed, email=ANNA)), proven=True)

    assert desk.stands(changed) == [{"event": "confirmed", "b": "confirmed"}]


def two_at_one_address() -> Desk:
    """Anna and Luca write from one address, each with a booking."""
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    his = books("Luca Bianchi", one="a")
    desk.mail(ANNA, replace(his, contact=replace(his.contact, email=ANNA)))
    return desk


def test_a_new_telephone_number_of_a_booking_given_up_books_nothing() -> None:
    desk = with_three()
    desk.mail(ANNA, says(Intent.CHANGE, contact=Contact(phone="+393331234567")), thread="CODE-1")
    desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")

    phone = says(Intent.CHANGE, contact=Contact(name="Anna Rossi", phone="+393337654321"))
    decision = desk.mail(ANNA, replace(phone, confident=False), thread="CODE-1")

    assert (decision.settled, decision.bookings, desk.kinds()[-1]) == ("review", (), ("received", "anna"))
