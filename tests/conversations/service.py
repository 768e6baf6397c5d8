"""The service behind a story, in a folder of its own: its mailbox, its mail server, and the commands typed at it."""

from __future__ import annotations

import contextlib
import io
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mailflow.cli import main
from mailflow.mailbox.folder import FolderMailbox
from mailflow.outbox.fleet import Parcel
from mailflow.outbox.smtp import Outcome, Sent

CALM = {
    "LC_ALL": "C",
    "COLUMNS": "100",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "TZ": "Europe/Rome",
}  # every run says the same
SETTINGS = """\
database = "sqlite:///ledger.db"
[mailbox]
host = "127.0.0.1"
user = "{address}"
password = "none is asked for"
[smtp]
host = "127.0.0.1"
from = "{name} <{address}>"
[organizers]
digest_to = {organizers}
"""


class Box(FolderMailbox):
    """The shared mailbox. `laid`: what the service laid into it, and where."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        super().__init__(folder)
        self.laid: list[tuple[str, bytes]] = []

    def append_draft(self, raw: bytes) -> None:
        super().append_draft(raw)
        self.laid.append((", a draft", raw))

    def append_review(self, raw: bytes) -> None:
        super().append_review(raw)
        self.laid.append((", laid into the review folder", raw))


class Post:
    """A mail server that takes everything. `taken`: what was handed in since it was last emptied."""

    sessions = 1

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []

    def send(self, parcels: Sequence[Parcel]) -> Iterator[list[tuple[int, Outcome]]]:
        self.taken += [("", parcel.raw) for parcel in parcels]
        yield [(number, Sent("250 ok")) for number, _ in enumerate(parcels)]


def lay_down(room: Path, event_file: Path, name: str, address: str, organizers: Sequence[str]) -> None:
    """The configuration that the commands read."""
    (room / "events").mkdir()
    (room / "events" / event_file.name).write_bytes(event_file.read_bytes())
    settings = SETTINGS.format(name=name, address=address, organizers=list(organizers))
    (room / "mailflow.toml").write_text(settings, encoding="utf-8")


def typed(room: Path, command: str) -> str:
    """What is shown after a command: one of ours, or `cat FILE`."""
    words = shlex.split(command)
    if words[0] == "cat":
        return (room / words[1]).read_text(encoding="utf-8-sig")
    assert words[0] == "mailflow"
    shown = io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.chdir(room),
        contextlib.redirect_stdout(shown),
        contextlib.redirect_stderr(shown),
        contextlib.suppress(SystemExit),  # how a command ends; what it could not do it has said
    ):
        for key, value in CALM.items():
            patch.setenv(key, value)
        main([words[1], "--config", "mailflow.toml", *words[2:]])
    return shown.getvalue()
