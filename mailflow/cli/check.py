"""`mailflow check`: settings, events, words; then the servers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Problem, examples
from mailflow.config.settings import Settings, load_settings
from mailflow.ledger import LedgerAway, LedgerRefused
from mailflow.mailbox.port import Finding
from mailflow.outbox.templates import Templates
from mailflow.wiring import open_ledger, open_mailboxes, open_smtp

app = typer.Typer(rich_markup_mode="rich")


@app.command(
    epilog=examples(
        "mailflow check --offline        before the servers are there",
        "mailflow check --config office/mailflow.toml",
    )
)
def check(
    *,
    config: ConfigPath = DEFAULT_CONFIG,
    offline: Annotated[bool, typer.Option("--offline", help="Files only: log in to no server.")] = False,
) -> None:
    """Check configuration, events and templates; then log in to IMAP, SMTP and the database."""
    settings = load_settings(config)
    console = Console(highlight=False, soft_wrap=True)
    findings = []
    with Console(stderr=True).status("looking …"):
        for finding in chain(_files(settings), () if offline else _servers(settings)):
            mark, style = ("ok ", None) if finding.ok else ("NOT", "red")
            console.print(f"{mark}  {finding.words}", markup=False, style=style)
            findings.append(finding)
    wrong = sum(not finding.ok for finding in findings)
    if wrong:
        raise Problem(f"{wrong} of {len(findings)} things are not as they should be")


def _files(settings: Settings) -> Iterator[Finding]:
    yield Finding(True, f"{settings.path}: the settings are in order")
    for event in settings.loaded_events:
        sessions = sum(1 for _ in event.sessions)
        when = f"{event.starts:%Y-%m-%d %H:%M} {event.timezone.key}"
        rounds = f"{len(event.rounds)} rounds, {sessions} sessions"
        yield Finding(True, f"event {event.id}: {event.title} ({when}; {rounds})")
    problems = Templates(settings.template_folders).problems(settings.loaded_events)
    yield from (Finding(False, problem) for problem in problems)
    if not problems:
        yield Finding(True, "templates: every kind of mail can be written in every language")


def _servers(settings: Settings) -> Iterator[Finding]:
    for mailbox, _ in open_mailboxes(settings):
        yield from mailbox.check()
        mailbox.close()
    smtp = open_smtp(settings)
    trouble = smtp.check()
    smtp.close()
    yield Finding(trouble is None, f"smtp: {trouble.reason if trouble else f'{settings.smtp.host} takes our mail'}")
    try:
        open_ledger(settings).close()
    except (LedgerAway, LedgerRefused) as error:
        yield Finding(False, str(error))
    else:
        yield Finding(True, "database: open and up to date")
