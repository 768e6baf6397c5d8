"""`--help` in the language of the locale: the English words stand at each command, others in `words` under `help`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer import rich_utils

from mailflow.cli.words import say

# What typer itself says in a help, by its name there.
TYPERS = {
    name: str(getattr(rich_utils, name))
    for name in (
        "ARGUMENTS_PANEL_TITLE",
        "OPTIONS_PANEL_TITLE",
        "COMMANDS_PANEL_TITLE",
        "ERRORS_PANEL_TITLE",
        "DEFAULT_STRING",
        "REQUIRED_LONG_STRING",
        "ABORTED_TEXT",
        "RICH_HELP",
    )
}


def translated(command: Any) -> Any:
    """The command (of click, as typer builds it) and all below it, their help in the words of the locale."""
    for name, english in TYPERS.items():
        setattr(rich_utils, name, said(english))
    for one in tree(command):
        one.help = said(one.help)
        one.epilog = "\n\n".join(said(line) or "" for line in one.epilog.split("\n\n")) if one.epilog else None
        for parameter in one.params:
            parameter.help = said(parameter.help)
    return command


def tree(command: Any) -> Iterator[Any]:
    """The command, then all below it."""
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from tree(below)


def said(english: str | None) -> str | None:
    """The words of the locale for these of a help; these themselves where there are no others."""
    key = f"help.{english}"
    return say(key) if english and say.has(key) else english
