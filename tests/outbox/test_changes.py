from dataclasses import replace

from mailflow.domain.booking import Booking
from mailflow.domain.place import Status
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


def test_a_wish_altered_while_the_event_is_full_is_told_from_what_to_what() -> None:
    before, after = (wished(booking) for booking in (DESK.moved(), DESK.booking))
    none = before.with_attendee(replace(before.attendees[0], places=before.attendees[0].places[:1]))

    assert told(before, after) == [("moved", NAMES[0], "welfare", "green-energy")]
    assert told(none, before) == [("asked", NAMES[0], "", p.session) for p in before.attendees[0].places[1:]]


def wished(booking: Booking) -> Booking:
    """The booking as one that waits for the event itself: its sessions are only wished for."""
    attendee = booking.attendees[0]
    places = (
        replace(p, status=Status.WANTED if p.status is Status.CONFIRMED and p.session else p.status)
        for p in attendee.places
    )
    return booking.with_attendee(replace(attendee, places=tuple(places)))


def test_a_session_that_the_event_has_no_more_is_told_by_its_id() -> None:
    before, after = DESK.moved(), DESK.booking
    there = {id_: view for id_, view in SESSIONS.items() if id_ != "welfare"}
    [change] = changes(before, after, there)
    assert (change.what, change.from_session and change.from_session.label) == ("moved", "welfare")
