"""Waiting for news by IDLE (RFC 2177)."""

from __future__ import annotations

import time

from mailflow.mailbox.connection import Connection, told
from mailflow.mailbox.stop import Stop

RENEW = 8 * 60.0  # seconds; servers and the boxes between end a silent IDLE at about 10 minutes


def idle(imap: Connection, seconds: float, stop: Stop) -> bool:
    """Waits in IDLE until the server says anything (True), or until `seconds` passed or `stop` is set (False).

    Whatever it says, IDLE is ended and the caller looks for itself: so nothing it said with it can be overlooked.
    Raises MailboxAway, also where the server does not take IDLE or does not end it.
    """
    with told(imap.account):
        client = imap.client
        if "EXISTS" in client.untagged_responses:
            return True  # told along with an earlier command
        tag = client._command("IDLE")
        until = time.monotonic() + seconds
        while client._get_response() is not None:  # None: the server is waiting with us
            if client.tagged_commands.get(tag):
                client._command_complete("IDLE", tag)
                stop.wait(max(0.0, until - time.monotonic()))  # offered, and yet refused: the poll must do
                return False
        spoke = client.holds_more or stop.readable(client.sock, until - time.monotonic())
        client.send(b"DONE\r\n")
        client._command_complete("IDLE", tag)
        return spoke
