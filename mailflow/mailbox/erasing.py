"""Erasing a person's mails, and only theirs, from the folders that hold what was dealt with.

A mail is theirs if they wrote it, if they are its only recipient, or if its Message-ID is named. A mail of somebody
else that names them among others stays. As in `moving`, a bare EXPUNGE is never sent: it would take with it whatever a
colleague has marked as deleted. A server without UIDPLUS (RFC 4315) cannot remove single mails: there they are marked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mailflow.domain.address import address_key
from mailflow.mailbox.connection import Connection, Reply
from mailflow.mailbox.folders import Folders
from mailflow.mailbox.port import Erased, MailboxAway, Place
from mailflow.mailbox.responses import fetched, uid_sets
from mailflow.message import parse

PLACES: tuple[Place, ...] = ("handled", "review", "sent", "drafts")  # the inbox is not ours to empty

MANY = 50  # Message-IDs; more are found sooner by a look at every mail of a folder than by a search for each


def theirs(header: bytes, address: str, message_ids: Collection[str]) -> bool:
    """Whether a mail with that header is the person's. `address`: its key; `message_ids` without angle brackets."""
    mail = parse(header)
    if mail.message_id and mail.message_id in message_ids:
        return True
    if not address:
        return False
    writers = {address_key(one.email) for one in (mail.sender, mail.reply_to) if one is not None}
    readers = {address_key(one.email) for one in (*mail.to, *mail.cc)}
    return address in writers or readers == {address}


def erase(imap: Connection, folders: Folders, address: str, message_ids: Collection[str]) -> Erased:
    """Erases them folder by folder. Raises MailboxAway and MailboxRefused; what was erased by then stays so."""
    removed = marked = 0
    missing = folders.missing()
    for place in (place for place in PLACES if place in folders.names and place not in missing):
        folders.select(place)
        imap.noop()
        mails = sorted(_found(imap, address, message_ids))
        for uid_set in uid_sets(mails):
            _done(imap, imap.uid("STORE", uid_set, "+FLAGS.SILENT", "(\\Deleted)"))
            if "UIDPLUS" in imap.capabilities:
                _done(imap, imap.uid("EXPUNGE", uid_set))
        if "UIDPLUS" in imap.capabilities:
            removed += len(mails)
        else:
            marked += len(mails)
    return Erased(removed, marked)


def _found(imap: Connection, address: str, message_ids: Collection[str]) -> Iterator[int]:
    """The server's search finds parts of words: each mail's own header decides."""
    candidates = {uid for criteria in _criteria(address, message_ids) for uid in _search(imap, criteria)}
    for uid_set in uid_sets(candidates):
        for mail in fetched(imap.uid("FETCH", uid_set, "(UID BODY.PEEK[HEADER])").data):
            if mail.uid in candidates and mail.content is not None and theirs(mail.content, address, message_ids):
                yield mail.uid


def _criteria(address: str, message_ids: Collection[str]) -> Iterator[tuple[str, ...]]:
    if len(message_ids) > MANY:
        yield ("ALL",)
        return
    text = _quoted(address)
    if text is not None:
        yield from (("FROM", text), ("TO", text), ("CC", text), ("HEADER", "REPLY-TO", text))
    for message_id in message_ids:
        text = _quoted(message_id)
        if text is not None:
            yield "HEADER", "MESSAGE-ID", text


def _quoted(text: str) -> str | None:
    """As an IMAP string; None for what no header of ASCII can hold."""
    if not text or not (text.isascii() and text.isprintable()):
        return None
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _search(imap: Connection, criteria: tuple[str, ...]) -> set[int]:
    reply = imap.uid("SEARCH", *criteria)
    _done(imap, reply)
    return {int(number) for part in reply.data if part for number in part.split()}


def _done(imap: Connection, reply: Reply) -> None:
    if not reply.ok:
        raise MailboxAway(f"{imap.account.host} does not erase mail: {reply.text}")
