"""The tables and keys of an event file, as they may be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from mailflow.config.values import BareAddress, DayAndTime, Days, Duration, Hour, Time
from mailflow.config.words import say


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(say("value.zone", value=repr(name))) from error
    return name


def _local(value: datetime | time) -> datetime | time:
    if value.tzinfo is not None:
        raise ValueError(say("value.local"))
    return value


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", value):
        raise ValueError(say("value.identifier", value=repr(value)))
    return value


When = Annotated[datetime | time, Time, AfterValidator(_local)]
Day = Annotated[datetime, DayAndTime, AfterValidator(_local)]
Id = Annotated[str, AfterValidator(_identifier)]
Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0, strict=True)]
ByLanguage = Mapping[str, str]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class SessionTable(_Table):
    """One session."""

    id: Id
    """What commands and files call it."""
    title: Text
    """What people read."""
    starts: When | None = None
    """The round's, where it has none of its own."""
    ends: When | None = None
    """Likewise."""
    capacity: Count | None = None
    """Places; without it there is no limit."""
    number: Annotated[int, Field(ge=0, strict=True)] | None = None
    """The number people may choose it by."""
    code: Text | None = None
    """The code people may choose it by."""
    aliases: tuple[Text, ...] = ()
    """Other names people use for it."""
    objectives: tuple[Text, ...] = ()
    """What it is about, told with the booking."""
    room: Text | None = None
    """Where it is."""


class RoundTable(_Table):
    """One round: sessions at the same time, of which each takes one."""

    id: Id
    """What commands and files call it."""
    title: Text
    """What people read."""
    starts: When | None = None
    """The event's, where it has none of its own."""
    ends: When | None = None
    """Likewise."""
    sessions: Annotated[tuple[SessionTable, ...], Field(min_length=1)]
    """What there is to choose from."""


class _Venue(_Table):
    name: Text
    """Its name."""
    address: str = ""
    """Street and town."""
    directions: ByLanguage = {}
    """How to get there, by language."""


class _Organizer(_Table):
    name: Text
    """Who holds the event."""
    email: BareAddress
    """Where people write."""
    phones: tuple[Text, ...] = ()
    """Where people call."""
    fax: tuple[Text, ...] = ()
    """Where people send faxes."""


class _Booking(_Table):
    """The rules of the desk for one event."""

    # only the keys that a file sets are taken over: the defaults stand in the domain

    opens: Day | None = None
    """From when bookings are taken; at once, where nothing is said."""
    closes: Day | None = None
    """Until when; the event's start, where nothing is said."""
    max_party: Annotated[int, Field(ge=1, strict=True)] = 8
    """A larger party goes to a person."""
    names: Literal["optional", "required"] = "optional"
    """Whether everybody's name is needed."""
    party: Literal["together", "split"] = "together"
    """Whether a party may be parted where a session is nearly full."""
    waitlist: Literal["promote", "offer"] = "promote"
    """`promote` gives a freed place; `offer` holds it until the person answers."""
    large_party: Literal["pass", "wait"] = "pass"
    """A party too large for the free places is passed over, or all wait behind it."""
    offer_hold: Duration | None = None
    """How long an offered place is held."""
    ask_hold: Duration | None = None
    """How long places are held while we ask."""


class _Schedule(_Table):
    """The mails that go out by the clock."""

    # likewise

    reminders: tuple[Days, ...] = ()
    """Days before the event, at a local hour."""
    digest: Hour | None = None
    """When organizers get the day's digest."""
    proposals: Days | None = None
    """Days after the event: when organizers are asked who came and what was proposed."""
    summary: Days | None = None
    """Days after the event: thanks to participants, figures to organizers."""
    retention: Duration | None = None
    """How long after the event personal data are kept."""


class _AgendaItem(_Table):
    at: When
    """When."""
    title: Text
    """What."""


class _Faq(_Table):
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Words that tell the question."""
    answer: Annotated[ByLanguage, Field(min_length=1)]
    """What is answered, by language."""


class EventFile(_Table):
    """The keys an event file may have (the reference is `config/events/`)."""

    id: Id
    """What commands and files call it."""
    title: Text
    """What people read."""
    language: Annotated[str, Field(pattern="^[a-z]{2}$")]
    """The event's own language: `it` or `en`."""
    timezone: Annotated[str, AfterValidator(_zone)]
    """Such as `Europe/Rome`; all times of the file are local to it."""
    starts: Day
    """When it begins."""
    ends: Day
    """When it ends."""
    aliases: tuple[Text, ...] = ()
    """Other names people use for it."""
    capacity: Count | None = None
    """Places at the event itself; without it there is no limit."""
    venue: _Venue
    """Where it is."""
    organizer: _Organizer
    """Who holds it."""
    booking: _Booking = _Booking()
    """The rules of the desk."""
    rounds: tuple[RoundTable, ...] = ()
    """Sessions held in parallel: a person takes at most one of a round."""
    agenda: tuple[_AgendaItem, ...] = ()
    """Lines of the programme that need no choice."""
    faq: tuple[_Faq, ...] = ()
    """Questions people ask, with your answers."""
    schedule: _Schedule = _Schedule()
    """When mails that nobody wrote in for are sent."""
    called_off: bool = False
    """The event is not held: nobody books any more, and those who are booked are told once an organizer says so."""
    privacy_notice: Annotated[str, Field(pattern="^https?://")] | None = None
    """Linked in the first answer (GDPR art. 13)."""

    @model_validator(mode="after")
    def _holds_together(self) -> EventFile:
        if self.ends <= self.starts:
            raise ValueError(say("event.ends_early", ends=self.ends, starts=self.starts))
        sessions = [session for round_ in self.rounds for session in round_.sessions]
        used: tuple[tuple[str, list[str | int]], ...] = (
            ("round_id", [round_.id for round_ in self.rounds]),
            ("session_id", [session.id for session in sessions]),
            ("session_number", [session.number for session in sessions if session.number is not None]),
            ("session_code", [session.code.casefold() for session in sessions if session.code]),
        )
        for what, names in used:
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise ValueError(say("event.twice", what=say(f"event.{what}"), value=repr(twice)))
        return self
