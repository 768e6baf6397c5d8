"""First names and surnames, as a hint: a name in neither list is read by the words around it."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def given() -> frozenset[str]:
    """First names, folded."""
    return _list("given.txt")


@cache
def surnames() -> frozenset[str]:
    """Surnames, folded."""
    return _list("surnames.txt")


@cache
def wordlike() -> frozenset[str]:
    """First names that are everyday words too (Primo, April), folded; names only beside a surname."""
    return _list("words.txt")


def _list(file: str) -> frozenset[str]:
    text = (resources.files("mailflow.understanding.gazetteer") / file).read_text(encoding="utf-8")
    return frozenset(set(text.split()))  # of a set it makes a table as large as it need be, of a list one twice that
