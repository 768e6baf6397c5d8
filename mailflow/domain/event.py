"""An event as its file states it: when and where, its rounds of parallel sessions, and its rules for booking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One of the things a person can choose in a round. `starts` and `ends` are the session's own, else its round's."""

    id: str
    round: str
    title: str
    starts: datetime
    ends: datetime
    capacity: int | None = None
    number: int | None = None
    code: str | None = None
    aliases: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    room: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Sessions held in parallel: a person takes at most one of them."""

    id: str
    title: str
    starts: datetime
    ends: datetime
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where the event is held; `directions` is free text by language."""

    name: str
    address: str = ""
    directions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Organizer:
    """Who holds the event, and how a person reaches them."""

    name: str
    email: str
    phones: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRules:
    """The desk's rules for one event. `opens` None: open at once."""

    closes: datetime
    opens: datetime | None = None
    max_party: int = 8
    names: Literal["optional", "required"] = "optional"
    party: Literal["together", "split"] = "together"
    waitlist: Literal["promote", "offer"] = "promote"
    large_party: Literal["pass", "wait"] = (
        "pass"  # a party too large for the free places: passed over, or all wait behind it
    )
    offer_hold: timedelta = timedelta(hours=24)
    ask_hold: timedelta = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Moment:
    """So many days before (or after) the event's day, at a local hour."""

    days: int
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When mails that nobody wrote in for are sent. `reminders`: days before; `proposals`, `summary`: days after."""

    reminders: tuple[Moment, ...] = (Moment(7, time(9)), Moment(1, time(18)))
    digest: time = time(18)
    proposals: Moment = Moment(0, time(20))
    summary: Moment = Moment(1, time(18))
    retention: timedelta = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A line of the programme that needs no choice."""

    at: datetime
    title: str


@dataclass(frozen=True, slots=True)
class Faq:
    """A question people ask: the words that tell it, and its answer by language."""

    words: tuple[str, ...]
    answer: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event. All times are aware, in the event's zone; `capacity` None: no limit of its own."""

    id: str
    title: str
    language: str
    timezone: ZoneInfo
    starts: datetime
    ends: datetime
    venue: Venue
    organizer: Organizer
    booking: BookingRules
    aliases: tuple[str, ...] = ()
    capacity: int | None = None
    rounds: tuple[Round, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    faq: tuple[Faq, ...] = ()
    schedule: Schedule = Schedule()
    called_off: bool = False
    privacy_notice: str | None = None

    @property
    def sessions(self) -> Iterator[Session]:
        """All sessions, round after round."""
        return (session for round_ in self.rounds for session in round_.sessions)

    def session(self, session_id: str) -> Session:
        """The session of that id; KeyError if the event has none."""
        for session in self.sessions:
            if session.id == session_id:
                return session
        raise KeyError(session_id)

    def round(self, round_id: str) -> Round:
        """The round of that id; KeyError if the event has none."""
        for round_ in self.rounds:
            if round_.id == round_id:
                return round_
        raise KeyError(round_id)

    def capacity_of(self, session_id: str | None) -> int | None:
        """Places in a session, or at the event itself (None); None where there is no limit."""
        return self.capacity if session_id is None else self.session(session_id).capacity
