"""Accept, decline and tentative from a calendar."""

from __future__ import annotations

import pytest

from mailflow.decision import parse_uid
from mailflow.message.model import CalendarReply
from mailflow.understanding.reading import Intent, Reading
from tests.decision.desk import ANNA, LUCA, Desk, books, says
from tests.decision.making import STARTS, event_with

PLENTY = {None: 50, "a": 20, "b": 20, "c": 20}
BOOKED = {"event": "confirmed", "a": "confirmed", "c": "confirmed"}


def reply(partstat: str, entry: str, sequence: int = 0, method: str = "REPLY") -> Reading:
    uid = f"CODE-1.{entry}@town.example"
    return says(Intent.CANCEL, calendar=CalendarReply(method, partstat, uid, attendee=ANNA, sequence=sequence))


def booked() -> Desk:
    desk = Desk(event_with(PLENTY))
    desk.mail(ANNA, books("Anna Rossi", one="a", two="c"))
    return desk


@pytest.mark.parametrize(
    ("uid", "means"),
    [
        ("K7QM-3F.event@town.example", ("K7QM-3F", None)),
        ("k7qm-3f.Green-Energy@town.example", ("K7QM-3F", "green-energy")),
        ("K7QM-3F.w1.grid@town.example", ("K7QM-3F", "w1.grid")),
        ("040000008200E00074C5B7101A82E008@exchange.example", None),
        ("", None),
    ],
)
def test_our_entries_are_known_by_their_uid(uid: str, means: tuple[str, str | None] | None) -> None:
    assert parse_uid(uid) == means


def test_declining_the_event_gives_up_the_booking() -> None:
    desk = booked()

    desk.mail(ANNA, reply("DECLINED", "event"), thread="CODE-1", found_by="code")

    assert desk.stands("CODE-1") == [{}]
    assert desk.kinds()[-1] == ("cancelled", "anna")


def test_declining_a_session_gives_up_that_session() -> None:
    desk = booked()

    desk.mail(ANNA, reply("DECLINED", "a"), thread="CODE-1", found_by="code")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "c": "confirmed"}]


@pytest.mark.parametrize("partstat", ["ACCEPTED", "TENTATIVE", "DELEGATED"])
def test_other_answers_change_nothing_and_are_not_answered(partstat: str) -> None:
    desk = booked()

    decision = desk.mail(ANNA, reply(partstat, "event"), thread="CODE-1", found_by="code")

    assert (decision.bookings, decision.letters, decision.settled) == ((), (), "handled")


@pytest.mark.parametrize("partstat", ["DECLINED", "TENTATIVE", "ACCEPTED"])
@pytest.mark.parametrize("entry", ["event", "a"])
def test_who_proposes_another_time_gives_nothing_up_and_takes_nothing_up(partstat: str, entry: str) -> None:
    desk = booked()

    decision = desk.mail(ANNA, reply(partstat, entry, method="COUNTER"), thread="CODE-1", found_by="code")

    assert (decision.bookings, desk.kinds()[-1]) == ((), ("received", "anna"))
    assert decision.review is not None
    assert decision.review.why == ("proposes another time from the calendar",)


def test_accepting_an_offered_entry_takes_it_up() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1}, waitlist="offer"))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))
    desk.mail(ANNA, says(Intent.CANCEL), thread="CODE-1")
    accepted = CalendarReply("REPLY", "ACCEPTED", "CODE-2.a@town.example", attendee=LUCA)

    desk.mail(LUCA, says(Intent.ACCEPT, calendar=accepted), thread="CODE-2", found_by="code")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "confirmed"}]


def test_an_answer_to_an_older_entry_is_ignored() -> None:
    desk = booked()
    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-1")

    desk.mail(ANNA, reply("DECLINED", "event", sequence=0), thread="CODE-1", found_by="code")
    assert desk.stands("CODE-1") == [{"event": "confirmed", "b": "confirmed", "c": "confirmed"}]

    desk.mail(ANNA, reply("DECLINED", "event", sequence=1), thread="CODE-1", found_by="code")
    assert desk.stands("CODE-1") == [{}]


def test_another_ones_calendar_changes_nothing_and_a_person_looks() -> None:
    desk = booked()
    calendar = CalendarReply("REPLY", "DECLINED", "CODE-1.event@town.example", attendee="eve@elsewhere.example")

    decision = desk.mail(
        "eve@elsewhere.example", says(Intent.CANCEL, calendar=calendar), thread="CODE-1", found_by="code"
    )

    assert (decision.bookings, decision.letters, decision.settled) == ((), (), "review")
    assert desk.stands("CODE-1") == [BOOKED]


def test_another_ones_calendar_that_names_the_attendee_is_confirmed_first_by_them() -> None:
    desk = booked()
    eve = "eve@elsewhere.example"
    desk.mail(eve, reply("DECLINED", "a"), thread="CODE-1", found_by="code")

    assert desk.stands("CODE-1") == [BOOKED]
    assert desk.kinds()[-1] == ("ask", "anna")

    desk.mail(ANNA, says(Intent.ACCEPT), thread="CODE-1")
    assert desk.stands("CODE-1") == [{session: how for session, how in BOOKED.items() if session != "a"}]


def test_another_ones_calendar_takes_up_no_offer() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1}, waitlist="offer"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    desk.mail(LUCA, says(Intent.CANCEL), thread="CODE-1")
    accepted = CalendarReply("REPLY", "ACCEPTED", "CODE-2.a@town.example", attendee=ANNA)

    desk.mail("eve@elsewhere.example", says(Intent.ACCEPT, calendar=accepted), thread="CODE-2", found_by="code")

    assert desk.stands("CODE-2") == [{"event": "confirmed", "a": "offered"}]


def test_a_forged_decline_is_confirmed_first() -> None:
    desk = booked()

    desk.mail(ANNA, reply("DECLINED", "event"), thread="CODE-1", found_by="code", proven=False)

    assert desk.stands("CODE-1") == [BOOKED]
    assert desk.booking("CODE-1").asked == ("confirm-cancel",)
    assert desk.kinds()[-1] == ("ask", "anna")


def test_an_entry_that_is_not_ours_is_passed_by() -> None:
    desk = booked()
    calendar = CalendarReply("REPLY", "DECLINED", "040000008200E@exchange.example", attendee=ANNA)

    decision = desk.mail(ANNA, says(Intent.CANCEL, calendar=calendar))

    assert (decision.bookings, decision.letters, decision.settled) == ((), (), "handled")


def test_declining_an_offered_entry_gives_it_to_the_next() -> None:
    desk = Desk(event_with(PLENTY | {"a": 1}, waitlist="offer"))
    desk.mail(LUCA, books("Luca Bianchi", one="a"))
    desk.mail(ANNA, books("Anna Rossi", one="a"))
    desk.mail(LUCA, says(Intent.CANCEL), thread="CODE-1")
    declined = CalendarReply("REPLY", "DECLINED", "CODE-2.a@town.example", attendee=ANNA)

    desk.mail(ANNA, says(Intent.DECLINE, calendar=declined), thread="CODE-2", found_by="code")

    assert desk.stands("CODE-2") == [{"event": "confirmed"}]
    assert desk.kinds()[-1] == ("cancelled", "anna")


def test_declining_twice_is_told_once() -> None:
    desk = booked()
    desk.mail(ANNA, reply("DECLINED", "a"), thread="CODE-1", found_by="code")

    decision = desk.mail(ANNA, reply("DECLINED", "a", sequence=1), thread="CODE-1", found_by="code")

    assert (decision.bookings, decision.letters) == ((), ())


def test_declining_once_the_event_has_begun_is_told_to_the_organizers_and_gives_up_what_is_to_come() -> None:
    desk = booked()
    desk.now = STARTS

    decision = desk.mail(ANNA, reply("DECLINED", "event"), thread="CODE-1", found_by="code")

    assert desk.stands("CODE-1") == [{"event": "confirmed", "a": "confirmed"}]
    assert decision.notes == (
        "Declined in the calendar, now that the event has begun – Anna Rossi, anna@people.example, CODE-1",
    )


def test_an_older_entry_declined_once_it_has_begun_is_ignored_likewise() -> None:
    desk = booked()
    desk.mail(ANNA, says(Intent.CHANGE, choices={"one": ("b",)}), thread="CODE-1")
    desk.now = STARTS

    decision = desk.mail(ANNA, reply("DECLINED", "event"), thread="CODE-1", found_by="code")

    assert (decision.bookings, decision.notes) == ((), ())
