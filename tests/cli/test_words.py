"""What is said in one language is said in all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from ast import literal_eval
from pathlib import Path
from types import ModuleType

import pytest
import typer

import mailflow.cli
import mailflow.config
from mailflow.cli.app import build
from mailflow.cli.help import METAVARS, TYPERS, tree
from mailflow.cli.usage import in_words
from mailflow.cli.words import say
from mailflow.config.words import say as of_files
from mailflow.mailbox.words import say as of_mailboxes
from mailflow.speech import Speech
from tests.cli.conftest import Service
from tests.config.making import refused_settings, settings_file


def facts(words: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", words))


def sentences(speech: Speech, language: str) -> dict[tuple[str, str], set[str]]:
    own = ("pydantic", "help")  # what stands in English in the code
    texts = {section: words for section, words in speech.words[language].items() if section not in own}
    return {(section, key): facts(text) for section, words in texts.items() for key, text in words.items()}


@pytest.mark.parametrize("speech", [say, of_files, of_mailboxes])
def test_every_language_says_everything_with_the_same_facts(speech: Speech) -> None:
    for spoken in speech.words:
        assert sentences(speech, spoken) == sentences(speech, "en")


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
    assert say.language(environ) == spoken


def test_a_sentence_carries_its_facts() -> None:
    assert say.sentence("it", "done.booked", code="K7QM-3F") == "K7QM-3F: prenotato"


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


def test_what_cannot_be_done_at_the_desk_is_said_in_italian_too(
    office: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "it_IT.UTF-8")
    assert office("cancel", "zzzz-22").err == "la prenotazione ZZZZ-22 non c’è; `mailflow bookings` le elenca\n"
    assert "un servizio lavora con l'ora vera" in office("run", now="2010-11-10T10:00").err


@pytest.mark.parametrize(("package", "speech"), [(mailflow.cli, say), (mailflow.config, of_files)])
def test_every_sentence_that_is_said_is_there(package: ModuleType, speech: Speech) -> None:
    """Keys that stand whole in the code; those that are put together are said in their own tests."""
    files = sorted(Path(str(package.__file__)).parent.rglob("*.py"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = set(re.findall(r"""say\(["'](\w+\.[\w-]+)["']""", code))
    known = {f"{section}.{key}" for section, texts in speech.words["en"].items() for key in texts}
    assert len(said) > 25
    assert sorted(said - known) == []


def helps() -> set[str]:
    """All that `--help` says in English."""
    said: set[str] = {"Examples", *TYPERS.values(), *METAVARS.values()}
    for command in tree(typer.main.get_command(build(None))):
        said |= {command.help, *(parameter.help for parameter in command.params)}
        said |= {line for line in (command.epilog or "").split("\n\n") if "    " in line}  # with a word of explanation
    return said - {None}


def alone(code: str) -> str:
    """What a program of its own prints: what is loaded and said in this one depends on the tests before."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout


def test_what_typer_says_of_itself_is_known() -> None:
    code = f"from typer import rich_utils; print({{name: getattr(rich_utils, name) for name in {list(TYPERS)}}})"
    assert literal_eval(alone(code)) == TYPERS


def test_the_service_does_without_what_draws_on_a_terminal() -> None:
    loads = "import sys, typer; from mailflow.cli.app import build, translated"
    assert (
        alone(f"{loads}; translated(typer.main.get_command(build('run'))); print('rich' in sys.modules)") == "False\n"
    )


def test_the_help_is_said_in_every_language_and_nothing_besides() -> None:
    for spoken in say.words.keys() - {"en"}:
        assert set(say.words[spoken]["help"]) == helps()


def test_the_help_speaks_italian_where_the_locale_does(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "it_IT.UTF-8")
    out = service("attend", "--help").out
    said = ("Segna chi è venuto e chi no", "Opzioni", "[se manca:")
    assert [words for words in said if words not in out] == []


WRONG = (
    ("Usage: mailflow sheet", "Uso: mailflow sheet"),
    ("Missing argument 'NUMBER'.", "Manca 'NUMBER'."),
    ("Missing option '--pdf'.", "Manca l'opzione '--pdf'."),
    ("No such option: --nome (Possible options: --name)", "L'opzione --nome non c'è (forse si intende --name)"),
    ("No such command 'boking'. Did you mean 'book'?", "Il comando 'boking' non c'è; forse si intende 'book'?"),
    ("Option '--seats' requires an argument.", "L'opzione '--seats' vuole un valore."),
    ("Option '--json' does not take a value.", "L'opzione '--json' non vuole valori."),
    ("Got unexpected extra argument(s) (due)", "Di troppo: due"),
    (
        "Invalid value for '--seats': Input should be greater than or equal to 1",
        "Il valore di '--seats' non va bene: serve un numero non minore di 1",
    ),
    (
        "Invalid value for '--from': file 'no.csv' does not exist.",
        "Il valore di '--from' non va bene: il file 'no.csv' non c'è.",
    ),
    ("Invalid value for CODE: dire quale: {A}", "Il valore di CODE non va bene: dire quale: {A}"),
)


@pytest.mark.parametrize(("english", "italian"), WRONG)
def test_wrong_usage_is_told_in_italian_where_the_locale_is(
    monkeypatch: pytest.MonkeyPatch, english: str, italian: str
) -> None:
    assert in_words(english) == english
    monkeypatch.setenv("LC_ALL", "it_IT.UTF-8")
    assert in_words(english) == italian


def test_wrong_usage_is_shown_in_italian_and_exits_with_2() -> None:
    environ = {**os.environ, "LC_ALL": "it_IT.UTF-8", "COLUMNS": "100", "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", "mailflow", "schema", "orario"], capture_output=True, check=False, text=True, env=environ
    )
    assert ran.returncode == 2
    assert [line.strip("│╭╰─╮╯ ") for line in ran.stderr.splitlines()] == [
        "Uso: mailflow schema [OPZIONI] {kind}",
        "Per saperne di più: 'mailflow schema -h'.",
        "Errore",
        "Il valore di 'kind' non va bene: 'orario' non è tra 'settings', 'event'.",
        "",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[mailbox]", '[mailbox]\nfoldr = "INBOX"', "mailbox.foldr: chiave sconosciuta; forse si intende 'folder'?"),
        ("[smtp]", '[smtp]\nport = "465"', "smtp.port: '465' non va bene: serve un numero intero"),
        ("[smtp]", "[smtp]\nport = 0", "smtp.port: 0 non va bene: serve un numero non minore di 1"),
        ("[mailbox]", '[mailbox]\nsecurity = "ssl"', "mailbox.security: 'ssl' non va bene; i valori possibili sono "
         "'tls', 'starttls' o 'none'"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_told_in_italian_where_the_locale_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", "it_IT.UTF-8")
    assert refused_settings(settings_file(tmp_path, old, new)) == [said]


def test_a_look_at_the_servers_and_what_is_not_there_is_told_in_italian_too(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "it_IT.UTF-8")
    assert "ok   mailbox: 'INBOX' c'è" in service("check").lines
    assert service("digest", "nozze").err.splitlines() == ["l'evento 'nozze' non c'è; ci sono ideas"]
