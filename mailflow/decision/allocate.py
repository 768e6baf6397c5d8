"""Who gets which seat. The one place where places are given, for mail, the desk and the queues alike.

1. The event itself first: who has no place there takes no seat in a session; their wishes are kept.
2. Then round after round, the preferences in their order: the first with room is given. Where none has room, the
   person waits in the queue of each of them; the first that frees is theirs.
3. A party with the same wishes stays together, unless the event says `party = "split"`.
4. Who changes keeps the old seat until the new one is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from mailflow.decision.moves import living, move, wanted, with_place
from mailflow.decision.seats import Seats, attendee_of, may_split
from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.place import HELD, Cause, Status


def seat(
    booking: Booking, numbers: Collection[int], seats: Seats, since: datetime, hold: datetime | None = None
) -> Booking:
    """Gives those attendees what there is of what they want, and puts them in line for the rest.

    `since`: what new places count from in a queue. `hold`: places are only held until then, while we ask for what is
    missing, and nobody is put in line.
    """
    booking = _seat_at_event(booking, numbers, seats, since, hold)
    for round_ in seats.event.rounds:
        booking = seat_in_round(booking, round_.id, numbers, seats, since, hold)
    return booking


def _seat_at_event(
    booking: Booking, numbers: Collection[int], seats: Seats, since: datetime, hold: datetime | None
) -> Booking:
    asking = []
    for attendee in _of(booking, numbers):
        place = attendee.place(None) or wanted(attendee, None, None, since)
        booking = booking.with_attendee(with_place(attendee, place))
        if place.status is Status.WANTED:
            asking.append(attendee.number)
    for part in _parts(seats, None, asking):
        room = seats.room(None, len(part))
        for attendee in _of(booking, part):
            booking = booking.with_attendee(
                _given(attendee, None, seats, hold) if room else _lined_up(attendee, None, hold)
            )
    return booking


def seat_in_round(
    booking: Booking,
    round_id: str,
    numbers: Collection[int],
    seats: Seats,
    since: datetime,
    hold: datetime | None = None,
) -> Booking:
    """The same for one round."""
    here = []
    for attendee in _of(booking, numbers):
        at_event = attendee.place(None)
        if at_event and (at_event.status is Status.CONFIRMED or (hold and at_event.status is Status.OFFERED)):
            here.append(attendee.number)
        elif at_event:
            booking = booking.with_attendee(_wishing(attendee, round_id, since))
    for wishes, group in _by_wishes(booking, round_id, here).items():
        for part in _parts(seats, max(wishes, key=lambda s: seats.event.capacity_of(s) or 0), group):
            booking = _seat_part(booking, round_id, wishes, part, seats, since, hold)
    return booking


def _seat_part(
    booking: Booking,
    round_id: str,
    wishes: tuple[str, ...],
    part: list[int],
    seats: Seats,
    since: datetime,
    hold: datetime | None,
) -> Booking:
    def newcomers(session: str) -> int:
        return sum(1 for a in _of(booking, part) if not _holds(a, session))

    target = next((s for s in wishes if newcomers(s) == 0 or seats.room(s, newcomers(s))), None)
    for attendee in _of(booking, part):
        if target is not None:
            after = with_place(attendee, wanted(attendee, round_id, target, since))
            after = only(_given(after, target, seats, hold), round_id, target, seats)
        else:
            after = _waiting(attendee, round_id, wishes, since, hold)
        booking = booking.with_attendee(after)
    return booking


def only(attendee: Attendee, round_id: str, session: str, seats: Seats) -> Attendee:
    """The attendee with that session's place as the only one of the round."""
    for place in living(attendee, round_id):
        if place.session != session:
            if place.status in HELD:
                seats.release(place.session)
            attendee = with_place(attendee, move(place, Cause.CANCEL))
    return attendee


def _given(attendee: Attendee, session: str | None, seats: Seats, hold: datetime | None) -> Attendee:
    place = attendee.place(session)
    assert place is not None, "a place is asked for before it is given"
    if place.status is Status.WANTED:
        seats.take(session)
        return with_place(attendee, move(place, Cause.HOLD, hold) if hold else move(place, Cause.SEAT))
    if place.status is Status.WAITLISTED:
        seats.take(session)
        return with_place(attendee, move(place, Cause.PROMOTE))
    if place.status is Status.OFFERED and hold is None:
        return with_place(attendee, move(place, Cause.ACCEPT))
    return attendee


def _lined_up(attendee: Attendee, session: str | None, hold: datetime | None) -> Attendee:
    place = attendee.place(session)
    assert place is not None, "a place is asked for before its queue is joined"
    waits = place.status is Status.WANTED and hold is None
    return with_place(attendee, move(place, Cause.QUEUE)) if waits else attendee


def _waiting(
    attendee: Attendee, round_id: str, wishes: tuple[str, ...], since: datetime, hold: datetime | None
) -> Attendee:
    """In the queue of every session wished for and of no other of the round; a seat already had is kept meanwhile."""
    for place in living(attendee, round_id):
        if place.session not in wishes and place.status not in HELD:
            attendee = with_place(attendee, move(place, Cause.CANCEL))
    for session in wishes:
        attendee = _lined_up(with_place(attendee, wanted(attendee, round_id, session, since)), session, hold)
    return attendee


def _wishing(attendee: Attendee, round_id: str, since: datetime) -> Attendee:
    """Without a place at the event, the wishes of a round stand as wanted places."""
    wishes = attendee.choices.get(round_id, ())
    for place in living(attendee, round_id):
        if place.session not in wishes:
            attendee = with_place(attendee, move(place, Cause.CANCEL))
    for session in wishes:
        attendee = with_place(attendee, wanted(attendee, round_id, session, since))
    return attendee


def _of(booking: Booking, numbers: Iterable[int]) -> list[Attendee]:
    found = (attendee_of(booking, number) for number in numbers)
    return [attendee for attendee in found if attendee is not None]


def _holds(attendee: Attendee, session: str) -> bool:
    place = attendee.place(session)
    return place is not None and place.status in HELD


def _by_wishes(booking: Booking, round_id: str, numbers: Iterable[int]) -> dict[tuple[str, ...], list[int]]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for attendee in _of(booking, numbers):
        if wishes := attendee.choices.get(round_id):
            groups.setdefault(wishes, []).append(attendee.number)
    return groups


def _parts(seats: Seats, session: str | None, numbers: list[int]) -> list[list[int]]:
    """Those who must sit together: the whole group, or everybody for themselves."""
    if not numbers:
        return []
    return [[n] for n in numbers] if may_split(seats.event, session, len(numbers)) else [numbers]


def confirmed(booking: Booking) -> Booking:
    """What was held while we asked is theirs."""
    for attendee in booking.attendees:
        for place in attendee.places:
            if place.status is Status.OFFERED:
                attendee = with_place(attendee, move(place, Cause.ACCEPT))
        booking = booking.with_attendee(attendee)
    return replace(booking, asked=(), asked_until=None)
