"""What stands in the documentation besides commands: pieces of files, links, words, examples of the help."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from handbook.commands import commands, examples_of
from handbook.picture import layers
from mailflow.config.event_tables import EventFile
from mailflow.config.packaged import packaged
from mailflow.config.problems import ConfigError, validate
from mailflow.config.settings import Settings
from tests.docs.pages import PAGES, ROOT, fenced, named

LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]+)")
SETTINGS = tomllib.loads((packaged("config") / "mailflow.toml").read_text(encoding="utf-8"))
EVENT = tomllib.loads((packaged("config") / "events" / "primo-soccorso.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [page for page in PAGES if fenced(page, "toml")], ids=named)
def test_every_piece_of_a_file_is_one(page: Path) -> None:
    """Laid over a whole file of either kind, key by key, it is taken."""
    for piece in fenced(page, "toml"):
        tables = tomllib.loads(piece)
        told = [_refused(page, tables, whole, model) for whole, model in ((SETTINGS, Settings), (EVENT, EventFile))]
        assert "" in told, f"{piece}\n{told}"


def _refused(page: Path, piece: dict[str, Any], whole: dict[str, Any], model: type[Settings | EventFile]) -> str:
    laid = {**whole}
    for key, value in piece.items():
        under = whole.get(key)
        laid[key] = {**under, **value} if isinstance(under, dict) and isinstance(value, dict) else value
        if "oauth" in (laid[key] if isinstance(laid[key], dict) else ()):
            laid[key].pop("password", None)
    try:
        validate(page, laid, model)
    except ConfigError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent == ROOT], ids=named)
def test_every_link_of_a_page_outside_the_site_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_glossary_says_what_the_code_says() -> None:
    rows = re.findall(
        r"^\| \*\*(.+?)\*\* \| (.+) \|$", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "mailflow").rglob("*.py")))
    words = set(re.findall(r"\w+", code.lower()))
    assert len(rows) >= 20
    assert [term for term, _ in rows if term not in words] == []
    names = {name for _, meaning in rows for name in re.findall(r"`(\w+)`", meaning)}
    assert [name for name in sorted(names) if not re.search(rf"\b(class {name}\b|{name}:|{name} =)", code)] == []


@pytest.mark.parametrize("name", list(commands()))
def test_every_example_of_a_help_is_one(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands after the command, up to a comment behind a gap, is parsed as it would be; nothing is done."""
    monkeypatch.chdir(tmp_path)
    for example in examples_of(commands()[name]):
        words = shlex.split(re.split(r" {4,}| [|>] ", example.replace("$(date +%F)", "2010-11-26"))[0])
        for given in words:
            if given.endswith((".csv", ".eml", ".txt")):
                (tmp_path / given).touch()
        for option in ("--config", "--now"):
            if option in words[: len(name.split())]:
                del words[words.index(option) : words.index(option) + 2]
        assert words[: len(name.split())] == name.split(), example
        commands()[name].make_context(name, words[len(name.split()) :])


def test_the_checks_before_a_commit_are_in_order() -> None:
    checks = [str(Path(sys.executable).with_name("pre-commit")), "validate-config", ".pre-commit-config.yaml"]
    done = subprocess.run(checks, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_every_command_has_an_example() -> None:
    groups = {name.rpartition(" ")[0] for name in commands() if name.count(" ") > 1}
    silent = [name for name, command in commands().items() if not examples_of(command) and name not in groups]
    assert silent == []


def test_the_architecture_names_every_package_of_its_picture() -> None:
    page = (ROOT / "docs/develop/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?`) \|", page, re.MULTILINE)
    packages = {name for row in layers(ROOT / "pyproject.toml") for name in row}
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == packages
