from dataclasses import replace

from mailflow.outbox.changes import changes
from mailflow.outbox.sample.desk import NAMES, Desk
from mailflow.outbox.view import event_view, sessions_by_id
from tests.outbox.conftest import event_named

DESK = Desk(event_named("fabbrica-idee"), "it")
SESSIONS = sessions_by_id(event_view(DESK.event, "it"))


def told(before: object, after: object) -> list[tuple[str, str, str, str]]:
    return [
        (c.what, c.name, c.from_session.id if c.from_session else c.was, c.session.id if c.session else "")
        for c in changes(before, after, SESSIONS)  # type: ignore[arg-type]  # bookings
    ]


def test_nothing_is_told_where_nothing_changed() -> None:
    assert told(DESK.party, DESK.party) == []


def test_another_session_of_the_round_is_a_move() -> None:
    assert told(DESK.moved(), DESK.booking) == [("moved", NAMES[0], "welfare", "green-energy")]


def test_another_person_comes_instead() -> None:
    assert told(DESK.booked(("Luca Bianchi",)), DESK.booked(("Anna Bianchi",))) == [
        ("renamed", "Anna Bianchi", "Luca Bianchi", "")
    ]


def test_people_join_and_leave() -> None:
    two, three = DESK.booked(NAMES[:2]), DESK.booked(NAMES)

    assert told(two, three) == [("joined", NAMES[2], "", "")]
    assert told(three, two) == [("left", NAMES[2], "", "")]


def test_a_full_session_is_waited_for_while_the_old_place_stays() -> None:
    before, after = DESK.booked(NAMES[:1]), DESK.booked(NAMES[:1], waiting=1)

    wishes = [("request", wish, "", "") for wish in after.requests]
    assert told(before, after) == [("waiting", NAMES[0], "", "formazione"), *wishes]


def test_a_session_taken_besides_and_one_given_up() -> None:
    attendee = DESK.booking.attendees[0]
    fewer = DESK.booking.with_attendee(replace(attendee, places=attendee.places[:-1]))

    assert told(fewer, DESK.booking) == [("gained", NAMES[0], "", "formazione")]
    assert told(DESK.booking, fewer) == [("lost", NAMES[0], "", "formazione")]


def test_a_new_phone_is_told() -> None:
    after = replace(DESK.booking, contact=replace(DESK.booking.contact, phone="+393351234567"))

    assert told(DESK.booking, after) == [("phone", "+39 335 123 4567", "", "")]
