"""A document that nobody but a person can open."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - a state of the file, not a fault of the program
    """A document that cannot be read; its words say why, as one would of a file."""
