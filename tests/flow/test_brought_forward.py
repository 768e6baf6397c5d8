"""An event that begins sooner than it did takes the terms of what is held for an answer with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from mailflow.domain.booking import Booking
from mailflow.domain.place import Status
from tests.flow.test_event_changed import DAY, Secretariat, moved
from tests.ledger.making import NOON, START, make_booking, make_event

HOUR = timedelta(hours=1)
SOONER = START.replace(day=6, hour=18)  # tomorrow evening
FAR_OFF = 60 * 24 * 3.0  # three days, in minutes


@pytest.fixture
def office() -> Iterator[Secretariat]:
    """Anna is offered a place, and Luca asked for a name while his is held: until after the new beginning."""
    secretariat = Secretariat(make_event())
    secretariat.book(make_booking("AAAA-22", Status.OFFERED, until=FAR_OFF, email="anna@people.example"))
    held = make_booking("BBBB-33", Status.OFFERED, until=FAR_OFF, email="luca@people.example")
    secretariat.book(replace(held, asked=("other",), asked_until=NOON + 3 * DAY))
    yield secretariat
    secretariat.ledger.close()


def bring_forward(office: Secretariat) -> None:
    facts = moved(office.event, SOONER - office.event.starts)
    office.change(office.event, **facts, booking=replace(office.event.booking, closes=SOONER))


def booking(office: Secretariat, code: str) -> Booking:
    with office.ledger.reading() as tx:
        found = tx.booking(code)
    assert found is not None
    return found


def terms(office: Secretariat) -> list[datetime]:
    places = (place for code in ("AAAA-22", "BBBB-33") for _, place in booking(office, code).places)
    return [place.offer_until for place in places if place.offer_until]


def text_of(office: Secretariat, kind: str) -> str:
    [mail] = office.told(kind)
    part = mail.get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def test_what_is_held_ends_in_time(office: Secretariat) -> None:
    bring_forward(office)
    quarter = (SOONER - office.now) / 4
    assert terms(office) == [min(office.now + quarter, SOONER), SOONER]
    assert booking(office, "BBBB-33").asked_until == SOONER


def test_whoever_was_told_otherwise_is_told_once(office: Secretariat) -> None:
    bring_forward(office)
    office.strike()
    assert "è stato anticipato, e con lui il termine per rispondere: il posto offerto lo teniamo ora fino a" in text_of(
        office, "offer"
    )
    assert (
        "L’evento è stato anticipato, e con lui il termine per rispondere: ora teniamo il posto fino a sabato 6 "
        "novembre 2010, ore 18.00." in text_of(office, "ask")
    )


def test_who_says_yes_in_time_has_the_place(office: Secretariat) -> None:
    bring_forward(office)
    office.receive("Accetto, grazie.")
    assert [place.status for _, place in booking(office, "AAAA-22").places] == [Status.CONFIRMED]


def test_what_ends_before_the_new_beginning_stays_as_it_was_told(office: Secretariat) -> None:
    before = terms(office)
    office.change(office.event, **moved(office.event, -7 * DAY))
    assert terms(office) == before
    assert office.told("offer") == []


def test_once_the_event_has_begun_nothing_is_told(office: Secretariat) -> None:
    facts = moved(office.event, NOON - HOUR - office.event.starts)
    office.change(office.event, **facts)
    assert (office.told("offer"), office.told("ask")) == ([], [])
