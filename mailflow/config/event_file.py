"""`config/events/<id>.toml` → Event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from mailflow.config.problems import ConfigError, read_toml, validate
from mailflow.config.values import BareAddress, DayAndTime, Days, Duration, Hour, Time
from mailflow.config.words import say
from mailflow.domain.event import (
    AgendaItem,
    BookingRules,
    Event,
    Faq,
    Organizer,
    Round,
    Schedule,
    Session,
    Venue,
)


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


class _Session(_Table):
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


class _Round(_Table):
    id: Id
    """What commands and files call it."""
    title: Text
    """What people read."""
    starts: When | None = None
    """The event's, where it has none of its own."""
    ends: When | None = None
    """Likewise."""
    sessions: Annotated[tuple[_Session, ...], Field(min_length=1)]
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
    rounds: tuple[_Round, ...] = ()
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


def load_event(path: Path) -> Event:
    """The event of one file. Raises ConfigError, naming file and key."""
    return to_event(validate(path, read_toml(path), EventFile), path)


def load_events(folder: Path) -> tuple[Event, ...]:
    """All events of a folder, by file name. Raises ConfigError, where several files are wrong with all they lack."""
    events, problems = load_each(folder)
    if problems:
        raise ConfigError("\n".join(problems))
    return events


def load_each(folder: Path) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """The events of those files that can be used, by file name, and what is wrong with the others. Raises ConfigError
    where there is no file at all."""
    events: dict[str, tuple[Path, Event]] = {}
    problems: list[str] = []
    for path in event_files(folder):
        try:
            event = load_event(path)
        except ConfigError as error:
            problems.append(str(error))
            continue
        if event.id in events:
            problems.append(f"{path}: {say('file.id_taken', value=repr(event.id), other=events[event.id][0])}")
        else:
            events[event.id] = (path, event)
    return tuple(event for _, event in events.values()), tuple(problems)


def event_files(folder: Path) -> list[Path]:
    """The files of a folder that hold an event each (`*.toml`); what editors hide there (`.#…`) is none. Raises
    ConfigError where there is none."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml" and path.name[0] != ".")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ConfigError(f"{folder}: {say('file.no_events_folder')}") from error
    except OSError as error:
        raise ConfigError(f"{folder}: {say('file.closed_folder', why=error.strerror)}") from error
    if not paths:
        raise ConfigError(f"{folder}: {say('file.no_events')}")
    return paths


def to_event(file: EventFile, path: Path) -> Event:
    """The checked file as an Event, every time aware. Raises ConfigError where times contradict each other."""
    zone = ZoneInfo(file.timezone)
    starts, ends = file.starts.replace(tzinfo=zone), file.ends.replace(tzinfo=zone)

    over_midnight = starts.date() < ends.date() and ends - starts < timedelta(days=1)

    def at(value: datetime | time | None, day: date, default: datetime) -> datetime:
        if value is None:
            return default
        if isinstance(value, datetime):
            return value.replace(tzinfo=zone)
        moment = datetime.combine(day, value, zone)
        # of an event that goes over midnight, half past twelve is the one after it
        return moment + timedelta(days=1) if over_midnight and moment < starts else moment

    def span(table: _Round | _Session, first: datetime, last: datetime, key: str) -> tuple[datetime, datetime]:
        begin = at(table.starts, first.date(), first)
        end = at(table.ends, begin.date(), last)
        if end <= begin:
            facts = {"key": key, "ends": f"{end:%Y-%m-%d %H:%M}", "starts": f"{begin:%Y-%m-%d %H:%M}"}
            raise ConfigError(f"{path}: {say('file.ends_early', **facts)}")
        return begin, end

    rounds = []
    for table in file.rounds:
        begin, end = span(table, starts, ends, f"rounds.{table.id}")
        sessions = tuple(
            _session(entry, table.id, *span(entry, begin, end, f"rounds.{table.id}.sessions.{entry.id}"))
            for entry in table.sessions
        )
        rounds.append(Round(id=table.id, title=table.title, starts=begin, ends=end, sessions=sessions))
    opens = file.booking.opens.replace(tzinfo=zone) if file.booking.opens else None
    closes = file.booking.closes.replace(tzinfo=zone) if file.booking.closes else starts
    if opens and closes <= opens:
        facts = {"opens": f"{opens:%Y-%m-%d %H:%M}", "closes": f"{closes:%Y-%m-%d %H:%M}"}
        raise ConfigError(f"{path}: {say('file.opens_late', **facts)}")
    return Event(
        id=file.id,
        title=file.title,
        aliases=file.aliases,
        language=file.language,
        timezone=zone,
        starts=starts,
        ends=ends,
        capacity=file.capacity,
        venue=Venue(**file.venue.model_dump()),
        organizer=Organizer(**file.organizer.model_dump()),
        booking=BookingRules(
            **_stated(file.booking, without={"opens", "closes"}),
            opens=opens,
            closes=closes,
        ),
        rounds=tuple(rounds),
        agenda=tuple(AgendaItem(at(item.at, starts.date(), starts), item.title) for item in file.agenda),
        faq=tuple(Faq(item.words, dict(item.answer)) for item in file.faq),
        schedule=Schedule(**_stated(file.schedule)),
        called_off=file.called_off,
        privacy_notice=file.privacy_notice,
    )


def _stated(table: BaseModel, without: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    return {name: getattr(table, name) for name in sorted(table.model_fields_set - without)}


def _session(entry: _Session, round_id: str, starts: datetime, ends: datetime) -> Session:
    facts: dict[str, Any] = entry.model_dump(exclude={"starts", "ends"})
    return Session(**facts, round=round_id, starts=starts, ends=ends)
