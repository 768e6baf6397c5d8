"""`mailflow person`: a person's data, told and erased."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection
from typing import Annotated

import typer

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem, examples
from mailflow.cli.asking import confirmed
from mailflow.cli.counter import plainly, say_line, terminal
from mailflow.cli.ledger import opened
from mailflow.cli.office import office_with
from mailflow.cli.waiting import waiting
from mailflow.cli.wishes import email_of
from mailflow.cli.words import say
from mailflow.config.settings import Settings, load_settings
from mailflow.flow.person import forget as forget_person
from mailflow.mailbox.port import Erased, MailboxAway, MailboxRefused
from mailflow.wiring import open_mailboxes

app = typer.Typer(no_args_is_help=True, help="A person's data, told and erased.", rich_markup_mode="rich")

Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="The person's mail address.")]


@app.command(epilog=examples("mailflow person export anna@posta.example > anna.json"))
def export(address: Address, *, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """All that is kept under an address, as JSON on standard output: bookings, mails both ways, reviews, opinions."""
    with opened(config) as (_, ledger), plainly(), ledger.reading() as tx:
        data = tx.export(email_of(address))
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


@app.command(
    epilog=examples(
        "mailflow person forget anna@posta.example",
        "mailflow person forget anna@posta.example --yes --silent",
    )
)
def forget(
    address: Address,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    silent: Annotated[bool, typer.Option("--silent", help="Send no last mail that says so.")] = False,
    ledger_only: Annotated[bool, typer.Option("--ledger-only", help="Leave the folders of the mailbox alone.")] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    now: Now = None,
) -> None:
    """Erase all that is kept under an address: in the ledger, and in the folders of the mailbox.

    Places they hold are given up and go to who waits. Mail that still lies in the inbox is left there.
    """
    settings = load_settings(config)
    console = terminal(quiet=yes)
    with office_with(settings, now) as office, plainly():
        whom = email_of(address)
        if console is None and not yes:
            raise typer.BadParameter(say("person.say_yes"), param_hint="--yes")
        if console is not None and not confirmed(console, say("person.sure", address=whom)):
            raise typer.Exit(1)
        with office.ledger.reading() as tx:
            kept, copies = tx.export(whom), tx.copies_of(whom)
        with waiting("erasing"):
            erased = Erased() if ledger_only else _erase_mails(settings, whom, copies)
        hour = office.now()
        with office.ledger.transaction(None) as tx:
            gone = forget_person(office, tx, whom, hour, tell=not silent and bool(kept["bookings"] or kept["sent"]))
    say_line(
        say(
            "person.forgotten",
            address=whom,
            bookings=gone.bookings,
            received=gone.received,
            sent=gone.sent,
            removed=erased.removed,
        )
    )
    if erased.marked:
        say_line(say("person.marked", marked=erased.marked))


def _erase_mails(settings: Settings, address: str, message_ids: Collection[str]) -> Erased:
    """The mailboxes come first: where one is away, nothing is erased yet, and the same can be done again."""
    removed = marked = 0
    for mailbox, _ in open_mailboxes(settings):
        try:
            erased = mailbox.erase(address, message_ids)
        except (MailboxAway, MailboxRefused) as error:
            raise Problem(say("person.away", why=error)) from error
        finally:
            mailbox.close()
        removed, marked = removed + erased.removed, marked + erased.marked
    return Erased(removed, marked)
