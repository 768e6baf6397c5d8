"""The command line: `mailflow COMMAND`, `--config` before or after the command."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import click
import typer
from rich.console import Console
from typer.main import get_command

from mailflow.config.problems import ConfigError

DEFAULT_CONFIG = Path("config/mailflow.toml")

# A command's module is imported when the command is called: `understand` needs no database, `demo` no settings.
COMMANDS = {
    "demo": "mailflow.cli.demo",
    "init": "mailflow.cli.init",
    "check": "mailflow.cli.check",
    "run": "mailflow.cli.run",
    "understand": "mailflow.cli.understand",
    "rehearse": "mailflow.cli.rehearse",
    "bookings": "mailflow.cli.bookings",
    "book": "mailflow.cli.desk",
    "change": "mailflow.cli.desk",
    "cancel": "mailflow.cli.desk",
    "attend": "mailflow.cli.desk",
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
}
NESTED = ("list", "show", "resolve", "retry", "discard", "export", "forget")

ConfigPath = Annotated[Path, typer.Option("--config", help="The service's configuration.", show_default=True)]
Now = Annotated[str | None, typer.Option("--now", metavar="TIME", help="As if it were TIME, local to the event.")]


class Problem(Exception):
    """A command cannot do its work: one plain line for the person, exit 1."""


class Commands(click.Group):
    """The commands, each imported when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = get_command(importlib.import_module(COMMANDS[cmd_name]).app)
        if isinstance(command, click.Group) and cmd_name in command.commands:
            return command.commands[cmd_name]
        command.name = cmd_name
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", type=click.Path(path_type=Path), default=None, help="The service's configuration.")
@click.version_option(package_name="mailflow")
@click.pass_context
def cli(ctx: click.Context, config: Path | None) -> None:
    """Takes bookings that people write to a plain mailbox: reads, seats, answers, reminds."""
    if config is not None:
        defaults: dict[str, Any] = {"config": str(config)}
        defaults.update({name: defaults for name in (*COMMANDS, *NESTED)})  # the same default for every command below
        ctx.default_map = defaults


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit: 0 done, 1 a problem told in plain words, 2 wrong usage."""
    try:
        cli.main(args=arguments, prog_name="mailflow", standalone_mode=True)
    except (ConfigError, Problem) as problem:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(problem), markup=False, style="red")
        sys.exit(1)
