"""What is kept of an event goes on its day, though its file is gone by then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from mailflow.decision.limits import parse_limit
from mailflow.domain.event import Event
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.flow.schedule import Clockwork
from mailflow.ledger import Ledger
from mailflow.outbox.templates import Templates
from tests.ledger.making import NOON, make_booking, make_event, make_outgoing

DAY = timedelta(days=1)
EVENT = make_event()
OTHER = replace(make_event(event_id="other"), starts=EVENT.starts + 900 * DAY, ends=EVENT.ends + 900 * DAY, rounds=())


class Desk:
    """An office whose clock and event files the test changes."""

    def __init__(self) -> None:
        self.now = NOON
        self.ledger = Ledger.open("sqlite://")

    def strike(self, *events: Event, now: datetime) -> None:
        """The service is started with these event files; the clock strikes twice."""
        self.now = now
        office = Office(
            events=events,
            ledger=self.ledger,
            templates=Templates(),
            sender="Comune <info@comune.example>",
            organizers=("segreteria@comune.example",),
            caps=(parse_limit("6 per hour"),),
            meter=Meter([parse_limit("2000 per hour")]),
            now=lambda: self.now,
            mailboxes=("info@comune.example",),
        )
        clockwork = Clockwork(office)
        clockwork.strike()
        clockwork.strike()

    def kept(self) -> list[tuple[str, tuple[str, ...]]]:
        """The bookings of the event, and what is needed at each."""
        with self.ledger.reading() as tx:
            bookings = tx.bookings(EVENT.id)
            return [(b.code, tuple(need for a in b.attendees for need in a.requests)) for b in bookings]

    def proofs(self) -> list[str]:
        with self.ledger.reading() as tx:
            return [*tx.marked("purge:workshop:"), *tx.marked("purge-needs:workshop:")]


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Anna has booked and eats no gluten; then the file of the event is taken away."""
    desk = Desk()
    booking = make_booking("AAAA-22", name="Anna Bianchi", email="anna@people.example")
    with desk.ledger.transaction(EVENT) as tx:
        tx.sync_capacities([EVENT])
        tx.write([booking.with_attendee(replace(booking.attendees[0], requests=("diet",)))], now=NOON)
        tx.put(make_outgoing("a@us.example", booking="AAAA-22"))
    desk.strike(EVENT, OTHER, now=NOON)
    desk.strike(OTHER, now=EVENT.starts - DAY)
    yield desk
    desk.ledger.close()


def test_before_its_day_all_is_kept(desk: Desk) -> None:
    desk.strike(OTHER, now=EVENT.ends)
    assert desk.kept() == [("AAAA-22", ("diet",))]


def test_needs_go_first_and_the_rest_when_the_retention_ends(desk: Desk) -> None:
    desk.strike(OTHER, now=EVENT.ends + 3 * DAY)
    assert desk.kept() == [("AAAA-22", ())]
    desk.strike(OTHER, now=EVENT.ends + 179 * DAY)
    assert desk.kept() == [("AAAA-22", ())]
    desk.strike(OTHER, now=EVENT.ends + 180 * DAY)
    assert desk.kept() == []
    assert desk.proofs() == ["purge:workshop:2011-05-25:1", "purge-needs:workshop:2010-11-29:1"]


def test_the_day_is_the_one_its_file_set_last(desk: Desk) -> None:
    longer = replace(EVENT, schedule=replace(EVENT.schedule, retention=365 * DAY))
    desk.strike(longer, OTHER, now=EVENT.starts - DAY / 2)
    desk.strike(OTHER, now=EVENT.ends + 180 * DAY)
    assert desk.kept() == [("AAAA-22", ())]
    desk.strike(OTHER, now=EVENT.ends + 365 * DAY)
    assert desk.kept() == []


def test_an_event_whose_file_is_there_again_is_kept_as_that_says(desk: Desk) -> None:
    moved = replace(EVENT, starts=EVENT.starts + 300 * DAY, ends=EVENT.ends + 300 * DAY)
    desk.strike(moved, OTHER, now=EVENT.ends + 180 * DAY)
    assert desk.kept() == [("AAAA-22", ("diet",))]


def test_the_mail_of_it_is_to_leave_the_mailbox_too(desk: Desk) -> None:
    desk.strike(OTHER, now=EVENT.ends + 180 * DAY)
    with desk.ledger.reading() as tx:
        assert tx.marked("erase:info@comune.example:") == ["erase:info@comune.example:id:a@us.example"]
        assert (tx.marked("kept:workshop:"), tx.fsck()) == ([], [])
