"""Serving the queues: who waits gets what came free, in order; and why nobody did, where nobody did.

The sessions' queues are served first, then the event's own: who gets a place at the event takes what those who were
there already have left. Both functions are to be called again with a fresh book while their decision has `freed`
something: a person who changes into a session leaves a seat in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from mailflow.decision.allocate import Seating, only, seat
from mailflow.decision.asks import hold_until, still_missing
from mailflow.decision.cancel import whole
from mailflow.decision.case import positions
from mailflow.decision.decision import Book, Decision
from mailflow.decision.moves import Spot, freed, given_up, held, move, resequenced, spots, with_place
from mailflow.decision.offers import offer_until, without
from mailflow.decision.seats import Party, Seats, attendee_of, can_be_served, may_split, next_party
from mailflow.decision.vocabulary import vocabulary
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Ask, Cancelled, Letter, Offer, Promoted
from mailflow.domain.place import HELD, Cause, Status


def serve(book: Book, now: datetime) -> Decision:
    """Gives or offers what is free to those who wait. Nothing once the event has begun, or is called off."""
    if book.event.called_off:
        return Decision(settled="handled", why="the event is called off")
    if now >= book.event.starts:
        return Decision(settled="handled", why="the event has begun")
    bookings = dict(book.queued)
    seats = Seats(book, bookings)
    for session in (*(s.id for s in book.event.sessions), None):
        _serve_queue(session, seats, bookings, now)
    changed = [(book.queued[code], after) for code, after in bookings.items() if after != book.queued[code]]
    finished = [(before, resequenced(before, after)) for before, after in changed]
    return Decision(
        settled="handled",
        why="served",
        bookings=tuple(after for _, after in finished),
        letters=tuple(letter for before, after in finished for letter in _letters(book, before, after)),
        freed=_all_freed(finished),
    )


def expire(book: Book, now: datetime) -> Decision:
    """Offers and holds that ran out, of the bookings in `book.queued` (and `book.booking`): given up, and told."""
    looked_at = {b.code: b for b in (*book.queued.values(), *((book.booking,) if book.booking else ()))}
    pairs = [(before, after) for before in looked_at.values() if (after := expired(before, now)) != before]
    return Decision(
        settled="handled",
        why="expired",
        bookings=tuple(after for _, after in pairs),
        letters=tuple(letter for before, after in pairs for letter in _expiry_letter(book, before, after, now)),
        freed=_all_freed(pairs),
    )


def brought_forward(book: Book, now: datetime) -> Decision:
    """Of the bookings in `book.queued`, the terms that would end once the event has begun, because it begins sooner
    than when they were set: they end in time, and are told anew."""
    looked_at = book.queued.values() if now < book.event.starts and not book.event.called_off else ()
    pairs = [(before, after) for before in looked_at if (after := _in_time(before, book.event, now)) != before]
    return Decision(
        settled="handled",
        why="brought forward",
        bookings=tuple(after for _, after in pairs),
        letters=tuple(letter for before, after in pairs for letter in _sooner(book, before, after)),
    )


def _in_time(booking: Booking, event: Event, now: datetime) -> Booking:
    """The booking with every term of its own before the event."""
    asked = booking.asked_until
    until = offer_until(event, now) if asked is None else min(hold_until(event, now), event.starts)
    if asked is not None and asked > event.starts:
        booking = replace(booking, asked_until=until)
    for attendee, place in booking.places:
        if place.status is Status.OFFERED and place.offer_until and place.offer_until > event.starts:
            stands = attendee_of(booking, attendee.number) or attendee
            booking = booking.with_attendee(with_place(stands, replace(place, offer_until=until)))
    return booking


def _sooner(book: Book, before: Booking, after: Booking) -> Iterable[Letter]:
    if not after.contact.email:
        return
    facts = _common(book, after)
    if after.asked_until is not None:
        facts.pop("positions")
        yield Ask(**facts, queries=still_missing(book.event, after), held_until=after.asked_until, sooner=True)
        return
    terms = {(a.number, p.session): p.offer_until for a, p in before.places}
    offered = tuple((a.number, p.session) for a, p in after.places if terms[a.number, p.session] != p.offer_until)
    yield Offer(**facts, offered=offered, until=_until(after, offered), sooner=True)


def expired(booking: Booking, now: datetime) -> Booking:
    """The booking without what was held for it only until now."""
    if booking.asked_until is not None:
        if booking.asked_until > now:
            return booking
        return _no_longer_asked(whole(booking, Cause.EXPIRE))
    ran_out = [(a.number, p.session) for a, p in booking.places if _ran_out(p.status, p.offer_until, now)]
    return without(booking, ran_out, Cause.EXPIRE) if ran_out else booking


def why_waiting(book: Book, now: datetime) -> Mapping[str | None, str]:
    """For every queue, why nobody of it was served, in the event's language."""
    if book.event.called_off or now >= book.event.starts:
        why = "off" if book.event.called_off else "begun"
        return {session: _say(book.event, why) for session, people in book.waiting.items() if people}
    seats = Seats(book)
    reasons = {session: _reason(book, seats, session, queue) for session, queue in seats.queues.items() if queue}
    unread = {s: _say(book.event, "full") for s, n in book.waiting.items() if n and s not in reasons}
    return {**reasons, **unread}


def _serve_queue(session: str | None, seats: Seats, bookings: dict[str, Booking], now: datetime) -> None:
    queue = seats.queues.get(session, [])
    while (party := next_party(seats.event, session, queue, bookings, seats.free(session))) is not None:
        booking = bookings[party.code]
        bookings[party.code] = _served(booking, party, session, seats, now)
        left = [n for n in _numbers(queue, party) if n not in party.numbers]
        queue[:] = [_cut(p, party, left) for p in queue if (p.code, p.since) != (party.code, party.since) or left]


def _served(booking: Booking, party: Party, session: str | None, seats: Seats, now: datetime) -> Booking:
    """Gives the party its places, or offers them. Who has a seat in the round already only changes seats: no offer."""
    until = offer_until(seats.event, now) if seats.event.booking.waitlist == "offer" else None
    for number in party.numbers:
        attendee = attendee_of(booking, number)
        place = attendee.place(session) if attendee else None
        if attendee is None or place is None:
            continue
        seats.take(session)
        offers = until is not None and not (place.round is not None and attendee.held_in(place.round))
        attendee = with_place(attendee, move(place, Cause.OFFER, until) if offers else move(place, Cause.PROMOTE))
        if not offers and place.round is not None and session is not None:
            attendee = only(attendee, place.round, session, seats)
        booking = booking.with_attendee(attendee)
    return seat(booking, party.numbers, Seating(seats, party.since)) if session is None and until is None else booking


def _numbers(queue: Iterable[Party], party: Party) -> tuple[int, ...]:
    return next(p.numbers for p in queue if (p.code, p.since) == (party.code, party.since))


def _cut(one: Party, served: Party, left: list[int]) -> Party:
    return Party(one.code, one.since, tuple(left)) if (one.code, one.since) == (served.code, served.since) else one


def _letters(book: Book, before: Booking, after: Booking) -> Iterable[Letter]:
    """One letter for what was offered, one for what was given."""
    if not after.contact.email:
        return
    gained = set(spots(after, *HELD)) - set(spots(before, *HELD))
    offers = tuple(spot for spot in spots(after, Status.OFFERED) if spot in gained)
    given = tuple(spot for spot in spots(after, Status.CONFIRMED) if spot in gained)
    facts = _common(book, after)
    if offers:
        yield Offer(**facts, offered=offers, until=_until(after, offers))
    if given:
        yield Promoted(**facts, given=given, queries=still_missing(book.event, after))


def _until(booking: Booking, offers: tuple[Spot, ...]) -> datetime:
    return min(p.offer_until for a, p in booking.places if (a.number, p.session) in offers and p.offer_until)


def _expiry_letter(book: Book, before: Booking, after: Booking, now: datetime) -> Iterable[Letter]:
    if after.contact.email:
        held_none = before.asked_until is not None and not held(before)
        gone = () if held_none else _told(before, given_up(before, after))
        why: Literal["expired", "unanswered"] = "unanswered" if held_none else "expired"
        final = now >= book.event.booking.closes
        yield Cancelled(**_common(book, after), given_up=gone, whole=not after.active, final=final, why=why)


def _told(before: Booking, gone: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """What ran out itself, before what went with it."""
    offered = set(spots(before, Status.OFFERED))
    return tuple(spot for spot in gone if spot in offered) or gone


def _common(book: Book, booking: Booking) -> dict[str, Any]:
    return {
        "event": book.event,
        "to": booking.contact.email,
        "to_name": booking.contact.name,
        "language": booking.language,
        "booking": booking,
        "positions": positions(booking, book),
    }


def _all_freed(pairs: Iterable[tuple[Booking, Booking]]) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(session for before, after in pairs for session in freed(before, after)))


def _ran_out(status: Status, until: datetime | None, now: datetime) -> bool:
    return status is Status.OFFERED and until is not None and until <= now


def _no_longer_asked(booking: Booking) -> Booking:
    return replace(booking, asked=(), asked_until=None, pending="")


def _reason(book: Book, seats: Seats, session: str | None, queue: list[Party]) -> str:
    free = seats.free(session)
    if free < 1:
        return _say(book.event, "full")
    waiting = [(p, _able(book, p, session)) for p in queue]
    able = [(party, people) for party, people in waiting if people]
    if not able:
        return _say(book.event, "answer")
    people = able[0][1]
    if people > free and not may_split(book.event, session, people):
        passed = "behind" if book.event.booking.large_party == "wait" and len(able) > 1 else "large"
        return _say(book.event, passed, people=people, free=int(free))
    return _say(book.event, "begun")


def _able(book: Book, party: Party, session: str | None) -> int:
    booking = book.queued.get(party.code)
    return sum(1 for n in party.numbers if booking and can_be_served(booking, n, session))


def _say(event: Event, why: str, **facts: int) -> str:
    return vocabulary(event.language).waiting[why].format(**facts)
