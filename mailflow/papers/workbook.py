"""Bookings as an XLSX workbook, for the organizers: a sheet of people an event, and one of the seats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.papers.lists import NO_POSITIONS, Positions, Row, Seat, requests, rows
from mailflow.papers.seats import Standing, standings
from mailflow.papers.sessions import hours_of, label
from mailflow.papers.words import Words, words
from mailflow.papers.xlsx import Cell, Table, to_xlsx

Column = tuple[str, Callable[[Row], Cell]]  # its heading, and what it says of a row
List = tuple[Event, Sequence[Booking]]


def workbook(event: Event, bookings: Iterable[Booking], positions: Positions = NO_POSITIONS) -> bytes:
    """The bookings of one event, in the event's language."""
    return workbook_of([(event, list(bookings))], positions)


def workbook_of(lists: Sequence[List], positions: Positions = NO_POSITIONS) -> bytes:
    """The bookings of several events: a sheet of people each, and the seats of all on one more."""
    people = [_people(event, bookings, positions, alone=len(lists) == 1) for event, bookings in lists]
    return to_xlsx([*people, _seats(lists)], " · ".join(event.title for event, _ in lists))


def _people(event: Event, bookings: Sequence[Booking], positions: Positions, *, alone: bool) -> Table:
    say = words(event.language)
    columns = _columns(event, say)
    headings = [heading for heading, _ in columns]
    lines = rows(event, bookings, positions)
    return Table(
        name=say("list.sheet") if alone else event.title,
        headings=headings,
        cells=[[of(row) for _, of in columns] for row in lines],
        kinds=[row.status for row in lines],
        pinned=3,
        choices={headings.index(say("list.attended")): (say("list.yes"), say("list.no"))},
        printed=say("list.printed"),
    )


def _columns(event: Event, say: Words) -> list[Column]:
    titles = {session.id: label(session) for session in event.sessions}
    marked = {True: say("list.yes"), False: say("list.no"), None: None}

    def in_round(round_id: str | None) -> Callable[[Row], Cell]:
        return lambda row: "; ".join(_told(seat, titles, say) for seat in row.seats.get(round_id, ()))

    def of_booking(fact: Callable[[Booking], str | None]) -> Callable[[Row], Cell]:
        return lambda row: fact(row.booking)

    return [
        (say("list.code"), of_booking(lambda booking: booking.code)),
        (say("list.number"), lambda row: row.attendee.number),
        (say("list.name"), lambda row: row.attendee.name or (say("list.guest", host=row.host) if row.host else "")),
        (say("list.place"), in_round(None)),
        *((round_.title, in_round(round_.id)) for round_ in event.rounds),
        (say("list.attended"), lambda row: marked[row.attended]),
        (say("list.contact"), of_booking(lambda booking: booking.contact.name)),
        (say("list.email"), of_booking(lambda booking: booking.contact.email)),
        (say("list.phone"), of_booking(lambda booking: booking.contact.phone)),
        (say("list.organization"), of_booking(lambda booking: booking.contact.organization)),
        (say("list.requests"), lambda row: ", ".join(say(f"request.{kind}") for kind in requests(row))),
        (say("list.source"), of_booking(lambda booking: say(f"source.{booking.source}"))),
        (say("list.received"), lambda row: row.received),
        (say("list.language"), of_booking(lambda booking: booking.language)),
    ]


def _told(seat: Seat, titles: dict[str, str], say: Words) -> str:
    """`confirmed` at the event; in a session its title, and how the place stands where it is not confirmed."""
    status = say(f"status.{seat.status}")
    if seat.position:
        status = say("list.queue", status=status, position=seat.position)
    if seat.session is None:
        return status
    title = titles.get(seat.session, seat.session)
    return title if seat.status == "confirmed" else f"{title} – {status}"


def _seats(lists: Sequence[List]) -> Table:
    say = words(lists[0][0].language if lists else "en")
    keys = ("round", "session", "hours", "room", "capacity", "confirmed", "offered", "waitlisted", "free")
    return Table(
        name=say("seats.sheet"),
        headings=[say("list.event"), *(say(f"seats.{key}") for key in keys)],
        cells=[_standing(event, line, say) for event, bookings in lists for line in standings(event, bookings)],
        printed=say("list.printed"),
    )


def _standing(event: Event, line: Standing, say: Words) -> list[Cell]:
    session = event.session(line.session) if line.session else None
    return [
        event.title,
        event.round(session.round).title if session else say("seats.whole"),
        label(session) if session else "",
        hours_of(event, session),
        (session.room if session else event.venue.name) or "",
        line.capacity,
        line.confirmed,
        line.offered,
        line.waitlisted,
        line.free,
    ]
