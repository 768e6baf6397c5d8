"""`mailflow schema`: what may stand in a file, for editors."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Literal

import typer

from mailflow.cli.app import examples
from mailflow.config.schema import event_schema, settings_schema

app = typer.Typer(rich_markup_mode="rich")


@app.command(
    epilog=examples(
        "mailflow schema settings > office/mailflow.schema.json        named in the first line of mailflow.toml",
        "mailflow schema event > office/events/event.schema.json",
    )
)
def schema(
    kind: Annotated[Literal["settings", "event"], typer.Argument(help="Of which kind of file.")],
) -> None:
    """Print the JSON Schema of a kind of file: with it, an editor completes keys and marks mistakes."""
    told = settings_schema() if kind == "settings" else event_schema()
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
