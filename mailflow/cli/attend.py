"""`mailflow attend`: who came, a booking at a time or from a list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem, examples
from mailflow.cli.counter import at_the_hour, plainly, say_line
from mailflow.cli.office import event_ids, event_named, office_of
from mailflow.cli.words import say
from mailflow.domain.event import Event
from mailflow.flow import attending, desk
from mailflow.flow.office import Office
from mailflow.papers.attendance import read_csv

app = typer.Typer(rich_markup_mode="rich")


@app.command(
    epilog=examples(
        "mailflow attend K7QM-3F",
        'mailflow attend K7QM-3F --name "Luca Verdi" --absent',
        "mailflow attend first-event --from who-came.csv",
    )
)
def attend(
    what: Annotated[
        str,
        typer.Argument(metavar="CODE|EVENT", help="A booking; or, with --from, an event.", autocompletion=event_ids),
    ],
    *,
    name: Annotated[list[str] | None, typer.Option(help="Only these people; all of the booking by default.")] = None,
    absent: Annotated[bool, typer.Option("--absent", help="They did not come.")] = False,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE.csv", exists=True, dir_okay=False, help="code, name, attended (yes/no)."),
    ] = None,
    config: ConfigPath = DEFAULT_CONFIG,
    now: Now = None,
) -> None:
    """Mark who came, or did not; certificates and figures go by it. A mark may be corrected."""
    if file is not None and (name or absent):
        raise typer.BadParameter(say("usage.from_a_file"), param_hint="--from")
    with office_of(config) as opened, plainly():
        if file is not None:
            event = event_named(opened, what)
            _from_list(at_the_hour(opened, now, event), event, file)
        else:
            event, _ = desk.find(opened, what)
            _one(at_the_hour(opened, now, event), what, tuple(name or ()), present=not absent)


def _one(office: Office, code: str, names: tuple[str, ...], *, present: bool) -> None:
    booking = attending.mark_attendance(office, code, names, present=present)
    marked = [attendee for attendee in booking.attendees if attendee.attended is not None]
    for attendee in marked:
        key = "done.came" if attendee.attended else "done.missed"
        say_line(say(key, code=booking.code, name=attendee.name or say("done.unnamed")))
    if not marked:
        raise Problem(say("done.nobody", code=booking.code))


def _from_list(office: Office, event: Event, file: Path) -> None:
    marks = read_csv(file.read_bytes())
    count, refused = attending.mark_from_list(office, event, marks.marks)
    problems = (*marks.problems, *refused)
    for problem in problems:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"{file.name}, {problem}", markup=False)
    say_line(say("done.marked", count=count))
    if problems:
        raise Problem(say("done.marked_problems", count=len(problems)))
