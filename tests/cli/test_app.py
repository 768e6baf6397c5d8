"""The command line as such: options, help, completion."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from mailflow.cli.app import COMMANDS, config_first
from tests.cli.conftest import Run, Service, as_process, laid_down


def test_the_configuration_may_stand_before_or_after_the_command(office: Service, run: Run) -> None:
    ways = (
        ["--config", office.config, "check", "--offline"],
        ["check", "--config", office.config, "--offline"],
        ["check", "--offline", f"--config={office.config}"],
    )
    assert [run(*arguments).code for arguments in ways] == [0, 0, 0]


def test_groups_take_the_configuration_anywhere(office: Service, run: Run) -> None:
    ways = (
        ["--config", office.config, "outbox", "list"],
        ["outbox", "--config", office.config, "list"],
        ["outbox", "list", "--config", office.config],
        ["outbox", "--config", office.config],
    )
    assert [run(*arguments).out for arguments in ways] == ["The outbox is empty.\n"] * 4


@pytest.mark.parametrize(
    ("given", "sorted_"),
    [
        (["run", "--once", "--config", "a.toml"], ["--config", "a.toml", "run", "--once"]),
        (["run", "--config=a.toml"], ["--config=a.toml", "run"]),
        (["run", "--config"], ["run", "--config"]),
        (["run", "--", "--config", "a"], ["run", "--", "--config", "a"]),
    ],
)
def test_the_configuration_is_put_first(given: list[str], sorted_: list[str]) -> None:
    assert config_first(given) == sorted_


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"mailflow {metadata.version('mailflow')}\n"


def test_what_is_no_command_is_wrong_usage(run: Run) -> None:
    assert run("bok").code == 2
    assert run("bookings", "--jsn").code == 2


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_explains_itself(run: Run, command: str) -> None:
    said = run(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert f"Usage: mailflow {command} " in said.out


def test_the_help_names_every_command(run: Run) -> None:
    said = run("--help")
    named = {line.strip("│ ").split(" ")[0] for line in said.out.splitlines() if line.startswith("│ ")}
    assert set(COMMANDS) - named == set()


def completed(words: str) -> list[str]:
    """What bash would offer for the last of these words."""
    last = str(len(words.split(" ")) - 1)
    return as_process(_MAILFLOW_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=last).lines


def test_a_shell_completes_commands_and_events(office: Service) -> None:
    assert sorted(completed("mailflow boo")) == ["book", "bookings"]
    assert completed("mailflow review sh") == ["show"]
    assert completed(f"mailflow --config {office.config} digest id") == ["ideas"]


def test_a_shell_completes_nothing_without_a_configuration(tmp_path: Path) -> None:
    said = as_process(_MAILFLOW_COMPLETE="complete_bash", COMP_WORDS="mailflow digest ", COMP_CWORD="2", cwd=tmp_path)
    assert (said.code, said.out.strip()) == (0, "")


def test_init_writes_a_service_that_only_lacks_its_servers(run: Run, tmp_path: Path) -> None:
    said = run("init", tmp_path / "office")
    config = tmp_path / "office" / "mailflow.toml"
    assert said.lines == [
        f"wrote {tmp_path / 'office' / 'events' / 'first-event.toml'}",
        f"wrote {config}",
        "",
        f"Next: fill in {config}, then",
        f"  mailflow check --config {config}",
    ]
    assert run("check", "--offline", "--config", config).code == 0
    event = tmp_path / "office" / "events" / "first-event.toml"
    event.write_text(event.read_text(encoding="utf-8").replace('"1d 18:00"', '"0d 18:00"'), encoding="utf-8")
    said = run("check", "--offline", "--config", config)
    late = 'NOT  event first-event: the reminder "0d 18:00" is for after it begins (14:00): nobody gets it'
    assert (said.code, late in said.lines) == (1, True)
    again = run("init", tmp_path / "office")
    assert again.err.splitlines() == [
        f"{tmp_path / 'office' / 'events' / 'first-event.toml'} stands there already; nothing was written over it"
    ]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["init", "taken"], "taken/events: Not a directory"),
        (["demo", "--out", "taken"], "taken: File exists"),
        (["preview", "--gallery", "taken"], "taken: File exists"),
        (["preview", "confirmation", "--html", "taken/mail.html"], "taken: File exists"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_told_in_a_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    said = run(*command)
    assert (said.code, said.err.splitlines()) == (1, [told])


def test_a_demo_takes_the_place_of_nothing_but_a_demo(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "mails" / "001.eml"
    own.parent.mkdir()
    own.write_text("From: anna@posta.example", encoding="utf-8")
    said = run("demo", "--out", tmp_path)
    assert (said.code, said.err.splitlines(), own.exists()) == (
        1, [f"{tmp_path} holds files that no demo left there; name another folder with --out"], True,
    )  # fmt: skip


def test_a_terminal_that_is_not_utf_8_gets_what_it_has_no_sign_for_spelled_out(tmp_path: Path) -> None:
    laid_down(tmp_path)
    said = as_process("--config", tmp_path / "mailflow.toml", "status", PYTHONIOENCODING="ascii")
    assert (said.code, said.lines[1]) == (
        1,
        "     \\u2192 look at [mailbox] in the configuration, then `mailflow check`; mail waits in the box until then",
    )
