"""A mailbox as the flow sees it: what waits, its bytes, where it goes once it is dealt with.

Outcomes are values. Two exceptions exist, and every method may raise them: `MailboxAway` passes by itself and is
tried again; `MailboxRefused` needs a person, and says which setting to look at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from socket import socket
from typing import Literal, Protocol

from mailflow.mailbox.stop import Stop

Place = Literal["inbox", "handled", "review", "sent", "drafts"]


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Names one mail for ever: account and folder, UIDVALIDITY, UID (RFC 3501 section 2.3.1.1)."""

    mailbox: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail in the inbox. `size` in bytes; `arrived`: INTERNALDATE, aware; `flags` as the server writes them."""

    origin: Origin
    size: int
    arrived: datetime
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Raw:
    """A mail as it came. `truncated`: it is over the limit, and `content` holds only its beginning.

    `origin` None: it lies in no mailbox; the ledger is its only keeper. `arrival`: its number among the mails that the
    ledger was handed and that wait there; it waits no more once it is recorded.
    """

    origin: Origin | None
    content: bytes
    arrived: datetime
    flags: frozenset[str]
    truncated: bool = False
    arrival: int | None = None

    @property
    def not_elsewhere(self) -> bytes | None:
        """The bytes the ledger must keep: those of a mail that lies in no mailbox."""
        return self.content if self.origin is None else None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is as it should be, in words."""

    ok: bool
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Erased:
    """Mails `removed`; and `marked` as deleted where the server cannot remove single mails."""

    removed: int = 0
    marked: int = 0


class MailboxAway(Exception):  # noqa: N818  a state of the world, not a fault of the program
    """The server cannot be reached or cannot serve just now: to be tried again later."""


class MailboxRefused(Exception):  # noqa: N818
    """Login, certificate or configuration is wrong: waiting does not help. The words name the setting."""


@dataclass(frozen=True, slots=True)
class Rest:
    """When to look again: `socket` has something to read, or `seconds` have passed."""

    socket: socket | None
    seconds: float


class Mailbox(Protocol):
    """The info@ box. Reading never marks as read; only mails it is told of are moved, and no other is touched.

    A mail that is gone (a colleague moved it, or UIDVALIDITY changed) is passed over in silence: it is no longer ours.
    """

    def waiting(self, after: Origin | None = None, limit: int | None = None) -> list[Waiting]:
        """Mail in the inbox that is ours to read, with a UID above `after`, in UID order; all of it if UIDVALIDITY is
        no longer the same. `limit`: so many at most, the first ones."""
        ...

    def fetch(self, origins: Iterable[Origin]) -> Iterator[Raw]:
        """The mails themselves, in batches, read with a peek. Those over the size limit come cut and marked."""
        ...

    def move(self, origins: Iterable[Origin], to: Literal["handled", "review"]) -> None:
        """Moves mails from where they lie; idempotent. Only after their effects are committed."""
        ...

    def append_sent(self, raw: bytes) -> None:
        """Keeps a copy of what was sent, where a folder for it is configured."""
        ...

    def append_draft(self, raw: bytes) -> None:
        """Lays an answer into the drafts for a person to send."""
        ...

    def append_review(self, raw: bytes) -> None:
        """Lays a mail of ours before people, where others wait for them."""
        ...

    def erase(self, address: str, message_ids: Collection[str] = ()) -> Erased:
        """Erases a person's mails, the inbox excepted: those they wrote, those to them alone, those named."""
        ...

    def search_message_id(self, place: Place, message_id: str) -> Origin | None:
        """The newest mail there with that Message-ID (with or without its angle brackets)."""
        ...

    def search_answers(self, place: Place, message_id: str, *, by_people: bool = False) -> list[Origin]:
        """Mails there that answer that Message-ID (In-Reply-To), oldest first; `by_people`: only those that are not
        marked as ours."""
        ...

    def any_answered(self, message_ids: Sequence[str], *, sent: bool) -> bool:
        """Whether a person has answered one of these mails, where they lie handled or in review, or else, if `sent`,
        by a mail in Sent that is not marked as ours. One search a folder, however many they are."""
        ...

    def answered(self, origins: Iterable[Origin]) -> frozenset[Origin]:
        """Those that a person has answered already (\\Answered)."""
        ...

    @property
    def server(self) -> str:
        """Who serves it, by name: mailboxes of one server are away together."""
        ...

    def news(self) -> bool:
        """Whether mail is there that was not listed yet. What it costs does not grow with the mailbox."""
        ...

    def rest(self) -> Rest:
        """Begins to wait, by IDLE where the server has it; the next call of anything ends that."""
        ...

    def wait(self, timeout: float, stop: Stop) -> bool:
        """Until mail is there that was not listed yet (True), or `timeout` seconds passed or `stop` is set (False)."""
        ...

    def ensure_folders(self) -> None:
        """Makes the folders that are missing."""
        ...

    def check(self) -> list[Finding]:
        """What works and what is wrong, for a person."""
        ...

    def close(self) -> None:
        """Lets go of the server; the next call connects again."""
        ...
