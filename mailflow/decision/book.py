"""A new booking: seats for whom they are clear, held where something must be asked first."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision import asks
from mailflow.decision.allocate import Seating, seat
from mailflow.decision.case import Case
from mailflow.decision.decision import Decision, ReviewItem
from mailflow.decision.moves import held, wanted, with_place
from mailflow.decision.names import key
from mailflow.decision.party import attendees_of, size_of
from mailflow.decision.seats import Seats
from mailflow.decision.window import shut_for_booking
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking, Contact, Place
from mailflow.domain.letter import Ask, Closed, Confirmation, Letter, Query, Waitlist
from mailflow.domain.place import HELD, Status


def new_booking(case: Case) -> Decision:
    """Books what is clear; asks once for what is not."""
    if (why := shut_for_booking(case)) is not None:
        return case.decided(f"closed: {why}", case.letter(Closed, why=why, wanted="book"))
    size = size_of(case.reading)
    if size is not None and size > case.event.booking.max_party:
        return too_large(case, size)
    if any(doubt.about == "identity" for doubt in case.reading.doubts) and not case.reading.confident:
        return case.to_a_person("not clear for whom", case.says("identity"))
    booking = _draft(case)
    doubts = asks.of_whom(asks.doubts(case.reading), booking.attendees)
    needed = asks.merged(doubts, asks.missing(case.event, size, booking.attendees))
    wishes = tuple(q for q in asks.wishes(case.event, booking.attendees) if q.round not in {n.round for n in needed})
    if all(query.about == "choices" and query.round for query in needed):  # the place at the event is sure
        return _book(case, booking, asks.in_order(case.event, asks.merged(needed, wishes)))
    if needed:
        return _ask_first(case, booking, size, asks.merged(needed, wishes))
    return _book(case, booking, wishes)


def too_large(case: Case, size: int, told: str = "party") -> Decision:
    """Above the event's largest party: a person decides, nothing is done. `told`: what the sender is told it is."""
    why = case.says("party", seats=size, max=case.event.booking.max_party)
    return case.to_a_person("a large party", why, kind="party", told=told, seats=size)


def _draft(case: Case) -> Booking:
    reading, request = case.reading, case.request
    contact = replace(reading.contact, email=case.reply_to)
    return Booking(
        code=request.new_code,
        event=case.event.id,
        source=request.source,
        received=request.arrived,
        language=reading.language,
        contact=contact if any((contact.name, contact.phone, contact.email)) else Contact(),
        attendees=attendees_of(reading, case.event),
        requests=reading.requests,
        notes=reading.request_text,
        addresses=_other_addresses(case, contact),
    )


def _other_addresses(case: Case, contact: Contact) -> tuple[str, ...]:
    """Who writes from one address and wants the answer at another may write again from either.

    Not so a web form: it writes for everybody.
    """
    by_form = any(fact.part == "form" for fact in case.reading.evidence)
    if by_form or not case.sender or case.sender == address_key(contact.email):
        return ()
    return (case.sender,)


def _book(case: Case, booking: Booking, wishes: tuple[Query, ...]) -> Decision:
    numbers = [a.number for a in booking.attendees]
    booking = seat(booking, numbers, Seating(Seats(case.book), case.request.arrived))
    booking = replace(booking, asked=asks.asked(wishes))
    return case.decided(
        "booked" if held(booking) else "waitlisted",
        standing_letter(case, booking, wishes),
        booking=booking,
        review=_namesakes(case, booking),
    )


def standing_letter(case: Case, booking: Booking, queries: tuple[Query, ...] = ()) -> tuple[Letter, ...]:
    """How a booking stands: confirmed, or on the waitlist."""
    has_place = any(p.status in HELD for _, p in booking.places)
    kind: type[Confirmation | Waitlist] = Confirmation if has_place else Waitlist
    return case.letter(kind, booking=booking, queries=queries)


def _ask_first(case: Case, booking: Booking, size: int | None, queries: tuple[Query, ...]) -> Decision:
    """Holds the seats that are clear; a mail that may not be a booking of ours at all holds none."""
    until = asks.hold_until(case.event, case.request.now)
    numbers = [a.number for a in booking.attendees]
    if asks.perhaps_no_booking(case.reading):
        booking = _only_wanted(booking, case)
    else:
        booking = seat(booking, numbers, Seating(Seats(case.book), case.request.arrived, until))
    booking = replace(booking, asked=asks.asked(queries), asked_until=until)
    told_until = until if held(booking) else None
    letter = case.letter(Ask, queries=queries, booking=_as_understood(booking), held_until=told_until)
    return case.decided("asked: " + ", ".join(booking.asked), letter, booking=booking)


def _only_wanted(booking: Booking, case: Case) -> Booking:
    place = Place(round=None, session=None, status=Status.WANTED, since=case.request.arrived)
    return replace(booking, attendees=tuple(with_place(a, place) for a in booking.attendees))


def _as_understood(booking: Booking) -> Booking:
    """The booking as a letter shows it for a yes: with the wishes of those who have no place yet."""
    shown = booking
    for attendee in (a for a in booking.attendees if all(p.status is Status.WANTED for p in a.places)):
        wishing = attendee
        for round_id, session in ((r, s) for r, sessions in attendee.choices.items() for s in sessions):
            wishing = with_place(wishing, wanted(wishing, round_id, session, booking.received))
        shown = shown.with_attendee(wishing)
    return shown


def _namesakes(case: Case, booking: Booking) -> ReviewItem | None:
    """Somebody of that full name is booked from another address: booked all the same, and the organizers told."""
    others = [b for b in case.book.same_person if b.code != booking.code and b not in case.mine]
    found = [
        case.says("namesake", name=mine.name, code=other.code)
        for other in others
        for mine in booking.attendees
        for theirs in other.active
        if len(key(mine.name)) > 1 and key(mine.name) == key(theirs.name)
    ]
    return ReviewItem(why=tuple(found), ways=("self",), kind="identity") if found else None
