"""Every kind of mailbox, new and empty, with its folders made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mailflow.mailbox.folder import NAMES, FolderMailbox
from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import Mailbox, Place
from tests.servers.both import MailServers

FOLDERS: dict[Place, str] = {
    "inbox": "INBOX",
    "handled": "Mailflow/Handled",
    "review": "Mailflow/Review",
    "sent": "Sent",
    "drafts": "Drafts",
}


@dataclass(frozen=True)
class Box:
    """`deliver` lays a mail into the inbox; `contents` gives what lies in a folder, oldest first, past the mailbox."""

    mailbox: Mailbox
    deliver: Callable[[bytes], None]
    contents: Callable[[Place], list[bytes]]


@pytest.fixture(params=["folder", "embedded", "dovecot"])
def box(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Box]:
    if request.param == "folder":
        opened = in_folder(tmp_path)
    else:
        opened = on_server(request.getfixturevalue(f"{request.param}_servers"))
    opened.mailbox.ensure_folders()
    yield opened
    opened.mailbox.close()


def in_folder(folder: Path) -> Box:
    def deliver(raw: bytes) -> None:
        number = len(list(folder.rglob("*.eml")))
        (folder / f"{number:04}.eml").write_bytes(raw)

    def contents(place: Place) -> list[bytes]:
        return [path.read_bytes() for path in sorted((folder / NAMES[place]).glob("*.eml"))]

    return Box(FolderMailbox(folder), deliver, contents)


def on_server(servers: MailServers) -> Box:
    account = servers.imap()

    def contents(place: Place) -> list[bytes]:
        with servers.colleague(account.user) as person:
            person.folder.set(FOLDERS[place])
            uids = person.uids()
            answers = person.client.uid("FETCH", ",".join(uids), "(BODY.PEEK[])")[1] if uids else []
            return [answer[1] for answer in answers if isinstance(answer, tuple)]

    return Box(ImapMailbox(account), lambda raw: servers.deliver(account.user, raw), contents)
