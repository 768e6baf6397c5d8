"""`mailflow demo`: a whole event, played."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import Problem, examples
from mailflow.cli.logs import set_up_logs
from mailflow.cli.words import say
from mailflow.demo.play import Play
from mailflow.demo.show import WIDTH, Show

app = typer.Typer(rich_markup_mode="rich")


@app.command(epilog=examples("mailflow demo", "mailflow demo --out played"))
def demo(
    out: Annotated[Path, typer.Option("--out", help="Where the mails are left to look at.")] = Path("var/demo"),
) -> None:
    """Play an event from the first booking to the day after, over IMAP and SMTP on loopback."""
    if any((out / name).exists() for name in ("mails", "index.html")) and not (out / "demo.db").exists():
        raise Problem(say("problem.no_demo", folder=out))
    set_up_logs(quiet=True)
    show = Show(Console(highlight=False, width=None if Console().is_terminal else WIDTH))
    page = Play(out, show).run()
    show.ending(str(page.resolve()))
