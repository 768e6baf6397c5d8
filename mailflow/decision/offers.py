"""Offers of a freed place: how long they hold, and what a yes or a no does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from mailflow.decision import asks
from mailflow.decision.allocate import Seating, only, seat
from mailflow.decision.answered import SETTLED_BY_YES, ask_for_the_rest, confirm_held, names_missing
from mailflow.decision.ask_first import confirm_first, unsettled
from mailflow.decision.before_and_after import same_facts
from mailflow.decision.beside_a_yes import with_what_else_is_said
from mailflow.decision.book import new_booking, standing_letter
from mailflow.decision.cancel import cancel, gave_up, too_late
from mailflow.decision.case import Case
from mailflow.decision.change import again
from mailflow.decision.decision import Decision
from mailflow.decision.edit import edit
from mailflow.decision.identity import Standing, standing
from mailflow.decision.moves import Spot, give_up, move, resequenced, spots, wanted, with_place
from mailflow.decision.names import find
from mailflow.decision.quiet import by_day, end_of_night, in_the_night
from mailflow.decision.seats import Seats, attendee_of
from mailflow.decision.window import shut_for_all
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Already, Closed, Letter
from mailflow.domain.place import Cause, Status
from mailflow.understanding.reading import Intent

SHARE = 4  # a hold takes at most a quarter of the time left, so that several people can still be asked
SHORTEST = timedelta(hours=1)
STILL_MEANT = timedelta(days=7)  # so long after an offer ran out a plain yes is still taken to be for it
MORNING = time(9)  # a hold that would end in the night ends here


def offer_until(event: Event, now: datetime) -> datetime:
    """Until when a freed place is held: shorter as the event nears, never ending at night or after it began."""
    zone = event.timezone
    begins = by_day(now, zone).astimezone(
        UTC
    )  # durations are counted in UTC: an hour is an hour when the clocks change
    hold = min(event.booking.offer_hold, max(SHORTEST, (event.starts.astimezone(UTC) - begins) / SHARE))
    end = begins + hold
    if in_the_night(end, zone):
        end = end_of_night(end, zone, MORNING)
    return min(end, event.starts)


def offered(booking: Booking) -> tuple[Spot, ...]:
    """Freed places that are held for an answer (not those held while we ask for facts)."""
    return () if booking.asked_until is not None else tuple(spots(booking, Status.OFFERED))


def ran_out(booking: Booking) -> tuple[Spot, ...]:
    """Places in sessions that were offered and not taken, of people who have a place at the event."""
    people = {a.number for a in booking.active}
    return tuple(
        (a.number, p.session)
        for a, p in booking.places
        if p.status is Status.CANCELLED and p.offer_until and p.session is not None and a.number in people
    )


def accept(case: Case, booking: Booking) -> Decision:
    """Yes: to an offer, or to what we understood."""
    if standing(case, booking) is Standing.PERSON:
        return case.to_a_person("a stranger's yes", case.not_theirs, kind="identity")
    if (why := shut_for_all(case)) is not None:
        return case.decided(f"closed: {why}", case.letter(Closed, why=why, wanted="accept"))
    if booking.asked_until is not None:
        return _yes_to_question(case, booking)
    if spoken := offered(booking):
        return take_up(case, booking, _meant(case, booking, spoken))
    if not booking.active:
        return _too_late(case, booking)
    return _asked_again(case, booking, _meant(case, booking, _just_ran_out(case, booking)))


def take_up(case: Case, booking: Booking, accepted: Collection[Spot]) -> Decision:
    """Those offers are theirs; who has a place at the event now gets the sessions wished for."""
    seats = Seats(case.book)
    after = booking
    for number, session in accepted:
        attendee = attendee_of(after, number)
        place = attendee.place(session) if attendee else None
        if attendee is None or place is None:
            continue
        attendee = with_place(attendee, move(place, Cause.ACCEPT))
        if place.round is not None and session is not None:
            attendee = only(attendee, place.round, session, seats)
        after = after.with_attendee(attendee)
    arrived = [number for number, session in accepted if session is None]
    after = seat(after, arrived, Seating(seats, _since(booking, arrived, case)))
    with_others = with_what_else_is_said(case, after, seats)
    if with_others is None:
        return unsettled(case)
    after = resequenced(booking, with_others)
    return case.decided("accepted", _taken_up(case, after), before=booking, booking=after)


def _taken_up(case: Case, after: Booking) -> tuple[Letter, ...]:
    """How the booking stands now, and what is still to be chosen."""
    return standing_letter(case, after, asks.still_missing(case.event, after))


def _since(booking: Booking, numbers: Collection[int], case: Case) -> datetime:
    """They wait in the sessions' queues since they asked for a place at the event."""
    waited = [p.since for a, p in booking.places if a.number in numbers and p.session is None]
    return min(waited, default=case.request.arrived)


def decline(case: Case, booking: Booking) -> Decision:
    """No: to an offer; without one, the booking is given up."""
    spoken = offered(booking)
    if not spoken and booking.active and ran_out(booking):
        return case.decided("nothing to decline", case.letter(Already, booking=booking))
    if not spoken:
        return cancel(case, booking)
    may = standing(case, booking)
    if may is Standing.PERSON:
        return case.to_a_person("a stranger's no", case.not_theirs, kind="identity")
    if (why := shut_for_all(case)) is not None:
        return too_late(case, why, booking, without(booking, _meant(case, booking, spoken), Cause.DECLINE))
    if may is Standing.CONFIRM:
        return confirm_first(case, booking, case.reading, "confirm-cancel")
    return give_back(case, booking, _meant(case, booking, spoken))


def give_back(case: Case, booking: Booking, declined: Collection[Spot]) -> Decision:
    """Those offers are given back; without a place at the event, its sessions go too."""
    return gave_up(case, booking, without(booking, declined, Cause.DECLINE), "declined")


def without(booking: Booking, places: Collection[Spot], cause: Cause) -> Booking:
    """The booking without those offered places; who has none at the event any more has none anywhere."""
    for number, session in places:
        attendee = attendee_of(booking, number)
        place = attendee.place(session) if attendee else None
        if attendee is None or place is None:
            continue
        attendee = with_place(attendee, move(place, cause))
        booking = booking.with_attendee(give_up(attendee) if session is None else attendee)
    return booking


def _meant(case: Case, booking: Booking, spoken: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Which of the offers an answer is about: of the people and sessions it names, if it names some; else all."""
    reading = case.reading
    people = {a.number for p in reading.people if (a := find(p.name, booking.active))}
    sessions = {
        s for wishes in (reading.choices, *(p.choices for p in reading.people)) for ids in wishes.values() for s in ids
    }
    by_person = tuple(spot for spot in spoken if spot[0] in people) or spoken
    return tuple(spot for spot in by_person if spot[1] in sessions) or by_person


def _yes_to_question(case: Case, booking: Booking) -> Decision:
    """A yes confirms what we understood, where that was the question; a number or a name is not told by a yes.

    The sessions asked for besides may follow: a place without one is a place.
    """
    open_ = [q for q in booking.asked if q not in SETTLED_BY_YES]
    if len(open_) < len(booking.asked):
        open_ = [q for q in open_ if not q.startswith("choices:")]
    stated = case.reading.people or case.reading.choices or case.reading.seats
    if open_ and not stated:
        return unsettled(case)
    result = edit(booking, case.reading, case.event)
    if result.unclear:
        return unsettled(case)
    if rest := names_missing(case, result.booking):
        return ask_for_the_rest(case, booking, result.booking, rest)
    after = confirm_held(case, booking, result.booking)
    wishes = asks.wishes(case.event, after.active)
    after = replace(after, asked=asks.asked(wishes))
    return case.decided("confirmed by a yes", standing_letter(case, after, wishes), before=booking, booking=after)


def _nothing_to_accept(case: Case, booking: Booking) -> Decision:
    """A yes that nothing waits for; what it says besides is taken as of who books again."""
    if not same_facts(booking, edit(booking, case.reading, case.event, only_adds=True).booking):
        return again(case.but(reading=replace(case.reading, intent=Intent.BOOK)), booking)
    return case.decided("nothing to accept", case.letter(Already, booking=booking))


def _too_late(case: Case, booking: Booking) -> Decision:
    """A yes after the hold ran out: they get what there is now, or wait again."""
    ran_out = [
        a.number for a, p in booking.places if p.status is Status.CANCELLED and p.offer_until and p.session is None
    ]
    if not ran_out:
        return case.to_a_person("a yes to nothing", case.says("given_up"), kind="odd")
    if (case.reading.seats or len(case.reading.people) or len(ran_out)) != len(
        ran_out
    ):  # not the places that were held
        return new_booking(case.but(reading=replace(case.reading, intent=Intent.BOOK)))
    after = resequenced(booking, seat(booking, ran_out, Seating(Seats(case.book), case.request.arrived)))
    return case.decided("accepted too late", _taken_up(case, after), before=booking, booking=after)


def _just_ran_out(case: Case, booking: Booking) -> tuple[Spot, ...]:
    """Of the sessions' offers that ran out, those a yes may still be meant for."""
    since = case.request.now - STILL_MEANT
    ends = {(a.number, p.session): p.offer_until for a, p in booking.places}
    return tuple(spot for spot in ran_out(booking) if (end := ends[spot]) is not None and end >= since)


def _asked_again(case: Case, booking: Booking, late: Collection[Spot]) -> Decision:
    """A yes after a session's offer ran out: they get what there is now, or wait again."""
    if not late:
        return _nothing_to_accept(case, booking)
    seating = Seating(Seats(case.book), case.request.arrived)
    after = booking
    for number, session in late:
        attendee = attendee_of(after, number)
        if attendee is None or session is None:
            continue
        round_id = case.event.session(session).round
        attendee = with_place(attendee, wanted(attendee, round_id, session, seating.since))
        if seating.seats.room(session, 1):
            attendee = only(seating.give(attendee, session), round_id, session, seating.seats)
        else:
            attendee = seating.line_up(attendee, session)
        after = after.with_attendee(attendee)
    after = resequenced(booking, after)
    return case.decided("accepted too late", _taken_up(case, after), before=booking, booking=after)
