"""`mailflow init DIR`: a commented configuration and a first event to start from."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import Problem
from mailflow.config.packaged import packaged

app = typer.Typer()

DAYS_AHEAD = 60  # the first event is to lie ahead, so that bookings for it are open


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write; made where missing.")]) -> None:
    """Write a commented configuration and a first event to start from."""
    starter = packaged("config") / "starter"
    day = (date.today() + timedelta(days=DAYS_AHEAD)).isoformat()  # noqa: DTZ011 - a day to start from, in no zone
    written = []
    for source in sorted(starter.rglob("*.toml")):
        target = folder / source.relative_to(starter)
        if target.exists():
            raise Problem(f"{target} stands there already; nothing was written over it")
        written.append((target, source.read_text(encoding="utf-8").replace("DAYT", f"{day}T")))
    for target, text in written:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    config = folder / "mailflow.toml"
    console = Console(highlight=False, soft_wrap=True)
    console.print("\n".join(f"wrote {target}" for target, _ in written), markup=False)
    console.print(f"\nNext: fill in {config}, then\n  mailflow check --config {config}", markup=False)
