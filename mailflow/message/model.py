"""A mail, understood as far as the standards go: who, when, in answer to what, and the writer's own new words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox (RFC 5322 section 3.4): display name, decoded, and addr-spec. Either may be empty."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not the text: decoded content, in bytes. `read`: its words stand in the mail's text; `unreadable`:
    why they do not, though they should."""

    filename: str
    content_type: str
    content: bytes
    content_id: str = ""
    read: bool = False
    unreadable: str = ""


class Automatic(StrEnum):
    """Kinds of mail that no person wrote to us."""

    AUTO = "auto"  # out-of-office and other automatic answers
    BOUNCE = "bounce"  # delivery reports, failed or delayed
    RECEIPT = "receipt"  # PEC receipts, read receipts
    BULK = "bulk"  # lists, newsletters, unsolicited calendar invitations


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report: the recipients that failed, and whether for good (RFC 3464)."""

    recipients: tuple[str, ...]
    permanent: bool
    original_message_id: str = ""


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """An iTIP answer (RFC 5546): METHOD, PARTSTAT, UID, the attendee's address, SEQUENCE."""

    method: str
    partstat: str
    uid: str
    attendee: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail handed on inside another one: its own sender, subject, date and text."""

    sender: Address
    subject: str
    text: str
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pec:
    """A PEC envelope or receipt (RFC 6109). `kind`: `posta-certificata`, `errore`, or the value of X-Ricevuta."""

    kind: str
    reference: str = ""  # Message-ID of our mail that a receipt speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail. Every string is decoded, free of control characters, with `\\n` line ends.

    `text`: the writer's own new words, without quote, signature and disclaimer. `signature`, `quoted` and
    `disclaimer` are what was set apart; `form` holds the fields of a web-form mail, in their order, labels as written.
    """

    message_id: str = ""  # without angle brackets, as all ids here
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Address = Address("", "")
    reply_to: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    return_path: str | None = None  # "" for <>, None where the header is missing
    subject: str = ""
    date: datetime | None = None
    text: str = ""
    quoted: str = ""
    below: tuple[tuple[str, str], ...] = ()  # each stretch that was quoted, and the new words right below it
    signature: str = ""
    disclaimer: str = ""
    forwarded: tuple[Forwarded, ...] = ()
    form: tuple[tuple[str, str], ...] = ()
    automatic: Automatic | None = None
    automatic_signs: tuple[str, ...] = ()  # the words or headers that told, for people
    bounce: Bounce | None = None
    calendar: CalendarReply | None = None
    pec: Pec | None = None
    mailflow_mark: str = ""  # X-Mailflow-Kind: mail of ours that came back
    authentication_results: tuple[str, ...] = ()  # raw header values, topmost first
    attachments: tuple[Attachment, ...] = ()
    defects: tuple[str, ...] = ()  # what was broken, and how it was read all the same
