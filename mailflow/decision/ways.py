"""The ways that organizers are offered to settle a matter: none that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from mailflow.decision.decision import Book
from mailflow.decision.party import size_of
from mailflow.understanding.reading import Reading


def that_lead_on(ways: Iterable[str], reading: Reading, book: Book) -> tuple[str, ...]:
    """Those of the ways that can be gone: nobody is put in line where there is room."""
    return tuple(way for way in ways if way != "waitlist" or _would_wait(reading, book))


def _would_wait(reading: Reading, book: Book) -> bool:
    """Whether there is no room at the event or, where it has no limit, in a session that they want."""
    asked_of = {None} if book.event.capacity is not None else _wanted(reading)
    return any(_is_full(session, size_of(reading) or 1, book) for session in asked_of)


def _wanted(reading: Reading) -> set[str | None]:
    wishes = (reading.choices, *(person.choices for person in reading.people))
    return {session for of_rounds in wishes for sessions in of_rounds.values() for session in sessions}


def _is_full(session: str | None, people: int, book: Book) -> bool:
    free = book.free(session)
    fits = free is None or free >= people or (free > 0 and book.event.booking.party == "split")
    return not fits or bool(book.waiting.get(session))
