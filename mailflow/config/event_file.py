"""`config/events/<id>.toml` → Event."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from mailflow.config.event_tables import EventFile, RoundTable, SessionTable
from mailflow.config.problems import ConfigError, read_toml, validate
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

    def span(table: RoundTable | SessionTable, first: datetime, last: datetime, key: str) -> tuple[datetime, datetime]:
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


def _session(entry: SessionTable, round_id: str, starts: datetime, ends: datetime) -> Session:
    facts: dict[str, Any] = entry.model_dump(exclude={"starts", "ends"})
    return Session(**facts, round=round_id, starts=starts, ends=ends)
