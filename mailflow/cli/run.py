"""`mailflow run`: the service, or one pass."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem
from mailflow.cli.clock import clock
from mailflow.cli.logs import set_up_logs
from mailflow.clock import Service, stop_on_signals
from mailflow.config.settings import Settings, load_settings
from mailflow.flow.dispatch import Dispatcher
from mailflow.flow.mailroom import Mailroom
from mailflow.flow.office import Office
from mailflow.flow.schedule import Clockwork
from mailflow.ledger import LedgerAway, LedgerRefused
from mailflow.mailbox.port import MailboxAway, MailboxRefused
from mailflow.mailbox.stop import Stop
from mailflow.wiring import open_copies, open_mailboxes, open_office, open_smtp, worker_name

app = typer.Typer()


@app.command()
def run(
    config: ConfigPath = DEFAULT_CONFIG,
    once: Annotated[bool, typer.Option("--once", help="Handle all waiting mail, send all that is due, and exit.")] = False,
    now: Now = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Logs as JSON lines.")] = False,
) -> None:
    """Read mail, book, answer: as a service until SIGTERM, or once."""
    set_up_logs(json=log_json, quiet=once)
    if now and not once:
        raise Problem("--now stands with --once: a service works by the real clock")
    settings = load_settings(config)
    zone = settings.loaded_events[0].timezone
    try:
        office = open_office(settings, clock(now, zone))
        _once(settings, office) if once else _serve(settings, office)
    except (MailboxAway, MailboxRefused, LedgerAway, LedgerRefused) as error:
        raise Problem(str(error)) from error


def _serve(settings: Settings, office: Office) -> None:
    stop = Stop()
    stop_on_signals(stop)
    mailboxes, smtp, copies = open_mailboxes(settings), open_smtp(settings), open_copies(settings)
    Service(office, mailboxes, smtp, copies, worker_name(), stop).run()
    smtp.close()
    copies.close()
    office.ledger.close()


def _once(settings: Settings, office: Office) -> None:
    stop = Stop()
    stop_on_signals(stop)
    taken = review = 0
    clockwork = Clockwork(office)
    clockwork.strike()  # what ran out before these mails came gives its seats to them
    for mailbox, door in open_mailboxes(settings):
        done = Mailroom(office, mailbox, door).work_through(stop)
        taken, review = taken + done.taken, review + done.to_review
        mailbox.close()
    clockwork.strike()
    smtp, copies = open_smtp(settings), open_copies(settings)
    sent = Dispatcher(office, smtp, copies, worker_name()).send_waiting(stop)
    smtp.close()
    copies.close()
    office.ledger.close()
    Console(highlight=False).print(
        f"{taken} mails taken in, {review} of them for a person; {sent.sent} mails sent, {sent.later + sent.failed} not"
    )
    if sent.away:
        raise Problem(f"mail cannot be sent: {sent.away}; what waits stays in the outbox")
