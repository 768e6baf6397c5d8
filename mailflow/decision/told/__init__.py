"""The words organizers are told in, one TOML file a language: what was done at their bidding, and why it was not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

FALLBACK = "en"


def told(language: str, key: str, **facts: object) -> str:
    """The words of that key, such as `done.asked`, in a language; in English where it has no file."""
    table, _, name = key.partition(".")
    return _words(language)[table][name].format(**facts)


@cache
def _words(language: str) -> Mapping[str, Mapping[str, str]]:
    folder = files(__name__)
    file = folder / f"{language}.toml"
    loaded: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (file if file.is_file() else folder / f"{FALLBACK}.toml").read_text(encoding="utf-8")
    )
    return loaded
