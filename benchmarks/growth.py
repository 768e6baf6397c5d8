"""What a whole mail costs in a ledger that has grown: reading, decision, booking, answer and commit, in milliseconds.

    python -m benchmarks.growth [BOOKINGS …]

The bookings that stand there already are of other people, in the same event. Times of the processor, the middle one
of 200 mails; `benchmarks.ledger` has the ledger's own share, cancellations and PostgreSQL.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import structlog
from sqlalchemy import Engine, Table, create_engine, insert, update

from benchmarks import mails
from mailflow.config.event_file import load_event
from mailflow.decision.limits import parse_limit
from mailflow.domain.event import Event
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.flow.reception import receive
from mailflow.ledger import Ledger
from mailflow.ledger import tables as t
from mailflow.mailbox.port import Origin, Raw
from mailflow.outbox.templates import Templates

SIZES = (100, 10_000, 200_000)
MAILS = 200
AT_ONCE = 5_000


def rows(first: int, last: int, event: Event) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """The rows of so many bookings of one person each, with their mails and answers."""
    numbers = range(first, last)
    at = datetime.now(UTC) - timedelta(days=20)
    yield t.bookings, [
        {
            "id": n, "code": f"Z{n:06d}", "event": event.id, "source": "email", "received": at + timedelta(seconds=n),
            "language": "it", "name": f"Old {n}", "email": f"old{n}@people.example", "requests": (), "notes": "",
            "asked": (), "pending": "", "addresses": (), "address": f"old{n}@people.example",
            "name_key": f"{n} old", "active": True,
        }
        for n in numbers
    ]  # fmt: skip
    yield (
        t.attendees,
        [
            {"booking": n, "number": 1, "name": f"Old {n}", "choices": {}, "requests": (), "name_key": f"{n} old"}
            for n in numbers
        ],
    )
    yield t.places, [
        {
            "booking": n, "attendee": 1, "number": 0, "event": event.id, "session": "", "status": "confirmed",
            "since": at + timedelta(seconds=n), "sequence": 0,
        }
        for n in numbers
    ]  # fmt: skip
    yield t.inbound, [
        {
            "id": n, "mailbox": "old/INBOX", "uidvalidity": 1, "uid": n, "message_id": f"old-{n}@people.example",
            "digest": hashlib.sha256(str(n).encode()).digest(), "sender": f"old{n}@people.example",
            "address": f"old{n}@people.example", "subject": "Prenotazione", "arrived": at, "handled_at": at,
            "event": event.id, "booking": f"Z{n:06d}", "intent": "book", "settled": "handled", "why": "booked",
            "confident": True, "moved_at": at,
        }
        for n in numbers
    ]  # fmt: skip
    yield t.outbox, [
        {
            "id": n, "message_id": f"ours-{n}@us.example", "kind": "confirmation",
            "recipient": f"old{n}@people.example", "address": f"old{n}@people.example", "event": event.id,
            "booking": f"Z{n:06d}", "inbound": n, "status": "sent", "created": at, "due": at, "done_at": at,
        }
        for n in numbers
    ]  # fmt: skip


def fill(engine: Engine, event: Event, first: int, last: int) -> None:
    """Adds the bookings of these numbers, and counts their seats."""
    for start in range(first, last, AT_ONCE):
        with engine.begin() as connection:
            for table, values in rows(start, min(start + AT_ONCE, last), event):
                connection.execute(insert(table), values)
    here = (t.seats.c.event == event.id, t.seats.c.session == "")
    with engine.begin() as connection:
        connection.execute(update(t.seats).where(*here).values(taken=t.seats.c.taken + last - first))


def measured(sizes: tuple[int, ...] = SIZES) -> dict[int, float]:
    """Milliseconds of the processor a mail, by the number of bookings that stand there."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    found: dict[int, float] = {}
    with TemporaryDirectory(dir=Path.cwd()) as name:
        path = Path(name) / "event.toml"
        path.write_text(mails.event_text(2 * max(sizes)), encoding="utf-8")
        event = load_event(path)
        url = f"sqlite:///{name}/ledger.db"
        office = office_of(event, Ledger.open(url))
        with office.ledger.transaction(event):
            pass  # the rows of its seats are made
        engine = create_engine(url)
        written, number = 1, 0
        for size in sizes:
            fill(engine, event, written, size + 1)
            written = size + 1
            times = []
            for _ in range(MAILS + 20):
                raw = Raw(Origin("box", 1, number + 1), mails.mail(number), datetime.now(UTC), frozenset())
                began = time.process_time()
                assert receive(office, raw).settled == "handled"
                times.append((time.process_time() - began) * 1000)
                number += 1
            found[size] = median(times[20:])
            print(f"{size:>7} bookings: {found[size]:.2f} ms a mail", flush=True)
            written += MAILS + 20
        engine.dispose()
        office.ledger.close()
    return found


def office_of(event: Event, ledger: Ledger) -> Office:
    return Office(
        events=(event,),
        ledger=ledger,
        templates=Templates(),
        sender=f"La fabbrica delle idee <{mails.ADDRESS}>",
        organizers=("segreteria@comune.example",),
        caps=(parse_limit("6 per hour"),),
        meter=Meter([parse_limit("100000 per hour")]),
        now=lambda: datetime.now(UTC),
    )


if __name__ == "__main__":
    costs = measured(tuple(int(size) for size in sys.argv[1:]) or SIZES)
    print(f"ratio {costs[max(costs)] / costs[min(costs)]:.2f}")
