"""Every mail mailflow sends, one typed context a kind. The words are in `templates/`, the facts are here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from mailflow.domain.booking import Booking
from mailflow.domain.edition import Difference
from mailflow.domain.event import Event
from mailflow.domain.notice import Audience


@dataclass(frozen=True, slots=True)
class Answering:
    """The mail a letter answers, for In-Reply-To, References and `Re:`; `text`: the person's own words."""

    message_id: str
    references: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    sender: str = ""
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One thing we ask the person.

    `about`: seats, names, choices, leaving, change, date, which-event, confirm-cancel, confirm-change, other.

    `round`: whose choice is asked. `options`: what to choose from (session ids, or words the mail wavered between).
    `words`: the doubt as a secretary would say it, where a doubt was the cause. `names`: whose choice, where it is not
    that of all.
    """

    about: str
    round: str | None = None
    options: tuple[str, ...] = ()
    words: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A question answered from the event's facts.

    `text`: the words of the event file, where it has an answer of its own; otherwise the templates say the fact
    named by `about`, of that session where one is meant. `free`: the seats that a newcomer can have now, by session
    (None: the event itself), where `about` is seats and they are limited. `booking`: how the writer's own stands.
    """

    about: Literal["faq", "place", "time", "programme", "session", "seats", "contact", "deadline", "how", "booking"]
    text: str = ""
    session: str | None = None
    free: tuple[tuple[str | None, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What all letters share. `to`: the one recipient. Facts about queues are filled in by the decision."""

    kind: ClassVar[str]
    event: Event
    to: str
    language: str
    to_name: str | None = None
    answering: Answering | None = None
    first: bool = False  # our first mail to this person: it carries the privacy notice


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingLetter(Letter):
    """A letter about one booking as it stands after the decision.

    `positions`: for every waitlisted place, (attendee number, session) -> position in its queue.
    `queries`: what is still missing, asked in this same mail. `answers`: answers from the event's facts to questions
    the person put besides. `passed_on`: a question was passed to the organizers.
    """

    booking: Booking
    positions: Mapping[tuple[int, str | None], int] = field(default_factory=dict)
    queries: tuple[Query, ...] = ()
    answers: tuple[Answered, ...] = ()
    passed_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(BookingLetter):
    """A booking has a place, at the event or in a session."""

    kind: ClassVar[str] = "confirmation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waitlist(BookingLetter):
    """A booking has no place yet anywhere."""

    kind: ClassVar[str] = "waitlist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(BookingLetter):
    """Freed places are held for an answer until `until`. `offered`: (attendee number, session).

    `sooner`: an offer told before; the event was brought forward, and the term with it.
    """

    kind: ClassVar[str] = "offer"
    offered: tuple[tuple[int, str | None], ...]
    until: datetime
    sooner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promoted(BookingLetter):
    """Freed places are given. `given`: (attendee number, session)."""

    kind: ClassVar[str] = "promoted"
    given: tuple[tuple[int, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Letter):
    """Facts are missing or contradict each other, or an alteration must be confirmed by reply.

    `booking`: as far as it was understood (None where nothing is held yet); `held_until`: until when; `sooner`: the
    event was brought forward, and that term with it. `among`: the events between which a mail does not tell; then
    `event` is but the one whose letterhead we use.
    """

    kind: ClassVar[str] = "ask"
    queries: tuple[Query, ...]
    booking: Booking | None = None
    held_until: datetime | None = None
    sooner: bool = False
    among: tuple[Event, ...] = ()
    answers: tuple[Answered, ...] = ()
    passed_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Already(BookingLetter):
    """The person is booked already and nothing is new."""

    kind: ClassVar[str] = "already"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(BookingLetter):
    """The booking was altered. `before`: as it stood. `queries`: what is missing of who joined."""

    kind: ClassVar[str] = "changed"
    before: Booking
    queries: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated(BookingLetter):
    """The event itself is another than the person was told. `queries`: what they are to choose anew."""

    kind: ClassVar[str] = "updated"
    news: tuple[Difference, ...]
    queries: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(BookingLetter):
    """Places were given up: the whole booking, or those in `given_up` (attendee number, session).

    `unanswered`: a request that held no place, and whose question nobody answered. `off`: the event is not held.
    `final`: booking is closed, so that whoever thinks better of it cannot have it back by mail;
    `begun`: the event has, so that nobody who waits gets the place.
    """

    kind: ClassVar[str] = "cancelled"
    given_up: tuple[tuple[int, str | None], ...]
    whole: bool
    final: bool = False
    begun: bool = False
    why: Literal["asked", "declined", "expired", "unanswered", "organizer", "off"] = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Letter):
    """Too early, too late, once it has begun, after the event, or the event takes no bookings."""

    kind: ClassVar[str] = "closed"
    why: Literal["early", "late", "begun", "over", "off"]
    answers: tuple[Answered, ...] = ()
    passed_on: bool = False
    wanted: Literal["book", "change", "cancel", "accept"] = "book"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Letter):
    """A question answered from the event's facts. `passed_on`: part of it goes to the organizers besides.

    `by_hand`: an organizer's words, in answer to whatever mail.
    """

    kind: ClassVar[str] = "answer"
    answers: tuple[Answered, ...]
    passed_on: bool = False
    booking: Booking | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Letter):
    """A person will look at it. `among`: as in Ask."""

    kind: ClassVar[str] = "received"
    why: Literal["party", "question", "doubt", "privacy", "feedback"]
    answers: tuple[Answered, ...] = ()
    seats: int | None = None
    among: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(BookingLetter):
    """Before the event. `days`: in how many days it begins for the reader (0: the same day). `unanswered`: whether we
    asked about a change, and nobody has answered yet."""

    kind: ClassVar[str] = "reminder"
    days: int
    unanswered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(BookingLetter):
    """After the event, to a participant. `came`: attendees marked as present; None where nobody marked attendance."""

    kind: ClassVar[str] = "summary"
    came: tuple[int, ...] | None
    proposals: Mapping[str, tuple[str, ...]]  # session id -> the group's idea-proposals
    certificates: tuple[int, ...] = ()  # attendees whose certificate is attached


@dataclass(frozen=True, slots=True, kw_only=True)
class Access(Letter):
    """A person's data, as text, with the same as JSON attached."""

    kind: ClassVar[str] = "access"
    bookings: tuple[Booking, ...]
    data_json: str
    confirm: bool = False  # asks first whether it is really them
    booking: Booking | None = None  # that keeps the question, so that the answer is known by its thread
    code: str = ""  # of a booking of theirs, for the reply that confirms


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(Letter):
    """A person's data were erased; or (`confirm`) will be, if they confirm by reply."""

    kind: ClassVar[str] = "erased"
    confirm: bool = False
    booking: Booking | None = None  # likewise
    code: str = ""  # likewise


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(BookingLetter):
    """What organizers write to those who are booked. `words`: theirs; `title`: their subject, '' for ours."""

    kind: ClassVar[str] = "notice"
    words: str
    audience: Audience
    title: str = ""
