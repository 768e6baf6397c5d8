"""`mailflow sheet`: sign-in sheets and name badges, to print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Problem, examples
from mailflow.cli.ledger import opened
from mailflow.cli.waiting import waiting
from mailflow.cli.words import say
from mailflow.config.packaged import packaged
from mailflow.config.settings import Settings
from mailflow.domain.event import Event
from mailflow.papers.badges import name_badges
from mailflow.papers.pdf import PdfUnavailableError
from mailflow.papers.sheet import WALK_INS, sign_in_sheets

app = typer.Typer(rich_markup_mode="rich")

EventId = Annotated[str, typer.Argument(metavar="EVENT", help="The event's id.")]


@app.command(epilog=examples("mailflow sheet first-event --pdf sheets.pdf --badges badges.pdf"))
def sheet(
    event: EventId,
    pdf: Annotated[Path, typer.Option("--pdf", metavar="FILE", help="Where to write the sheets, one a session.")],
    badges: Annotated[
        Path | None, typer.Option("--badges", metavar="FILE", help="Name badges as well, ten a page.")
    ] = None,
    blank: Annotated[
        int, typer.Option("--blank", min=0, max=200, help="Empty lines for who comes unannounced.")
    ] = WALK_INS,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Sign-in sheets: who has a place, in alphabetical order, with a box, a line to sign and a QR."""
    with opened(config) as (settings, ledger), ledger.reading() as tx:
        found = event_of(settings, event)
        bookings = list(tx.bookings(event=found.id))
    folders = template_folders(settings)
    try:
        with waiting("writing"):
            sheets = sign_in_sheets(found, bookings, folders, blank=blank)
            labels = name_badges(found, bookings, folders) if badges else b""
    except PdfUnavailableError as error:
        raise Problem(str(error)) from error
    write(pdf, sheets)
    if badges:
        write(badges, labels)


def event_of(settings: Settings, event_id: str) -> Event:
    """The event of that id. Raises Problem, naming those there are."""
    for event in settings.loaded_events:
        if event.id == event_id:
            return event
    raise Problem(say("problem.no_event", event=event_id, known=", ".join(e.id for e in settings.loaded_events)))


def template_folders(settings: Settings) -> tuple[Path, ...]:
    """The office's own templates, then those that came with mailflow."""
    return (*settings.template_folders, packaged("templates"))


def write(path: Path, content: bytes) -> None:
    """Writes a file and says so. Raises Problem."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Problem(say("problem.unwritable", file=path, why=error.strerror)) from error
    Console(stderr=True, highlight=False, soft_wrap=True).print(say("init.wrote", file=path), markup=False)
