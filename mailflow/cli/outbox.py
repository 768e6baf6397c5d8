"""`mailflow outbox`: mails of ours that wait, went, or failed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem, examples
from mailflow.cli.clock import clock, local
from mailflow.cli.ledger import opened
from mailflow.cli.words import say
from mailflow.ledger.values import OutboxStatus

app = typer.Typer(no_args_is_help=False, invoke_without_command=True, rich_markup_mode="rich")

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="As `mailflow outbox list` shows it.")]


@app.callback(epilog=examples("mailflow outbox", "mailflow outbox list --status failed"))
def outbox(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Mails waiting, sent, failed; `list` where nothing more is said."""
    if context.invoked_subcommand is None:
        list_(config=config)


@app.command("list", epilog=examples("mailflow outbox list --status failed"))
def list_(
    *,
    config: ConfigPath = DEFAULT_CONFIG,
    event: Annotated[str | None, typer.Option(help="Mails of one event.")] = None,
    status: Annotated[OutboxStatus | None, typer.Option(help="Mails that stand so, such as failed.")] = None,
    most: Annotated[int, typer.Option(help="So many, the latest first.")] = 50,
) -> None:
    """The latest mails and where they stand."""
    with opened(config) as (settings, ledger), ledger.reading() as tx:
        rows = list(tx.outbox(status, event=event, limit=most))
    if not rows:
        Console().print(say("outbox.empty"))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading, fixed in (("number", True), ("status", True), ("kind", True), ("to", False), ("due", True)):
        table.add_column(say(f"outbox.{heading}"), no_wrap=fixed, overflow="fold")
    for row in rows:
        due = local(row.due, settings, row.event)
        to = "\n".join(filter(None, (row.to, row.booking, row.why)))
        table.add_row(str(row.id), row.status, row.kind, Text(to), due)
    Console(highlight=False).print(table)


@app.command(epilog=examples("mailflow outbox show 7 > sent.eml"))
def show(number: Number, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """One mail as it goes out, to standard output."""
    with opened(config) as (_, ledger), ledger.reading() as tx:
        row = tx.outgoing(number)
    if row is None or row.raw is None:
        raise Problem(say("outbox.unknown", number=number))
    sys.stdout.buffer.write(row.raw)


@app.command(epilog=examples("mailflow outbox retry 7"))
def retry(number: Number, config: ConfigPath = DEFAULT_CONFIG, now: Now = None) -> None:
    """Send a failed mail once more, at the next walk over the outbox."""
    with opened(config) as (settings, ledger), ledger.transaction() as tx:
        done = tx.retry(number, clock(now, settings.loaded_events[0].timezone)())
    _told(done, number, "again")


@app.command(epilog=examples("mailflow outbox discard 7"))
def discard(number: Number, config: ConfigPath = DEFAULT_CONFIG, now: Now = None) -> None:
    """Never send this mail."""
    with opened(config) as (settings, ledger), ledger.transaction() as tx:
        done = tx.discard(number, clock(now, settings.loaded_events[0].timezone)())
    _told(done, number, "discarded")


def _told(done: bool, number: int, what: str) -> None:
    if not done:
        raise Problem(say("outbox.settled", number=number))
    Console(highlight=False).print(say(f"outbox.{what}", number=number))
