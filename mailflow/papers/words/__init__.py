"""The words on our papers, one TOML file a language; adding a language is adding a file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from mailflow.papers.dates import locale

FALLBACK = "en"  # a paper in a language without a file of words is printed all the same


class Words:
    """The words of one language. `language`: the one they are written in, which may be the fallback."""

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        self._table = table

    def __call__(self, key: str, **facts: object) -> str:
        """The words of a key such as `sheet.title`, with facts filled in; `n` chooses between `one` and `other`.

        Raises KeyError for a key or a fact that is missing.
        """
        entry: Any = self._table
        for part in key.split("."):
            entry = entry[part]
        if isinstance(entry, Mapping):
            entry = entry.get(locale(self.language).plural_form(int(str(facts["n"]))), entry["other"])
        return str(entry).format(**facts)


@lru_cache(maxsize=64)
def words(language: str) -> Words:
    """The words of a language, else those of the fallback."""
    folder = files(__name__)
    known = language if (folder / f"{language}.toml").is_file() else FALLBACK
    return Words(known, tomllib.loads((folder / f"{known}.toml").read_text(encoding="utf-8")))
