"""`mailflow init DIR`: a commented configuration and a first event to start from."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import Problem, examples
from mailflow.cli.words import say
from mailflow.config.packaged import packaged

app = typer.Typer(rich_markup_mode="rich")

DAYS_BACK = 14  # what lay in the box before is no request to this service
DAYS_AHEAD = 60  # the first event is to lie ahead, so that bookings for it are open


@app.command(epilog=examples("mailflow init office"))
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write; made where missing.")]) -> None:
    """Write a commented configuration and a first event to start from."""
    starter = packaged("config") / "starter"
    day = (date.today() + timedelta(days=DAYS_AHEAD)).isoformat()  # noqa: DTZ011 - a day to start from, in no zone
    since = (date.today() - timedelta(days=DAYS_BACK)).isoformat()  # noqa: DTZ011
    written = []
    for source in sorted(starter.rglob("*.toml")):
        target = folder / source.relative_to(starter)
        if target.exists():
            raise Problem(say("init.stands", file=target))
        text = source.read_text(encoding="utf-8").replace("DAYT", f"{day}T").replace("SINCE", since)
        written.append((target, text))
    for target, text in written:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    config = folder / "mailflow.toml"
    console = Console(highlight=False, soft_wrap=True)
    console.print("\n".join(say("init.wrote", file=target) for target, _ in written), markup=False)
    console.print(f"\n{say('init.next', file=config)}\n  mailflow check --config {config}", markup=False)
