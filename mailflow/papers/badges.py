"""Name badges: ten of 90 × 54 mm on an A4 page, to print on card or on perforated sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.papers.dates import clock, day
from mailflow.papers.pages import page
from mailflow.papers.pdf import to_pdf
from mailflow.papers.people import Entry, alphabetical, anywhere
from mailflow.papers.qr import data_uri
from mailflow.papers.sessions import hours_are_its_own, label
from mailflow.papers.words import words

A_PAGE = 10
# The letters of the given name -> the size that fits them on one line.
SIZES = ((12, "huge"), (16, "large"), (21, "middle"))


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge. `given` and `surname` as they are said; `goes_to`: hour, session and room of each round."""

    entry: Entry
    given: str
    surname: str
    size: str
    goes_to: Sequence[tuple[str, str, str]]


def name_badges(event: Event, bookings: Iterable[Booking], templates: Sequence[Path]) -> bytes:
    """The badges as one PDF, alphabetical, in the event's language. Raises PdfUnavailableError."""
    return to_pdf(badges_html(event, bookings, templates))


def badges_html(event: Event, bookings: Iterable[Booking], templates: Sequence[Path]) -> str:
    """The page the PDF is made of."""
    badges = (_badge(event, entry) for entry in alphabetical(anywhere(bookings)))
    return page(
        templates,
        "badges.html.j2",
        event=event,
        day=day(event.starts.date(), event.language),
        pages=list(_in_tens(badges)),
        say=words(event.language),
        qr=data_uri,
    )


def _badge(event: Event, entry: Entry) -> Badge:
    before, surname, after = entry.filed
    given = before or after
    largest = given or surname
    return Badge(
        entry=entry,
        given=largest,
        surname=surname if given else "",
        size=next((size for letters, size in SIZES if len(largest) <= letters), "small"),
        goes_to=[_direction(event, session) for session in entry.sessions],
    )


def _direction(event: Event, session_id: str) -> tuple[str, str, str]:
    session = event.session(session_id)
    own = hours_are_its_own(session, event.round(session.round))
    return clock(session.starts, event.language) if own else "", label(session), session.room or ""


def _in_tens(badges: Iterator[Badge]) -> Iterator[list[Badge]]:
    while ten := list(islice(badges, A_PAGE)):
        yield ten
