"""What organizers do at the desk: bookings by phone, fax or at the door, under the same rules as mail.

Each is the mail's own rule, given a reading that is certain and a request without a sender. A booking with a mail
address is told by mail; one without is not, and the decision's `why` says what came of it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from mailflow.decision.cancel import cancel
from mailflow.decision.case import Case
from mailflow.decision.change import change
from mailflow.decision.decision import Book, Decision, Request
from mailflow.decision.moves import move, with_place
from mailflow.decision.names import find
from mailflow.decision.offers import accept, offered
from mailflow.decision.policy import decide
from mailflow.decision.told import told
from mailflow.domain.booking import NO_CHOICES, Attendee, Booking, Choices, Contact
from mailflow.domain.place import Cause, Status
from mailflow.understanding.reading import Intent, Person, Reading

Door = Literal["phone", "fax", "desk"]


class DeskError(ValueError):
    """What was asked for cannot be done; in plain words, English ones where nobody asks for another language."""

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(told("en", f"desk.{why}", **facts))
        self._why, self._facts = why, facts

    def in_words(self, language: str) -> str:
        """Why, in that language."""
        return told(language, f"desk.{self._why}", **self._facts)


def book_at_desk(
    book: Book,
    *,
    now: datetime,
    new_code: str,
    source: Door,
    seats: int | None = None,
    people: Sequence[Person] = (),
    choices: Choices = NO_CHOICES,
    contact: Contact | None = None,
    language: str | None = None,
    requests: Sequence[str] = (),
    late: bool = False,
) -> Decision:
    """A booking taken by an organizer. `choices` hold for everybody who has none of their own.

    `late`: also after the close, until the event ends.
    """
    known = {s.id for s in book.event.sessions}
    named = [s for wishes in (choices, *(p.choices for p in people)) for ids in wishes.values() for s in ids]
    if unknown := [s for s in named if s not in known]:
        raise DeskError("no_session", event=book.event.id, session=unknown[0])
    reading = Reading(
        intent=Intent.BOOK,
        language=language or book.event.language,
        confident=True,
        seats=max(seats or 0, len(people)) or 1,
        people=tuple(people),
        choices=choices,
        contact=contact or Contact(name=people[0].name if people else None),
        requests=tuple(requests),
    )
    return decide(reading, replace(_request(source, now, new_code), late=late), book)


def change_booking(book: Book, reading: Reading, *, now: datetime) -> Decision:
    """Alters `book.booking` as the reading says (seats, more, fewer, people, replaced, leaving, choices, dropped)."""
    booking = _found(book)
    return change(_case(book, replace(reading, intent=Intent.CHANGE, confident=True), now), booking)


def accept_offer(book: Book, *, now: datetime) -> Decision:
    """Takes the freed places that are held for `book.booking`: a yes by telephone. DeskError where none are."""
    booking = _found(book)
    if not offered(booking):
        raise DeskError("no_offer", code=booking.code)
    reading = Reading(intent=Intent.ACCEPT, language=booking.language, confident=True)
    return accept(_case(book, reading, now), booking)


def cancel_booking(book: Book, *, now: datetime, names: Sequence[str] = ()) -> Decision:
    """Gives up `book.booking`, or the places of those people. DeskError for a name that is not in it."""
    booking = _found(book)
    for name in names:
        _person(booking, name, booking.active)
    reading = Reading(intent=Intent.CANCEL, language=booking.language, confident=True, leaving=tuple(names))
    return cancel(_case(book, reading, now), booking)


def attend(booking: Booking, names: Sequence[str] = (), *, present: bool = True) -> Booking:
    """The booking with those people (all, where nobody is named) marked as present or absent. DeskError likewise.

    Only who has a place at the event can have come; a mark may be corrected.
    """
    seated = [a for a in booking.attendees if (p := a.place(None)) and p.status in _MARKABLE]
    marked = [_person(booking, name, seated) for name in names] if names else seated
    for attendee in marked:
        booking = booking.with_attendee(_marked(attendee, present=present))
    return booking


_MARKABLE = frozenset({Status.CONFIRMED, Status.ATTENDED, Status.ABSENT})


def _marked(attendee: Attendee, *, present: bool) -> Attendee:
    place = attendee.place(None)
    assert place is not None, "only the seated are marked"
    if attendee.attended is present:
        return attendee
    marked = move(place, Cause.ATTEND if present else Cause.MISS)
    return replace(with_place(attendee, marked), attended=present)


def _person(booking: Booking, name: str, people: Collection[Attendee]) -> Attendee:
    attendee = find(name, people)
    if attendee is None:
        raise DeskError("nobody", code=booking.code, name=name)
    return attendee


def _found(book: Book) -> Booking:
    if book.booking is None:
        raise DeskError("no_code")
    return book.booking


def _case(book: Book, reading: Reading, now: datetime) -> Case:
    return Case(reading, _request("desk", now, book.booking.code if book.booking else ""), book)


def _request(source: Door, now: datetime, new_code: str) -> Request:
    return Request(sender="", new_code=new_code, arrived=now, now=now, source=source)
