"""A service without servers: mails in, mails out, a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from mailflow.config.event_file import load_event
from mailflow.decision.limits import parse_limit
from mailflow.flow.meter import Meter
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.reception import receive
from mailflow.flow.taken import Taken
from mailflow.ledger import Ledger
from mailflow.mailbox.port import Origin, Raw
from mailflow.outbox.templates import Templates
from tests.flow.test_main_job import ARRIVED, ORGANIZER

EVENTS = Path(__file__).parent.parent / "events"


@dataclass
class Desk:
    """`office`, and what it has sent. Mails are taken in as they come, a second apart."""

    office: Office
    clock: list[datetime]
    sent: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    taken: int = 0

    def take(self, raw: bytes, door: Door = ANY_DOOR) -> Taken:
        """Takes in one mail."""
        self.taken += 1
        self.clock[0] += timedelta(seconds=1)
        return receive(self.office, Raw(Origin("desk", 1, self.taken), raw, self.clock[0], frozenset()), door)

    def answers(self, raw: bytes) -> list[EmailMessage]:
        """Takes in one mail; what goes out for it."""
        self.take(raw)
        return self.collect()

    def collect(self) -> list[EmailMessage]:
        """What waits to be sent now, sent."""
        with self.office.ledger.transaction() as tx:
            rows = tx.claim(self.clock[0], 10_000, "desk")
            for row in rows:
                tx.sent(row.id, self.clock[0])
        self.raw += [row.raw or b"" for row in rows]
        new = [parsed(row.raw or b"") for row in rows]
        self.sent += new
        return new

    def notes(self) -> list[str]:
        """The lines of the next digest."""
        with self.office.ledger.reading() as tx:
            return [note.text for event in self.office.events for note in tx.notes(event.id, ARRIVED)]


@contextmanager
def open_desk(address: str = "info@fabbricaideedistretto.it") -> Iterator[Desk]:
    """A desk with an empty ledger in memory, on the morning that bookings come in."""
    clock = [ARRIVED]
    ledger = Ledger.open("sqlite://")
    office = Office(
        events=(load_event(EVENTS / "fabbrica-idee.toml"),),
        ledger=ledger,
        templates=Templates(),
        sender=f"La fabbrica delle idee <{address}>",
        organizers=(ORGANIZER,),
        caps=(parse_limit("6 per hour"), parse_limit("20 per day")),
        meter=Meter([parse_limit("100 per hour")]),
        now=lambda: clock[0],
    )
    try:
        yield Desk(office, clock)
    finally:
        ledger.close()


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def written(sender: str, text: str, number: int = 1, **headers: str) -> bytes:
    """A mail as a person writes it."""
    lines = {
        "From": sender,
        "To": "info@fabbricaideedistretto.it",
        "Subject": "Prenotazione",
        "Message-ID": f"<{number}.{abs(hash(sender))}@posta.example>",
        "Date": "Fri, 05 Nov 2010 10:10:00 +0100",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n".encode()
