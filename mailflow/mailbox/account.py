"""What is needed to open the info@ box."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from mailflow.oauth import Token
from mailflow.transport import Password, Security


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapAccount:
    """One account and the folders in it, named with `/` between levels whatever the server's own separator is.

    `token`: gives a fresh OAuth 2 access token; used instead of `password` where it is set. `sent` "": no copies kept.
    `since`: mail that came in before that day is not ours.
    `largest`: bytes above which a mail is not fetched whole. `poll`: how often to look where IDLE cannot be used.
    """

    host: str
    user: str
    port: int = 993
    security: Security = "tls"
    password: Password = field(default="", repr=False)
    token: Token | None = field(default=None, repr=False)
    ca_file: Path | None = None
    folder: str = "INBOX"
    handled: str = "Mailflow/Handled"
    review: str = "Mailflow/Review"
    sent: str = "Sent"
    drafts: str = "Drafts"
    since: date | None = None
    poll: timedelta = timedelta(seconds=60)
    timeout: timedelta = timedelta(seconds=60)
    largest: int = 25 * 1024 * 1024
