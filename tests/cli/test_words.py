"""What is said in one language is said in all."""

from __future__ import annotations

import re

import pytest

from mailflow.cli.words import _words, language, languages, sentence


def facts(words: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", words))


def test_every_language_says_everything_with_the_same_facts() -> None:
    english = {(section, key): facts(text) for section, texts in _words("en").items() for key, text in texts.items()}
    for spoken in languages():
        said = {(section, key): facts(text) for section, texts in _words(spoken).items() for key, text in texts.items()}
        assert said == english


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({"LANG": "it_IT.UTF-8"}, "it"),
        ({"LANG": "it_IT.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "it_CH"}, "it"),
        ({"LC_ALL": "", "LANG": "it"}, "it"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], spoken: str) -> None:
    assert language(environ) == spoken


def test_a_sentence_carries_its_facts() -> None:
    assert sentence("it", "done.booked", code="K7QM-3F") == "K7QM-3F: prenotato"
