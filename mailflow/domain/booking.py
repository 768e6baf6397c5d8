"""A booking: who writes, who attends, and which places they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from mailflow.domain.place import HELD, Status

Source = Literal["email", "pec", "phone", "fax", "desk"]
Choices = Mapping[str, tuple[str, ...]]
NO_CHOICES: Choices = MappingProxyType({})


def no_choices() -> Choices:
    """The default where nothing was chosen (a dataclass takes no mapping as default)."""
    return NO_CHOICES


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The person to answer. `phone` is in international form, `+39…`. Facts nobody stated are None."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One person's place in a session, or at the event itself (`session` and `round` None).

    `since` orders the queue: the arrival at the server of the mail that asked for it. `sequence` counts what was
    told of this place in the calendar (RFC 5545 SEQUENCE). `offer_until` stays on an offer that ran out, to tell it
    from what the person gave up.
    """

    round: str | None
    session: str | None
    status: Status
    since: datetime
    offer_until: datetime | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One person of a booking. `number` is stable within it, from 1. `choices`: what was asked for, by round."""

    number: int
    name: str | None = None
    choices: Choices = field(default_factory=no_choices)
    places: tuple[Place, ...] = ()
    requests: tuple[str, ...] = ()
    attended: bool | None = None

    def place(self, session: str | None) -> Place | None:
        """The place in that session that is not given up, else None."""
        return next((p for p in self.places if p.session == session and p.status is not Status.CANCELLED), None)

    def held_in(self, round_id: str | None) -> tuple[Place, ...]:
        """Places of that round that take a seat (confirmed or offered)."""
        return tuple(p for p in self.places if p.round == round_id and p.status in HELD)

    @property
    def active(self) -> bool:
        """Whether anything of this person's is not given up."""
        return any(p.status is not Status.CANCELLED for p in self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One booking of one or several attendees. `code` (such as K7QM-3F) is what people may quote."""

    code: str
    event: str
    source: Source
    received: datetime
    language: str
    contact: Contact
    attendees: tuple[Attendee, ...]
    requests: tuple[str, ...] = ()
    notes: str = ""
    # what we asked back and still wait for: the kinds of question, and until when the seats are held
    asked: tuple[str, ...] = ()
    asked_until: datetime | None = None
    # a change understood but not yet carried out, while it waits for an answer: `decision.pending` writes and reads it
    pending: str = ""
    # addresses, besides the contact's, that wrote this booking and may alter it
    addresses: tuple[str, ...] = ()

    @property
    def active(self) -> tuple[Attendee, ...]:
        """Attendees who have not given up."""
        return tuple(a for a in self.attendees if a.active)

    @property
    def places(self) -> Iterator[tuple[Attendee, Place]]:
        """Every place with its attendee."""
        return ((a, p) for a in self.attendees for p in a.places)

    def with_attendee(self, attendee: Attendee) -> Booking:
        """This booking with one attendee replaced, by number."""
        return replace(self, attendees=tuple(attendee if a.number == attendee.number else a for a in self.attendees))


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """Names one place: booking, attendee, session (None: the event itself)."""

    code: str
    attendee: int
    session: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry of a queue, in its order."""

    ref: PlaceRef
    since: datetime
