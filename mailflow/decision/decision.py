"""What is to be done about a mail: values for the ledger to write and the outbox to render, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from mailflow.domain.booking import Booking, PlaceRef, Waiting
from mailflow.domain.event import Event
from mailflow.domain.letter import Answering, Letter

Settled = Literal["handled", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the desk knows when it decides, read under the event's lock.

    `taken`: confirmed and offered places by session (None: the event itself). `waiting`: length of each queue.
    `queues`: the entries themselves, in order, as far as they were read (only where a seat is free);
    `queued`: their bookings by code. `booking`: the one this mail belongs to. `found_by`: how it was matched.
    `same_person`: active bookings of the same address (or name) in this event, the matched one included.
    `positions`: of every waitlisted place of those, its position in the queue, from 1.
    """

    event: Event
    taken: Mapping[str | None, int]
    waiting: Mapping[str | None, int] = field(default_factory=dict)
    queues: Mapping[str | None, tuple[Waiting, ...]] = field(default_factory=dict)
    queued: Mapping[str, Booking] = field(default_factory=dict)
    booking: Booking | None = None
    found_by: Literal["thread", "code", "address", "name"] | None = None
    same_person: tuple[Booking, ...] = ()
    positions: Mapping[PlaceRef, int] = field(default_factory=dict)

    def free(self, session: str | None) -> int | None:
        """Free seats there; None where there is no limit. Never below 0."""
        capacity = self.event.capacity_of(session)
        return None if capacity is None else max(0, capacity - self.taken.get(session, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks, when, and with what proof. `arrived`: arrival at the server (INTERNALDATE); `now`: the clock.

    `proven`: the configured server's Authentication-Results: True proven, False failed, None nothing said.
    `new_code`: a booking code not used yet. `answering`: the mail to answer. `answers`: the kind of our mail that this
    one answers by its thread, where it is the last of its kind about that booking. `among`: the events between which
    nothing tells, where there are several. `named`: the codes of all living bookings that it is about by its thread or
    by their codes. `perhaps`: living bookings of the one whom an organizer tells news of, where nothing tells which is
    meant. `handed_on`: an organizer writes, for somebody else. `late`: they give seats though booking is closed.
    """

    sender: str
    new_code: str
    arrived: datetime
    now: datetime
    proven: bool | None = None
    source: Literal["email", "pec", "phone", "fax", "desk"] = "email"
    answering: Answering | None = None
    answers: str | None = None
    among: tuple[Event, ...] = ()
    named: tuple[str, ...] = ()
    perhaps: tuple[Booking, ...] = ()
    handed_on: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A matter for a person: why it waits, in words, and what can be done (`ways`: confirm, waitlist, ask, self).

    `quiet`: the digest tells of it, no mail of its own.
    """

    why: tuple[str, ...]
    ways: tuple[str, ...] = ("self",)
    kind: Literal["doubt", "question", "party", "feedback", "privacy", "identity", "fax", "odd"] = "doubt"
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Bookings as they are to stand (new or altered), letters to send, and whether a person must look.

    `settled`: where the mail goes. `freed`: sessions whose queue should be served now. `why`: the rule that decided,
    for the log and for people.
    """

    settled: Settled
    why: str
    bookings: tuple[Booking, ...] = ()
    letters: tuple[Letter, ...] = ()
    review: ReviewItem | None = None
    freed: tuple[str | None, ...] = ()
    erase: str | None = None  # address whose data are to be erased
    access: str | None = None  # address whose data are to be sent to it: the Access letter wants its `data_json`
    unfinished: bool = False  # the mail itself is needed again: its writer was asked, and no booking keeps what it says
    notes: tuple[str, ...] = ()  # lines for the digest
    failed_recipients: tuple[str, ...] = ()  # a bounce: addresses our mail did not reach
