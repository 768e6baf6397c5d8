"""New bookings: who gets which seat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mailflow.decision import Request, decide
from mailflow.domain.letter import Already, Ask, Closed, Confirmation, Received, Waitlist
from mailflow.understanding.reading import Intent, Person
from tests.decision.desk import ANNA, Desk, books, says, unclear
from tests.decision.making import CLOSES, ENDS, STARTS, event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}


def test_a_booking_gets_its_seats() -> None:
    desk = Desk(event_with(PLENTY))

    decision = desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a", two="c"))

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}] * 2
    assert desk.kinds() == [("confirmation", "anna")]
    assert (decision.settled, decision.review) == ("handled", None)


def test_the_first_preference_with_room_is_given_and_nothing_waits() -> None:
    desk = Desk(event_with(PLENTY | {"a": 0}))

    desk.mail(ANNA, books("Anna Rossi", one="a b"))

    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed"}]


def test_a_full_session_goes_to_the_waitlist_with_its_position_and_the_rest_is_had() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1}))
    desk.mail("carla@people.example", books("Carla Neri", one="a"))
    desk.mail("dino@people.example", books("Dino Verdi", one="a"))

    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    assert desk.stands("CODE-3") == [{"event": "confirmed", "a": "waitlisted", "c": "confirmed"}]
    letter = desk.told[-1]
    assert isinstance(letter, Confirmation)
    assert letter.positions == {(1, "a"): 2}


def test_where_every_preference_is_full_all_their_queues_are_joined() -> None:
    desk = Desk(event_with(PLENTY | {"a": 0, "b": 0}))

    desk.mail(ANNA, books("Anna Rossi", one="a b"))

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "waitlisted", "b": "waitlisted"}]


def test_a_full_event_keeps_the_wishes_until_there_is_a_place() -> None:
    desk = Desk(event_with(PLENTY | {None: 1}))
    desk.mail("carla@people.example", books("Carla Neri"))

    desk.mail(ANNA, books("Anna Rossi", one="a b", two="c"))

    assert desk.stands("CODE-2") == [{"event": "waitlisted", "a": "wanted", "b": "wanted", "c": "wanted"}]
    assert isinstance(desk.told[-1], Waitlist)
    assert desk.told[-1].positions == {(1, None): 1}


def test_a_party_stays_together_or_waits_together() -> None:
    desk = Desk(event_with(PLENTY | {"a": 3}))
    desk.mail("carla@people.example", books("Carla Neri", "Dino Verdi", one="a"))

    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a"))

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "waitlisted"}] * 2


def test_a_party_may_split_where_the_event_says_so() -> None:
    desk = Desk(event_with(PLENTY | {"a": 3}, party="split"))
    desk.mail("carla@people.example", books("Carla Neri", "Dino Verdi", one="a"))

    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a"))

    assert desk.stands("CODE-2") == [
        {"event": "confirmed", "a": "confirmed"},
        {"event": "confirmed", "a": "waitlisted"},
    ]


def test_a_party_that_no_session_could_hold_splits() -> None:
    desk = Desk(event_with(PLENTY | {"a": 2}))

    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", "Sara Bianchi", one="a"))

    assert [place["a"] for place in desk.stands("CODE-1")] == ["confirmed", "confirmed", "waitlisted"]


def test_people_with_wishes_of_their_own_sit_apart() -> None:
    desk = Desk(event_with(PLENTY))
    reading = replace(
        books("Anna Rossi", "Luca Bianchi"),
        people=(Person("Anna Rossi", {"one": ("a",)}), Person("Luca Bianchi", {"one": ("b",)})),
    )

    desk.mail(ANNA, reading)

    assert desk.stands("CODE-1") == [
        {"event": "confirmed", "a": "confirmed"},
        {"event": "confirmed", "b": "confirmed"},
    ]


def test_companions_without_a_name_go_along_with_the_named() -> None:
    desk = Desk(event_with(PLENTY))

    desk.mail(ANNA, books("Anna Rossi", seats=3, one="a"))

    assert [a.name for a in desk.booking("CODE-1").attendees] == ["Anna Rossi", None, None]
    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}] * 3


def test_who_names_no_session_has_a_place_and_is_asked_for_the_sessions() -> None:
    desk = Desk(event_with(PLENTY))

    desk.mail(ANNA, books("Anna Rossi"))

    letter = desk.told[-1]
    assert isinstance(letter, Confirmation)
    assert [(q.about, q.round, q.options) for q in letter.queries] == [
        ("choices", "one", ("a", "b")),
        ("choices", "two", ("c",)),
    ]
    assert desk.booking("CODE-1").asked == ("choices:one", "choices:two")
    assert desk.stands("CODE-1") == [{"event": "confirmed"}]


def test_above_the_largest_party_a_person_decides() -> None:
    desk = Desk(event_with(PLENTY, max_party=4))

    decision = desk.mail(ANNA, books("Anna Rossi", seats=9))

    assert decision.bookings == ()
    assert decision.review is not None
    assert (decision.settled, decision.review.kind) == ("review", "party")
    letter = desk.told[-1]
    assert isinstance(letter, Received)
    assert (letter.why, letter.seats) == ("party", 9)


def test_early_late_and_past_bookings_are_told_so() -> None:
    event = event_with(PLENTY, opens=CLOSES - timedelta(days=5))
    whys = []
    for moment in (CLOSES - timedelta(days=6), CLOSES, STARTS, ENDS):
        desk = Desk(event, now=moment)
        assert desk.mail(ANNA, books("Anna Rossi")).bookings == ()
        letter = desk.told[-1]
        assert isinstance(letter, Closed)
        whys.append((letter.why, letter.wanted))

    assert whys == [("early", "book"), ("late", "book"), ("late", "book"), ("over", "book")]


def test_the_same_person_twice_is_one_booking() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    decision = desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))

    assert decision.bookings == ()
    assert isinstance(desk.told[-1], Already)


def test_booking_again_with_something_new_adds_it() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a"))

    desk.mail(ANNA, books("Anna Rossi", "Luca Bianchi", one="a"))

    assert list(desk.keeper.kept) == ["CODE-1"]
    assert [a.name for a in desk.booking("CODE-1").active] == ["Anna Rossi", "Luca Bianchi"]
    assert desk.kinds()[-1] == ("changed", "anna")


def test_booking_again_takes_nothing_away_without_asking() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a"))

    desk.mail(ANNA, books("Anna Rossi", one="b"))

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}]
    assert desk.kinds()[-1] == ("ask", "anna")
    assert desk.booking("CODE-1").asked == ("choices:two", "confirm-change")


def test_a_secretary_books_one_after_the_other() -> None:
    desk = Desk(event_with(PLENTY))
    office = "office@firm.example"
    for name in ("Anna Rossi", "Luca Bianchi"):
        reading = books(name, one="a")
        desk.mail(office, replace(reading, contact=replace(reading.contact, name="Rita Sala", email=office)))

    assert [[a.name for a in b.active] for b in desk.keeper.kept.values()] == [["Anna Rossi"], ["Luca Bianchi"]]


def test_a_namesake_from_elsewhere_is_booked_and_the_organizers_are_told() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi"))
    first = desk.booking("CODE-1")
    book = replace(desk.book("other@people.example"), same_person=(first,))
    reading = replace(books("Anna Rossi"), contact=replace(books("Anna Rossi").contact, email="other@people.example"))

    request = Request(sender="other@people.example", new_code="CODE-9", arrived=desk.now, now=desk.now)
    decision = decide(reading, request, book)

    assert [letter.kind for letter in decision.letters] == ["confirmation"]
    assert decision.review is not None
    assert decision.review.why == ("Anna Rossi is in booking CODE-1 already, made from another address",)


def test_a_newcomer_does_not_pass_who_waits() -> None:
    """The capacity was raised, and the mail came before the queue was served."""
    desk = Desk(event_with(PLENTY | {"a": 0}))
    desk.mail("carla@people.example", books("Carla Neri", one="a"))
    desk.event = event_with(PLENTY | {"a": 1})

    desk.mail(ANNA, books("Anna Rossi", one="a"))

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}]
    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "waitlisted"}]


def test_requests_are_kept_and_those_a_person_must_act_on_are_passed_on() -> None:
    desk = Desk(event_with(PLENTY))
    reading = replace(
        books("Anna Rossi", one="a", two="c"), requests=("diet", "invoice"), request_text="Vegan; an invoice."
    )

    decision = desk.mail(ANNA, reading)

    assert desk.booking("CODE-1").requests == ("diet", "invoice")
    assert desk.booking("CODE-1").notes == "Vegan; an invoice."
    assert decision.review is not None
    assert decision.review.why == ("a request: “Vegan; an invoice.”",)
    assert isinstance(desk.told[-1], Confirmation)
    assert desk.told[-1].passed_on


def test_a_question_alone_books_nothing() -> None:
    desk = Desk(event_with(PLENTY))

    decision = desk.mail(ANNA, says(Intent.QUESTION, question=True, question_text="Where is it?"))

    assert decision.bookings == ()
    assert desk.kinds() == [("answer", "anna")]


def test_an_event_without_seats_takes_no_bookings() -> None:
    desk = Desk(event_with(PLENTY | {None: 0}))

    desk.mail(ANNA, books("Anna Rossi"))

    letter = desk.told[-1]
    assert isinstance(letter, Closed)
    assert letter.why == "off"


def test_a_booking_for_nobody_knows_whom_goes_to_a_person() -> None:
    desk = Desk(event_with(PLENTY))

    decision = desk.mail(ANNA, unclear(books("Anna Rossi"), "identity"))

    assert (decision.settled, decision.bookings, desk.kinds()) == ("review", (), [("received", "anna")])


def test_a_mail_that_names_nobody_and_no_number_is_asked_how_many_come() -> None:
    desk = Desk(event_with(PLENTY))

    desk.mail(ANNA, replace(books("Anna Rossi"), people=(), seats=None))

    letter = desk.told[-1]
    assert isinstance(letter, Ask)
    assert [q.about for q in letter.queries] == ["seats", "choices", "choices"]
    assert desk.stands("CODE-1") == [{"event": "offered"}]
