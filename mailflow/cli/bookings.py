"""`mailflow bookings`: who is booked."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, examples
from mailflow.cli.ledger import opened
from mailflow.cli.papers import event_of, write
from mailflow.cli.words import say
from mailflow.domain.booking import Booking, PlaceRef
from mailflow.domain.event import Event
from mailflow.papers.lists import Positions, as_json, rows
from mailflow.papers.spreadsheet import to_csv
from mailflow.papers.table import table
from mailflow.papers.workbook import workbook_of

app = typer.Typer(rich_markup_mode="rich")


@app.command(epilog=examples("mailflow bookings", "mailflow bookings --event first-event --xlsx bookings.xlsx"))
def bookings(
    event: Annotated[str | None, typer.Option("--event", metavar="ID", help="Those of one event.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="As one JSON array, to standard output.")] = False,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="As CSV, a line a person.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="As an Excel workbook.")] = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Who is booked: as a table, or written as JSON, CSV or XLSX."""
    with opened(config) as (settings, ledger), ledger.reading() as tx:
        events = (event_of(settings, event),) if event else settings.loaded_events
        booked = list(tx.bookings(event=event))
        positions = {PlaceRef(*ref): at for one in events for ref, at in tx.all_positions(one.id).items()}
    lists = [(one, [booking for booking in booked if booking.event == one.id]) for one in events]
    if csv:
        write(csv, to_csv(row for one, those in lists for row in rows(one, those, positions)).encode())
    if xlsx:
        write(xlsx, workbook_of(lists, positions))
    if json_:
        zones = {one.id: one.timezone for one in events}
        sys.stdout.write(json.dumps(as_json(booked, zones, positions), ensure_ascii=False, indent=1) + "\n")
    elif not csv and not xlsx:
        _print_tables(lists, positions)
    strange = sorted({booking.event for booking in booked} - {one.id for one in events})
    if strange:
        Console(stderr=True, soft_wrap=True).print(say("bookings.strange", events=", ".join(strange)))


def _print_tables(lists: Sequence[tuple[Event, Sequence[Booking]]], positions: Positions) -> None:
    console = Console(highlight=False)
    for event, booked in lists:
        if booked:
            console.print(table(event, rows(event, booked, positions)))
    if not any(booked for _, booked in lists):
        console.print(say("bookings.nobody"))
