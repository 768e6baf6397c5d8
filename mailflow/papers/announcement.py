"""The announcement: a page to publish, with booking mails already written, the calendar file and QR codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

from mailflow.domain.event import Event, Round, Session
from mailflow.papers.calendar import calendar_file
from mailflow.papers.dates import clock, day, hours
from mailflow.papers.invitation import Invitation, invitations, open_invitation
from mailflow.papers.pages import page
from mailflow.papers.qr import png, svg
from mailflow.papers.schema_org import Free, event_data
from mailflow.papers.sessions import hours_are_its_own, hours_of, label
from mailflow.papers.words import Words, words

State = Literal["early", "open", "late", "over", "off"]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session on the page. `left`: how many places are left, in words."""

    label: str
    hours: str
    room: str
    objectives: Sequence[str]
    left: str
    full: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the programme: an item of the agenda, or a round with its sessions."""

    hours: str
    title: str
    sessions: Sequence[SessionView] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One booking mail. `label`: the last choice, the others stand above it; `qr`: for the printed page."""

    invitation: Invitation
    label: str
    left: str
    full: bool
    qr: str


@dataclass(frozen=True, slots=True)
class Group:
    """Links that share all choices but the last. `above`: those choices; `round`: of the last one."""

    above: str
    round: str
    links: Sequence[Link]


def announcement(event: Event, free: Free, now: datetime, templates: Sequence[Path]) -> Mapping[str, bytes]:
    """The files to publish, by name: `index.html`, the calendar file and the QR codes as PNG.

    `free`: free seats by session (None: the event itself); None where there is no limit. All in the event's language.
    """
    say = words(event.language)
    links = invitations(event)
    anyway = open_invitation(event)
    state = state_of(event, now)
    calendar = f"{event.id}.ics"
    about = f"{_when(event)}, {_where(event)}"
    html = page(
        templates,
        "announcement.html.j2",
        event=event,
        say=say,
        about=about,
        when=_when(event),
        deadline=_deadline(event, state, say),
        directions=event.venue.directions.get(event.language, ""),
        left=_left(free.get(None), say),
        full=free.get(None) == 0,
        as_of=say("announcement.as_of", **_moment(now.astimezone(event.timezone), event)),
        limited=any(seats is not None for seats in free.values()),
        state=state,
        steps=_programme(event, free, say),
        groups=_groups(event, links, free, say),
        anyway=anyway,
        anyway_qr=svg(anyway.url, say("announcement.qr", what=event.title)),
        separate=len(event.rounds) > 1 and all(len(link.sessions) == 1 for link in links),
        calendar=calendar,
        data=event_data(event, free),
        tel=_digits,
        number=_unbroken,
    )
    codes = {f"qr-{link.name}.png": png(link.url) for link in links if link.name}
    return {
        "index.html": html.encode(),
        calendar: calendar_file(event, f"{about}\n{event.organizer.name}, {event.organizer.email}", now),
        "qr.png": png(anyway.url),
        **codes,
    }


def state_of(event: Event, now: datetime) -> State:
    """Whether bookings are taken."""
    if now >= event.ends:
        return "over"
    if event.called_off:
        return "off"
    if now >= event.booking.closes:
        return "late"
    return "early" if event.booking.opens and now < event.booking.opens else "open"


def _deadline(event: Event, state: State, say: Words) -> str:
    match state:
        case "over":
            return say("announcement.over")
        case "off":
            return say("announcement.off")
        case "late":
            return say("announcement.closed")
        case "early":
            return say("announcement.not_yet", **_moment(event.booking.opens or event.starts, event))
        case "open":
            return say("announcement.until", **_moment(event.booking.closes, event))


def _programme(event: Event, free: Free, say: Words) -> list[Step]:
    items = [(item.at, Step(_hour(event, item.at), item.title)) for item in event.agenda]
    rounds = [(round_.starts, _round(event, round_, free, say)) for round_ in event.rounds]
    return [step for _, step in sorted([*items, *rounds], key=lambda timed: timed[0])]


def _hour(event: Event, at: datetime) -> str:
    """With its day where that is not the event's first."""
    told = f"{day(at.date(), event.language)}, " if at.date() != event.starts.date() else ""
    return f"{told}{clock(at, event.language)}"


def _round(event: Event, round_: Round, free: Free, say: Words) -> Step:
    whole = all(
        (s.starts, s.ends) == (round_.starts, round_.ends) and hours_are_its_own(s, round_) for s in round_.sessions
    )
    several_days = round_.starts.date() != event.starts.date()
    span = hours(round_.starts, round_.ends, event.language) if whole else ""
    dated = f"{day(round_.starts.date(), event.language)}, {span}".rstrip(", ") if several_days else span
    return Step(dated, round_.title, [_session(event, s, free, say, whole=whole) for s in round_.sessions])


def _session(event: Event, session: Session, free: Free, say: Words, *, whole: bool) -> SessionView:
    seats = free.get(session.id)
    return SessionView(
        label=label(session),
        hours="" if whole else hours_of(event, session),
        room=session.room or "",
        objectives=session.objectives,
        left=_left(seats, say),
        full=seats == 0,
    )


def _groups(event: Event, links: Sequence[Invitation], free: Free, say: Words) -> list[Group]:
    shared = groupby((link for link in links if link.sessions), key=lambda link: link.sessions[:-1])
    groups = []
    for above, of_group in shared:
        by_round = groupby(of_group, key=lambda link: link.sessions[-1].round)
        for round_id, of_round in by_round:
            groups.append(
                Group(
                    above=" + ".join(label(session) for session in above),
                    round=event.round(round_id).title,
                    links=[_link(link, free, say) for link in of_round],
                )
            )
    return groups


def _link(link: Invitation, free: Free, say: Words) -> Link:
    """What is left of a combination is what is left of its scarcest session, or of the event."""
    places = (None, *(session.id for session in link.sessions))
    counts = [seats for place in places if (seats := free.get(place)) is not None]
    least = min(counts, default=None)
    return Link(
        invitation=link,
        label=label(link.sessions[-1]),
        left=_left(least, say),
        full=least == 0,
        qr=svg(link.url, say("announcement.qr", what=link.what)),
    )


def _left(seats: int | None, say: Words) -> str:
    if seats is None:
        return ""
    return say("announcement.left", n=seats) if seats else say("announcement.full")


def _when(event: Event) -> str:
    span = hours(event.starts, event.ends, event.language)
    one_day = event.starts.date() == event.ends.date()
    return f"{day(event.starts.date(), event.language)}, {span}" if one_day else span


def _where(event: Event) -> str:
    return ", ".join(part for part in (event.venue.name, event.venue.address) if part)


def _moment(moment: datetime, event: Event) -> dict[str, str]:
    return {"day": day(moment.date(), event.language), "clock": clock(moment, event.language)}


def _digits(number: str) -> str:
    """A number as a `tel:` URL takes it (RFC 3966)."""
    return ("+" if number.strip().startswith("+") else "") + re.sub(r"\D", "", number)


def _unbroken(number: str) -> str:
    return number.replace(" ", "\N{NO-BREAK SPACE}")
