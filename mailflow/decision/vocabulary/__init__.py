"""The desk's words, one TOML file a language: what questions sound like, and why somebody waits."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FALLBACK = "en"
Phrase = tuple[str, ...]  # folded words that follow each other


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`questions`: phrases by what is asked; `beyond`: words of matters no event file states.

    `plain`: words that add nothing; `waiting`: why nobody was served; `review`: why a mail waits for a person.
    """

    questions: Mapping[str, tuple[Phrase, ...]]
    beyond: tuple[Phrase, ...]
    plain: frozenset[str]
    waiting: Mapping[str, str]
    review: Mapping[str, str]


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language, or English where it has no file."""
    folder = files(__name__)
    file = folder / f"{language}.toml"
    data = tomllib.loads((file if file.is_file() else folder / f"{FALLBACK}.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        questions={topic: tuple(map(folded, phrases)) for topic, phrases in data["questions"].items()},
        beyond=tuple(map(folded, data["beyond"]["words"])),
        plain=frozenset(word for phrase in data["plain"]["words"] for word in folded(phrase)),
        waiting=data["waiting"],
        review=data["review"],
    )


def folded(text: str) -> Phrase:
    """The words of a text without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return tuple(re.findall(r"\w+", plain))


@cache
def languages() -> tuple[str, ...]:
    """Every language that has a file."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in files(__name__).iterdir() if f.name.endswith(".toml")))
