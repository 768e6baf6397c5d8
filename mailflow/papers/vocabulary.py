"""How people mark who came, in all languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


@cache
def attendance_words(section: str) -> Mapping[str, Sequence[str]]:
    """One section of `words/attendance.toml`: kind -> words, in small letters."""
    source = files("mailflow.papers.words") / "attendance.toml"
    found: Mapping[str, Sequence[str]] = tomllib.loads(source.read_text(encoding="utf-8"))[section]
    return found
