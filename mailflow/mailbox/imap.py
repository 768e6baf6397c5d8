"""The info@ box over IMAP (RFC 3501)."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from imap_tools.consts import SHORT_MONTH_NAMES

from mailflow.domain.address import address_key
from mailflow.mailbox.account import ImapAccount
from mailflow.mailbox.connection import Connection, told
from mailflow.mailbox.erasing import erase
from mailflow.mailbox.fetching import fetch, in_batches, sizes
from mailflow.mailbox.folders import Folders
from mailflow.mailbox.idle import RENEW, begin, end
from mailflow.mailbox.moving import DONE, leaves_originals, move
from mailflow.mailbox.port import Erased, Finding, MailboxAway, MailboxRefused, Origin, Place, Raw, Rest, Waiting
from mailflow.mailbox.responses import fetched, uid_sets
from mailflow.mailbox.stop import Stop
from mailflow.mailbox.words import say

KEPT: tuple[Place, ...] = ("review", "handled")  # where mails lie that were taken in
LONG_AGO = timedelta(days=182)  # who wrote then is hardly waiting for an answer
BY_PEOPLE = ("NOT", "HEADER", "X-MAILFLOW-KIND", '""')  # no words: the header is there at all (RFC 3501 6.4.4)
SILENT = 60.0  # seconds after which a connection may have been cut by the server or something between


class ImapMailbox:
    """Connects with the first call. After MailboxAway the connection is gone, and the next call makes a new one."""

    def __init__(self, account: ImapAccount) -> None:
        self._account = account
        self._connection: tuple[Connection, Folders] | None = None
        self._used = 0.0  # when the server last answered
        self._idle: bytes | None = None  # the tag of the IDLE that is under way
        self._listed: Origin | None = None  # the newest mail the caller knows of

    def waiting(self, after: Origin | None = None, limit: int | None = None) -> list[Waiting]:
        """See Mailbox. Asked for in pieces, so that a full box fills no memory."""
        with self._connected() as (imap, folders):
            validity, mailbox = folders.look("inbox").uidvalidity, folders.mailbox("inbox")
            last = after.uid if after is not None and after.uidvalidity == validity else 0
            uids = [uid for uid in self._unlisted(imap, last, limit) if uid > last]
            found = [
                Waiting(
                    Origin(mailbox, validity, mail.uid), mail.size or 0, mail.arrived or datetime.now(UTC), mail.flags
                )
                for piece in uid_sets(uids)
                for mail in fetched(imap.uid("FETCH", piece, "(UID FLAGS INTERNALDATE RFC822.SIZE)").data)
                if mail.uid > last
            ]
            self._listed = Origin(mailbox, validity, max(uids, default=last))
            return sorted((mail for mail in found if DONE not in mail.flags), key=lambda mail: mail.origin)

    def fetch(self, origins: Iterable[Origin]) -> Iterator[Raw]:
        """See Mailbox. In UID order."""
        with self._connected() as (imap, folders):
            batches = list(in_batches(sizes(imap, folders, origins), self._account.largest))
        for batch in batches:
            with self._connected() as (imap, folders):
                mails = fetch(imap, folders, batch)
            yield from mails  # outside the block: what the caller does meanwhile is no trouble of the connection's

    def move(self, origins: Iterable[Origin], to: Literal["handled", "review"]) -> None:
        """See Mailbox."""
        with self._connected() as (imap, folders):
            for _, group in folders.opened(origins):
                for uid_set in uid_sets(origin.uid for origin in group):
                    move(imap, folders, uid_set, to)

    def append_sent(self, raw: bytes) -> None:
        """See Mailbox."""
        if self._account.sent:
            self._append("sent", raw, "\\Seen")

    def append_draft(self, raw: bytes) -> None:
        """See Mailbox."""
        self._append("drafts", raw, "\\Draft")

    def append_review(self, raw: bytes) -> None:
        """See Mailbox."""
        self._append("review", raw, "\\Flagged")

    def erase(self, address: str, message_ids: Collection[str] = ()) -> Erased:
        """See Mailbox."""
        with self._connected() as (imap, folders):
            return erase(imap, folders, address_key(address), message_ids)

    def search_message_id(self, place: Place, message_id: str) -> Origin | None:
        """See Mailbox."""
        return max(self._search(place, "MESSAGE-ID", [message_id]), default=None)

    def search_answers(self, place: Place, message_id: str, *, by_people: bool = False) -> list[Origin]:
        """See Mailbox."""
        return sorted(self._search(place, "IN-REPLY-TO", [message_id], *(BY_PEOPLE if by_people else ())))

    def any_answered(self, message_ids: Sequence[str], *, sent: bool) -> bool:
        """See Mailbox."""
        marked = any(self._search(place, "MESSAGE-ID", message_ids, "ANSWERED") for place in KEPT)
        return marked or (sent and bool(self._search("sent", "IN-REPLY-TO", message_ids, *BY_PEOPLE)))

    def answered(self, origins: Iterable[Origin]) -> frozenset[Origin]:
        """See Mailbox."""
        found: set[Origin] = set()
        with self._connected() as (imap, folders):
            for _, group in folders.opened(origins):
                by_uid = {origin.uid: origin for origin in group}
                for uid_set in uid_sets(by_uid):
                    mails = fetched(imap.uid("FETCH", uid_set, "(UID FLAGS)").data)
                    found.update(
                        by_uid[mail.uid] for mail in mails if mail.uid in by_uid and "\\Answered" in mail.flags
                    )
        return frozenset(found)

    def wait(self, timeout: float, stop: Stop) -> bool:
        """See Mailbox."""
        until = time.monotonic() + timeout
        while not stop.is_set():
            if self.news():
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            rest = self.rest()
            if rest.socket is not None:
                stop.readable(rest.socket, min(left, rest.seconds))
            else:
                stop.wait(min(left, rest.seconds))
        return False

    @property
    def server(self) -> str:
        """See Mailbox."""
        return self._account.host

    def news(self) -> bool:
        """See Mailbox."""
        with self._connected() as (imap, folders):
            return self._has_unlisted(imap, folders)

    def rest(self) -> Rest:
        """See Mailbox. By IDLE where the server has it; a look every `poll` besides, for IDLE may have gone deaf."""
        poll = self._account.poll.total_seconds()
        with self._connected() as (imap, folders):
            folders.select("inbox")
            if "EXISTS" in imap.client.untagged_responses:
                return Rest(None, 0)  # told along with an earlier command
            if "IDLE" not in imap.capabilities:
                return Rest(None, poll)
            self._idle = begin(imap)
            if self._idle is None:
                return Rest(None, poll)
            if imap.client.holds_more:
                return Rest(None, 0)
            return Rest(imap.client.sock, min(poll, RENEW))

    def ensure_folders(self) -> None:
        """See Mailbox."""
        with self._connected() as (_, folders):
            for place in folders.missing():
                folders.create(place)

    def check(self) -> list[Finding]:
        """See Mailbox."""
        try:
            with self._connected() as (imap, folders):
                folders.select("inbox")
                missing = folders.missing()
                return [
                    _fine("login", host=self._account.host, user=self._account.user),
                    *(
                        _fine("no_folder" if place in missing else "folder", name=repr(name))
                        for place, name in folders.names.items()
                    ),
                    *_old(imap),
                    *_abilities(imap),
                ]
        except (MailboxAway, MailboxRefused) as error:
            return [Finding(False, str(error))]

    def close(self) -> None:
        """See Mailbox."""
        if self._connection is not None:
            if self._idle is None:
                self._connection[0].close()
            else:
                self._connection[0].drop()
            self._connection = self._idle = None

    @contextmanager
    def _connected(self) -> Iterator[tuple[Connection, Folders]]:
        if self._connection is None:
            imap = Connection(self._account)
            try:
                self._connection = (imap, Folders(imap))
            except BaseException:
                imap.drop()
                raise
        try:
            if self._idle is not None:
                tag, self._idle = self._idle, None
                end(self._connection[0], tag)
            yield self._connection
            self._used = time.monotonic()
        except BaseException:
            # whatever came between, the connection may be in the middle of an answer
            self._connection[0].drop()
            self._connection = self._idle = None
            raise

    def _append(self, place: Place, raw: bytes, flag: str) -> None:
        self._be_sure()
        with self._connected() as (imap, folders), told(self._account):
            if place in folders.missing():
                folders.create(place)
            imap.box.append(raw, folders.names[place], flag_set=[flag])

    def _be_sure(self) -> None:
        """A connection that was silent for long may be dead: found out before it is relied on, and made anew."""
        if self._connection is not None and time.monotonic() - self._used > SILENT:
            try:
                with self._connected() as (imap, _):
                    imap.noop()
            except MailboxAway:
                return  # it was: the next call connects again

    def _search(self, place: Place, header: str, message_ids: Sequence[str], *besides: str) -> list[Origin]:
        """Mails there whose header holds one of these Message-IDs."""
        wanted = [("HEADER", header, literal) for one in message_ids if (literal := _literal(one))]
        if not wanted:
            return []
        one_of = [word for one in wanted[:-1] for word in ("OR", *one)] + list(wanted[-1])
        with self._connected() as (imap, folders):
            if place not in folders.names or place in folders.missing():
                return []
            validity = folders.look(place).uidvalidity
            reply = imap.uid("SEARCH", *besides, *one_of)
            return [Origin(folders.mailbox(place), validity, uid) for uid in _numbers(reply.data)]

    def _has_unlisted(self, imap: Connection, folders: Folders) -> bool:
        validity = folders.look("inbox").uidvalidity
        imap.client.untagged_responses.pop("EXISTS", None)  # what it told of, the search sees
        known = self._listed.uid if self._listed is not None and self._listed.uidvalidity == validity else 0
        return any(uid > known for uid in self._unlisted(imap, known))

    @staticmethod
    def _unlisted(imap: Connection, last: int, limit: int | None = None) -> list[int]:
        """UIDs above `last` of what is ours to read; `n:*` always names the last mail too, even below n."""
        return _numbers(imap.uid("SEARCH", "UID", f"{last + 1}:*", *_ours_to_read(imap)).data, limit)


def _ours_to_read(imap: Connection) -> list[str]:
    """What is to be searched for. Not what was dealt with; nor what a colleague has deleted, or moved by a program that
    copies a mail and marks the original; nor what lies there since long before us."""
    unmarked = ["UNKEYWORD", DONE] if leaves_originals(imap) else []
    since = imap.account.since
    return ["UNDELETED", *unmarked, *(["SINCE", _day(since)] if since else [])]


def _old(imap: Connection) -> Iterator[Finding]:
    """What lies there from before, and what becomes of it."""
    since = imap.account.since
    day = since or datetime.now(UTC).date() - LONG_AGO
    if old := _numbers(imap.uid("SEARCH", "UNDELETED", "BEFORE", _day(day)).data):
        yield _fine("left_alone" if since else "old", count=str(len(old)), since=f"{day}")


def _day(day: date) -> str:
    return f"{day.day}-{SHORT_MONTH_NAMES[day.month - 1]}-{day.year}"


def _literal(message_id: str) -> str:
    """A Message-ID as a quoted string; '' for one that no header can hold."""
    wanted = f"<{message_id.strip().strip('<>')}>"
    if not (wanted.isascii() and wanted.isprintable()):
        return ""
    return '"' + wanted.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _numbers(data: list[bytes | None], limit: int | None = None) -> list[int]:
    numbers = b" ".join(part for part in data if part)
    return [int(number) for number in (numbers.split() if limit is None else numbers.split(None, limit)[:limit])]


def _abilities(imap: Connection) -> Iterator[Finding]:
    if "IDLE" in imap.capabilities:
        yield _fine("idle")
    else:
        yield _fine("no_idle", seconds=f"{imap.account.poll.total_seconds():g}")
    if leaves_originals(imap):
        yield _fine("no_move", mark=DONE)


def _fine(what: str, **facts: str) -> Finding:
    return Finding(True, f"mailbox: {say(f'found.{what}', **facts)}")
