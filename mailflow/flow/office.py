"""What every flow works with: the events, the ledger, the words, and who we are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Literal

from mailflow.decision.limits import Limit
from mailflow.domain.address import address_key
from mailflow.domain.event import Event
from mailflow.flow.event_files import EventFiles
from mailflow.flow.foresight import Standpoint
from mailflow.flow.meter import Meter
from mailflow.ledger import Ledger
from mailflow.outbox.headers import parted
from mailflow.outbox.templates import Templates


@dataclass(frozen=True, slots=True)
class Door:
    """What is known of the way a mail came in.

    `authserv_id`: whose Authentication-Results count; `events`: ids of those booked there, none for all that are not
    booked `elsewhere`; `name`: the mailbox, for the watch over it and for people.
    """

    authserv_id: str | None = None
    events: frozenset[str] = frozenset()
    name: str = "mailbox"
    elsewhere: frozenset[str] = frozenset()

    def leads_to(self, event_id: str | None) -> bool:
        """Whether that event is booked there; mail of no event is looked after from every door."""
        if event_id is None:
            return True
        return event_id in self.events if self.events else event_id not in self.elsewhere


ANY_DOOR = Door()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """In whose name an event's mail goes out: the From, and the organizers behind it."""

    sender: str
    organizers: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address of From."""
        return parted(self.sender)[1]

    @property
    def domain(self) -> str:
        """Its domain, for Message-IDs."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One service, ready to work. `now` is the clock (aware); `sender` the configured From.

    It is a value: whoever works on and on asks for the `present` one before each piece of work, and keeps it for that.
    """

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
    letterheads: Mapping[str, Letterhead] = field(default_factory=dict)  # of events that have their own, by id
    further_addresses: tuple[str, ...] = ()  # of our own, besides those that mail goes out from
    mailboxes: tuple[str, ...] = ()  # their names, as their doors bear them
    gateways: tuple[str, ...] = ()  # addresses that hand in faxes
    fax_language: str = "ita"  # as Tesseract calls it
    files: EventFiles | None = None  # where the events come from, looked at while the service runs
    # Who reads lets whoever has locked an event go first: under the interpreter's one lock a reader makes them wait at
    # every statement, and with them all who wait for the event, on every machine. Taken after the event, never before.
    turn: Lock = field(default_factory=Lock, compare=False, repr=False)

    def present(self) -> Office:
        """The office with its events as their files have them now."""
        if self.files is None or self.files.in_force.events is self.events:
            return self
        in_force = self.files.in_force
        return replace(self, events=in_force.events, templates=in_force.templates)

    @property
    def address(self) -> str:
        """Our own address."""
        return parted(self.sender)[1]

    @property
    def domain(self) -> str:
        """The domain of our own address, for Message-IDs and calendar UIDs."""
        return self.address.rpartition("@")[2]

    def letterhead(self, event_id: str | None) -> Letterhead:
        """That of the event, else the office's own."""
        own = self.letterheads.get(event_id or "")
        return own or Letterhead(self.sender, self.organizers)

    def is_ours(self, address: str) -> bool:
        """Whether it is an address of our own: who writes to it writes to us."""
        key = address_key(address)
        heads = (self.address, *(head.address for head in self.letterheads.values()), *self.further_addresses)
        return any(key == address_key(ours) for ours in heads)

    def event(self, event_id: str) -> Event | None:
        """The event of that id, or None where its file is gone."""
        return next((event for event in self.events if event.id == event_id), None)

    def events_of(self, door: Door) -> tuple[Event, ...]:
        """The events booked at a door."""
        return tuple(event for event in self.events if door.leads_to(event.id))

    def main_event(self, door: Door = ANY_DOOR) -> Event:
        """The default event, else the first of that door: whose language and zone we speak where a mail names none."""
        events = self.events_of(door) or self.events
        return next((event for event in events if event.id == self.default_event), events[0])

    def standpoint(self, door: Door = ANY_DOOR) -> Standpoint:
        """Where the mail of that door is read from, now."""
        main = self.main_event(door)
        return Standpoint(self.events_of(door), main, self.now(), settled=main.id == self.default_event)
