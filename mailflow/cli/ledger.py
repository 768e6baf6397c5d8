"""The ledger of the configured service, for commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailflow.cli.app import Problem
from mailflow.config.settings import Settings, load_settings
from mailflow.ledger import Ledger, LedgerAway, LedgerRefused
from mailflow.wiring import open_ledger


@contextmanager
def opened(config: Path) -> Iterator[tuple[Settings, Ledger]]:
    """The settings and their ledger, closed at the end. Raises ConfigError and Problem."""
    settings = load_settings(config)
    try:
        ledger = open_ledger(settings)
        try:
            yield settings, ledger
        finally:
            ledger.close()
    except (LedgerAway, LedgerRefused) as error:
        raise Problem(str(error)) from error
