"""The folders of one account, over one connection: where they are, which is open, and making those that are missing."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator

from mailflow.mailbox.account import ImapAccount
from mailflow.mailbox.connection import Connection, Selected, quoted, told
from mailflow.mailbox.naming import Listed, Namespace, locate, namespace_of
from mailflow.mailbox.port import MailboxRefused, Origin, Place

SPECIAL_USE: dict[Place, str] = {"sent": "\\Sent", "drafts": "\\Drafts"}


class Folders:
    """Raises MailboxAway and MailboxRefused, here and from every method."""

    def __init__(self, imap: Connection) -> None:
        self._imap = imap
        self._account = imap.account
        self._open: tuple[str, Selected] | None = None
        self._opened_at = 0.0
        self.names = self._locate()

    def mailbox(self, place: Place) -> str:
        """The account and the folder as they stand in an Origin: two servers may know one name, and count alike."""
        return f"{self._account.user}@{self._account.host}/{self.names[place]}"

    def select(self, place: Place) -> Selected:
        """Opens a folder, unless it is open."""
        name = self.names[place]
        if self._open is None or self._open[0] != name:
            self._open = None
            setting = "folder" if place == "inbox" else place
            self._open = (name, self._imap.select(name, setting))
            self._opened_at = time.monotonic()
        return self._open[1]

    def look(self, place: Place) -> Selected:
        """Opens a folder and brings its view up to date, with a NOOP as a rule.

        A view older than `poll` is opened anew: a folder that was removed and made again meanwhile looks empty for
        ever in the old one (seen with Dovecot 2.3), and other servers have been seen to freeze a view.
        """
        if time.monotonic() - self._opened_at > self._account.poll.total_seconds():
            self._open = None
        selected = self.select(place)
        self._imap.noop()
        return selected

    def opened(self, origins: Iterable[Origin]) -> Iterator[tuple[Selected, list[Origin]]]:
        """Opens one folder after the other, with those of the mails that lie there; the stale ones are passed over."""
        by_mailbox: dict[str, list[Origin]] = defaultdict(list)
        for origin in sorted(set(origins)):
            by_mailbox[origin.mailbox].append(origin)
        for place in self.names:
            wanted = by_mailbox.pop(self.mailbox(place), [])
            if wanted:
                selected = self.select(place)
                yield selected, [origin for origin in wanted if origin.uidvalidity == selected.uidvalidity]

    def missing(self) -> list[Place]:
        """Folders of ours that are not there. The inbox is not ours to make."""
        existing = {folder.name for folder in self._list()}
        return [place for place, name in self.names.items() if place != "inbox" and name not in existing]

    def create(self, place: Place) -> None:
        """Makes a folder and shows it to people's mail programs."""
        name = self.names[place]
        reply = self._imap.command("CREATE", quoted(name))
        if not reply.ok and reply.code != "ALREADYEXISTS":
            raise MailboxRefused(f"mailbox.{place}: the folder {name!r} cannot be made ({reply.text})")
        self._imap.command("SUBSCRIBE", quoted(name))  # no harm where this is refused

    def _locate(self) -> dict[Place, str]:
        namespace, folders = self._namespace(), self._list()
        return {
            place: locate(name, namespace, folders, SPECIAL_USE.get(place, ""))
            for place, name in configured(self._account).items()
        }

    def _namespace(self) -> Namespace:
        with told(self._account):
            if "NAMESPACE" in self._imap.capabilities:
                answer = self._imap.client.namespace()[1][-1]
                namespace = namespace_of(answer) if isinstance(answer, bytes) else None
                if namespace is not None:
                    return namespace
            root = self._imap.box.folder.list("", "")
            return Namespace("", root[0].delim if root and root[0].delim != "NIL" else "")

    def _list(self) -> list[Listed]:
        with told(self._account):
            found = {f.name: frozenset(flag.lower() for flag in f.flags) for f in self._imap.box.folder.list()}
            return [Listed(name, attributes) for name, attributes in found.items()]


def configured(account: ImapAccount) -> dict[Place, str]:
    """The folders as the settings name them; without those that are not wanted."""
    names: dict[Place, str] = {
        "inbox": account.folder,
        "handled": account.handled,
        "review": account.review,
        "sent": account.sent,
        "drafts": account.drafts,
    }
    return {place: name for place, name in names.items() if name}
