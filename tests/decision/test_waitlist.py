"""Queues: who is served when something comes free, and who is not."""

from __future__ import annotations

from mailflow.decision import serve, why_waiting
from mailflow.domain.letter import Confirmation, Offer, Promoted
from mailflow.understanding.reading import Intent
from tests.decision.desk import ANNA, LUCA, Desk, books, says
from tests.decision.making import STARTS, event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}
CARLA, DINO = "carla@people.example", "dino@people.example"


def test_a_freed_place_goes_to_the_first_who_waits() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1}))
    for sender, name in ((CARLA, "Carla Neri"), (ANNA, "Anna Rossi"), (LUCA, "Luca Bianchi")):
        desk.mail(sender, books(name, one="a"))

    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed"}]
    assert desk.stands("CODE-3") == [{"event": "confirmed", "a": "waitlisted"}]
    assert desk.kinds()[-2:] == [("cancelled", "carla"), ("promoted", "anna")]
    assert isinstance(desk.told[-1], Promoted)
    assert desk.told[-1].given == ((1, "a"),)


def test_a_place_at_the_event_brings_the_sessions_wished_for() -> None:
    desk = Desk(event_with(PLENTY | {None: 1}))
    desk.mail(CARLA, books("Carla Neri"))
    desk.mail(ANNA, books("Anna Rossi", one="a b", two="c"))

    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed", "c": "confirmed"}]


def test_who_gets_a_place_is_asked_for_the_sessions_still_to_be_chosen() -> None:
    for waitlist, answer in (("promote", ()), ("offer", (says(Intent.ACCEPT),))):
        desk = Desk(event_with(PLENTY | {None: 1}, waitlist=waitlist))
        desk.mail(CARLA, books("Carla Neri"))
        desk.mail(ANNA, books("Anna Rossi"))
        desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")
        for reading in answer:
            desk.mail(ANNA, reading, thread="CODE-2")

        letter = desk.told[-1]
        assert isinstance(letter, Promoted | Confirmation)
        assert [(query.about, query.round) for query in letter.queries] == [("choices", "one"), ("choices", "two")]


def test_the_first_session_that_frees_ends_the_wait_for_the_others() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1, "b": 1}))
    desk.mail(CARLA, books("Carla Neri", one="a"))
    desk.mail(DINO, books("Dino Verdi", one="b"))
    desk.mail(ANNA, books("Anna Rossi", one="a b"))

    desk.mail(DINO, says(Intent.CANCEL), thread="CODE-2")

    assert desk.stands("CODE-3") == [{"event": "confirmed", "b": "confirmed"}]


def test_a_raised_capacity_serves_the_queue() -> None:
    desk = Desk(event_with(PLENTY | {"a": 0}))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    desk.event = event_with(PLENTY | {"a": 1})

    desk.serve()

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}]


def test_a_lowered_capacity_takes_nothing_from_anybody_and_gives_nothing_until_there_is_room() -> None:
    desk = Desk(event_with(PLENTY | {"a": 2}))
    desk.mail(CARLA, books("Carla Neri", "Dino Verdi", one="a"))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    desk.event = event_with(PLENTY | {"a": 1})

    desk.mail(CARLA, says(Intent.CANCEL, leaving=("Dino Verdi",)), thread="CODE-1")

    assert [place.get("a") for place in desk.stands("CODE-1")] == ["confirmed", None]
    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "waitlisted"}]


def test_a_party_that_does_not_fit_is_passed_over() -> None:
    desk = Desk(event_with(PLENTY | {"a": 2}))
    desk.mail(CARLA, books("Carla Neri", "Dino Verdi", one="a"))
    desk.mail(ANNA, books("Anna Rossi", "Sara Rossi", one="a"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))

    desk.mail(CARLA, says(Intent.CANCEL, leaving=("Dino Verdi",)), thread="CODE-1")

    assert [p["a"] for p in desk.stands("CODE-2")] == ["waitlisted", "waitlisted"]
    assert [p["a"] for p in desk.stands("CODE-3")] == ["confirmed"]


def test_a_party_that_does_not_fit_holds_up_the_queue_where_the_event_says_wait() -> None:
    desk = Desk(event_with(PLENTY | {"a": 2}, large_party="wait"))
    desk.mail(CARLA, books("Carla Neri", "Dino Verdi", one="a"))
    desk.mail(ANNA, books("Anna Rossi", "Sara Rossi", one="a"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))

    desk.mail(CARLA, says(Intent.CANCEL, leaving=("Dino Verdi",)), thread="CODE-1")
    assert [p["a"] for p in desk.stands("CODE-3")] == ["waitlisted"]
    assert why_waiting(desk.book(""), desk.now) == {"a": "a party of 2 is first and stays together; places free: 1"}

    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")
    assert [p["a"] for p in desk.stands("CODE-2")] == ["confirmed", "confirmed"]


def test_the_organizer_sees_why_nobody_was_served() -> None:
    desk = Desk(event_with(PLENTY | {"a": 2, "b": 0}))
    desk.mail(CARLA, books("Carla Neri", one="a"))
    desk.mail(ANNA, books("Anna Rossi", "Sara Rossi", one="a"))
    desk.mail(LUCA, books("Luca Bianchi", one="b"))

    assert why_waiting(desk.book(""), desk.now) == {
        "a": "a party of 2 stays together; places free: 1",
        "b": "all places are taken",
    }


def test_nothing_is_given_once_the_event_has_begun() -> None:
    desk = Desk(event_with(PLENTY | {"a": 0}))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    desk.event = event_with(PLENTY | {"a": 1})

    assert serve(desk.book(""), STARTS).bookings == ()
    assert len(serve(desk.book(""), desk.now).bookings) == 1


def test_who_waits_can_change_and_cancel_like_anybody() -> None:
    desk = Desk(event_with(PLENTY | {"a": 0}))
    desk.mail(ANNA, books("Anna Rossi", one="a"))

    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-1")
    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed"}]

    desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")
    assert desk.stands("CODE-1") == [{}]


def test_a_party_that_shrinks_may_fit_now() -> None:
    desk = Desk(event_with(PLENTY | {None: 3}))
    desk.mail(CARLA, books("Carla Neri", "Dino Verdi"))
    desk.mail(ANNA, books("Anna Rossi", "Sara Rossi"))

    desk.mail(ANNA, says(Intent.CHANGE, leaving=("Sara Rossi",)), thread="CODE-2")

    assert desk.stands("CODE-2") == [{"event": "confirmed"}, {}]


def test_a_change_into_a_full_session_keeps_the_old_place_until_the_new_one_is_there() -> None:
    desk = Desk(event_with(PLENTY | {"b": 1}, waitlist="offer"))
    desk.mail(CARLA, books("Carla Neri", one="b"))
    desk.mail(ANNA, books("Anna Rossi", one="a"))

    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-2")
    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed", "b": "waitlisted"}]

    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")
    assert desk.stands("CODE-2") == [{"event": "confirmed", "b": "confirmed"}]
    assert desk.kinds()[-1] == ("promoted", "anna")


def test_the_seat_left_by_a_change_goes_to_the_next_who_waits_for_it() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1, "b": 1}))
    desk.mail(CARLA, books("Carla Neri", one="b"))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))
    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-2")

    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "b": "confirmed"}]
    assert desk.stands("CODE-3") == [{"event": "confirmed", "a": "confirmed"}]


def test_an_offer_names_what_is_held_and_until_when() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1}, waitlist="offer"))
    desk.mail(CARLA, books("Carla Neri", one="a"))
    desk.mail(ANNA, books("Anna Rossi", one="a"))

    desk.mail(CARLA, says(Intent.CANCEL), thread="CODE-1")

    letter = desk.told[-1]
    assert isinstance(letter, Offer)
    assert (letter.to, letter.offered) == (ANNA, ((1, "a"),))
    assert letter.until == desk.booking("CODE-2").attendees[0].places[1].offer_until
    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "offered"}]


def test_once_it_has_begun_that_is_why_nobody_is_served() -> None:
    desk = Desk(event_with(PLENTY | {"b": 0}))
    desk.mail(LUCA, books("Luca Bianchi", one="b"))

    assert why_waiting(desk.book(""), desk.event.starts) == {"b": "the event has begun: no more places are given"}
