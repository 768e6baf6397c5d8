"""Commands: thin, one file a group."""

from mailflow.cli.app import main

__all__ = ["main"]
