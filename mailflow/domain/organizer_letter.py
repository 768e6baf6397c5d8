"""The mails mailflow sends to the organizers, one typed context a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Letter
from mailflow.domain.notice import Audience


@dataclass(frozen=True, slots=True)
class SeatLine:
    """How one session (None: the event itself) stands."""

    session: str | None
    capacity: int | None
    confirmed: int
    offered: int
    waitlisted: int
    why_waiting: str = ""  # why nobody of the queue was served


@dataclass(frozen=True, slots=True)
class DigestItem:
    """Something that waits for the organizer, settled by answering with its number."""

    number: int
    token: str
    who: str
    what: str
    words: str = ""
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest(Letter):
    """The day, to the organizers."""

    kind: ClassVar[str] = "digest"
    day: date
    seats: tuple[SeatLine, ...]
    new: tuple[Booking, ...] = ()
    changed: tuple[Booking, ...] = ()
    cancelled: tuple[Booking, ...] = ()
    items: tuple[DigestItem, ...] = ()
    bounced: tuple[tuple[Booking, str], ...] = ()  # bookings whose answer came back, and the address
    to_phone: tuple[Booking, ...] = ()  # bookings without a mail address, to be told by phone
    running_out: tuple[
        tuple[Booking, datetime, str], ...
    ] = ()  # offers and holds that end tomorrow: the session, or ""
    unanswered: tuple[Booking, ...] = ()  # a change was asked for, we asked about it, and nobody has answered
    notes: tuple[str, ...] = ()  # dropped reminders, addresses silenced, drafts compared
    bookings: tuple[Booking, ...] = ()  # all active ones, for the attached sheet
    token: str = ""
    unclear: str = ""  # why an answer to a digest did nothing: then this one goes to whoever gave it


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Letter):
    """A mail that waits for a person, or (`done` set) what settling it did; or (`gone`: their words) that what somebody
    answers is not kept any more, at an `erased` event with all else."""

    kind: ClassVar[str] = "review"
    token: str
    number: int
    sender: str
    subject: str
    text: str
    received: datetime
    why: tuple[str, ...]
    understood: tuple[tuple[str, str], ...] = ()  # fact -> what was understood, and from which words
    booking: Booking | None = None
    ways: tuple[tuple[str, str], ...] = ()  # number -> what it does, in words
    done: str = ""
    page: bytes | None = None  # picture of a fax page, PNG
    answer_to: str = ""  # whom an answer to this mail goes to, where it is not to us: who put the question
    of_event: bool = False  # no mail waits: the event's file was changed, and `why` tells how
    answerable: bool = True  # whether `sender` may be answered by mail: not a fax gateway, nor an organizer
    gone: str = ""
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Letter):
    """The evening mail: who came, and which proposals. `roll`: (number, booking code, attendee, name) a line.

    With `done` or `problems`: what an answer to it did, and what in it was not understood.
    """

    kind: ClassVar[str] = "attendance"
    roll: tuple[tuple[int, str, int, str], ...]
    token: str = ""
    done: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizerSummary(Letter):
    """The figures after the event, by session; `median_answer` in seconds."""

    kind: ClassVar[str] = "organizer-summary"
    booked: int
    came: int | None
    waitlist_served: int
    mails: int
    without_person: int
    median_answer: float | None
    by_session: tuple[tuple[str | None, int, int | None], ...]  # session, booked, came
    proposals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    feedback: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # likewise; "": of no one group


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble(Letter):
    """To the organizers: something does not work since a while, or (`until` set) works again.

    `part`: what; `name`: of the mailbox, where it is one; `why`: in words.
    """

    kind: ClassVar[str] = "trouble"
    part: Literal["mailbox", "sending", "events"]
    why: str
    since: datetime
    name: str = ""
    until: datetime | None = None


Asks = Literal["", "event", "whom", "text", "nobody", "answer"]
Done = Literal["", "sent", "dropped", "sent-before", "dropped-before", "replaced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCheck(Letter):
    """To the organizer who writes to those who are booked: what would go to whom, or what came of their answer.

    `whom`: as they said it; `audience`: None while it is not known. `asks`: what is missing before it can go, 'answer'
    where theirs was not understood. `letters`, `people`, `names`: who is written to, the first of them by name;
    `had`, `waiting`, `to_phone`, `unreached`: as in decision/notices/recipients.py. `due`: when it goes, where that is
    not at once; `drafts`: where it is laid into the drafts. `attached`: files that are not passed on.
    """

    kind: ClassVar[str] = "notice-check"
    whom: str
    words: str
    title: str = ""
    token: str = ""
    audience: Audience | None = None
    asks: Asks = ""
    done: Done = ""
    letters: int = 0
    people: int = 0
    names: tuple[str, ...] = ()
    had: int = 0
    waiting: int = 0
    to_phone: tuple[Booking, ...] = ()
    unreached: tuple[Booking, ...] = ()
    attached: tuple[str, ...] = ()
    among: tuple[Event, ...] = ()
    due: datetime | None = None
    drafts: bool = False
