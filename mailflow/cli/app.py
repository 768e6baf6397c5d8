"""The command line: `mailflow COMMAND`, `--config` before or after the command."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from importlib import metadata
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, NoReturn, cast

import typer

from mailflow.cli.help import said, translated
from mailflow.config.problems import ConfigError

DEFAULT_CONFIG = Path("config/mailflow.toml")

# A command's module is imported when the command is called: `understand` needs no database, `demo` no settings.
COMMANDS = {
    "demo": "mailflow.cli.demo",
    "init": "mailflow.cli.init",
    "check": "mailflow.cli.check",
    "run": "mailflow.cli.run",
    "understand": "mailflow.cli.reading",
    "rehearse": "mailflow.cli.rehearse",
    "bookings": "mailflow.cli.bookings",
    "book": "mailflow.cli.desk",
    "change": "mailflow.cli.alter",
    "cancel": "mailflow.cli.alter",
    "attend": "mailflow.cli.attend",
    "write": "mailflow.cli.write",
    "review": "mailflow.cli.review",
    "outbox": "mailflow.cli.outbox",
    "sheet": "mailflow.cli.papers",
    "digest": "mailflow.cli.digest",
    "preview": "mailflow.cli.preview",
    "announce": "mailflow.cli.announce",
    "person": "mailflow.cli.person",
    "status": "mailflow.cli.status",
    "fsck": "mailflow.cli.upkeep",
    "backup": "mailflow.cli.upkeep",
    "restore": "mailflow.cli.upkeep",
    "doctor": "mailflow.cli.doctor",
    "schema": "mailflow.cli.schema",
}
GROUPS = {"review", "outbox", "person"}
NESTED = ("list", "show", "resolve", "retry", "discard", "export", "forget")

ConfigPath = Annotated[Path, typer.Option("--config", help="The service's configuration.", show_default=True)]
Now = Annotated[str | None, typer.Option("--now", metavar="TIME", help="As if it were TIME, local to the event.")]


class Problem(Exception):  # noqa: N818  it is told to a person, not raised at one
    """A command cannot do its work: one plain line for the person, exit 1."""


def build(wanted: str | None) -> typer.Typer:
    """The command line with the one command that is wanted, or with all of them where none or an unknown one is."""
    root = typer.Typer(
        help="Takes bookings that people write to a plain mailbox: reads, seats, answers, reminds.",
        no_args_is_help=True,
        rich_markup_mode="rich",
        epilog=examples(
            "mailflow demo",
            "mailflow init office",
            "mailflow check --config office/mailflow.toml",
            "mailflow run --config office/mailflow.toml",
        ),
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    root.callback()(_everywhere)
    if wanted is None and _completing():
        for name in COMMANDS:  # their names are all that is asked for, many times a minute
            root.command(name)(lambda: None)
        return root
    if wanted == "run":
        _spare_rich()
    modules = dict.fromkeys([COMMANDS[wanted]] if wanted in COMMANDS else COMMANDS.values())
    for module in modules:
        commands: typer.Typer = importlib.import_module(module).app
        group = next(name for name, where in COMMANDS.items() if where == module)
        root.add_typer(commands, name=group if group in GROUPS else None)
    return root


def _spare_rich() -> None:
    """structlog loads rich where it finds it, for tracebacks that our logs do not have it draw: some megabytes of a
    service that shows nothing."""
    if "rich" not in sys.modules:
        sys.modules["rich"] = cast(Any, None)  # told that there is none
        importlib.import_module("structlog")
        del sys.modules["rich"]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mailflow {metadata.version('mailflow')}")
        raise typer.Exit


def _everywhere(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option("--config", help="The service's configuration.")] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    if config is not None:
        here: dict[str, Any] = {"config": str(config)}
        group = {**here, **dict.fromkeys(NESTED, here)}
        context.default_map = {**here, **{name: group if name in GROUPS else here for name in COMMANDS}}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit: 0 done, 1 a problem told in plain words, 2 wrong usage."""
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.encoding.lower() != "utf-8":
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that is not UTF-8 has no sign for all we say
    given = config_first(sys.argv[1:] if arguments is None else arguments)
    try:
        commands = typer.main.get_command(build(_command_in(_to_complete() if _completing() else given)))
        translated(commands)(args=given, prog_name="mailflow")
    except (ConfigError, Problem) as problem:
        _refuse(str(problem))
    except OSError as error:
        if error.filename is None:
            raise
        _refuse(f"{error.filename}: {error.strerror}")  # a folder that may not be written, a file that went away


def _refuse(words: str) -> NoReturn:
    from rich.console import Console  # noqa: PLC0415  # the service, which runs for weeks, has no use for it

    Console(stderr=True, highlight=False, soft_wrap=True).print(words, markup=False, style="red")
    sys.exit(1)


def examples(*lines: str) -> str:
    """The last paragraph of a command's help: command lines to copy."""
    return "\n\n".join((f"[bold]{said('Examples')}[/bold]", *(line.replace("[", "\\[") for line in lines)))


def config_first(given: Sequence[str]) -> list[str]:
    """The arguments with `--config PATH` before the command, wherever it stood: so every command takes it."""
    first: list[str] = []
    rest: list[str] = []
    words = iter(given)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--config" and (path := next(words, None)) is not None:
            first = [word, path]
        elif word.startswith("--config="):
            first = [word]
        else:
            rest.append(word)
    return [*first, *rest]


def _completing() -> bool:
    return "_MAILFLOW_COMPLETE" in os.environ


def _to_complete() -> list[str]:
    """The finished words so far, where a shell asks what could come next (bash; else zsh and fish)."""
    so_far = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    return so_far.rpartition(" ")[0].split()[1:]


def _command_in(given: Sequence[str]) -> str | None:
    words = iter(given)
    for word in words:
        if word == "--config":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None
