"""Reminders that the mail server did not take in time: written anew, or let go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event as Flag

import pytest

from mailflow.domain.place import Status
from mailflow.flow.dispatch import Dispatcher
from mailflow.outbox.fleet import Parcel
from mailflow.outbox.smtp import Outcome, Refused, Sent
from tests.flow.test_year import Year, event_at, local

EVENING = local(3, 28, 18)
MORNING = local(3, 29, 8)


class Carrier:
    """A submission server that takes mail again from a moment on."""

    sessions = 1

    def __init__(self, year: Year, takes_from: datetime) -> None:
        self.year, self.takes_from = year, takes_from
        self.taken: list[str] = []

    def send(self, parcels: Sequence[Parcel]) -> Iterator[list[tuple[int, Outcome]]]:
        for number, parcel in enumerate(parcels):
            if self.year.now < self.takes_from:
                yield [(number, Refused(code=451, text="try again later", permanent=False, phase="rcpt"))]
            else:
                self.taken.append(parcel.recipient)
                yield [(number, Sent("250 ok"))]


@pytest.fixture
def year() -> Iterator[Year]:
    """Of an event that begins on 29 March at 9."""
    year = Year(event_at(local(3, 29, 9)), local(3, 22, 12))
    year.book("K7QM-3F")
    year.now = EVENING - timedelta(hours=1)
    yield year
    year.ledger.close()


def carried(year: Year, *, takes_from: datetime, until: datetime) -> list[str]:
    """Which participants the server took mail for, the clock striking and the outbox walked every half hour."""
    carrier = Carrier(year, takes_from)
    dispatcher = Dispatcher(year.office, carrier, None, "worker")
    while year.now < until:
        year.now += timedelta(minutes=30)
        year.clockwork.strike()
        dispatcher.send_waiting(Flag())
    return [to for to in carrier.taken if to.endswith("@people.example")]


def notes(year: Year) -> list[str]:
    with year.ledger.reading() as tx:
        return [note.text for note in tx.notes(year.event.id, local(3, 1))]


def test_a_reminder_that_waited_for_the_server_on_its_day_goes_out(year: Year) -> None:
    assert carried(year, takes_from=local(3, 28, 19), until=MORNING) == ["k7qm-3f@people.example"]
    assert year.days_told() == ["Domani"]


def test_one_that_waited_past_its_day_is_written_anew_for_the_morning(year: Year) -> None:
    taken = carried(year, takes_from=local(3, 29, 3), until=local(3, 29, 8))
    assert taken == ["k7qm-3f@people.example"]
    assert year.days_told() == ["Domani", "Oggi"]
    assert [status for status, _ in statuses(year)] == ["discarded", "sent"]
    assert notes(year) == []


def test_none_goes_out_once_the_event_has_begun_and_the_organizers_are_told(year: Year) -> None:
    assert carried(year, takes_from=local(3, 29, 9), until=local(3, 29, 13)) == []
    assert ["promemoria per K7QM-3F" in note for note in notes(year)] == [True]


def test_none_goes_out_to_who_gave_up_meanwhile(year: Year) -> None:
    carried(year, takes_from=local(3, 29, 12), until=local(3, 28, 19))
    with year.ledger.transaction(year.event) as tx:
        booking = tx.booking("K7QM-3F")
        assert booking is not None
        (attendee,) = booking.attendees
        places = tuple(replace(place, status=Status.CANCELLED) for place in attendee.places)
        tx.write([replace(booking, attendees=(replace(attendee, places=places),))], now=year.now)
    assert carried(year, takes_from=year.now, until=local(3, 28, 22)) == []
    assert notes(year) == []


def statuses(year: Year) -> list[tuple[str, str]]:
    with year.ledger.reading() as tx:
        return sorted((row.status, row.to) for row in tx.outbox() if row.kind == "reminder")
