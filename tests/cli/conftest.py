"""One configured service on the embedded mail server, and its commands as a person or a script calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from mailflow.cli import main
from mailflow.demo.server import EmbeddedServer

NOW = "2010-11-10T10:00"
OFFICE = "info@office.example"
STAFF = "staff@office.example"

EVENT = """\
id       = "ideas"
title    = "An evening of ideas"
language = "en"
timezone = "Europe/Rome"
starts   = 2010-11-26T14:00:00
ends     = 2010-11-26T18:00:00
capacity = 6

[venue]
name = "Town Hall"

[organizer]
name   = "The office"
email  = "info@office.example"
phones = ["+39 0536 5550100"]

[booking]
closes    = 2010-11-25T18:00:00
max_party = 4

[[rounds]]
id    = "first"
title = "First round"
starts = 14:30:00
ends   = 15:30:00

  [[rounds.sessions]]
  id       = "gardens"
  title    = "Gardens and trees"
  number   = 1
  capacity = 2

  [[rounds.sessions]]
  id       = "roads"
  title    = "Safer roads"
  number   = 2

[[rounds]]
id    = "second"
title = "Second round"
starts = 16:00:00
ends   = 17:00:00

  [[rounds.sessions]]
  id       = "schools"
  title    = "Schools"
  number   = 3
  capacity = 3
"""

SETTINGS = """\
database = "sqlite:///ledger.db"
events   = "events"

[mailbox]
host     = "127.0.0.1"
port     = {imap}
security = "none"
user     = "info@office.example"
password = "loopback"

[smtp]
host     = "127.0.0.1"
port     = {smtp}
security = "none"
from     = "The office <info@office.example>"

[organizers]
digest_to = ["staff@office.example"]
"""


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls a command in this process."""
    for name, value in calm({}).items():
        monkeypatch.setenv(name, value)

    def call(*arguments: object) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        code = ended.value.code
        return Said(code if isinstance(code, int) else 0, said.out, said.err)

    return call


def calm(environ: dict[str, str]) -> dict[str, str]:
    """An environment in which every run says the same."""
    return {**environ, "LC_ALL": "C", "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "TZ": "Europe/Rome"}


def as_process(*arguments: object, cwd: Path | None = None, **environ: str) -> Said:
    """Calls a command as a process of its own."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("mailflow")), *map(str, arguments)],
        cwd=cwd,
        env={**calm(dict(os.environ)), **environ},
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Service:
    """A configuration in `folder`; every call gives it and the hour, unless the arguments name another."""

    folder: Path
    run: Run
    server: EmbeddedServer | None = None

    @property
    def config(self) -> Path:
        return self.folder / "mailflow.toml"

    @property
    def event_file(self) -> Path:
        return self.folder / "events" / "ideas.toml"

    def __call__(self, *arguments: object, now: str | None = None) -> Said:
        return self.run("--config", self.config, *arguments, *(("--now", now) if now else ()))

    def book(self, *arguments: object, now: str = NOW) -> str:
        """Books at the desk; the code."""
        said = self("book", "ideas", "--source", "phone", "--json", *arguments, now=now)
        assert (said.code, said.err) == (0, "")
        code: str = json.loads(said.out)["code"]
        return code

    def bookings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self("bookings", "--json").out)
        return found

    def places(self, code: str) -> dict[str | None, list[str]]:
        """Of each person: the places that are not given up, `session status`."""
        [booking] = [booking for booking in self.bookings() if booking["code"] == code]
        return {
            person["name"]: [
                f"{place['session'] or 'event'} {place['status']}"
                for place in person["places"]
                if place["status"] != "cancelled"
            ]
            for person in booking["attendees"]
        }

    def change_event(self, old: str, new: str) -> None:
        text = self.event_file.read_text(encoding="utf-8")
        assert old in text
        self.event_file.write_text(text.replace(old, new), encoding="utf-8")

    def deliver(self, raw: str, arrived: str = "2010-11-10T09:00:00+01:00") -> None:
        assert self.server is not None
        self.server.deliver(OFFICE, raw.encode(), arrived=datetime.fromisoformat(arrived))

    def sent(self) -> list[tuple[str, str]]:
        """What was handed in by SMTP: recipient and kind."""
        assert self.server is not None
        return [(mail.recipient, header(mail.raw, "X-Mailflow-Kind")) for mail in self.server.handed_in]


def header(raw: bytes, name: str) -> str:
    lines = raw.decode("ascii", "replace").splitlines()
    return next((line.partition(": ")[2] for line in lines if line.lower().startswith(f"{name.lower()}:")), "")


def laid_down(folder: Path, imap: int = 1, smtp: int = 1) -> None:
    (folder / "events").mkdir()
    (folder / "events" / "ideas.toml").write_text(EVENT, encoding="utf-8")
    (folder / "mailflow.toml").write_text(SETTINGS.format(imap=imap, smtp=smtp), encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path, run: Run) -> Service:
    """A service whose mail servers are away: nobody listens on their ports."""
    laid_down(tmp_path)
    return Service(tmp_path, run)


@pytest.fixture
def service(tmp_path: Path, run: Run) -> Iterator[Service]:
    """A service with its mail server."""
    with EmbeddedServer() as server:
        laid_down(tmp_path, server.imap_port, server.smtp_port)
        yield Service(tmp_path, run, server)


def mail(subject: str, text: str, *, sender: str = "Anna Bianchi <anna@posta.example>", number: int = 1) -> str:
    """A mail as a person writes it."""
    return (
        f"Message-ID: <m{number}@posta.example>\r\nDate: Wed, 10 Nov 2010 09:00:00 +0100\r\nFrom: {sender}\r\n"
        f"To: {OFFICE}\r\nSubject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
