"""Where mail is handed in, and what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from mailflow.oauth import Token
from mailflow.transport import Password, Security

OF_THIS_MAIL = {552, 555}  # refused with MAIL: too large, or sent in a way that the server does not know
# Many servers take any sender, and refuse it with the recipient or after the dot; these words tell it.
OF_ACCOUNT = (
    r"sender address rejected|not owned by user|send ?as ?denied|permissions to send as"
    r"|client host (rejected|\S+ blocked)|relay(ing)? (access )?(denied|not permitted|prohibited)|unable to relay"
    r"|authentication (is )?required"
)
Phase = Literal["mail", "rcpt", "data", "after-dot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAccount:
    """The submission server. `sender`: our own address, as it stands in From.

    `token`: gives a fresh OAuth 2 access token; used instead of `password` where it is set. `timeout` holds for every
    answer but the one after a mail's last dot, which RFC 5321 section 4.5.3.2.6 gives ten minutes.
    """

    host: str
    sender: str
    port: int = 465
    security: Security = "tls"
    user: str = ""
    password: Password = field(default="", repr=False)
    token: Token | None = field(default=None, repr=False)
    ca_file: Path | None = None
    timeout: timedelta = timedelta(seconds=60)
    dot_timeout: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Sent:
    """The server took the mail over; its last reply."""

    reply: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The mail was not taken. `permanent`: it will never be (5xx). `code` 0: we did not even offer it.

    `phase`: what was refused, so whether sender, recipient or content is at fault.
    """

    code: int
    text: str
    permanent: bool
    phase: Phase

    @property
    def of_account(self) -> bool:
        """Whether the fault lies with our login or our address, not with this mail: every other would fare alike."""
        if self.phase == "mail":
            return self.code >= 500 and self.code not in OF_THIS_MAIL
        return self.code >= 500 and re.search(OF_ACCOUNT, self.text, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection did not hold. before-data: the mail was certainly not taken; after-dot: nobody knows."""

    phase: Literal["before-data", "after-dot"]
    reason: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """Login, certificate or configuration is wrong: no mail can go out before a person looks. Names the setting."""

    reason: str


Outcome = Sent | Refused | Lost | Unusable
