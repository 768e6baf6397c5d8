"""First names and surnames, as a hint: a name in neither list is read by the words around it."""

from __future__ import annotations

from functools import cache
from importlib import resources

from mailflow.understanding.text.hashed import Hashed


@cache
def given() -> Hashed:
    """First names, folded."""
    return _list("given.txt")


@cache
def surnames() -> Hashed:
    """Surnames, folded."""
    return _list("surnames.txt")


@cache
def wordlike() -> Hashed:
    """First names that are everyday words too (Primo, April), folded; names only beside a surname."""
    return _list("words.txt")


@cache
def women() -> Hashed:
    """First names that only women bear, folded."""
    return _list("women.txt")


@cache
def men() -> Hashed:
    """First names that only men bear, folded."""
    return _list("men.txt")


def _list(file: str) -> Hashed:
    text = (resources.files("mailflow.understanding.gazetteer") / file).read_text(encoding="utf-8")
    return Hashed(text.split())
