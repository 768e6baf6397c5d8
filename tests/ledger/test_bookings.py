"""What is written is what is read, and the counters go with it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from mailflow.domain.booking import Attendee, Booking, Contact
from mailflow.domain.place import Status
from mailflow.ledger import Ledger, RuleBroken, Seats
from tests.ledger.making import make_booking, make_event, make_place, minutes, with_status

EVENT = make_event()


def taken(ledger: Ledger) -> dict[str | None, tuple[int, int]]:
    """Taken and waiting by session."""
    with ledger.reading() as tx:
        return {seats.session: (seats.taken, seats.waiting) for seats in tx.seats(EVENT.id)}


def write(ledger: Ledger, *bookings: Booking) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.write(bookings, now=minutes(0))


WHOLE = Booking(
    code="K7QM-3F",
    event=EVENT.id,
    source="pec",
    received=minutes(0.5),
    language="it",
    contact=Contact(
        name="Nicolò Rossi", email="N.Rossi@ceramiche.example", phone="+393351234567", organization="Ceramiche S.p.A."
    ),
    attendees=(
        Attendee(
            number=1,
            name="Nicolò Rossi",
            choices={"turno-1": ("welfare", "governance")},
            places=(
                replace(make_place(Status.OFFERED, until=60), sequence=2),
                make_place(Status.CANCELLED, "governance"),
                replace(make_place(Status.WANTED, "welfare", until=60), sequence=1),
            ),
            requests=("diet",),
            attended=True,
        ),
        Attendee(number=3),
    ),
    requests=("invoice",),
    notes="celiaca",
    asked=("names", "choices:turno-1"),
    asked_until=minutes(60),
    pending="cancel 1",
    addresses=("office@ceramiche.example",),
)


def test_a_booking_is_read_as_it_was_written(ledger: Ledger) -> None:
    write(ledger, WHOLE)
    with ledger.reading() as tx:
        assert tx.booking("k7qm-3f") == WHOLE


def test_no_fact_that_a_booking_can_have_is_left_out_above() -> None:
    person = WHOLE.attendees[0]
    facts = {
        f"{type(value).__name__}.{field.name}": getattr(value, field.name)
        for value in (WHOLE, WHOLE.contact, person, person.places[-1])
        for field in fields(value)
    }
    assert [name for name, fact in facts.items() if fact in (None, "", (), {}, 0)] == []


def test_a_booking_changed_is_read_as_it_stands_now(ledger: Ledger) -> None:
    before = make_booking("AAAA-22", people=3, name="Anna Bianchi")
    gone, kept = before.attendees[0], before.attendees[1]
    after = replace(
        before,
        attendees=(replace(kept, name="Luca Verdi", places=(*kept.places, make_place(Status.CONFIRMED, "welfare"))),),
        notes="senza Anna",
    )
    write(ledger, before)
    write(ledger, after)
    with ledger.reading() as tx:
        assert tx.booking("AAAA-22") == after
        assert tx.find(name=gone.name, event=EVENT.id)[1] == "name"  # she still is the contact
    assert taken(ledger) == {None: (1, 0), "welfare": (1, 0), "governance": (0, 0)}


def test_counters_follow_every_way_a_place_goes(ledger: Ledger) -> None:
    booking = make_booking("AAAA-22", people=2)
    for status, expected in (
        (Status.WAITLISTED, (0, 2)),
        (Status.OFFERED, (2, 0)),
        (Status.CONFIRMED, (2, 0)),
        (Status.ATTENDED, (2, 0)),
        (Status.WANTED, (0, 0)),
        (Status.WAITLISTED, (0, 2)),
        (Status.CANCELLED, (0, 0)),
    ):
        write(ledger, with_status(booking, status))
        assert taken(ledger)[None] == expected


def test_writing_a_booking_again_changes_nothing(ledger: Ledger) -> None:
    booking = make_booking("AAAA-22", people=2)
    write(ledger, booking)
    write(ledger, booking, booking)
    assert taken(ledger)[None] == (2, 0)
    with ledger.reading() as tx:
        assert [change.kind for change in tx.journal(EVENT.id)] == ["new"]


def test_no_more_people_than_seats(ledger: Ledger) -> None:
    write(ledger, make_booking("AAAA-22", people=3))
    with pytest.raises(RuleBroken, match="more places would be held than there are seats"):
        write(ledger, make_booking("BBBB-33"))
    assert taken(ledger)[None] == (3, 0)
    with ledger.reading() as tx:
        assert tx.booking("BBBB-33") is None


def test_what_one_gives_back_another_gets_in_the_same_writing(ledger: Ledger) -> None:
    leaving, waiting = make_booking("AAAA-22", people=3), make_booking("BBBB-33", Status.WAITLISTED, people=3)
    write(ledger, leaving, waiting)
    write(ledger, with_status(waiting, Status.CONFIRMED), with_status(leaving, Status.CANCELLED))
    assert taken(ledger)[None] == (3, 0)


def test_nobody_is_twice_in_a_round(ledger: Ledger) -> None:
    booking = make_booking("AAAA-22", welfare=Status.CONFIRMED)
    person = booking.attendees[0]
    twice = replace(person, places=(*person.places, make_place(Status.CONFIRMED, "governance")))
    with pytest.raises(RuleBroken, match="two places in one round"):
        write(ledger, booking.with_attendee(twice))


def test_an_old_place_stays_beside_the_offer_of_a_new_one(ledger: Ledger) -> None:
    booking = make_booking("AAAA-22", welfare=Status.CONFIRMED)
    person = booking.attendees[0]
    both = replace(person, places=(*person.places, make_place(Status.OFFERED, "governance", until=60)))
    write(ledger, booking.with_attendee(both))
    with ledger.reading() as tx:
        assert tx.seats(EVENT.id) == (
            Seats(session=None, capacity=3, taken=1, offered=0, waiting=0),
            Seats(session="governance", capacity=None, taken=1, offered=1, waiting=0),
            Seats(session="welfare", capacity=2, taken=1, offered=0, waiting=0),
        )


def test_a_place_taken_up_again_is_a_new_place_beside_the_cancelled_one(ledger: Ledger) -> None:
    booking = with_status(make_booking("AAAA-22"), Status.CANCELLED)
    write(ledger, booking)
    person = booking.attendees[0]
    again = booking.with_attendee(replace(person, places=(*person.places, make_place(Status.CONFIRMED, at=9))))
    write(ledger, again)
    with ledger.reading() as tx:
        assert tx.booking("AAAA-22") == again
    assert taken(ledger)[None] == (1, 0)


def test_a_place_in_a_session_the_event_does_not_have_is_refused(ledger: Ledger) -> None:
    booking = make_booking("AAAA-22")
    nowhere = replace(booking.attendees[0], places=(make_place(Status.CONFIRMED, "cucina"),))
    with pytest.raises(ValueError, match="session that its event does not have"):
        write(ledger, booking.with_attendee(nowhere))


def test_writing_needs_the_lock_of_the_event(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="not locked"), ledger.transaction() as tx:
        tx.write([make_booking("AAAA-22")])


def test_a_code_belongs_to_one_event(ledger: Ledger) -> None:
    write(ledger, make_booking("AAAA-22"))
    other = make_event(event_id="convegno")
    with pytest.raises(ValueError, match="belongs to 'workshop'"), ledger.transaction(other) as tx:
        tx.write([make_booking("AAAA-22", event="convegno")])


def test_nothing_stands_of_a_transaction_that_failed(ledger: Ledger) -> None:
    def fails() -> None:
        with ledger.transaction(EVENT) as tx:
            tx.write([make_booking("AAAA-22")])
            raise KeyError("as any fault of a later step")

    with pytest.raises(KeyError):
        fails()
    with ledger.reading() as tx:
        assert list(tx.bookings()) == []
        assert tx.seats(EVENT.id) == ()


def test_bookings_come_in_the_order_received(ledger: Ledger) -> None:
    late, early = make_booking("AAAA-22", at=5), make_booking("BBBB-33", at=1)
    same = make_booking("CCCC-44", at=1, email="Anna@citizen.example")
    cancelled = with_status(make_booking("DDDD-55", at=0), Status.CANCELLED)
    write(ledger, late, early, same, cancelled)
    with ledger.reading() as tx:
        assert [b.code for b in tx.bookings(EVENT.id)] == ["DDDD-55", "BBBB-33", "CCCC-44", "AAAA-22"]
        assert [b.code for b in tx.bookings(active_only=True)] == ["BBBB-33", "CCCC-44", "AAAA-22"]
        assert [b.code for b in tx.bookings(address="anna@CITIZEN.example ")] == ["CCCC-44"]
        assert [b.code for b in tx.bookings(codes=["aaaa-22", "ZZZZ-99"])] == ["AAAA-22"]
        assert list(tx.bookings("another")) == []


def test_the_journal_tells_what_changed_and_names_nobody(ledger: Ledger) -> None:
    booking = make_booking("AAAA-22", people=2, name="Anna Bianchi")
    write(ledger, booking)
    with ledger.transaction(EVENT) as tx:
        one_less = booking.with_attendee(with_status(booking, Status.CANCELLED).attendees[1])
        tx.write([one_less], now=minutes(5), why="a person gives up a place")
        tx.write([with_status(booking, Status.CANCELLED)], now=minutes(6), why="given up")
    with ledger.reading() as tx:
        told = [(change.kind, change.why, change.before, change.after) for change in tx.journal(EVENT.id)]
        assert [change.kind for change in tx.journal(EVENT.id, since=minutes(6))] == ["cancelled"]
    both, one, none = (
        "1: event confirmed; 2: event confirmed",
        "1: event confirmed; 2: event cancelled",
        "1: event cancelled; 2: event cancelled",
    )
    assert told == [
        ("new", "", "", both),
        ("changed", "a person gives up a place", both, one),
        ("cancelled", "given up", one, none),
    ]


def test_new_codes_are_easy_to_read_aloud(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        codes = [tx.new_code() for _ in range(200)]
    assert len(set(codes)) == 200
    signs = [code.replace("-", "") for code in codes]
    assert {(len(code), code[4]) for code in codes} == {(7, "-")}
    assert set("".join(signs)) & set("01ILO") == set()
    assert [code for code in signs if code.isalpha() or code.isdigit()] == []
