"""What every flow works with: the events, the ledger, the words, and who we are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mailflow.decision.limits import Limit
from mailflow.domain.event import Event
from mailflow.flow.meter import Meter
from mailflow.ledger import Ledger
from mailflow.outbox.headers import parted
from mailflow.outbox.templates import Templates


@dataclass(frozen=True, slots=True)
class Door:
    """What is known of the way a mail came in.

    `authserv_id`: whose Authentication-Results count; `event`: the one event booked there; `name`: the mailbox, for the
    watch over it and for people.
    """

    authserv_id: str | None = None
    event: str | None = None
    name: str = "mailbox"


ANY_DOOR = Door()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One service, ready to work. `now` is the clock (aware); `sender` the configured From."""

    events: tuple[Event, ...]
    ledger: Ledger
    templates: Templates
    sender: str
    organizers: tuple[str, ...]
    caps: tuple[Limit, ...]
    meter: Meter
    now: Callable[[], datetime]
    mode: Literal["send", "draft"] = "send"
    default_event: str | None = None
    mailboxes: tuple[str, ...] = ()  # their names, as their doors bear them
    gateways: tuple[str, ...] = ()  # addresses that hand in faxes
    fax_language: str = "ita"  # as Tesseract calls it

    @property
    def address(self) -> str:
        """Our own address."""
        return parted(self.sender)[1]

    @property
    def domain(self) -> str:
        """The domain of our own address, for Message-IDs and calendar UIDs."""
        return self.address.rpartition("@")[2]

    def event(self, event_id: str) -> Event | None:
        """The event of that id, or None where its file is gone."""
        return next((event for event in self.events if event.id == event_id), None)

    def main_event(self) -> Event:
        """The default event, else the first: whose language and zone we speak where a mail belongs to none."""
        return next((event for event in self.events if event.id == self.default_event), self.events[0])
