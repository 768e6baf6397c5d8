"""`mailflow digest`: the last day of one event, as the organizers get it every evening."""

from __future__ import annotations

from typing import Annotated

import typer

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem, examples
from mailflow.cli.counter import at_the_hour, say_line
from mailflow.cli.office import event_ids, event_named, office_of
from mailflow.cli.words import say
from mailflow.flow.digest import DAY, digest_of, to_organizers
from mailflow.flow.post import post
from mailflow.outbox.render import render

app = typer.Typer(rich_markup_mode="rich")


@app.command(
    epilog=examples("mailflow digest first-event", "mailflow digest first-event --send --now 2010-11-25T18:00")
)
def digest(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The event's id.", autocompletion=event_ids)],
    *,
    send: Annotated[
        bool, typer.Option("--send", help="To the organizers too, besides the one of the evening.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    now: Now = None,
) -> None:
    """Show what happened in the last 24 hours, how the seats stand, and what waits for you."""
    with office_of(config) as opened:
        found = event_named(opened, event)
        office = at_the_hour(opened, now, found)
        hour = office.now()
        with office.ledger.reading() as tx:
            letter = digest_of(tx, found, hour - DAY, hour)
        rendered = render(letter, office.templates, office.letterhead(letter.event.id).address)
        say_line(f"{rendered.subject}\n{'=' * min(len(rendered.subject), 72)}\n\n{rendered.text}")
        if not send:
            return
        with office.ledger.transaction(found) as tx:
            count = post(office, tx, to_organizers(office, letter))
        if not count:
            raise Problem(say("digest.nobody"))
        say_line(say("digest.sent", to=", ".join(office.letterhead(letter.event.id).organizers)))
