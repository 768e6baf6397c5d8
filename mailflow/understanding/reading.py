"""What a mail states, with the words each fact came from and the doubts left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mailflow.domain.booking import Choices, Contact, no_choices
from mailflow.message.model import Bounce, CalendarReply


class Intent(StrEnum):
    """What the writer wants."""

    BOOK = "book"
    CHANGE = "change"
    CANCEL = "cancel"
    ACCEPT = "accept"
    DECLINE = "decline"
    QUESTION = "question"
    PRIVACY = "privacy"
    FEEDBACK = "feedback"
    AUTO = "auto"
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    BULK = "bulk"
    SPAM = "spam"
    OTHER = "other"


MACHINES = frozenset({Intent.AUTO, Intent.BOUNCE, Intent.RECEIPT, Intent.BULK})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a fact came from. `part`: text, subject, from, signature, form, forwarded; offsets into that part."""

    fact: str  # such as `intent`, `seats`, `people.0.name`, `choices.turno-1`, `contact.phone`
    words: str
    part: str = "text"
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a person should look, or be asked. `about`: intent, seats, names, choices, date, event, identity."""

    about: str
    words: str  # as a secretary would say it
    round: str | None = None  # where the doubt is about one round's choice
    options: tuple[str, ...] = ()  # session ids, numbers or names between which the mail wavers


@dataclass(frozen=True, slots=True)
class Person:
    """An attendee named in the mail, with the sessions wanted by round, in order of preference."""

    name: str
    choices: Choices = field(default_factory=no_choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known before reading: the conversation the mail belongs to.

    `asked`: kinds of question our last mail put (`seats`, `names`, `choices:ROUND`, `confirm-cancel`,
    `confirm-change`, `offer`, `which-event`). `attendees`: names booked so far. `size`: places booked so far.
    `sessions`: those that anybody of the booking has or waits for.
    """

    has_booking: bool = False
    asked: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    size: int | None = None
    language: str | None = None  # the person's earlier language
    sessions: tuple[str, ...] = ()


NOTHING_KNOWN = Context()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A mail as read. Facts that were not stated are None or empty, never guessed."""

    intent: Intent
    language: str
    confident: bool = False
    seats: int | None = None
    people: tuple[Person, ...] = ()
    choices: Choices = field(default_factory=no_choices)  # where nobody is named; said of all
    contact: Contact = field(default_factory=Contact)
    leaving: tuple[str, ...] = ()  # named people who give up their place (partial cancellation, substitution)
    replaced: Mapping[str, str] = field(default_factory=dict)  # who leaves -> who comes instead
    dropped: tuple[str, ...] = ()  # rounds or sessions given up while the rest of the booking stays
    fewer: int | None = None  # 'one of us cannot come': places given back, where no new size is stated
    more: int | None = None  # 'two more join': places added, where no new size is stated
    question: bool = False
    question_text: str = ""  # the sentences that ask something
    requests: tuple[str, ...] = ()  # diet, access, certificate, invoice, other
    request_text: str = ""
    codes: tuple[str, ...] = ()  # booking codes quoted by the writer
    erase: bool = False  # privacy: deletion is asked for (else access)
    doubts: tuple[Doubt, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    bounce: Bounce | None = None
    calendar: CalendarReply | None = None
    text: str = ""
