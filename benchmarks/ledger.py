"""What a mail costs in a ledger that has grown: the transactions of a booking and of a cancellation, in milliseconds.

    python benchmarks/ledger.py [DATABASE-URL]          the database must be empty; without one, a file of its own

Every booking stands in one event, with its mail, its answer and one session; three in four are confirmed, the rest
waits. The requirement: a mail costs less than 1.2 times as much among 200,000 bookings as among 100. Medians, since
the disk's own pauses fall on whom they will; times of the processor besides, since it is the ledger that is measured.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from mailflow.decision import serve
from mailflow.domain.booking import Attendee, Booking, Contact, Place
from mailflow.domain.event import BookingRules, Event, Organizer, Round, Session, Venue
from mailflow.domain.place import Status
from mailflow.ledger import Inbound, Ledger, Outgoing, Transaction

SIZES = (100, 10_000, 200_000)
MAILS = 300
ROME = ZoneInfo("Europe/Rome")
OPENS = datetime(2030, 1, 1, tzinfo=ROME)
STARTS = datetime(2035, 1, 1, 9, tzinfo=ROME)
MAIL, ANSWER = b"m" * 6_000, b"a" * 14_000


def event_of(seats: int) -> Event:
    end = STARTS + timedelta(hours=2)
    session = Session(id="a", round="one", title="A", starts=STARTS, ends=end)
    return Event(
        id="meeting",
        title="The Meeting",
        language="en",
        timezone=ROME,
        starts=STARTS,
        ends=end,
        venue=Venue(name="Town Hall"),
        organizer=Organizer(name="The Town", email="info@town.example"),
        booking=BookingRules(closes=STARTS),
        capacity=seats,
        rounds=(Round(id="one", title="One", starts=STARTS, ends=end, sessions=(session,)),),
    )


def book(tx: Transaction, event: Event, number: int) -> None:
    """A mail that books: all that the ledger does for it before the commit."""
    at = OPENS + timedelta(seconds=number)
    sender, message_id = f"person{number}@people.example", f"{number}@people.example"
    digest = hashlib.sha256(message_id.encode()).digest()
    assert tx.seen(None, message_id, digest) is None
    found, by = tx.find(message_ids=[f"x{number}@us.example"], address=sender, name=f"Person {number}", event=event.id)
    desk = tx.book(event, found, by, sender, f"Person {number}")
    seated = Status.CONFIRMED if desk.free(None) else Status.WAITLISTED
    places = [Place(round=None, session=None, status=seated, since=at)]
    places.append(replace(places[0], round="one", session="a", status=Status.WANTED))
    booking = Booking(
        code=tx.new_code(),
        event=event.id,
        source="email",
        received=at,
        language="en",
        contact=Contact(name=f"Person {number}", email=sender),
        attendees=(Attendee(number=1, name=f"Person {number}", places=tuple(places)),),
    )
    tx.write([booking], now=at)
    tx.positions(booking)
    answer(tx, booking, message_id, digest, at)


def cancel(tx: Transaction, event: Event, number: int) -> None:
    """A reply that gives a place up; the first of the queue gets it."""
    at = OPENS + timedelta(days=1000, seconds=number)
    message_id = f"cancel{number}@people.example"
    digest = hashlib.sha256(message_id.encode()).digest()
    assert tx.seen(None, message_id, digest) is None
    booking, _ = tx.find(message_ids=[f"answer-{number}@people.example"])
    assert booking is not None
    given_up = tuple(replace(place, status=Status.CANCELLED) for place in booking.attendees[0].places)
    tx.write([booking.with_attendee(replace(booking.attendees[0], places=given_up))], now=at)
    served = serve(tx.book(event), at)
    assert len(served.bookings) == 1
    tx.write(served.bookings, now=at)
    answer(tx, booking, message_id, digest, at)


def answer(tx: Transaction, booking: Booking, message_id: str, digest: bytes, at: datetime) -> None:
    inbound = tx.record(
        Inbound(
            origin=None,
            message_id=message_id,
            digest=digest,
            sender=booking.contact.email or "",
            arrived=at,
            handled_at=at,
            settled="handled",
            intent="book",
            event=booking.event,
            booking=booking.code,
            raw=MAIL,
        )
    )
    assert tx.answers_to(booking.contact.email, at - timedelta(days=1)) == []
    tx.put(
        Outgoing(
            message_id=f"answer-{message_id}",
            to=booking.contact.email or "",
            kind="confirmation",
            raw=ANSWER,
            due=at,
            booking=booking.code,
            event=booking.event,
            inbound=inbound,
        )
    )


def grow(ledger: Ledger, event: Event) -> None:
    """The event's file says more seats: whoever waits is served, as after every raised capacity."""
    with ledger.transaction() as tx:
        tx.sync_capacities([event])
    moved = True
    while moved:
        with ledger.transaction(event) as tx:
            served = serve(tx.book(event), OPENS).bookings
            tx.write(served, now=OPENS)
            moved = bool(served)


def measured(ledger: Ledger, event: Event, work: Callable[[Transaction, Event, int], None], first: int) -> list[float]:
    """Median milliseconds a mail, by the clock and of the processor."""
    clock, processor = [], []
    for number in range(first, first + MAILS):
        began, ran = time.perf_counter(), time.process_time()
        with ledger.transaction(event) as tx:
            work(tx, event, number)
        clock.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - ran) * 1000)
    return [median(clock), median(processor)]


def main(url: str) -> None:
    print(f"{'bookings':>9}  {'booked: clock':>14} {'cpu':>6}  {'cancelled: clock':>17} {'cpu':>6}   (ms a mail)")
    written, costs = 0, []
    for size, first_confirmed in zip(SIZES, (0, SIZES[0] + MAILS, SIZES[0] + 2 * MAILS), strict=True):
        ledger = Ledger.open(url)
        event = event_of(size * 3 // 4)
        grow(ledger, event)
        for start in range(written, size, 500):
            with ledger.transaction(event) as tx:
                for number in range(start, min(start + 500, size)):
                    book(tx, event, number)
        written = max(written, size)
        booked = measured(ledger, event, book, written)
        written += MAILS
        cancelled = measured(ledger, event, cancel, first_confirmed)
        costs.append([*booked, *cancelled])
        print(f"{size:>9}  {booked[0]:>14.2f} {booked[1]:>6.2f}  {cancelled[0]:>17.2f} {cancelled[1]:>6.2f}")
        ledger.close()
    ratios = [grown / small for small, grown in zip(costs[0], costs[-1], strict=True)]
    print(f"{'ratio':>9}  {ratios[0]:>14.2f} {ratios[1]:>6.2f}  {ratios[2]:>17.2f} {ratios[3]:>6.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with TemporaryDirectory(dir=Path.cwd()) as folder:
            main(f"sqlite:///{folder}/ledger.db")
