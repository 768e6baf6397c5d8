"""What people are told of an event: what it is called, when and where it is, and each of its sessions likewise.

The event's file may be changed while bookings stand. Every state of it that people were told is an edition.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mailflow.domain.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The event, or a session. Times are aware; `where`: the venue, or the room; empty where none is told."""

    title: str
    starts: datetime
    ends: datetime
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The event, and its sessions by id."""

    event: Told
    sessions: Mapping[str, Told]
    called_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is told otherwise now of the event (`session` None) or of a session; `now` None: it is not held any more."""

    session: str | None
    was: Told
    now: Told | None

    @property
    def shift(self) -> tuple[timedelta, timedelta]:
        """By how much its beginning and its end have moved on the clock there: what is put off by a week from before
        summer time to after it moves by a week."""
        now = self.now or self.was
        return _on_the_clock(now.starts, self.was.starts), _on_the_clock(now.ends, self.was.ends)


def _on_the_clock(now: datetime, was: datetime) -> timedelta:
    return now.replace(tzinfo=None) - was.replace(tzinfo=None)


def edition_of(event: Event) -> Edition:
    """What is told of an event now."""
    where = ", ".join(part for part in (event.venue.name, event.venue.address) if part)
    return Edition(
        event=Told(title=event.title, starts=event.starts, ends=event.ends, where=where),
        sessions={s.id: Told(title=s.title, starts=s.starts, ends=s.ends, where=s.room or "") for s in event.sessions},
        called_off=event.called_off,
    )


def differences(was: Edition, now: Edition) -> tuple[Difference, ...]:
    """What is told otherwise, the event first; a session that is new is nothing that anybody was told."""
    return tuple(_differences(was, now))


def _differences(was: Edition, now: Edition) -> Iterator[Difference]:
    if now.called_off:
        yield from () if was.called_off else (Difference(session=None, was=was.event, now=None),)
        return
    if was.event != now.event:
        yield Difference(session=None, was=was.event, now=now.event)
    for id_, told in was.sessions.items():
        if told != now.sessions.get(id_):
            yield Difference(session=id_, was=told, now=now.sessions.get(id_))


def to_text(edition: Edition) -> str:
    """The edition as JSON, to be kept."""
    sessions = {id_: _plain(told) for id_, told in edition.sessions.items()}
    kept = {"event": _plain(edition.event), "sessions": sessions, "called_off": edition.called_off}
    return json.dumps(kept, ensure_ascii=False)


def from_text(text: str) -> Edition:
    """The edition that was kept."""
    kept = json.loads(text)
    return Edition(
        event=_told(kept["event"]),
        sessions={id_: _told(session) for id_, session in kept["sessions"].items()},
        called_off=kept.get("called_off", False),
    )


def _plain(told: Told) -> dict[str, str]:
    times = {"starts": told.starts.isoformat(), "ends": told.ends.isoformat()}
    return {"title": told.title, **times, "where": told.where}


def _told(kept: Mapping[str, Any]) -> Told:
    times = {name: datetime.fromisoformat(kept[name]) for name in ("starts", "ends")}
    return Told(title=kept["title"], where=kept["where"], **times)
