"""`mailflow announce`: a page to publish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, examples
from mailflow.cli.clock import clock
from mailflow.cli.ledger import opened
from mailflow.cli.papers import EventId, event_of, template_folders, write
from mailflow.papers.announcement import announcement
from mailflow.papers.seats import standings

app = typer.Typer(rich_markup_mode="rich")


@app.command(epilog=examples("mailflow announce first-event --out page"))
def announce(
    event: EventId,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write; made where missing.")],
    now: Now = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """A page to publish: programme, places left, booking mails already written, QR codes, the calendar file."""
    with opened(config) as (settings, ledger), ledger.reading() as tx:
        found = event_of(settings, event)
        free = {line.session: line.free for line in standings(found, tx.bookings(event=found.id))}
    moment = clock(now, found.timezone)()
    for name, content in announcement(found, free, moment, template_folders(settings)).items():
        write(out / name, content)
