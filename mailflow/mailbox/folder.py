"""A folder of .eml files as a mailbox: for rehearsals with past mail, and for tests."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

from mailflow.domain.address import address_key
from mailflow.mailbox.erasing import PLACES, theirs
from mailflow.mailbox.port import Erased, Finding, MailboxRefused, Origin, Place, Raw, Rest, Waiting
from mailflow.mailbox.stop import Stop

LOOK = 0.5  # seconds between looks at the folder while waiting
NAMES: dict[Place, str] = {
    "inbox": ".",
    "handled": "handled",
    "review": "review",
    "sent": "sent",
    "drafts": "drafts",
}


class FolderMailbox:
    """`folder` is the inbox; what is dealt with moves into folders below it. Raises MailboxRefused if it is missing.

    UIDs are given in the order of the files' names as they are found, and hold for this object's life: UIDVALIDITY is
    another for each. A mail's arrival is the date of its topmost Received, of its Date, or of the file.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise MailboxRefused(f"{folder} is not a folder")
        self._folder = folder
        self._validity = time.time_ns() // 1_000_000
        self._uids: dict[Path, int] = {}
        self._listed = 0

    def waiting(self, after: Origin | None = None, limit: int | None = None) -> list[Waiting]:
        """See Mailbox."""
        last = after.uid if after is not None and after.uidvalidity == self._validity else 0
        found = [self._waiting(path, uid) for path, uid in self._number("inbox") if uid > last][:limit]
        self._listed = max([self._listed, *(mail.origin.uid for mail in found)])
        return found

    def fetch(self, origins: Iterable[Origin]) -> Iterator[Raw]:
        """See Mailbox."""
        for path, origin in self._paths(origins):
            content = path.read_bytes()
            yield Raw(origin, content, arrival(path, content), frozenset())

    def move(self, origins: Iterable[Origin], to: Literal["handled", "review"]) -> None:
        """See Mailbox."""
        for path, _ in list(self._paths(origins)):
            path.rename(self._free(to, path.name))

    def append_sent(self, raw: bytes) -> None:
        """See Mailbox."""
        self._write("sent", raw)

    def append_draft(self, raw: bytes) -> None:
        """See Mailbox."""
        self._write("drafts", raw)

    def append_review(self, raw: bytes) -> None:
        """See Mailbox."""
        self._write("review", raw)

    def erase(self, address: str, message_ids: Collection[str] = ()) -> Erased:
        """See Mailbox."""
        paths = [path for place in PLACES for path, _ in self._number(place)]
        own = [path for path in paths if theirs(path.read_bytes(), address_key(address), message_ids)]
        for path in own:
            path.unlink()
        return Erased(removed=len(own))

    def search_message_id(self, place: Place, message_id: str) -> Origin | None:
        """See Mailbox."""
        wanted = f"<{message_id.strip().strip('<>')}>"
        for path, uid in reversed(self._number(place)):
            if str(_header(path.read_bytes()).get("Message-ID", "")).strip() == wanted:
                return self._origin(path, uid)
        return None

    def search_answers(self, place: Place, message_id: str, *, by_people: bool = False) -> list[Origin]:
        """See Mailbox."""
        wanted = f"<{message_id.strip().strip('<>')}>"
        headers = ((path, uid, _header(path.read_bytes())) for path, uid in self._number(place))
        return [
            self._origin(path, uid)
            for path, uid, header in headers
            if wanted in str(header.get("In-Reply-To", "")) and not (by_people and "X-Mailflow-Kind" in header)
        ]

    def any_answered(self, message_ids: Sequence[str], *, sent: bool) -> bool:
        """See Mailbox. Files keep no flags: what was answered is answered in Sent."""
        return sent and any(self.search_answers("sent", one, by_people=True) for one in message_ids)

    def answered(self, origins: Iterable[Origin]) -> frozenset[Origin]:
        """See Mailbox. Files keep no flags: none is answered."""
        return frozenset()

    @property
    def server(self) -> str:
        """See Mailbox."""
        return ""

    def news(self) -> bool:
        """See Mailbox."""
        return any(uid > self._listed for _, uid in self._number("inbox"))

    def rest(self) -> Rest:
        """See Mailbox."""
        return Rest(None, LOOK)

    def wait(self, timeout: float, stop: Stop) -> bool:
        """See Mailbox."""
        until = time.monotonic() + timeout
        while not self.news():
            left = until - time.monotonic()
            if left <= 0 or stop.wait(min(left, LOOK)):
                return False
        return True

    def ensure_folders(self) -> None:
        """See Mailbox."""
        for name in NAMES.values():
            (self._folder / name).mkdir(exist_ok=True)

    def check(self) -> list[Finding]:
        """See Mailbox."""
        return [Finding(True, f"mailbox: {self._folder} holds {len(self._number('inbox'))} mails")]

    def close(self) -> None:
        """See Mailbox."""

    def _number(self, place: Place) -> list[tuple[Path, int]]:
        for path in sorted((self._folder / NAMES[place]).glob("*.eml")):
            self._uids.setdefault(path, len(self._uids) + 1)
        here = self._folder / NAMES[place]
        return sorted(
            ((path, uid) for path, uid in self._uids.items() if path.parent == here and path.exists()),
            key=lambda numbered: numbered[1],
        )

    def _paths(self, origins: Iterable[Origin]) -> Iterator[tuple[Path, Origin]]:
        paths = {self._origin(path, uid): path for path, uid in self._uids.items()}
        return (
            (paths[origin], origin) for origin in sorted(set(origins)) if origin in paths and paths[origin].exists()
        )

    def _origin(self, path: Path, uid: int) -> Origin:
        return Origin(str(path.parent), self._validity, uid)

    def _waiting(self, path: Path, uid: int) -> Waiting:
        content = path.read_bytes()
        return Waiting(self._origin(path, uid), len(content), arrival(path, content), frozenset())

    def _free(self, place: Place, name: str) -> Path:
        folder = self._folder / NAMES[place]
        folder.mkdir(exist_ok=True)
        wanted = folder / name
        number = 1
        while wanted.exists():
            number += 1
            wanted = folder / f"{Path(name).stem}-{number}.eml"
        return wanted

    def _write(self, place: Place, raw: bytes) -> None:
        self._free(place, f"{hashlib.sha256(raw).hexdigest()[:16]}.eml").write_bytes(raw)


def arrival(path: Path, content: bytes) -> datetime:
    """When a mail in a file arrived, aware, as well as can be told."""
    header = _header(content)
    received = str(header.get("Received", "")).rpartition(";")[2]
    for text in (received, str(header.get("Date", ""))):
        try:
            date = parsedate_to_datetime(text)
        except ValueError:
            continue
        return date if date.tzinfo else date.replace(tzinfo=UTC)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _header(content: bytes) -> Message:
    head = content[: 64 * 1024].split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    try:
        return BytesHeaderParser().parsebytes(head + b"\n\n")
    except MessageError:
        return Message()
