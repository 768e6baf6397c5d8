"""Moving mails by UID so that no other mail is ever touched.

A bare EXPUNGE removes everything in the folder that anybody has marked as deleted, a colleague's mails too. It is never
sent. What is done instead, by what the server can do:

    MOVE (RFC 6851)        UID MOVE
    UIDPLUS (RFC 4315)     UID COPY · UID STORE +FLAGS \\Deleted · UID EXPUNGE of these alone
    neither                UID COPY · a keyword on the original, which stays and is no longer listed
"""

from __future__ import annotations

from mailflow.mailbox.connection import Connection, Reply, quoted
from mailflow.mailbox.folders import Folders
from mailflow.mailbox.port import MailboxAway, Place
from mailflow.mailbox.responses import fetched

DONE = "$MailflowDone"


def move(imap: Connection, folders: Folders, uid_set: str, to: Place) -> None:
    """Moves from the open folder. UIDs that are gone are passed over. Raises MailboxAway, also for a full quota."""
    if "MOVE" in imap.capabilities:
        _into(imap, folders, "MOVE", uid_set, to)
    elif "UIDPLUS" in imap.capabilities:
        _into(imap, folders, "COPY", uid_set, to)
        _done(imap, imap.uid("STORE", uid_set, "+FLAGS.SILENT", "(\\Deleted)"))
        _done(imap, imap.uid("EXPUNGE", uid_set))
    else:
        left = _not_done(imap, uid_set)
        if left:
            _into(imap, folders, "COPY", left, to)
            _done(imap, imap.uid("STORE", left, "+FLAGS.SILENT", f"({DONE})"))


def leaves_originals(imap: Connection) -> bool:
    """Whether mails that were moved stay in the folder under the keyword."""
    return not imap.capabilities & {"MOVE", "UIDPLUS"}


def _into(imap: Connection, folders: Folders, command: str, uid_set: str, to: Place) -> None:
    target = quoted(folders.names[to])
    reply = imap.uid(command, uid_set, target)
    if not reply.ok and reply.code == "TRYCREATE":  # somebody removed our folder
        folders.create(to)
        reply = imap.uid(command, uid_set, target)
    _done(imap, reply)


def _not_done(imap: Connection, uid_set: str) -> str:
    return ",".join(
        str(mail.uid) for mail in fetched(imap.uid("FETCH", uid_set, "(UID FLAGS)").data) if DONE not in mail.flags
    )


def _done(imap: Connection, reply: Reply) -> None:
    if reply.code == "OVERQUOTA":
        raise MailboxAway(f"the mailbox of {imap.account.user} is full: mail cannot be moved ({reply.text})")
    if not reply.ok:
        raise MailboxAway(f"{imap.account.host} does not move mail: {reply.text}")
