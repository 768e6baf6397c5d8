"""`mailflow rehearse`: what mailflow would do with past mail."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Problem, examples
from mailflow.cli.logs import set_up_logs
from mailflow.cli.waiting import one_by_one
from mailflow.cli.words import say
from mailflow.config.event_file import load_event
from mailflow.config.settings import FaxSettings, LimitSettings, Settings, load_settings
from mailflow.demo.show import Show
from mailflow.domain.event import Event
from mailflow.flow.meter import Meter
from mailflow.flow.office import Door, Office
from mailflow.flow.rehearsal import Played, Rehearsal
from mailflow.ledger import Ledger
from mailflow.mailbox.archive import archived
from mailflow.mailbox.port import MailboxRefused
from mailflow.message import parse
from mailflow.outbox.templates import Templates
from mailflow.wiring import further_addresses, letterheads

app = typer.Typer(rich_markup_mode="rich")


@app.command(
    epilog=examples(
        "mailflow rehearse --event office/events/first-event.toml last-year.mbox",
        "mailflow rehearse --event office/events/first-event.toml --brief Maildir/ | less -R",
    )
)
def rehearse(
    mails: Annotated[
        Path, typer.Argument(metavar="MBOX_OR_FOLDER", help="An mbox, a Maildir, a folder of .eml files.")
    ],
    *,
    event: Annotated[Path, typer.Option("--event", metavar="EVENT.toml", help="The event they were about.")],
    brief: Annotated[
        bool, typer.Option("--brief", help="Decisions and subjects only, without the words of ours.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Show what would be done with past mail: decisions and replies, each mail at its own date.

    Nothing is sent, nothing is kept. Where there is a configuration, its organizers, templates and limits count.
    """
    set_up_logs(quiet=True)
    found = load_event(event)
    settings = load_settings(config) if config != DEFAULT_CONFIG or config.is_file() else None
    try:
        waiting = archived(mails)
    except MailboxRefused as error:
        raise Problem(str(error)) from error
    console = Console(highlight=False)
    show = Show(console)
    with closing(Ledger.open("sqlite://")) as ledger:
        rehearsal = Rehearsal(_office(found, ledger, settings), waiting[0].arrived, _door(settings))
        largest = settings.limits.mail_size if settings else LimitSettings().mail_size
        tally = Counter[str]()
        for raw in one_by_one(waiting, "playing"):
            played = rehearsal.play(raw, largest)
            tally[played.taken.why] += 1
            _tell(console, show, found, played, brief=brief)
        with ledger.reading() as tx:
            show.closing(found, list(tx.bookings(found.id)), tx.seats(found.id))
    console.print("\n" + say("rehearse.tally", mails=len(waiting)), style="bold", markup=False)
    for why, count in tally.most_common():
        console.print(f"  {count:>5}  {why}", markup=False)


def _tell(console: Console, show: Show, event: Event, played: Played, *, brief: bool) -> None:
    at = played.raw.arrived.astimezone(event.timezone)
    show.mail(at, parse(played.raw.content), played.taken)
    for_person = say("rehearse.for_person") if played.taken.settled == "review" else ""
    console.print(Text("   decided     ", style="blue").append(f"{played.taken.why}{for_person}", style=""))
    for row in played.replies:
        mail = message_from_bytes(row.raw or b"", policy=policy.default)
        assert isinstance(mail, EmailMessage)
        show.sent([mail])
        body = mail.get_body(("plain",))
        answers = row.key is None or row.kind == "notice-check"  # what the clock sends is shown by its subject
        if not brief and answers and body is not None:
            console.print(Padding(Text(body.get_content().strip(), style="dim"), (0, 0, 0, 6)))


def _office(event: Event, ledger: Ledger, settings: Settings | None) -> Office:
    """An office that takes this event alone."""
    limits = settings.limits if settings else LimitSettings()
    return Office(
        events=(event,),
        ledger=ledger,
        templates=Templates(settings.template_folders if settings else ()),
        sender=settings.smtp.sender if settings else f"{event.organizer.name} <{event.organizer.email}>",
        organizers=settings.organizers.digest_to if settings else (),
        letterheads=letterheads(settings) if settings else {},
        further_addresses=further_addresses(settings) if settings else (),
        gateways=settings.fax.gateways if settings else (),
        fax_language=settings.fax.language if settings else FaxSettings().language,
        caps=limits.answers,
        meter=Meter(limits.answers_in_all),
        now=lambda: event.starts,
    )


def _door(settings: Settings | None) -> Door:
    return Door(authserv_id=settings.mailbox[0].authserv_id if settings and settings.mailbox else None)
