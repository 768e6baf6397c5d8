"""A folder of .eml files."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailflow.mailbox.folder import FolderMailbox
from mailflow.mailbox.port import MailboxRefused

DATED = b"Date: Fri, 5 Nov 2010 10:12:00 +0100\r\n"
CAME = (
    b"Received: by mx.example; Fri, 5 Nov 2010\r\n\t10:14:00 +0100\r\n"
    b"Received: by a.example; Fri, 5 Nov 2010 9:00:00 +0100\r\n"
)


@pytest.mark.parametrize(
    ("header", "arrived"),
    [
        (CAME + DATED, datetime(2010, 11, 5, 9, 14, tzinfo=UTC)),
        (DATED, datetime(2010, 11, 5, 9, 12, tzinfo=UTC)),
        (b"Received: by nobody knows when\r\n" + DATED, datetime(2010, 11, 5, 9, 12, tzinfo=UTC)),
        (b"Date: Fri, 5 Nov 2010 10:12:00 -0000\r\n", datetime(2010, 11, 5, 10, 12, tzinfo=UTC)),
        (b"Date: soon\r\n", datetime(2011, 1, 1, tzinfo=UTC)),
        (b"", datetime(2011, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_mail_arrived_when_its_server_says_or_its_writer_or_the_file(
    tmp_path: Path, header: bytes, arrived: datetime
) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(header + b"Subject: x\r\n\r\nDate: Mon, 1 Jan 2001 00:00:00 +0000\r\n")
    new_year = datetime(2011, 1, 1, tzinfo=UTC).timestamp()
    os.utime(file, (new_year, new_year))
    assert [w.arrived for w in FolderMailbox(tmp_path).waiting()] == [arrived]


def test_mails_come_in_the_order_of_their_names_and_other_files_do_not(tmp_path: Path) -> None:
    for name in ("b.eml", "a.eml", "notes.txt"):
        (tmp_path / name).write_bytes(name.encode())
    mailbox = FolderMailbox(tmp_path)
    assert [raw.content for raw in mailbox.fetch(w.origin for w in mailbox.waiting())] == [b"a.eml", b"b.eml"]


def test_a_file_of_the_same_name_is_not_overwritten(tmp_path: Path) -> None:
    mailbox = FolderMailbox(tmp_path)
    for content in (b"one", b"two"):
        (tmp_path / "a.eml").write_bytes(content)
        mailbox.move([mailbox.waiting()[-1].origin], "handled")
    assert {path.name: path.read_bytes() for path in (tmp_path / "handled").iterdir()} == {
        "a.eml": b"one", "a-2.eml": b"two"
    }  # fmt: skip


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MailboxRefused, match="is not a folder"):
        FolderMailbox(tmp_path / "nowhere")
