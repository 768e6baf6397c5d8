"""The bookings as a table for the terminal, narrow enough for 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from mailflow.domain.event import Event
from mailflow.papers.lists import Row, Seat

COLOURS = {"confirmed": "", "waitlisted": "yellow", "offered": "cyan", "cancelled": "dim strike"}


def table(event: Event, rows: Sequence[Row]) -> Table:
    """A row a person; a booking's code and contact stand beside its first one."""
    marked = any(row.attended is not None for row in rows)
    shown = Table(title=Text(event.title, style="bold"), title_justify="left", box=box.SIMPLE_HEAD)
    for heading, fixed in (("code", True), ("name", False), ("places", False), ("contact", False), ("received", True)):
        shown.add_column(heading, overflow="fold", no_wrap=fixed)
    if marked:
        shown.add_column("came", no_wrap=True)
    code = ""
    for row in rows:
        first, code = row.booking.code != code, row.booking.code
        contact = row.booking.contact
        cells = [
            code if first else "",
            row.attendee.name or (f"guest of {row.host}" if row.host else ""),
            "\n".join(_places(event, row)),
            "\n".join(filter(None, (contact.organization, contact.email, contact.phone))) if first else "",
            f"{row.received:%Y-%m-%d}\n{row.booking.source}" if first else "",
            *([{True: "yes", False: "no", None: ""}[row.attended]] if marked else []),
        ]
        shown.add_row(*(Text(_printable(cell), style=COLOURS[row.status]) for cell in cells))
    return shown


def _places(event: Event, row: Row) -> Iterator[str]:
    """The sessions in the order of the rounds; the place at the event where it is all there is, or not plainly had."""
    sessions = [_said(seat) for round_ in event.rounds for seat in row.seats.get(round_.id, ())]
    if row.status != "confirmed" or not sessions:
        yield from (_said(seat) for seat in row.seats.get(None, ()))
    yield from sessions


def _said(seat: Seat) -> str:
    how = f"{seat.status} {seat.position}" if seat.position else seat.status
    if seat.session is None:
        return how
    return seat.session if seat.status == "confirmed" else f"{seat.session} ({how})"


def _printable(words: str) -> str:
    """Words of people without what would steer the terminal."""
    return "".join(char for char in words if char.isprintable() or char == "\n")
