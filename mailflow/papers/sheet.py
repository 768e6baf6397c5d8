"""Sign-in sheets: one a session, alphabetical, a box and a line to sign, a QR by each name, lines for walk-ins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mailflow.domain.booking import Booking
from mailflow.domain.event import Event, Session
from mailflow.papers.dates import day
from mailflow.papers.pages import page
from mailflow.papers.pdf import to_pdf
from mailflow.papers.people import Entry, alphabetical, held_places
from mailflow.papers.qr import data_uri
from mailflow.papers.sessions import hours_of, label
from mailflow.papers.words import words

WALK_INS = 6  # blank lines below the names


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. `why`: a line of explanation, for people who have a place at the event but in no session."""

    heading: str
    above: str
    day: str
    hours: str
    room: str
    capacity: int | None
    entries: Sequence[Entry]
    why: str = ""


def sign_in_sheets(
    event: Event, bookings: Iterable[Booking], templates: Sequence[Path], *, blank: int = WALK_INS
) -> bytes:
    """The sheets as one PDF, each on pages of its own, in the event's language. Raises PdfUnavailableError."""
    return to_pdf(sheets_html(event, bookings, templates, blank=blank))


def sheets_html(event: Event, bookings: Iterable[Booking], templates: Sequence[Path], *, blank: int = WALK_INS) -> str:
    """The page the PDF is made of."""
    say = words(event.language)
    sheets = list(sheets_of(event, list(bookings)))
    return page(templates, "sheet.html.j2", event=event, sheets=sheets, blank=blank, say=say, qr=data_uri)


def sheets_of(event: Event, bookings: Sequence[Booking]) -> Iterator[Sheet]:
    """A sheet a session; one for the event itself where it has none; one for who is in no session, where anybody is."""
    say = words(event.language)
    everyone = list(held_places(bookings, None))
    if not event.rounds:
        yield _sheet(event, None, everyone)
        return
    for session in event.sessions:
        yield _sheet(event, session, list(held_places(bookings, session.id)))
    unplaced = [entry for entry in everyone if not entry.sessions]
    if unplaced:
        yield Sheet(
            heading=say("sheet.no_group"),
            above="",
            day=day(event.starts.date(), event.language),
            hours=hours_of(event, None),
            room="",
            capacity=None,
            entries=alphabetical(unplaced),
            why=say("sheet.no_group_why"),
        )


def _sheet(event: Event, session: Session | None, entries: Sequence[Entry]) -> Sheet:
    return Sheet(
        heading=label(session) if session else event.title,
        above=event.round(session.round).title if session else "",
        day=day((session or event).starts.date(), event.language),
        hours=hours_of(event, session),
        room=(session.room if session else "") or "",
        capacity=session.capacity if session else event.capacity,
        entries=alphabetical(entries),
    )
