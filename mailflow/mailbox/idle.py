"""Waiting for news by IDLE (RFC 2177)."""

from __future__ import annotations

from mailflow.mailbox.connection import Connection, told

RENEW = 8 * 60.0  # seconds; servers and the boxes between end a silent IDLE at about 10 minutes


def begin(imap: Connection) -> bytes | None:
    """Begins to wait in IDLE; the tag it is ended by. None where the server offered it and refuses: polling must do.

    Whatever the server says from now on, the caller ends IDLE and looks for itself: so nothing that it said with it can
    be overlooked. Raises MailboxAway, also where the server does not take IDLE.
    """
    with told(imap.account):
        client = imap.client
        tag: bytes = client._command("IDLE")
        while client._get_response() is not None:  # None: the server is waiting with us
            if client.tagged_commands.get(tag):
                client._command_complete("IDLE", tag)
                return None
        return tag


def end(imap: Connection, tag: bytes) -> None:
    """Ends IDLE. Raises MailboxAway, also where the server does not end it."""
    with told(imap.account):
        imap.client.send(b"DONE\r\n")
        imap.client._command_complete("IDLE", tag)
