"""The desk's words, one TOML file a language: what questions sound like, and why somebody waits."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`questions`: phrases by what is asked; `beyond`: words of matters no event file states.

    `waiting`: why nobody was served; `review`: why a mail waits for a person.
    """

    questions: Mapping[str, tuple[str, ...]]
    beyond: tuple[str, ...]
    waiting: Mapping[str, str]
    review: Mapping[str, str]


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language, or English where it has no file."""
    folder = files(__name__)
    file = folder / f"{language}.toml"
    data = tomllib.loads((file if file.is_file() else folder / f"{FALLBACK}.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        questions={topic: tuple(phrases) for topic, phrases in data["questions"].items()},
        beyond=tuple(data["beyond"]["words"]),
        waiting=data["waiting"],
        review=data["review"],
    )


@cache
def languages() -> tuple[str, ...]:
    """Every language that has a file."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in files(__name__).iterdir() if f.name.endswith(".toml")))
