"""Dying on purpose: numbered points at which a test ends the program as `kill -9` or a power cut would.

`MAILFLOW_CRASH_AT=intake.committed:3` ends the process without a word, with status 70, when that point is passed for
the third time; `intake.committed:3:hang` lets it work there for ever, as over a mail that it is lost in. Without that
variable a point does nothing.
"""

from __future__ import annotations

import os
from itertools import count

STATUS = 70  # EX_SOFTWARE

# Every point, in the order of a mail's way. What is committed there, and what is still to be done.
POINTS = {
    "room.counted": "a try of every mail of the batch is committed; none is read",
    "door.written": "a mail came by LMTP and is written down; nothing is committed",
    "door.kept": "it is committed; the MTA has not heard so",
    "work.claimed": "mails that were taken over are claimed; none is read",
    "intake.opened": "a mail is read, and the event locked; nothing is written",
    "intake.written": "record, bookings and answers are written; nothing is committed",
    "intake.committed": "the mail is dealt with; it still lies in the inbox",
    "room.moving": "the batch is dealt with; none is moved",
    "room.moved": "the mails are in their folders; nobody wrote that down",
    "room.noted": "the mails are in their folders, and that is written down",
    "clock.written": "a mail that is due is written; nothing is committed",
    "clock.committed": "a mail that is due waits to be sent",
    "send.claiming": "mails are claimed; nothing is committed",
    "send.claimed": "mails are claimed; the server knows of none",
    "smtp.offered": "the server took sender, recipient and DATA; not a byte of the mail has left",
    "smtp.dotted": "the last dot has left; nobody heard the server's answer",
    "send.answered": "the server's answer is here; nobody wrote it down",
    "send.written": "the server's answer is written; nothing is committed",
    "send.settled": "the answer is committed; no copy is kept",
    "send.copied": "a copy lies in Sent",
    "draft.laid": "an answer lies in the drafts; nobody wrote that down",
}


_armed = ("", 0, "")
_passed = count(1)


def arm(wanted: str) -> None:
    """`name:times[:hang]`, or nothing: where this process is to end. ValueError for a name that is not in the table."""
    global _armed, _passed
    name, times, how = [*wanted.split(":"), "", ""][:3]
    if name and name not in POINTS:
        raise ValueError(f"MAILFLOW_CRASH_AT: there is no point {name!r}")
    _armed, _passed = (name, int(times or 1), how), count(1)


def point(name: str) -> None:
    """Passes a point of the table; the process ends here where it is armed so."""
    if name == _armed[0] and next(_passed) == _armed[1]:
        while _armed[2] == "hang":
            pass
        os._exit(STATUS)


arm(os.environ.get("MAILFLOW_CRASH_AT", ""))
