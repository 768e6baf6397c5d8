"""What the templates are given: the facts of a letter in words of dates, names and places, nothing left to compute."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import quote

import phonenumbers

from mailflow.domain.event import AgendaItem, Event, Round, Session
from mailflow.outbox.dates import At, When, at, clock, day, when


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as people know it. `label` carries its number or code; `asked_as` is what to write to choose it.

    `when` is None where only the title tells the hour; `day` is told where the event lasts more than one. One that ends
    on another day and lasts a whole one has its days in `when`; one that goes over midnight does not.
    """

    id: str
    label: str
    title: str
    asked_as: str
    round: str
    when: When | None
    day: str
    room: str
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round and its sessions. `when` is None where its sessions have hours of their own; `day` as for a session."""

    id: str
    title: str
    when: When | None
    day: str
    sessions: tuple[SessionView, ...]


@dataclass(frozen=True, slots=True)
class AgendaView:
    """A line of the programme; `day` as for a session."""

    day: str
    clock: str
    title: str


@dataclass(frozen=True, slots=True)
class EventView:
    """The event's facts, in the letter's language and the event's local time."""

    title: str
    when: When
    venue: str
    address: str
    directions: str
    organizer: str
    email: str
    phones: tuple[str, ...]
    fax: tuple[str, ...]
    rounds: tuple[RoundView, ...]
    agenda: tuple[AgendaView, ...]
    capacity: int | None
    max_party: int
    called_off: bool
    opens: At | None
    closes: At
    offers: bool
    privacy_notice: str
    retention_days: int


Positions = Mapping[tuple[int, str | None], int]
_CLOCK_TIME = re.compile(r"\b\d{1,2}[.:]\d{2}\b|\b\d{1,2} ?[ap]m\b|\bore \d{1,2}\b", re.IGNORECASE)


def hours_are_its_own(session: Session, round_: Round) -> bool:
    """Whether a session's times are to be told: not where titles tell the hour and the times are the whole round's."""
    whole_round = (session.starts, session.ends) == (round_.starts, round_.ends)
    return not (whole_round and len(round_.sessions) > 1 and _tells_an_hour(session.title))


@lru_cache(maxsize=1024)
def _tells_an_hour(title: str) -> bool:
    return _CLOCK_TIME.search(title) is not None


def session_label(session: Session) -> str:
    """Number or code and title, such as `1. Green energy` or `T1 – Low-carbon kilns in practice`."""
    if session.code:
        return f"{session.code} – {session.title}"
    return f"{session.number}. {session.title}" if session.number is not None else session.title


def session_view(session: Session, round_: Round, language: str, several_days: bool) -> SessionView:
    """One session, in words."""
    hours = _hours(session, language) if hours_are_its_own(session, round_) else None
    return SessionView(
        id=session.id,
        label=session_label(session),
        title=session.title,
        asked_as=session_label(session) if session.code else session.title,  # a number may be one of people
        round=round_.title,
        when=hours,
        day=_day(hours, several_days),
        room=session.room or "",
        objectives=session.objectives,
    )


def _hours(what: Session | Round, language: str) -> When:
    """Its hours. Of what goes over midnight the day is the one it begins on."""
    hours = when(what.starts, what.ends, language)
    return hours if what.ends - what.starts >= timedelta(days=1) else replace(hours, last_day="")


def _day(hours: When | None, several_days: bool) -> str:
    """The day to tell beside the hours; none where they tell their days themselves."""
    return hours.day if hours and several_days and not hours.last_day else ""


_VIEWS: dict[tuple[int, str], tuple[Event, EventView]] = {}  # by identity: an Event holds mappings, which do not hash


def event_view(event: Event, language: str) -> EventView:
    """The event, in words; put into them once as long as the event lives."""
    known = _VIEWS.get((id(event), language))
    if known is None or known[0] is not event:
        if len(_VIEWS) > 256:
            _VIEWS.clear()
        known = _VIEWS[id(event), language] = event, _event_view(event, language)
    return known[1]


def _event_view(event: Event, language: str) -> EventView:
    several_days = event.starts.date() != event.ends.date()
    rounds = _told_apart(tuple(_round_view(round_, language, several_days) for round_ in event.rounds))
    return EventView(
        title=event.title,
        when=when(event.starts, event.ends, language),
        venue=event.venue.name,
        address=event.venue.address,
        directions=event.venue.directions.get(language, ""),
        organizer=event.organizer.name,
        email=event.organizer.email,
        phones=event.organizer.phones,
        fax=event.organizer.fax,
        rounds=rounds,
        agenda=tuple(_agenda(item, language, several_days) for item in event.agenda),
        capacity=event.capacity,
        max_party=event.booking.max_party,
        called_off=event.called_off,
        opens=at(event.booking.opens, event.timezone, language) if event.booking.opens else None,
        closes=at(min(event.booking.closes, event.starts), event.timezone, language),  # none is taken once it has begun
        offers=event.booking.waitlist == "offer",
        privacy_notice=quote(event.privacy_notice or "", safe=":/?#[]@!$&'*+,;=%~"),
        retention_days=event.schedule.retention.days,
    )


def _told_apart(rounds: tuple[RoundView, ...]) -> tuple[RoundView, ...]:
    """Sessions that another round has by the same words are asked for with the round's title."""
    words = Counter(session.asked_as for round_ in rounds for session in round_.sessions)

    def apart(session: SessionView) -> SessionView:
        many = words[session.asked_as] > 1
        return replace(session, asked_as=f"{session.round}: {session.asked_as}") if many else session

    return tuple(replace(round_, sessions=tuple(map(apart, round_.sessions))) for round_ in rounds)


def _agenda(item: AgendaItem, language: str, several_days: bool) -> AgendaView:
    told = day(item.at.date(), language) if several_days else ""
    return AgendaView(told, clock(item.at.timetz().replace(tzinfo=None), language), item.title)


def _round_view(round_: Round, language: str, several_days: bool) -> RoundView:
    sessions = tuple(session_view(session, round_, language, several_days) for session in round_.sessions)
    hours = _hours(round_, language) if all(_as_round(s, round_) for s in round_.sessions) else None
    return RoundView(
        id=round_.id,
        title=round_.title,
        when=hours,
        day=_day(hours, several_days),
        sessions=sessions,
    )


def _as_round(session: Session, round_: Round) -> bool:
    return hours_are_its_own(session, round_) and (session.starts, session.ends) == (round_.starts, round_.ends)


@lru_cache(maxsize=4096)
def telephone(number: str) -> str:
    """A number as people read it, such as `+39 059 555 0123`; as it is where it is none."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number


def sessions_by_id(event: EventView) -> dict[str, SessionView]:
    """All sessions, in the order of the programme."""
    return {session.id: session for round_ in event.rounds for session in round_.sessions}


def mailto(address: str, subject: str, body: str) -> str:
    """A mailto: URL with the words filled in (RFC 6068)."""
    return f"mailto:{_quoted(address, safe='@')}?subject={_quoted(subject)}&body={_quoted(body)}"


@lru_cache(maxsize=1024)  # most of a letter's links are those of the letter before
def _quoted(words: str, safe: str = "") -> str:
    return quote(words, safe=safe)


def moment(value: datetime, event: Event, language: str) -> At:
    """A moment in the event's local time."""
    return at(value, event.timezone, language)
