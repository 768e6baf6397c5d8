"""What the ledger is given and gives back, besides bookings. All times are aware; those read back are in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from mailflow.domain.booking import Booking
from mailflow.domain.edition import Edition
from mailflow.domain.notice import Audience

Settled = Literal["handled", "review"]
OutboxStatus = Literal["queued", "claimed", "sent", "drafted", "failed", "unknown", "discarded"]
ReviewKind = Literal["doubt", "question", "party", "feedback", "privacy", "identity", "fax", "odd", "edition"]
Became = Literal["", "tell", "told", "left"]
Noticed = Literal["", "sent", "dropped", "replaced"]
FoundBy = Literal["thread", "code", "address", "name"]


class Origin(Protocol):
    """Where a mail lies: account and folder, UIDVALIDITY, UID (RFC 3501 section 2.3.1.1)."""

    @property
    def mailbox(self) -> str: ...  # noqa: D102

    @property
    def uidvalidity(self) -> int: ...  # noqa: D102

    @property
    def uid(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """A mail and what became of it. `digest`: a hash of its bytes. `raw`: kept for people, None where not needed.

    `arrival`: its number among the mails that were taken over and wait; it does so no more.
    """

    origin: Origin | None
    message_id: str
    digest: bytes
    sender: str
    arrived: datetime
    handled_at: datetime
    settled: Settled
    intent: str
    why: str = ""
    subject: str = ""
    event: str | None = None
    booking: str | None = None
    confident: bool = True
    raw: bytes | None = None
    arrival: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundRow:
    """A mail that was handled. `mailbox` None: it did not lie in one (LMTP, the desk)."""

    id: int
    mailbox: str | None
    uidvalidity: int | None
    uid: int | None
    message_id: str
    digest: bytes
    sender: str
    subject: str
    arrived: datetime
    handled_at: datetime
    event: str | None
    booking: str | None
    intent: str
    settled: Settled
    why: str
    confident: bool
    moved_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A mail to be taken over. `door`: the way it came in by. `origin` None: the ledger is its only keeper (LMTP)."""

    raw: bytes
    arrived: datetime
    door: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mail that was taken over and waits to be handled. `mailbox` None: it came by LMTP. `tries` counts this one."""

    id: int
    arrived: datetime
    door: str
    raw: bytes
    tries: int
    mailbox: str | None = None
    uidvalidity: int | None = None
    uid: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A rendered mail to one recipient. `key`: what makes a scheduled mail unique; None for an answer.

    `due`: not to be sent before. `created`: when it was decided; `due` where nothing is said.
    """

    message_id: str
    to: str
    kind: str
    raw: bytes
    due: datetime
    booking: str | None = None
    event: str | None = None
    inbound: int | None = None
    key: str | None = None
    created: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A mail of ours and where it stands. `raw` is there where it was asked for, and was not erased.

    `tries`: how often it was claimed. `doubts`: how often nobody knew whether the server had taken it.
    """

    id: int
    message_id: str
    key: str | None
    kind: str
    to: str
    event: str | None
    booking: str | None
    inbound: int | None
    status: OutboxStatus
    created: datetime
    due: datetime
    tries: int
    doubts: int
    claimed_by: str | None
    claimed_at: datetime | None
    done_at: datetime | None
    reply: str
    why: str
    bounced: str | None
    bounced_at: datetime | None
    raw: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A matter for a person. `token` proves the reply that settles it. `understood`: fact → what was understood.

    `page`: picture of a fax page, PNG. `received`: arrival of the mail; `opened`: when a person was asked.
    """

    token: str
    kind: ReviewKind
    why: tuple[str, ...]
    ways: tuple[str, ...]
    sender: str
    subject: str
    text: str
    opened: datetime
    received: datetime | None = None
    event: str | None = None
    inbound: int | None = None
    booking: str | None = None
    understood: tuple[tuple[str, str], ...] = ()
    page: bytes | None = None


@dataclass(frozen=True, slots=True)
class EditionRow:
    """What people are told of an event since then, and what became of telling those booked before (see tables)."""

    number: int
    since: datetime
    edition: Edition
    became: Became


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A letter that an organizer (`writer`) writes to those who are booked. `whom`: as they said it.

    `among`: the events between which it does not tell; `audience`: None while it is not known whom they mean, or for
    which event. `subject`: '' for ours. `token` proves the reply that sends it.
    """

    token: str
    writer: str
    whom: str
    subject: str
    text: str
    opened: datetime
    event: str
    among: tuple[str, ...] = ()
    audience: Audience | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow(Notice):
    """Likewise, and what became of it ('': it waits for a yes)."""

    became: Noticed = ""
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow(Review):
    """A matter with its number in the event, and how it was settled (`settled_at` None: it waits)."""

    id: int
    number: int
    settled_at: datetime | None = None
    settled_how: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of a booking's journal: how it stood and stands, in short; attendees by number, session and status.

    `inbound`: the mail that caused it.
    """

    event: str
    booking: str
    at: datetime
    kind: Literal["new", "changed", "cancelled"]
    why: str
    before: str
    after: str
    inbound: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """How a session stands (`session` None: the event itself). `taken` = `confirmed` + `offered`."""

    session: str | None
    capacity: int | None
    taken: int
    offered: int
    waiting: int

    @property
    def confirmed(self) -> int:
        """Places given for good."""
        return self.taken - self.offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line for the digest."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounced:
    """A booking whose person our mail did not reach."""

    booking: Booking
    address: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An event's mail in figures. `median_answer`: seconds from a mail's arrival to our answer's sending."""

    mails: int
    without_person: int
    median_answer: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the ledger stands, for `mailflow status`: active bookings, mails by status, and so on.

    `errors`: why mail could not be handled, then why mail could not go, newest first.
    """

    bookings: int
    outbox: dict[str, int]
    oldest_due: datetime | None
    open_reviews: int
    inbound: int
    last_handled: datetime | None
    unmoved: int
    arrivals: int
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How much of a person was erased. `freed`: events where places were given up, whose queues are to be served."""

    bookings: int
    freed: tuple[str, ...]
    received: int
    sent: int
    reviews: int
    words: int
