"""What a person at a terminal sees while something takes its time. Nothing, where nobody looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from mailflow.cli.words import say

T = TypeVar("T")


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """That it goes on; `what` is a key of `[working]`."""
    with Console(stderr=True).status(say(f"working.{what}")):
        yield


def one_by_one(things: Sequence[T], what: str) -> Iterator[T]:
    """How far it is, and how long it will take. What is printed meanwhile scrolls by above, or goes to its file."""
    console = Console(stderr=True)
    columns = (TextColumn(say(f"working.{what}")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield from progress.track(things)
