"""Bookings as CSV (RFC 4180): a line a person, for other programs and for marking who came."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from mailflow.papers.lists import Row, Seat, requests

BOM = "\ufeff"  # Excel takes a file without it for the machine's old code page

# A cell that begins so is a formula to a spreadsheet. Excel splits a file of commas at semicolons where the country
# writes its lists with them, so a cell may begin in the midst of ours as well.
_FORMULA = re.compile(r"(^|[;\t\r\n])(\s*[=+\-@\t\r])")
_GUARDED = re.compile(r"(^|[;\t\r\n])'(?=\s*[=+\-@\t\r])")

PERSON = ("event", "code", "number", "name", "status")
BOOKING = ("attended", "contact_name", "email", "phone", "organization", "source", "received", "language", "requests")


def to_csv(rows: Iterable[Row]) -> str:
    """The rows as CSV, with a heading: per round the session ids and how they stand."""
    lines = list(rows)
    rounds = list(dict.fromkeys(round_.id for row in lines for round_ in row.event.rounds))
    out = io.StringIO(BOM)
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out)
    writer.writerow([guarded(cell) for cell in (*PERSON, *_headings(rounds), *BOOKING)])
    writer.writerows([guarded(cell) for cell in _cells(row, rounds)] for row in lines)
    return out.getvalue()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before = + - @, tab and carriage return."""
    return _FORMULA.sub(r"\1'\2", cell)


def unguarded(cell: str) -> str:
    """What a guarded cell says."""
    return _GUARDED.sub(r"\1", cell)


def stands(seats: Sequence[Seat]) -> str:
    """How the places of one round stand: `confirmed`, `waitlisted 2`."""
    return "; ".join(f"{seat.status} {seat.position}" if seat.position else seat.status for seat in seats)


def _headings(rounds: Iterable[str]) -> Iterator[str]:
    for round_ in rounds:
        yield round_
        yield f"{round_} status"


def _cells(row: Row, rounds: Iterable[str]) -> Iterator[str]:
    booking, attendee = row.booking, row.attendee
    yield from (booking.event, booking.code, str(attendee.number), attendee.name or "", row.status)
    for round_ in rounds:
        seats = row.seats.get(round_, ())
        yield "; ".join(seat.session or "" for seat in seats)
        yield stands(seats)
    contact = booking.contact
    yield {True: "yes", False: "no", None: ""}[row.attended]
    yield from (contact.name or "", contact.email or "", contact.phone or "", contact.organization or "")
    yield from (booking.source, row.received.isoformat(timespec="seconds"), booking.language)
    yield ", ".join(requests(row))
