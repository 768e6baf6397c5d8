"""`mailflow status`: how the service stands, in words."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from mailflow.cli import state
from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem, examples
from mailflow.cli.clock import clock
from mailflow.cli.state import Part
from mailflow.cli.waiting import waiting
from mailflow.cli.words import say
from mailflow.config.event_file import load_each
from mailflow.config.problems import ConfigError
from mailflow.config.settings import Settings, load_settings
from mailflow.domain.event import Event
from mailflow.ledger import LedgerAway, LedgerRefused
from mailflow.wiring import open_ledger

app = typer.Typer(rich_markup_mode="rich")


@app.command(epilog=examples("mailflow status", "mailflow status --json | jq .ok"))
def status(
    *,
    json_: Annotated[bool, typer.Option("--json", help="As one JSON object, to standard output.")] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    now: Now = None,
) -> None:
    """Mailbox, sending, queue, database, schedule, last errors: what is wrong, and what to do. Exit 1 where any is."""
    settings = load_settings(config)
    events, problems = _events(settings)
    zone = events[0].timezone if events else ZoneInfo("UTC")
    hour = clock(now, zone)().astimezone(zone)
    figures: dict[str, Any] = {}
    with waiting("looking"):
        parts = [*_parts(settings, events, hour, figures), state.event_files(problems)]
    wrong = [part for part in parts if not part.ok]
    if json_:
        told = {"ok": not wrong, "now": hour.isoformat(), "parts": [asdict(part) for part in parts], "figures": figures}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n")
        raise typer.Exit(1 if wrong else 0)
    console = Console(highlight=False, soft_wrap=True)
    for part in parts:
        mark, style = ("ok ", None) if part.ok else ("NOT", "red")
        console.print(f"{mark}  {say(f'status.part_{part.name}')}: {part.words}", markup=False, style=style)
        if part.todo:
            console.print(f"     → {part.todo}", markup=False)
    if wrong:
        raise Problem(say("status.wrong", count=len(wrong), of=len(parts)))


def _events(settings: Settings) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """Those that can be used, and what is wrong with the others."""
    try:
        events, problems = load_each(settings.events_folder)
    except ConfigError as error:
        return (), (str(error),)
    try:
        settings.check_named(events)
    except ConfigError as error:
        problems = problems or (str(error),)  # what it names may stand in a file that cannot be used
    return events, problems


def _parts(settings: Settings, events: tuple[Event, ...], now: datetime, figures: dict[str, Any]) -> Iterator[Part]:
    """Every part, those that need the database last; `figures` gets the ledger's."""
    try:
        with closing(open_ledger(settings)) as ledger:
            yield from state.mailboxes(settings, ledger, now)
            yield state.sending(settings)
            with ledger.reading() as tx:
                stands = tx.stats()
                figures |= asdict(stands)
                yield from state.lmtp(settings, stands)
                yield state.queue(stands, now)
                yield state.database(stands, now)
                yield state.schedule(tx, events, now)
                yield state.review(stands)
                yield state.errors(stands)
    except (LedgerAway, LedgerRefused) as error:
        why = str(error).removeprefix("database: ")
        yield Part("database", False, why, say("status.todo_database"))
        yield from state.mailboxes(settings, None, now)
        yield state.sending(settings)
