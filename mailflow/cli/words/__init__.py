"""What the command line says to people, one TOML file a language; the locale chooses, English where it has none."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

FALLBACK = "en"


def say(key: str, **facts: object) -> str:
    """The sentence of that key (`section.name`), with its facts filled in, in the language of the locale."""
    return sentence(language(os.environ), key, **facts)


def sentence(language: str, key: str, **facts: object) -> str:
    """The sentence in that language. KeyError for a key that no file has."""
    section, _, name = key.partition(".")
    return _words(language)[section][name].format(**facts)


def language(environ: Mapping[str, str]) -> str:
    """The language of messages that the environment asks for (POSIX: LC_ALL, then LC_MESSAGES, then LANG)."""
    chosen = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return chosen[:2].lower() if chosen[:2].lower() in languages() else FALLBACK


@cache
def languages() -> tuple[str, ...]:
    """Every language that has a file."""
    names = (file.name for file in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def _words(language: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__name__) / f"{language}.toml").read_text(encoding="utf-8"))
