"""`mailflow write`: to those who are booked, in the organizers' own words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem, examples
from mailflow.cli.asking import confirmed
from mailflow.cli.counter import at_the_hour, plainly, say_line, terminal
from mailflow.cli.office import event_ids, event_named, office_of
from mailflow.cli.wishes import session_meant
from mailflow.cli.words import say
from mailflow.decision.notices.own_words import own_words
from mailflow.domain.booking import Booking
from mailflow.domain.notice import Audience
from mailflow.flow.notices import Plan, goes_out, named, planned, send
from mailflow.flow.office import Office
from mailflow.outbox.notices import group_words
from mailflow.outbox.view import telephone

app = typer.Typer(rich_markup_mode="rich")


@app.command(
    epilog=examples(
        'mailflow write first-event --text "The car park is closed: please enter from the garden."',
        "mailflow write first-event --session gardens --subject Boots --file letter.txt --yes",
        'mailflow write first-event --waitlist --text "There will be a second evening in March."',
    )
)
def write(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The event's id.", autocompletion=event_ids)],
    *,
    session: Annotated[
        str | None, typer.Option("--session", metavar="ID", help="Only who is in it: its id, number or code.")
    ] = None,
    waitlist: Annotated[bool, typer.Option("--waitlist", help="Only who waits for a place.")] = False,
    subject: Annotated[str, typer.Option(help="The letter's subject; 'Notice' and the event by default.")] = "",
    text: Annotated[str | None, typer.Option(help="What to write.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", exists=True, dir_okay=False, help="A text file with it.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    now: Now = None,
) -> None:
    """Write to everybody who is booked, a letter a booking: shown first; the same words go to nobody twice."""
    if (text is None) == (file is None):
        raise typer.BadParameter(say("write.text_or_file"))
    words = own_words(_read(file) if file else text or "", "")
    if not words:
        raise Problem(say("write.empty"))
    console = terminal(quiet=yes)
    with office_of(config) as opened, plainly():
        found = event_named(opened, event)
        office = at_the_hour(opened, now, found)
        audience = Audience(session_meant(found, session) if session else None, waiting=waitlist)
        with office.ledger.reading() as tx:
            plan = planned(tx, found, audience, " ".join(subject.split()), words)
        _show(office, plan)
        if not plan.to.bookings:
            raise Problem(say("write.nobody"))
        if console is None and not yes:
            raise typer.BadParameter(say("write.say_yes"), param_hint="--yes")
        if console is not None and not confirmed(console, say("write.sure", letters=len(plan.to.bookings))):
            raise typer.Exit(1)
        with office.ledger.transaction(found) as tx:
            count = send(office, tx, planned(tx, found, audience, plan.subject, words), say("write.here"))
    say_line(say("write.drafts" if office.mode == "draft" else "write.sent", letters=count))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(say("write.not_text", file=file)) from error


def _show(office: Office, plan: Plan) -> None:
    """What would go to whom."""
    event, to = plan.event, plan.to
    say_line(say("write.group", group=group_words(plan.audience, event, event.language), event=event.title))
    say_line(say("write.count", letters=len(to.bookings), people=to.people))
    for who in named(plan):
        say_line(f"  {who}")
    if more := len(to.bookings) - len(named(plan)):
        say_line(say("write.more", more=more))
    for booking in (*to.to_phone, *to.unreached):
        say_line(say("write.unreached", who=_reached_by(booking)))
    for key, number in (("had", to.had), ("waiting", to.waiting)):
        if number:
            say_line(say(f"write.{key}", number=number))
    if plan.subject:
        say_line(say("write.subject", subject=plan.subject))
    if (due := goes_out(office.now(), event)) > office.now():
        say_line(say("write.due", at=f"{due.astimezone(event.timezone):%Y-%m-%d %H:%M}"))
    say_line(f"\n{plan.text}\n")


def _reached_by(booking: Booking) -> str:
    contact = booking.contact
    phone = telephone(contact.phone) if contact.phone else ""
    return " ".join(filter(None, (booking.code, contact.name, contact.email, phone)))
