from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from mailflow.papers.words import words


def entries(language: str) -> dict[str, Any]:
    table = tomllib.loads((files("mailflow.papers.words") / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{key}": entry for section, keys in table.items() for key, entry in keys.items()}


def slots(entry: Any) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", " ".join(entry.values()) if isinstance(entry, dict) else entry))


def test_every_language_has_the_same_words_with_the_same_facts() -> None:
    said = {language: {key: slots(entry) for key, entry in entries(language).items()} for language in ("it", "en")}
    assert said["it"] == said["en"]


def test_a_number_chooses_between_one_and_many() -> None:
    say = words("it")
    assert [say("announcement.left", n=n) for n in (1, 2, 12)] == [
        "1 posto libero",
        "2 posti liberi",
        "12 posti liberi",
    ]


def test_a_language_without_words_of_its_own_is_served_in_english() -> None:
    assert (words("de").language, words("de")("sheet.title")) == ("en", "Sign-in sheet")


def test_a_missing_word_is_an_error_not_a_blank() -> None:
    with pytest.raises(KeyError):
        words("it")("sheet.nothing")
