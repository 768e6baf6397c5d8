"""The commands over a ledger of their own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from mailflow.cli import main
from mailflow.ledger import Ledger
from tests.papers.pictures import words
from tests.papers.sample import BOOKINGS, ROOT, event

SETTINGS = """
database = "sqlite:///ledger.db"
[mailbox]
host = "imap.example.org"
user = "info@example.org"
password = { env = "NOT_NEEDED" }
[smtp]
host = "smtp.example.org"
from = "info@example.org"
[organizers]
digest_to = ["segreteria@comune.example"]
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A service with one event, and its bookings in the ledger."""
    path = tmp_path / "mailflow.toml"
    path.write_text(SETTINGS)
    (tmp_path / "events").mkdir()
    source = ROOT / "config" / "events" / "fabbrica-idee.toml"
    (tmp_path / "events" / "fabbrica-idee.toml").write_bytes(source.read_bytes())
    ledger = Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}")
    with ledger.transaction(event()) as tx:
        tx.write(BOOKINGS)
    ledger.close()
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def test_bookings_are_printed_as_json(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bookings", "--json", "--config", config) == 0
    told = json.loads(capsys.readouterr().out)
    assert [booking["code"] for booking in told] == [booking.code for booking in BOOKINGS]
    assert told[0]["attendees"][1]["places"][1] == {
        "round": "turno-1",
        "session": "green-energy",
        "status": "waitlisted",
        "position": 1,
        "offer_until": None,
    }


def test_bookings_are_shown_as_a_table_of_eighty_columns(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bookings", "--event", "fabbrica-idee-2", "--config", config) == 0
    shown = capsys.readouterr().out
    assert [code in shown for code in ("K7QM-3F", "M5MM-4N")] == [True, True]
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_bookings_are_written_as_csv_and_xlsx(config: Path, tmp_path: Path) -> None:
    assert run("bookings", "--config", config, "--csv", tmp_path / "a.csv", "--xlsx", tmp_path / "a.xlsx") == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").count("\n") == 8
    assert (tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"


def test_sheets_and_badges_are_written(config: Path, tmp_path: Path) -> None:
    sheets, badges = tmp_path / "out" / "sheets.pdf", tmp_path / "out" / "badges.pdf"
    assert run("sheet", "fabbrica-idee-2", "--pdf", sheets, "--badges", badges, "--blank", 1, "--config", config) == 0
    assert [len(words(path.read_bytes())) for path in (sheets, badges)] == [7, 1]


def test_the_announcement_is_written_with_the_places_left(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert run("announce", "fabbrica-idee-2", "--out", out, "--now", "2010-11-10T09:30", "--config", config) == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".html", ".ics", *[".png"] * 10]
    page = (out / "index.html").read_text(encoding="utf-8")
    assert ["54 posti liberi" in page, "13 posti liberi" in page] == [True, True]


def test_the_offices_own_template_comes_first(config: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "papers"
    own.mkdir(parents=True)
    (own / "announcement.html.j2").write_text("<p>{{ event.title }}</p>")
    config.write_text('templates = "own"\n' + config.read_text())
    assert run("announce", "fabbrica-idee-2", "--out", tmp_path / "site", "--config", config) == 0
    assert (
        tmp_path / "site" / "index.html"
    ).read_text() == "<p>La fabbrica delle idee: secondo workshop-laboratorio</p>"


def test_an_unknown_event_is_told_with_those_there_are(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sheet", "nope", "--pdf", "x.pdf", "--config", config) == 1
    assert capsys.readouterr().err == "there is no event 'nope'; there are fabbrica-idee-2\n"


def test_without_weasyprint_the_command_says_what_to_install(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert run("sheet", "fabbrica-idee-2", "--pdf", tmp_path / "x.pdf", "--config", config) == 1
    assert capsys.readouterr().err.startswith("a PDF needs WeasyPrint and Pango: pip install weasyprint")


def test_a_file_that_cannot_be_written_is_told_plainly(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("bookings", "--csv", tmp_path, "--config", config) == 1
    assert capsys.readouterr().err == f"{tmp_path} cannot be written: Is a directory\n"
