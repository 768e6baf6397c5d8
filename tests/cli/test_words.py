"""What is said in one language is said in all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mailflow.cli
from mailflow.cli.words import _words, language, languages, sentence
from tests.cli.conftest import Service


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


def test_check_and_doctor_speak_italian_where_the_locale_does(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "it_IT.UTF-8")
    assert service("check").lines[-2:] == [
        "ok   smtp: 127.0.0.1 prende la nostra posta",
        "ok   banca dati: aperta e aggiornata",
    ]
    assert service("run", "--once").lines == ["0 mail trattate, 0 di queste per una persona; 0 mail inviate, 0 no"]
    assert service("outbox").lines == ["Non c'è posta in uscita."]


def test_every_sentence_that_is_said_is_there() -> None:
    """Keys that stand whole in the code; those that are put together are said in their own tests."""
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(Path(mailflow.cli.__file__).parent.rglob("*.py"))
    )
    said = set(re.findall(r'say\("(\w+\.[\w-]+)"', code))
    known = {f"{section}.{key}" for section, texts in _words("en").items() for key in texts}
    assert len(said) > 50
    assert sorted(said - known) == []
