"""`mailflow fsck`, `backup`, `restore`: the ledger proved, saved, and put back, while the service runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Problem, examples
from mailflow.cli.asking import confirmed
from mailflow.cli.counter import say_line, terminal
from mailflow.cli.ledger import opened
from mailflow.cli.waiting import waiting
from mailflow.cli.words import say
from mailflow.config.settings import load_settings
from mailflow.ledger import LedgerAway, LedgerRefused, backup, restore

app = typer.Typer(rich_markup_mode="rich")

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="A SQLite ledger, whichever database it is for.")]


@app.command(epilog=examples("mailflow fsck"))
def fsck(config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Prove what must always hold: seats counted right, nobody twice, every mail whole."""
    with opened(config) as (_, ledger), _working(), ledger.reading() as tx:
        problems = tx.fsck()
    for problem in problems:
        say_line(problem)
    if problems:
        raise Problem(say("upkeep.broken", count=len(problems)))
    say_line(say("upkeep.sound"))


@app.command("backup", epilog=examples("mailflow backup /srv/backup/mailflow-$(date +%F).db"))
def backup_(file: BackupFile, *, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Save the whole ledger into a new file, proved; the service may run meanwhile."""
    settings = load_settings(config)
    with _plainly(file), _working():
        backup(settings.database_url, file)
    say_line(say("upkeep.saved", file=file))


@app.command("restore", epilog=examples("mailflow restore /srv/backup/mailflow-2010-11-25.db"))
def restore_(
    file: BackupFile,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Put a backup in the place of all that the ledger holds; what waited to be sent then, is sent."""
    settings = load_settings(config)
    console = terminal(quiet=yes)
    if console is None and not yes:
        raise typer.BadParameter(say("upkeep.say_yes"), param_hint="--yes")
    if console is not None and not confirmed(console, say("upkeep.restore", file=file)):
        raise typer.Exit(1)
    with _plainly(file), _working():
        restore(settings.database_url, file)
    say_line(say("upkeep.restored", file=file))


@contextmanager
def _working() -> Iterator[None]:
    with waiting("ledger"):
        yield


@contextmanager
def _plainly(file: Path) -> Iterator[None]:
    try:
        yield
    except (LedgerAway, LedgerRefused) as error:
        raise Problem(str(error)) from error
    except OSError as error:
        raise Problem(say("problem.unusable", file=file, why=error.strerror or error)) from error
