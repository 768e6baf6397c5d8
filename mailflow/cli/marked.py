"""A reading for people: the mail with its facts marked in colour, what was understood, and the reasons for doubt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from mailflow.domain.event import Event
from mailflow.understanding import Reading

# the colour of a fact in the mail's text
COLOURS = (("seats", "bold black on yellow"), ("people", "bold white on blue"), ("choices", "bold white on dark_green"))


def show(reading: Reading, mail: Path, event: Event, console: Console | None = None) -> None:
    """Print one reading."""
    (console or Console()).print(
        Panel(Group(marked_text(reading), Text(), facts(reading, event)), title=mail.name, title_align="left")
    )


def marked_text(reading: Reading) -> Text:
    """The writer's words, facts in colour."""
    text = Text(reading.text)
    for evidence in reading.evidence:
        if evidence.part == "text" and reading.text[evidence.start : evidence.end] == evidence.words:
            text.stylize(colour_of(evidence.fact), evidence.start, evidence.end)
    return text


def colour_of(fact: str) -> str:
    """The style of a fact; a person's choice is a choice."""
    return next((style for name, style in reversed(COLOURS) if name in fact), "underline")


def facts(reading: Reading, event: Event) -> Table:
    """What was understood, a line a fact."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, value in _facts(reading, event):
        table.add_row(Text(name, style="bold"), value)
    return table


def _facts(reading: Reading, event: Event) -> Iterator[tuple[str, str | Text]]:
    sure = Text("sure", style="green") if reading.confident else Text("a person should look", style="red")
    yield "wants", Text.assemble(reading.intent.value, "  ", sure)
    if reading.seats is not None:
        yield "places", str(reading.seats)
    for person in reading.people:
        yield "person", " · ".join([person.name, *_titles(person.choices.values(), event)])
    for title in _titles(reading.choices.values(), event):
        yield "choice", title
    contact = reading.contact
    told = [value for value in (contact.name, contact.email, contact.phone, contact.organization) if value]
    if told:
        yield "answer to", " · ".join(told)
    if reading.question_text:
        yield "asks", reading.question_text
    if reading.requests:
        yield "requests", ", ".join(reading.requests)
    for doubt in reading.doubts:
        yield "doubt", Text(doubt.words, style="red")


def _titles(choices: object, event: Event) -> Iterator[str]:
    assert hasattr(choices, "__iter__")
    for sessions in choices:
        yield ", or ".join(event.session(session).title for session in sessions)
