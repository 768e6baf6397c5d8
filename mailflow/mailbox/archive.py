"""Past mail, as it was saved: an mbox, a Maildir, a folder of .eml files, or one such file. Read, never altered."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from pathlib import Path

from mailflow.mailbox.folder import arrival
from mailflow.mailbox.port import MailboxRefused, Origin, Raw

NO_ARCHIVE = "is neither an mbox, nor a Maildir, nor a folder of .eml files"


def archived(path: Path) -> list[Raw]:
    """Every mail in the order of arrival: the date of its topmost Received, of its Date, or of the file.

    Raises MailboxRefused where there is no mail.
    """
    try:
        found = list(_contents(path))
    except (OSError, mailbox.Error) as error:
        raise MailboxRefused(f"{path}: cannot be read ({error})") from error
    if not found:
        raise MailboxRefused(f"{path} {NO_ARCHIVE}, or holds no mail")
    dated = sorted(((arrival(file, content), number, content) for number, (file, content) in enumerate(found, 1)))
    return [Raw(Origin(str(path), 1, number), content, at, frozenset()) for at, number, content in dated]


def _contents(path: Path) -> Iterator[tuple[Path, bytes]]:
    if (path / "cur").is_dir():
        maildir = mailbox.Maildir(path, create=False)
        yield from ((path, maildir.get_bytes(key)) for key in sorted(maildir.keys()))
    elif path.is_dir() and (path / "mbox").is_file():  # as Apple Mail saves one: `Inbox.mbox` is a folder
        yield from _contents(path / "mbox")
    elif path.is_dir():
        mails = (file for file in path.rglob("*") if file.suffix.lower() == ".eml" and file.name[0] != ".")
        yield from ((file, file.read_bytes()) for file in sorted(mails))
    elif path.suffix.lower() == ".eml":
        yield path, path.read_bytes()
    elif path.is_file():
        box = mailbox.mbox(path, create=False)
        yield from ((path, box.get_bytes(key)) for key in box.keys())  # noqa: SIM118 - a mailbox iterates over its mails
    else:
        raise MailboxRefused(f"{path}: there is no such file or folder")
