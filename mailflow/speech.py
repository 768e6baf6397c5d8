"""Sentences for who runs mailflow: one TOML file a language; the locale chooses, English where it has none."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files

FALLBACK = "en"


class Speech:
    """The sentences of a package: `xx.toml` in it for each language, in sections."""

    def __init__(self, package: str) -> None:
        self._folder = files(package)

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence of that key (`section.name`), with its facts filled in, in the language of the locale."""
        return self.sentence(self.language(os.environ), key, **facts)

    def sentence(self, language: str, key: str, /, **facts: object) -> str:
        """The sentence in that language. KeyError for a key that its file has not."""
        section, _, name = key.partition(".")
        return self.words[language][section][name].format(**facts)

    def has(self, key: str) -> bool:
        """Whether the language of the locale has a sentence of that key."""
        section, _, name = key.partition(".")
        return name in self.words[self.language(os.environ)].get(section, {})

    def language(self, environ: Mapping[str, str]) -> str:
        """The language of messages that the environment asks for (POSIX: LC_ALL, then LC_MESSAGES, then LANG)."""
        chosen = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
        return chosen[:2].lower() if chosen[:2].lower() in self.words else FALLBACK

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """Every sentence, by language, section and name."""
        found = sorted((file for file in self._folder.iterdir() if file.name.endswith(".toml")), key=lambda f: f.name)
        return {file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8")) for file in found}
