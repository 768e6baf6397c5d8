"""The reference of the command line, from the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

from mailflow.cli.app import COMMANDS, build

OPENING = """\
Every command takes `--config PATH` (default `config/mailflow.toml`), before or after its name. Those that depend on
the hour take `--now TIME`. Exit 0: done. 1: a problem, told in one plain line. 2: wrong usage.
`mailflow COMMAND --help` says the same at the terminal, and `mailflow --install-completion` teaches your shell to
complete commands and events."""


def command_reference() -> str:
    """Every command with its arguments, options and examples, as Markdown."""
    lines = ["# Commands", "", OPENING, ""]
    for name, command in commands().items():
        lines += _command(command, name)
    return "\n".join(lines)


def commands() -> dict[str, Any]:
    """Every command that can be called, by all its words; typer keeps its classes to itself."""
    root: Any = typer.main.get_command(build(None))
    found = {}
    for name in COMMANDS:
        command = root.commands[name]
        found[f"mailflow {name}"] = command
        found |= {f"mailflow {name} {inner}": part for inner, part in getattr(command, "commands", {}).items()}
    return found


def examples_of(command: Any) -> list[str]:
    """The command lines that its help ends with."""
    return [line for line in _plain(command.epilog or "").splitlines() if line and line != "Examples"]


def _command(command: Any, name: str) -> Iterator[str]:
    context = command.make_context(name, [], resilient_parsing=True)
    yield from (f"## `{name}`", "", _plain(command.help or ""), "")
    yield from (f"    {' '.join((name, *command.collect_usage_pieces(context)))}", "")
    if rows := [row for parameter in command.params if (row := _row(parameter, context))]:
        yield from ("| | |", "| --- | --- |", *rows, "")
    if examples := examples_of(command):
        yield from ("Examples:", "", *(f"    {line}" for line in examples), "")


def _row(parameter: Any, context: Any) -> str | None:
    if parameter.name in {"help", "config", "now"}:
        return None
    if parameter.param_type_name == "option":
        name, words = parameter.get_help_record(context)
    else:
        name, words = parameter.metavar or parameter.name.upper(), parameter.help or ""
    return f"| `{name.strip()}` | {_plain(words).replace('|', ' or ')} |"


def _plain(words: str) -> str:
    """Without the marks of the terminal."""
    without = re.sub(r"(?<!\\)\[/?(?:bold|dim|required|default)[^\]]*\]", "", words)
    return without.replace("\\[", "[").replace("\f", "").strip()
