"""The words around people's words, one TOML file a language; adding a language is adding a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any


def _tables() -> tuple[Mapping[str, Any], ...]:
    names = sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    return tuple(tomllib.loads((files(__name__) / name).read_text(encoding="utf-8")) for name in names)


_TABLES = _tables()


def words(section: str, key: str) -> tuple[str, ...]:
    """The entries of one key in all languages, in the files' order, each once."""
    return tuple(dict.fromkeys(word for table in _TABLES for word in table.get(section, {}).get(key, ())))


def one_of(section: str, *keys: str) -> str:
    """A regular expression for any of the entries, without groups of its own."""
    found: Iterable[str] = (word for key in keys for word in words(section, key))
    return f"(?:{'|'.join(found) or '(?!)'})"


def pattern(section: str, *keys: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """Any of the entries between `before` and `after`, without regard to case."""
    return re.compile(before + one_of(section, *keys) + after, re.IGNORECASE)


def months() -> Mapping[str, int]:
    """Month names of all languages, and their first three letters where these tell: name -> 1 to 12."""
    found: dict[str, int] = {}
    for table in _TABLES:
        for number, name in enumerate(table.get("dates", {}).get("months", ()), 1):
            found.setdefault(name, number)
            found.setdefault(name[:3], number)
    return found
