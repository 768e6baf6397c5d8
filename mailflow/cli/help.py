"""`--help` in the language of the locale: the English words stand at each command, others in `words` under `help`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import Any

from mailflow.cli.usage import in_words
from mailflow.cli.words import say

METAVARS = {"options_metavar": "[OPTIONS]", "subcommand_metavar": "COMMAND [ARGS]..."}
# What typer itself says in a help, by its name in what shows it.
TYPERS = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commands",
    "ERRORS_PANEL_TITLE": "Error",
    "DEFAULT_STRING": "[default: {}]",
    "REQUIRED_LONG_STRING": "[required]",
    "ABORTED_TEXT": "Aborted.",
    "RICH_HELP": "Try [blue]'{command_path} {help_option}'[/] for help.",
}


def shows() -> Any:
    """What shows helps and wrong usage. It is loaded when there is one to show: the service has no use for it."""
    name = "typer.rich_utils"
    if name not in sys.modules and (spec := find_spec(name)) and spec.loader:
        spec.loader = LazyLoader(spec.loader)
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def translated(command: Any) -> Any:
    """The command (of click, as typer builds it) and all below it, their help in the words of the locale."""
    for name, english in TYPERS.items():
        setattr(shows(), name, said(english))
    shows().highlighter = _highlighted
    for one in tree(command):
        one.help = said(one.help)
        for metavar, english in METAVARS.items():
            if getattr(one, metavar, None) == english:
                setattr(one, metavar, said(english))
        one.epilog = "\n\n".join(said(line) or "" for line in one.epilog.split("\n\n")) if one.epilog else None
        for parameter in one.params:
            parameter.help = said(parameter.help)
    return command


def _highlighted(text: Any) -> Any:
    """How typer shows usage, what is wrong with it, and much else that is text with colours already."""
    return shows().OptionHighlighter()(in_words(text) if isinstance(text, str) else text)


def tree(command: Any) -> Iterator[Any]:
    """The command, then all below it."""
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from tree(below)


def said(english: str | None) -> str | None:
    """The words of the locale for these of a help; these themselves where there are no others."""
    key = f"help.{english}"
    return say(key) if english and say.has(key) else english
