"""Offers: yes, no, too late; and how long they hold."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mailflow.decision import context_of, why_waiting
from mailflow.decision.offers import offer_until
from mailflow.domain.letter import Already, Cancelled, Closed, Confirmation
from mailflow.understanding.reading import Intent, Person
from tests.decision.desk import ANNA, LUCA, Desk, books, says, unclear
from tests.decision.making import ROME, STARTS, event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}
CARLA = "carla@people.example"


def offered_a() -> Desk:
    """Anna is offered session a, Luca waits behind her."""
    desk = Desk(event_with(PLENTY | {"a": 1}, waitlist="offer"))
    desk.mail(CARLA, books("Carla Neri", one="a"))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))
    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")
    return desk


def test_a_yes_takes_the_offered_place() -> None:
    desk = offered_a()
    assert context_of(desk.booking("CODE-2")).asked == ("choices:two", "offer")

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-2")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed"}]
    assert isinstance(desk.told[-1], Confirmation)


def test_a_no_gives_it_to_the_next() -> None:
    desk = offered_a()

    desk.mail(ANNA, says(Intent.DECLINE), thread="CODE-2")

    assert desk.stands("CODE-2") == [{"event": "confirmed"}]
    assert desk.stands("CODE-3") == [{"event": "confirmed", "a": "offered"}]
    assert desk.kinds()[-2:] == [("cancelled", "anna"), ("offer", "luca")]
    letter = desk.told[-2]
    assert isinstance(letter, Cancelled)
    assert (letter.why, letter.whole, letter.given_up) == ("declined", False, ((1, "a"),))


def test_silence_gives_it_to_the_next() -> None:
    desk = offered_a()

    desk.wait(hours=25)

    assert desk.stands("CODE-2") == [{"event": "confirmed"}]
    assert desk.stands("CODE-3") == [{"event": "confirmed", "a": "offered"}]
    letter = desk.told[-2]
    assert isinstance(letter, Cancelled)
    assert (letter.to, letter.why, letter.given_up) == (ANNA, "expired", ((1, "a"),))


def test_an_offered_place_at_the_event_brings_the_sessions_once_it_is_accepted() -> None:
    desk = Desk(event_with(PLENTY | {None: 1}, waitlist="offer"))
    desk.mail(CARLA, books("Carla Neri"))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")
    assert desk.stands("CODE-2") == [{"event": "offered", "a": "wanted", "c": "wanted"}]

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-2")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]


def test_a_yes_after_the_hold_ran_out_that_says_how_many_come_is_a_booking_of_so_many() -> None:
    for facts in ({"seats": 2}, {"people": (Person("Anna Rossi"), Person("Dino Verdi"))}):
        desk = Desk(event_with(PLENTY))
        desk.mail(ANNA, unclear(books("Anna Rossi"), "seats"))
        desk.wait(hours=49)

        desk.mail(ANNA, says(Intent.ACCEPT, **facts), thread="CODE-1")

        assert desk.stands("CODE-1") == [{}]
        assert desk.stands("CODE-2") == [{"event": "confirmed"}, {"event": "confirmed"}]


def test_declining_the_place_at_the_event_gives_up_its_sessions() -> None:
    desk = Desk(event_with(PLENTY | {None: 1}, waitlist="offer"))
    desk.mail(CARLA, books("Carla Neri"))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")

    desk.mail(ANNA, says(Intent.DECLINE), thread="CODE-2")

    assert desk.stands("CODE-2") == [{}]


def test_a_yes_after_the_hold_ran_out_waits_again_or_gets_what_is_free() -> None:
    desk = Desk(event_with(PLENTY | {None: 1}, waitlist="offer"))
    desk.mail(CARLA, books("Carla Neri"))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    desk.mail(LUCA, books("Luca Bianchi"))
    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")
    desk.wait(hours=25)
    assert desk.stands("CODE-3") == [{"event": "offered"}]

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-2")
    assert desk.stands("CODE-2") == [{"event": "waitlisted", "a": "wanted"}]

    desk.mail(LUCA, says(Intent.DECLINE), thread="CODE-3")
    assert desk.stands("CODE-2") == [{"event": "offered", "a": "wanted"}]


def test_an_offer_ends_with_the_start_of_the_event() -> None:
    desk = offered_a()
    desk.now = STARTS

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-2")

    letter = desk.told[-1]
    assert isinstance(letter, Closed)
    assert letter.wanted == "accept"


def test_a_no_without_an_offer_gives_up_the_booking() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi"))

    desk.mail(ANNA, says(Intent.DECLINE), thread="CODE-1")

    assert desk.stands("CODE-1") == [{}]


def test_a_yes_for_one_of_two_people_takes_up_that_one() -> None:
    desk = Desk(event_with(PLENTY | {"a": 2}, waitlist="offer"))
    desk.mail(CARLA, books("Carla Neri", "Dino Verdi", one="a"))
    desk.mail(ANNA, books("Anna Rossi", "Sara Rossi", one="a"))
    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")
    desk.mail(ANNA, says(Intent.ACCEPT, people=(Person("Sara Rossi"),)), thread="CODE-2")

    assert [p["a"] for p in desk.stands("CODE-2")] == ["offered", "confirmed"]


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 5, day, hour, minute, tzinfo=ROME)


def test_a_hold_is_shorter_as_the_event_nears_and_never_ends_at_night() -> None:
    event = event_with(PLENTY, waitlist="offer", offer_hold=timedelta(hours=24))

    assert offer_until(event, local(3, 12)) == local(4, 12)
    assert offer_until(event, local(18, 14)) == local(19, 9)  # a quarter of 48 hours is 02:00: the morning after
    assert offer_until(event, local(19, 14)) == local(19, 20)
    assert offer_until(event, local(20, 8)) == local(20, 9, 30)
    assert offer_until(event, local(20, 13, 30)) == STARTS
    assert offer_until(event, local(3, 23)) == local(5, 8)


def test_a_hold_made_at_night_counts_from_the_morning() -> None:
    event = event_with(PLENTY, waitlist="offer", offer_hold=timedelta(hours=3))

    assert offer_until(event, local(3, 23)) == local(4, 11)
    assert offer_until(event, local(4, 2)) == local(4, 11)
    assert offer_until(event, local(4, 19)) == local(5, 9)


def test_a_hold_over_the_clock_change_is_as_long_as_it_says() -> None:
    event = event_with(PLENTY, waitlist="offer", offer_hold=timedelta(hours=24))
    before = datetime(2027, 3, 27, 12, 0, tzinfo=ROME)

    held = offer_until(event, before)

    assert held.timestamp() - before.timestamp() == timedelta(hours=24).total_seconds()


def test_a_no_from_another_address_declines_nothing() -> None:
    desk = offered_a()

    decision = desk.mail(LUCA, says(Intent.DECLINE), thread="CODE-2")

    assert (decision.settled, desk.stands("CODE-2")) == ("review", [{"event": "confirmed", "a": "offered"}])


@pytest.mark.parametrize("proven", [None, False])
def test_a_no_without_thread_or_code_is_confirmed_first_and_then_declines_the_offer_alone(proven: bool | None) -> None:
    desk = offered_a()
    desk.mail(ANNA, says(Intent.DECLINE), proven=proven)
    assert (desk.stands("CODE-2"), desk.kinds()[-1]) == ([{"event": "confirmed", "a": "offered"}], ("ask", "anna"))

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-2")

    assert desk.stands("CODE-2") == [{"event": "confirmed"}]


def test_a_no_after_the_event_began_gives_back_what_nobody_can_have_come_to() -> None:
    desk = offered_a()
    desk.now = STARTS

    decision = desk.mail(ANNA, says(Intent.DECLINE), thread="CODE-2")

    assert (desk.stands("CODE-2"), desk.kinds()[-1]) == ([{"event": "confirmed"}], ("cancelled", "anna"))
    assert len(decision.notes) == 1


def test_who_is_offered_one_session_is_not_offered_another_of_the_round_meanwhile() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1, "b": 1}, waitlist="offer"))
    desk.mail(CARLA, books("Carla Neri", one="a"))
    desk.mail("dino@people.example", books("Dino Verdi", one="b"))
    desk.mail(ANNA, books("Anna Rossi", one="a b"))
    desk.mail(LUCA, books("Luca Bianchi", one="b"))
    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")

    desk.mail("dino@people.example", says(Intent.CANCEL), thread="CODE-2")
    assert desk.stands("CODE-3") == [{"event": "confirmed", "a": "offered", "b": "waitlisted"}]
    assert desk.stands("CODE-4") == [{"event": "confirmed", "b": "offered"}]
    assert why_waiting(desk.book(""), desk.now) == {"b": "all places are taken"}

    desk.mail(LUCA, says(Intent.DECLINE), thread="CODE-4")
    assert why_waiting(desk.book(""), desk.now) == {"b": "who waits has an offer already, or a question to answer"}

    desk.mail(ANNA, says(Intent.DECLINE), thread="CODE-3")
    assert desk.stands("CODE-3") == [{"event": "confirmed", "b": "offered"}]


def test_an_offer_still_held_is_not_touched_when_another_runs_out() -> None:
    desk = offered_a()
    desk.mail("dino@people.example", unclear(books("Dino Verdi", one="b"), "date"))

    desk.wait(hours=25)

    assert desk.stands("CODE-4") == [{"event": "offered", "b": "offered"}]


def test_a_late_yes_to_a_session_waits_again_behind_who_was_offered_it_since() -> None:
    desk = offered_a()
    desk.wait(hours=25)
    assert desk.stands("CODE-2") == [{"event": "confirmed"}]

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-2")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "waitlisted"}]
    assert desk.stands("CODE-3") == [{"event": "confirmed", "a": "offered"}]


def test_a_late_yes_to_a_session_has_the_seat_that_nobody_else_wanted() -> None:
    desk = offered_a()
    desk.mail(LUCA, says(Intent.CANCEL), thread="CODE-3")
    desk.wait(hours=25)

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-2")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed"}]


def test_a_yes_long_after_the_offer_ran_out_says_how_the_booking_stands() -> None:
    desk = offered_a()
    desk.mail(LUCA, says(Intent.CANCEL), thread="CODE-3")
    desk.wait(hours=25)
    desk.wait(days=8)

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-2")

    assert (desk.stands("CODE-2"), type(desk.told[-1])) == ([{"event": "confirmed"}], Already)


def test_a_late_no_to_a_session_leaves_the_place_at_the_event() -> None:
    desk = offered_a()
    desk.wait(hours=25)

    desk.mail(ANNA, says(Intent.DECLINE), thread="CODE-2")

    assert (desk.stands("CODE-2"), type(desk.told[-1])) == ([{"event": "confirmed"}], Already)


def test_who_joins_beside_a_yes_joins_with_it() -> None:
    desk = offered_a()

    desk.mail(ANNA, says(Intent.ACCEPT, people=(Person("Ada Rossi"), Person("Anna Rossi"))), thread="CODE-2")

    assert desk.stands("CODE-2") == [
        {"event": "confirmed", "a": "confirmed"},
        {"event": "confirmed", "a": "waitlisted"},
    ]
    assert [letter.kind for letter in desk.told[-1:]] == ["confirmation"]


def test_more_than_the_largest_party_beside_a_yes_goes_to_a_person_with_it() -> None:
    desk = offered_a()

    decision = desk.mail(ANNA, says(Intent.ACCEPT, seats=20), thread="CODE-2")

    assert (decision.settled, desk.stands("CODE-2")) == ("review", [{"event": "confirmed", "a": "offered"}])


def test_who_joins_beside_a_yes_to_nothing_is_booked_too() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a"))

    desk.mail(ANNA, says(Intent.ACCEPT, people=(Person("Ada Rossi"),)), thread="CODE-1")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}] * 2


def test_who_is_not_booked_does_not_leave_with_a_yes_unheard() -> None:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, unclear(books("Anna Rossi", "Luca Bianchi", one="a"), "date"))

    decision = desk.mail(ANNA, says(Intent.ACCEPT, leaving=("Pia Verdi",)), thread="CODE-1")

    assert (decision.settled, desk.stands("CODE-1")) == ("review", [{"event": "offered", "a": "offered"}] * 2)
