"""`mailflow review`: mails that wait for a person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.prompt import Prompt
from rich.table import Table
from rich.text import Text

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem, examples
from mailflow.cli.clock import local
from mailflow.cli.counter import at_the_hour, say_line, terminal
from mailflow.cli.ledger import opened
from mailflow.cli.office import office_of
from mailflow.cli.words import say
from mailflow.decision.refusal import Refusal
from mailflow.flow.settle import settle_matter
from mailflow.ledger import ReviewRow, Transaction
from mailflow.outbox.ways import word_for

app = typer.Typer(no_args_is_help=False, invoke_without_command=True, rich_markup_mode="rich")

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="As `mailflow review list` shows it.")]
OfEvent = Annotated[str | None, typer.Option("--event", metavar="ID", help="Where several events have that number.")]


@app.callback(epilog=examples("mailflow review", "mailflow review show 7", "mailflow review resolve 7 confirm"))
def review(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Mails that wait for a person; `list` where nothing more is said."""
    if context.invoked_subcommand is None:
        list_(config=config)


@app.command("list", epilog=examples("mailflow review list"))
def list_(
    *,
    event: Annotated[str | None, typer.Option("--event", metavar="ID", help="Those of one event.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Those that are settled, too.")] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """What waits, by event and number."""
    with opened(config) as (settings, ledger), ledger.reading() as tx:
        rows = tx.reviews(event, open_only=not everything)
    if not rows:
        say_line(say("review.none"))
        return
    table = Table("event", "number", "since", "from", "subject", "why", box=box.SIMPLE_HEAD)
    for row in rows:
        why = "; ".join(row.why) if row.settled_at is None else say("review.settled", how=row.settled_how)
        cells = (
            row.event or "–",
            str(row.number),
            local(row.opened, settings, row.event),
            row.sender,
            row.subject,
        )
        table.add_row(*(Text(cell) for cell in (*cells, why)))
    Console(highlight=False).print(table)


@app.command(epilog=examples("mailflow review show 7"))
def show(
    number: Number,
    *,
    event: OfEvent = None,
    eml: Annotated[
        Path | None, typer.Option("--eml", metavar="FILE", help="Write the mail as it came, where the ledger keeps it.")
    ] = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """One mail: what it says, what was understood and from which words, why it waits."""
    with opened(config) as (settings, ledger), ledger.reading() as tx:
        row = _row(tx, event, number)
        raw = tx.raw_of(row.inbound) if row.inbound is not None else None
    if eml is not None:
        if raw is None:
            raise Problem(say("review.no_raw", number=number))
        eml.write_bytes(raw)
        Console(stderr=True, highlight=False, soft_wrap=True).print(say("init.wrote", file=eml), markup=False)
    language = next((e.language for e in settings.loaded_events if e.id == row.event), "en")
    for key, value in (
        ("event", row.event or "–"),
        ("from", row.sender),
        ("subject", row.subject),
        ("received", local(row.received or row.opened, settings, row.event)),
        ("booking", row.booking or "–"),
        ("why", "; ".join(row.why)),
        ("ways", ", ".join(word_for(way, language) for way in row.ways)),
    ):
        say_line(f"{say(f'review.{key}') + ':':<12} {value}")
    for fact, value in row.understood:
        say_line(f"  {fact.removeprefix('contact.').partition('.')[0]}: {value}")
    if row.settled_at is not None:
        say_line(
            say(
                "review.settled_by",
                how=row.settled_how,
                by=row.settled_by,
                at=local(row.settled_at, settings, row.event),
            )
        )
    say_line(f"\n{row.text}")


@app.command(
    epilog=examples(
        "mailflow review resolve 3 confirm",
        'mailflow review resolve 3 "confirm, but 2 places: Anna Bianchi and Luca Verdi"',
        'mailflow review resolve 3 "answer: parking is free"',
        "mailflow review resolve 3 done        you have seen to it yourself",
    )
)
def resolve(
    number: Number,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="A way, its number, or plain words, as in a reply to the review mail."),
    ] = None,
    *,
    event: OfEvent = None,
    config: ConfigPath = DEFAULT_CONFIG,
    now: Now = None,
) -> None:
    """Settle a matter, as a reply to its review mail would."""
    with office_of(config) as opened:
        with opened.ledger.reading() as tx:
            row = _row(tx, event, number)
        theirs = opened.event(row.event or "") or opened.main_event()
        office = at_the_hour(opened, now, theirs)
        said = " ".join(words or ()) or _asked(row, theirs.language)
        with office.ledger.transaction(theirs) as tx:
            row = _row(tx, event, number)
            if row.settled_at is not None:
                raise Problem(say("review.settled_before", number=number))
            settled = settle_matter(office, tx, row, said, say("review.here"))
            if isinstance(settled, Refusal):
                raise Problem(settled.words(theirs.language))
    say_line(settled.done)


def _asked(row: ReviewRow, language: str) -> str:
    """What to do, asked at a terminal."""
    console = terminal(quiet=False)
    ways = " · ".join(f"{place} {word_for(way, language)}" for place, way in enumerate(row.ways, 1))
    if console is None:
        raise typer.BadParameter(ways, param_hint="WORDS")
    return Prompt.ask(Text(f"{row.sender}: {'; '.join(row.why)}\n{ways}"), console=console)


def _row(tx: Transaction, event: str | None, number: int) -> ReviewRow:
    """The matter meant. Raises Problem where there is none, or more than one."""
    rows = [row for row in tx.reviews(event, open_only=False) if row.number == number]
    still_open = [row for row in rows if row.settled_at is None]
    if len(rows) == 1 or len(still_open) == 1:
        return (still_open or rows)[0]
    if rows:
        raise Problem(say("review.which", number=number, events=", ".join(row.event or "–" for row in rows)))
    raise Problem(say("review.unknown", number=number))
