"""`mailflow check`: settings, events, words; then the servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Problem, examples
from mailflow.cli.each import ways_in
from mailflow.cli.waiting import waiting
from mailflow.cli.words import say
from mailflow.config.settings import Settings, load_settings
from mailflow.decision.due import never_in_time
from mailflow.ledger import LedgerAway, LedgerRefused, Transaction
from mailflow.mailbox.port import Finding
from mailflow.outbox.certificate import missing, unprintable
from mailflow.outbox.check import unread
from mailflow.outbox.templates import Templates
from mailflow.wiring import letters_to_organizers, open_ledger, open_smtp

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
    with waiting("looking"):
        for finding in chain(_files(settings), () if offline else _servers(settings)):
            mark, style = ("ok ", None) if finding.ok else ("NOT", "red")
            console.print(f"{mark}  {finding.words}", markup=False, style=style)
            findings.append(finding)
    wrong = sum(not finding.ok for finding in findings)
    if wrong:
        raise Problem(say("check.wrong", count=wrong, of=len(findings)))


def _files(settings: Settings) -> Iterator[Finding]:
    yield Finding(True, say("check.settings", file=settings.path))
    for event in settings.loaded_events:
        sessions = sum(1 for _ in event.sessions)
        when = f"{event.starts:%Y-%m-%d %H:%M} {event.timezone.key}"
        facts = {"id": event.id, "title": event.title, "when": when, "rounds": len(event.rounds), "sessions": sessions}
        yield Finding(True, say("check.event", **facts))
        for moment in never_in_time(event):
            facts = {"id": event.id, "reminder": f"{moment.days}d {moment.at:%H:%M}", "starts": f"{event.starts:%H:%M}"}
            yield Finding(False, say("check.late_reminder", **facts))
    for event in (event for event in settings.without_a_door if event.ends > datetime.now(UTC)):
        yield Finding(False, say("check.no_door", id=event.id))
    if len(settings.loaded_events) > 1 and settings.default_event is None:
        yield Finding(True, say("check.no_default", id=settings.loaded_events[0].id))
    templates = Templates(settings.template_folders)
    problems = [*templates.problems(settings.loaded_events), *unread(templates)]
    yield from (Finding(False, problem) for problem in problems)
    if not problems:
        yield Finding(True, say("check.templates"))
    if why := missing():
        yield Finding(True, say("check.no_certificates", why=why))


def submission(settings: Settings) -> Finding:
    """Whether the submission server takes our mail: of every address we write from, to who is told of its events."""
    smtp, host = open_smtp(settings), settings.smtp.host
    trouble = smtp.check(letters_to_organizers(settings))
    smtp.close()
    if trouble is not None:
        why = trouble.reason
        return Finding(False, why if why.startswith("smtp.") else say("check.smtp_wrong", why=why))
    return Finding(True, say("check.smtp", host=host))


def _servers(settings: Settings) -> Iterator[Finding]:
    yield from ways_in(settings)
    yield submission(settings)
    try:
        with closing(open_ledger(settings)) as ledger, ledger.reading() as tx:
            chars = unprintable(_names(tx, settings))
    except (LedgerAway, LedgerRefused) as error:
        yield Finding(False, str(error))
    else:
        yield Finding(True, say("check.database"))
        if chars:
            yield Finding(False, say("check.unprintable", chars=chars))


def _names(tx: Transaction, settings: Settings) -> Iterator[str]:
    """Of everybody who is booked at an event that is not over, whose certificates are still to be made."""
    for event in (event for event in settings.loaded_events if event.ends > datetime.now(UTC)):
        for booking in tx.bookings(event.id, active_only=True):
            yield from (attendee.name for attendee in booking.active if attendee.name)
