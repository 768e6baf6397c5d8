"""Calendar entries, read back with the icalendar library."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.booking import Booking, Place
from mailflow.domain.event import Event
from mailflow.domain.letter import Cancelled, Changed, Confirmation
from mailflow.domain.place import Status
from mailflow.outbox.calendar import CalendarEntry, entries, to_ics
from mailflow.outbox.render import render
from mailflow.outbox.sample import samples
from mailflow.outbox.sample.desk import NAMES, Desk
from mailflow.outbox.templates import Templates
from tests.outbox.conftest import SHAPES, event_named
from tests.outbox.parts import DATE, SENDER, opened, payload

Events = Callable[[str], Event]
WITH_ENTRIES = [
    (event_name, language, name)
    for event_name in SHAPES
    for language in ("it", "en")
    for name, letter in samples(event_named(event_name), language)
    if entries(letter)
]


def read(entry: CalendarEntry) -> Any:
    """The one VEVENT (the library's types say of a property that it may be any of thirty)."""
    raw = to_ics(entry, sender=SENDER, recipient="anna@b.example", name="Anna Bianchi", stamp=DATE)
    (event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    return event


def told(found: tuple[CalendarEntry, ...]) -> list[tuple[str, str | None, int]]:
    return [(entry.method, entry.session, entry.sequence) for entry in found]


def with_places(booking: Booking, number: int, alter: Callable[[Place], Place]) -> Booking:
    attendee = booking.attendees[number - 1]
    return booking.with_attendee(replace(attendee, places=tuple(alter(place) for place in attendee.places)))


@pytest.mark.parametrize(("event_name", "language", "name"), WITH_ENTRIES)
def test_every_entry_is_read_without_complaint(event_name: str, language: str, name: str, templates: Templates) -> None:
    letter = dict(samples(event_named(event_name), language))[name]
    mail = opened(render(letter, templates), letter)
    parts = [part for part in mail.leaves if part.get_content_type() in ("text/calendar", "application/ics")]
    calendars: list[Any] = [icalendar.Calendar.from_ical(payload(part)) for part in parts]
    events = [calendar.walk("VEVENT") for calendar in calendars]

    assert [calendar.errors for calendar in calendars] == [[] for _ in calendars]
    assert [(len(found), found[0].errors) for found in events] == [(1, []) for _ in events]
    assert parts[0].get_param("method") == str(calendars[0]["METHOD"])
    assert calendars[0] == calendars[1]
    assert len({str(found[0]["UID"]) for found in events}) == len(events) - 1


def test_an_entry_for_the_event_and_one_a_confirmed_session(event: Events) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    found = entries(Confirmation(**desk.answer(), booking=desk.booking))

    assert [entry.uid("office.example") for entry in found] == [
        "K7QM-3F.event@office.example",
        "K7QM-3F.green-energy@office.example",
        "K7QM-3F.formazione@office.example",
    ]


def test_what_is_waited_for_is_in_no_calendar(event: Events) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    booking = desk.booked(NAMES[:1], waiting=1)

    assert told(entries(Confirmation(**desk.answer(), booking=booking))) == [
        ("REQUEST", None, 0),
        ("REQUEST", "green-energy", 0),
    ]


def test_an_entry_says_who_what_where_and_when(event: Events) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    _, session, _ = entries(Confirmation(**desk.answer(), booking=desk.booking))
    found = read(session)

    assert found["SUMMARY"] == "1. Green energy – La fabbrica delle idee: secondo workshop-laboratorio"
    assert found["LOCATION"] == "Castello di Spezzano, Via del Castello 12, 41042 Spezzano di Fiorano Modenese (MO)"
    assert found["DTSTART"].dt == datetime(2010, 11, 26, 14, 0, tzinfo=UTC)
    assert found["DTEND"].dt == datetime(2010, 11, 26, 15, 30, tzinfo=UTC)
    assert found["DTSTAMP"].dt == DATE
    assert (found["ORGANIZER"], found["ORGANIZER"].params["CN"]) == (
        "mailto:info@office.example",
        "La fabbrica delle idee",
    )
    assert (found["ATTENDEE"], found["ATTENDEE"].params["RSVP"]) == ("mailto:anna@b.example", "TRUE")
    assert found["STATUS"] == "CONFIRMED"


def test_an_entry_of_several_days_leaves_their_nights_and_days_free(event: Events) -> None:
    desk = Desk(event("open-science-days"), "en")
    at_event, first, *_ = entries(Confirmation(**desk.answer(), booking=desk.booking))

    assert (read(at_event)["TRANSP"], read(first)["TRANSP"]) == ("TRANSPARENT", "OPAQUE")


def test_people_without_a_name_are_counted(event: Events) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    booking = desk.booked((*NAMES[:1], None, None))
    alike = booking.with_attendee(replace(booking.attendees[2], places=booking.attendees[1].places))
    at_event, *_ = entries(Confirmation(**desk.answer(), booking=alike))

    assert at_event.description.split("\n") == [
        "K7QM-3F",
        "Anna Bianchi",
        "  15:00–16:30 1. Green energy",
        "  16:45–18:15 4. Formazione e saperi, ricerca e innovazione",
        "2 ×",
        "  15:00–16:30 2. Logistica e mobilità di merci e persone",
        "  16:45–18:15 5. Governance di distretto",
    ]


@pytest.mark.parametrize(("month", "day", "utc_hour"), [(3, 27, 9), (3, 28, 8), (10, 30, 8), (10, 31, 9)])
def test_an_hour_is_right_on_both_sides_of_a_clock_change(month: int, day: int, utc_hour: int, event: Events) -> None:
    rome = ZoneInfo("Europe/Rome")
    starts = datetime(2010, month, day, 10, tzinfo=rome)
    moved = replace(event("primo-soccorso"), starts=starts, ends=starts + timedelta(hours=2))
    desk = Desk(moved, "it")
    (entry,) = entries(Confirmation(**desk.answer(), booking=desk.booking))
    found = read(entry)

    assert (found["DTSTART"].dt, found["DTEND"].dt) == (
        datetime(2010, month, day, utc_hour, tzinfo=UTC),
        datetime(2010, month, day, utc_hour + 2, tzinfo=UTC),
    )


def test_a_session_whose_hour_only_its_title_tells_has_no_entry(event: Events) -> None:
    desk = Desk(event("porte-aperte-liceo"), "it")

    assert told(entries(Confirmation(**desk.answer(), booking=desk.booking))) == [("REQUEST", None, 0)]


def test_leaving_a_session_withdraws_its_entry_and_updates_the_event(event: Events) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    before = desk.booking

    def leave(place: Place) -> Place:
        status = Status.CANCELLED if place.session == "green-energy" else place.status
        return replace(place, status=status, sequence=0 if place.session == "formazione" else 1)

    after = with_places(before, 1, leave)
    letter = Changed(**desk.answer(), booking=after, before=before)

    assert told(entries(letter)) == [
        ("REQUEST", None, 1),
        ("REQUEST", "formazione", 0),
        ("CANCEL", "green-energy", 1),
    ]


def test_cancelling_all_withdraws_every_entry_the_event_first(event: Events) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    found = entries(Cancelled(**desk.answer(), booking=desk.all_cancelled(), given_up=(), whole=True))

    assert told(found) == [("CANCEL", None, 1), ("CANCEL", "green-energy", 1), ("CANCEL", "formazione", 1)]
    assert [str(read(entry)["STATUS"]) for entry in found] == ["CANCELLED"] * 3


def test_giving_up_a_wish_touches_no_calendar(event: Events) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    gone = with_places(desk.nowhere, 1, lambda place: replace(place, status=Status.CANCELLED))

    assert entries(Cancelled(**desk.answer(), booking=gone, given_up=(), whole=True)) == ()


def test_a_place_on_offer_is_in_no_calendar_yet(event: Events) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    held = desk.booked(NAMES[:1], status=Status.OFFERED, until=desk.now)

    assert entries(Confirmation(**desk.answer(), booking=held)) == ()


ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200).map(str.strip).filter(bool)


@given(ANY, ANY)
def test_any_words_come_back_from_lines_of_at_most_75_octets(title: str, room: str) -> None:
    starts = datetime(2027, 5, 20, 9, tzinfo=UTC)
    entry = CalendarEntry(
        method="REQUEST",
        code="K7QM-3F",
        session=None,
        sequence=0,
        summary=title,
        starts=starts,
        ends=starts + timedelta(hours=1),
        location=room,
        description=f"{title}\n{room}",
        contact="Office",
    )
    raw = to_ics(entry, sender=SENDER, recipient="anna@b.example", name=title, stamp=DATE)
    (found,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")

    assert [line for line in raw.split(b"\r\n") if len(line) > 75] == []
    assert (found["SUMMARY"], found["LOCATION"], found["DESCRIPTION"]) == (title, room, f"{title}\n{room}")
