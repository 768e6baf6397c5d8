"""`mailflow understand`: what a mail states."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mailflow.cli.app import examples
from mailflow.cli.understand import understand as show

app = typer.Typer(rich_markup_mode="rich")


@app.command(
    epilog=examples(
        "mailflow understand --event office/events/first-event.toml booking.eml",
        "mailflow understand --event office/events/first-event.toml --json booking.eml | jq .intent",
    )
)
def understand(
    mails: Annotated[
        list[Path], typer.Argument(metavar="MAIL.eml…", help="Mails, one a file.", exists=True, dir_okay=False)
    ],
    event: Annotated[Path, typer.Option("--event", metavar="EVENT.toml", help="The event they may be about.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Read mails and say what each states, and from which words; touches nothing."""
    raise typer.Exit(show(event, mails, json))
