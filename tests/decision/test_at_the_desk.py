"""Bookings by phone, fax or at the door: the same rules."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailflow.decision.desk import DeskError, attend, book_at_desk, cancel_booking, change_booking
from mailflow.domain.booking import Contact
from mailflow.domain.place import Status
from mailflow.understanding.reading import Intent, Person
from tests.decision.desk import ANNA, Desk, books, says
from tests.decision.making import CLOSES, event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}


def by_phone(desk: Desk, *names: str, seats: int | None = None, email: str | None = None, session: str = "a") -> None:
    desk.now += timedelta(minutes=1)
    decision = book_at_desk(
        desk.book(""),
        now=desk.now,
        new_code=f"CODE-{len(desk.keeper.kept) + 1}",
        source="phone",
        seats=seats,
        people=[Person(name) for name in names],
        choices={"one": (session,)},
        contact=Contact(name=names[0], phone="+390595550123", email=email),
    )
    desk.carry_out(decision)


def test_a_booking_by_phone_is_seated_and_sends_no_mail() -> None:
    desk = Desk(event_with(PLENTY))

    by_phone(desk, "Anna Rossi", seats=2)

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}] * 2
    assert (desk.booking("CODE-1").source, desk.booking("CODE-1").contact.phone) == ("phone", "+390595550123")
    assert desk.told == []


def test_a_mail_address_given_by_phone_is_written_to() -> None:
    desk = Desk(event_with(PLENTY))

    by_phone(desk, "Anna Rossi", email=ANNA)

    assert desk.kinds() == [("confirmation", "anna")]


def test_the_desk_waits_in_the_same_queues() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1}))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    by_phone(desk, "Luca Bianchi")
    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "waitlisted"}]

    desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed"}]


def test_the_desk_keeps_the_close_of_booking() -> None:
    desk = Desk(event_with(PLENTY), now=CLOSES)

    decision = book_at_desk(
        desk.book(""), now=desk.now, new_code="CODE-1", source="desk", people=[Person("Anna Rossi")]
    )

    assert (decision.why, decision.bookings, decision.letters) == ("closed: late", (), ())


def test_an_unknown_session_is_refused_in_plain_words() -> None:
    desk = Desk(event_with(PLENTY))

    with pytest.raises(DeskError, match="meeting has no session 'z'"):
        by_phone(desk, "Anna Rossi", session="z")


def test_the_desk_changes_and_cancels_without_proof() -> None:
    desk = Desk(event_with(PLENTY))
    by_phone(desk, "Anna Rossi", "Luca Bianchi")

    desk.carry_out(change_booking(desk.book("", "CODE-1"), says(Intent.CHANGE, choices={"one": ("b",)}), now=desk.now))
    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed"}] * 2

    desk.carry_out(cancel_booking(desk.book("", "CODE-1"), now=desk.now, names=["Luca Bianchi"]))
    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed"}, {}]

    with pytest.raises(DeskError, match="has no 'Sara Verdi'"):
        cancel_booking(desk.book("", "CODE-1"), now=desk.now, names=["Sara Verdi"])


def test_who_came_is_marked_and_corrected() -> None:
    desk = Desk(event_with(PLENTY))
    by_phone(desk, "Anna Rossi", "Luca Bianchi")

    marked = attend(attend(desk.booking("CODE-1")), ["Luca Bianchi"], present=False)

    assert [a.attended for a in marked.attendees] == [True, False]
    at_event = [place.status for a in marked.attendees if (place := a.place(None))]
    assert at_event == [Status.ATTENDED, Status.ABSENT]
    assert attend(marked, ["Luca Bianchi"], present=False) == marked


def test_who_has_no_place_cannot_have_come() -> None:
    desk = Desk(event_with(PLENTY | {None: 0}))
    desk.event = event_with(PLENTY | {None: 1})
    desk.mail(ANNA, books("Anna Rossi"))
    by_phone(desk, "Luca Bianchi")

    assert attend(desk.booking("CODE-2")) == desk.booking("CODE-2")
    with pytest.raises(DeskError):
        attend(desk.booking("CODE-2"), ["Luca Bianchi"])
