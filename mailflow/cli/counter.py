"""What the desk's commands share: their options, the terminal, and how an outcome is shown."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import Problem
from mailflow.cli.clock import clock
from mailflow.cli.telling import refusal, told
from mailflow.cli.wishes import Unreadable, email_of, phone_of
from mailflow.cli.words import say
from mailflow.decision.desk import DeskError
from mailflow.domain.booking import Contact, PlaceRef
from mailflow.domain.event import Event
from mailflow.flow.desk_order import Done, Refused
from mailflow.flow.office import Office
from mailflow.papers.lists import as_json

Code = Annotated[str, typer.Argument(metavar="CODE", help="The booking's code, such as K7QM-3F.")]
Choice = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ROUND=SESSION,…",
        help="Sessions in order of preference, by id, number or code; `NAME: ROUND=SESSION` for one person.",
    ),
]
Email = Annotated[str | None, typer.Option(help="Where mails go. Without it the booking is on the phone list.")]
Phone = Annotated[str | None, typer.Option(help="How to call them.")]
Organization = Annotated[str | None, typer.Option(help="For whom they come.")]
Large = Annotated[bool, typer.Option("--large", help="Above the event's largest party all the same.")]
AsJson = Annotated[bool, typer.Option("--json", help="The booking as `mailflow bookings --json` shows it.")]


def at_the_hour(office: Office, now: str | None, event: Event) -> Office:
    """The office at the hour of `--now`, local to this event."""
    return office if now is None else replace(office, now=clock(now, event.timezone))


def names_of(names: Sequence[str] | None) -> tuple[str, ...]:
    """The names as typed, without blanks around them; an empty one is wrong usage."""
    found = tuple(" ".join(name.split()) for name in names or ())
    if not all(found):
        raise typer.BadParameter(say("usage.empty_name"), param_hint="--name")
    return found


def contact_of(
    event: Event, *, name: str | None = None, email: str | None, phone: str | None, organization: str | None
) -> Contact:
    """The contact's facts as typed, checked. Raises Unreadable."""
    return Contact(
        name=name,
        email=email_of(email) if email else None,
        phone=phone_of(event, phone) if phone else None,
        organization=organization,
    )


def terminal(*, quiet: bool) -> Console | None:
    """Where to ask; None where nobody sits at a terminal, or wants to be asked."""
    return Console(highlight=False) if sys.stdin.isatty() and sys.stdout.isatty() and not quiet else None


def say_line(line: str) -> None:
    """One line to standard output, as it is."""
    Console(highlight=False, soft_wrap=True).print(line, markup=False)


def show(event: Event, outcome: Done | Refused, *, json_: bool) -> None:
    """What came of it. Raises Problem where nothing was done."""
    if isinstance(outcome, Refused):
        raise Problem(refusal(event, outcome))
    if json_:
        code = outcome.booking.code
        positions = {PlaceRef(code, number, session): at for (number, session), at in outcome.positions.items()}
        [booking] = as_json([outcome.booking], {event.id: event.timezone}, positions)
        sys.stdout.write(json.dumps(booking, ensure_ascii=False, indent=1) + "\n")
        return
    for line in told(event, outcome):
        say_line(line)


@contextmanager
def plainly() -> Iterator[None]:
    """What cannot be read or done becomes one plain line."""
    try:
        yield
    except DeskError as error:
        raise Problem(error.in_words(say.language(os.environ))) from error
    except Unreadable as error:
        raise Problem(str(error)) from error
