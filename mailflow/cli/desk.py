"""`mailflow book`: bookings by phone, by fax and at the door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.prompt import Prompt

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem, examples
from mailflow.cli.asking import completed, confirmed, event_among
from mailflow.cli.counter import (
    AsJson,
    Choice,
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
from mailflow.cli.office import event_ids, event_named, office_of
from mailflow.cli.wishes import choices_of
from mailflow.cli.words import say
from mailflow.decision.desk import Door
from mailflow.domain.event import Event
from mailflow.flow.desk import take_booking
from mailflow.flow.desk_order import Order
from mailflow.flow.office import Office
from mailflow.understanding import Person

app = typer.Typer(rich_markup_mode="rich")

DOORS: tuple[Door, ...] = ("phone", "fax", "desk")


@app.command(
    epilog=examples(
        'mailflow book first-event --name "Anna Bianchi" --choice gardens --phone "0536 5550100" --source phone',
        "mailflow book first-event        asks for what is missing",
    )
)
def book(
    event: Annotated[
        str | None, typer.Argument(metavar="EVENT", help="The event's id.", autocompletion=event_ids)
    ] = None,
    *,
    name: Annotated[list[str] | None, typer.Option(help="Who comes; once for each person.")] = None,
    seats: Annotated[int | None, typer.Option(min=1, help="How many, where not all are named.")] = None,
    choice: Choice = None,
    contact: Annotated[str | None, typer.Option(help="Who is answered, where it is not the first named.")] = None,
    email: Email = None,
    phone: Phone = None,
    organization: Organization = None,
    source: Annotated[str | None, typer.Option(metavar="phone|fax|desk", help="How they booked.")] = None,
    language: Annotated[str | None, typer.Option(help="Of the mails, such as en; the event's own by default.")] = None,
    request: Annotated[list[str] | None, typer.Option(help="diet, access, certificate, invoice or other.")] = None,
    large: Large = False,
    again: Annotated[bool, typer.Option("--again", help="Though the same person is booked already.")] = False,
    late: Annotated[bool, typer.Option("--late", help="Though booking is closed: at the door, on the day.")] = False,
    json_: AsJson = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing, not even at a terminal.")] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    now: Now = None,
) -> None:
    """Book for somebody who calls, faxes or stands at the door: the same rules and mails as for everybody."""
    console = terminal(quiet=no_input)
    names = names_of(name)
    if seats is not None and seats < len(names):
        raise typer.BadParameter(say("usage.seats", named=len(names)), param_hint="--seats")
    with office_of(config) as opened, plainly():
        found = _event(opened, event, console)
        office = at_the_hour(opened, now, found)
        order = Order(
            source=_source(console, source),
            people=_people(found, names, choice or ()),
            seats=seats,
            choices=choices_of(found, choice or ())[0],
            contact=contact_of(
                found,
                name=contact or (names[0] if names else None),
                email=email,
                phone=phone,
                organization=organization,
            ),
            language=language,
            requests=tuple(request or ()),
            large=large,
            again=again,
            late=late,
        )
        if console is not None:
            order = _asked(console, office, found, order)
        if not (order.people or order.seats):
            raise typer.BadParameter(say("usage.who_comes"), param_hint="--name / --seats")
        show(found, take_booking(office, found, order), json_=json_)


def _event(office: Office, event: str | None, console: Console | None) -> Event:
    if event is not None:
        return event_named(office, event)
    if console is None:
        raise typer.BadParameter(
            say("usage.which_event", known=", ".join(e.id for e in office.events)), param_hint="EVENT"
        )
    return event_among(console, office.events)


def _source(console: Console | None, source: str | None) -> Door:
    if source is None and console is not None:
        source = Prompt.ask(say("ask.source"), console=console, choices=list(DOORS), default=DOORS[0])
    for door in DOORS:
        if source == door:
            return door
    raise typer.BadParameter(say("usage.source"), param_hint="--source")


def _people(event: Event, names: Sequence[str], choice: Sequence[str]) -> tuple[Person, ...]:
    _, by_name = choices_of(event, choice)
    strangers = [name for name in by_name if name not in names]
    if strangers:
        raise Problem(say("problem.stranger", name=strangers[0]))
    return tuple(Person(name, by_name.get(name, {})) for name in names)


def _asked(console: Console, office: Office, event: Event, order: Order) -> Order:
    """The order completed; and confirmed, where anything was asked."""
    with office.ledger.reading() as tx:
        seats = {stands.session: stands for stands in tx.seats(event.id)}
    whole = completed(console, event, seats, order)
    if whole == order:
        return order
    for line in _summary(event, whole):
        console.print(line, markup=False)
    if not confirmed(console, say("ask.book")):
        raise typer.Exit(1)
    return whole


def _summary(event: Event, order: Order) -> Iterator[str]:
    yield event.title
    people = [(person.name, {**order.choices, **person.choices}) for person in order.people]
    for who, wishes in people or [(str(order.seats), {**order.choices})]:
        chosen = [" / ".join(event.session(session).title for session in sessions) for sessions in wishes.values()]
        yield f"  {who}: {'; '.join(chosen) or '–'}"
    contact = order.contact
    yield "  " + (", ".join(filter(None, (contact.name, contact.email, contact.phone, contact.organization))) or "–")
