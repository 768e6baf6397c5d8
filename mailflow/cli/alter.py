"""`mailflow change` and `mailflow cancel`: bookings altered at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, examples
from mailflow.cli.asking import confirmed
from mailflow.cli.counter import (
    AsJson,
    Choice,
    Code,
    Email,
    Large,
    Organization,
    Phone,
    at_the_hour,
    contact_of,
    names_of,
    plainly,
    show,
    terminal,
)
from mailflow.cli.office import office_of
from mailflow.cli.wishes import choices_of, round_or_session
from mailflow.cli.words import say
from mailflow.domain.booking import Booking, Contact
from mailflow.flow import desk
from mailflow.understanding import Intent, Person, Reading

app = typer.Typer(rich_markup_mode="rich")


@app.command(
    epilog=examples(
        'mailflow change K7QM-3F --replace "Luca Verdi=Marta Neri"',
        "mailflow change K7QM-3F --seats 3 --choice governance",
        "mailflow change K7QM-3F --email anna@posta.example",
        "mailflow change K7QM-3F --accept",
    )
)
def change(
    code: Code,
    *,
    name: Annotated[list[str] | None, typer.Option(help="Who comes besides, or the name of who had none.")] = None,
    leave: Annotated[list[str] | None, typer.Option(help="Who does not come.")] = None,
    replace: Annotated[list[str] | None, typer.Option(metavar="OLD=NEW", help="Who comes in whose place.")] = None,
    seats: Annotated[int | None, typer.Option(min=1, help="How many in all.")] = None,
    choice: Choice = None,
    drop: Annotated[list[str] | None, typer.Option(metavar="ROUND|SESSION", help="What is given up.")] = None,
    email: Email = None,
    phone: Phone = None,
    organization: Organization = None,
    large: Large = False,
    accept: Annotated[bool, typer.Option("--accept", help="Yes to the freed place that is held for them.")] = False,
    json_: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
    now: Now = None,
) -> None:
    """Change a booking: people, sessions, or how to reach them."""
    others = any((name, leave, replace, seats, choice, drop, email, phone, organization))
    if accept and others:
        raise typer.BadParameter(say("usage.accept_alone"), param_hint="--accept")
    if not (accept or others):
        raise typer.BadParameter(say("usage.what_to_change"))
    if accept:
        with office_of(config) as opened, plainly():
            event, _ = desk.find(opened, code)
            show(event, desk.take_offer(at_the_hour(opened, now, event), code), json_=json_)
        return
    replaced = dict(_pair(text) for text in replace or ())
    names = names_of(name)
    with office_of(config) as opened, plainly():
        event, booking = desk.find(opened, code)
        office = at_the_hour(opened, now, event)
        for_all, by_name = choices_of(event, choice or ())
        newcomers = [text for text in names if text not in by_name]
        reading = Reading(
            intent=Intent.CHANGE,
            language=booking.language,
            seats=seats,
            more=None if seats else _more(booking, names),
            people=(*(Person(text) for text in newcomers), *(Person(who, wish) for who, wish in by_name.items())),
            leaving=tuple(leave or ()),
            replaced=replaced,
            choices=for_all,
            dropped=tuple(round_or_session(event, text) for text in drop or ()),
        )
        contact = contact_of(event, email=email, phone=phone, organization=organization)
        new = contact if contact != Contact() else None
        show(event, desk.change(office, code, reading, new, large=large), json_=json_)


@app.command(epilog=examples("mailflow cancel K7QM-3F", 'mailflow cancel K7QM-3F --name "Luca Verdi"'))
def cancel(
    code: Code,
    *,
    name: Annotated[list[str] | None, typer.Option(help="Only these people; all of the booking by default.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    json_: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
    now: Now = None,
) -> None:
    """Give up a booking, or the places of some of its people; who waits for them is served at once."""
    console = terminal(quiet=yes)
    with office_of(config) as opened, plainly():
        event, booking = desk.find(opened, code)
        office = at_the_hour(opened, now, event)
        if console is not None and not confirmed(console, _question(booking, name or ())):
            raise typer.Exit(1)
        show(event, desk.cancel(office, code, tuple(name or ())), json_=json_)


def _question(booking: Booking, names: Sequence[str]) -> str:
    if names:
        return say("ask.cancel_some", code=booking.code, names=", ".join(names))
    who = booking.contact.name or booking.code
    return say("ask.cancel_all", code=booking.code, who=who, people=len(booking.active))


def _more(booking: Booking, names: Sequence[str]) -> int | None:
    """How many join: the named for whom no place without a name is there already."""
    unnamed = sum(1 for attendee in booking.active if not attendee.name)
    return max(0, len(names) - unnamed) or None


def _pair(text: str) -> tuple[str, str]:
    old, equals, new = (part.strip() for part in text.partition("="))
    if not (old and equals and new):
        raise typer.BadParameter(say("usage.pair", text=text), param_hint="--replace")
    return old, new
