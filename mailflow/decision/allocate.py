"""Who gets which seat. The one place where places are given, for mail, the desk and the queues alike.

1. The event itself first: who has no place there takes no seat in a session; their wishes are kept.
2. Then round after round, the preferences in their order: the first with room is given. Where none has room, the
   person waits in the queue of each of them; the first that frees is theirs.
3. A party with the same wishes stays together, in a session that can hold it, unless the event says `party = "split"`.
4. Who changes keeps the old seat until the new one is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from mailflow.decision.moves import living, move, wanted, with_place
from mailflow.decision.seats import Seats, attendee_of, may_split
from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.event import Event
from mailflow.domain.place import HELD, Cause, Status


@dataclass(frozen=True, slots=True)
class Seating:
    """How seats are given now. `since`: what new places count from in a queue.

    `hold`: seats are only held until then, while we ask for what is missing, and nobody is put in line.
    """

    seats: Seats
    since: datetime
    hold: datetime | None = None

    def give(self, attendee: Attendee, session: str | None) -> Attendee:
        """The attendee with the place they ask for there, and its seat."""
        place = attendee.place(session)
        assert place is not None, "a place is asked for before it is given"
        match place.status:
            case Status.WANTED if self.hold:
                self.seats.take(session)
                return with_place(attendee, move(place, Cause.HOLD, self.hold))
            case Status.WANTED:
                self.seats.take(session)
                return with_place(attendee, move(place, Cause.SEAT))
            case Status.WAITLISTED:
                self.seats.take(session)
                return with_place(attendee, move(place, Cause.PROMOTE))
            case Status.OFFERED if not self.hold:
                return with_place(attendee, move(place, Cause.ACCEPT))
            case _:
                return attendee

    def line_up(self, attendee: Attendee, session: str | None) -> Attendee:
        """The attendee in the queue there."""
        place = attendee.place(session)
        assert place is not None, "a place is asked for before its queue is joined"
        waits = place.status is Status.WANTED and not self.hold
        return with_place(attendee, move(place, Cause.QUEUE)) if waits else attendee

    def is_there(self, attendee: Attendee) -> bool:
        """Whether they have a place at the event, and so may have one in a session."""
        place = attendee.place(None)
        there = {Status.CONFIRMED, Status.OFFERED} if self.hold else {Status.CONFIRMED}
        return place is not None and place.status in there


def seat(booking: Booking, numbers: Collection[int], seating: Seating) -> Booking:
    """Gives those attendees what there is of what they want, and puts them in line for the rest."""
    booking = _seat_at_event(booking, numbers, seating)
    for round_ in seating.seats.event.rounds:
        booking = _seat_in_round(booking, round_.id, numbers, seating)
    return booking


def only(attendee: Attendee, round_id: str, session: str, seats: Seats) -> Attendee:
    """The attendee with that session's place as the only one of the round."""
    for place in living(attendee, round_id):
        if place.session != session:
            if place.status in HELD:
                seats.release(place.session)
            attendee = with_place(attendee, move(place, Cause.CANCEL))
    return attendee


def confirmed(booking: Booking) -> Booking:
    """What was held while we asked is theirs."""
    for attendee in booking.attendees:
        held = [p for p in attendee.places if p.status is Status.OFFERED]
        places = tuple(move(p, Cause.ACCEPT) if p in held else p for p in attendee.places)
        booking = booking.with_attendee(replace(attendee, places=places))
    return replace(booking, asked=(), asked_until=None)


def _seat_at_event(booking: Booking, numbers: Collection[int], seating: Seating) -> Booking:
    asking = []
    for attendee in _of(booking, numbers):
        place = attendee.place(None) or wanted(attendee, None, None, seating.since)
        booking = booking.with_attendee(with_place(attendee, place))
        if place.status is Status.WANTED:
            asking.append((place.since, attendee.number))
    for part in _parties(seating.seats.event, None, asking):
        put = seating.give if seating.seats.room(None, len(part)) else seating.line_up
        for attendee in _of(booking, part):
            booking = booking.with_attendee(put(attendee, None))
    return booking


def _seat_in_round(booking: Booking, round_id: str, numbers: Collection[int], seating: Seating) -> Booking:
    here = []
    for attendee in _of(booking, numbers):
        if seating.is_there(attendee):
            here.append(attendee)
        else:
            booking = booking.with_attendee(_wishing(attendee, round_id, seating.since))
    for (wishes, _), group in _by_wishes(here, round_id, seating.since).items():
        together = tuple(s for s in wishes if not may_split(seating.seats.event, s, len(group)))
        for part in [group] if together else [[number] for number in group]:
            for attendee in _seat_part(_of(booking, part), round_id, together or wishes, seating):
                booking = booking.with_attendee(attendee)
    return booking


def _seat_part(part: list[Attendee], round_id: str, wishes: tuple[str, ...], seating: Seating) -> Iterable[Attendee]:
    """Those who sit together: in the first session wished for that has room for all who are not there yet."""
    newcomers = {session: sum(1 for a in part if not _holds(a, session)) for session in wishes}
    target = next((s for s, people in newcomers.items() if people == 0 or seating.seats.room(s, people)), None)
    for attendee in part:
        if target is None:
            yield _waiting(attendee, round_id, wishes, seating)
        else:
            asking = with_place(attendee, wanted(attendee, round_id, target, seating.since))
            yield only(seating.give(asking, target), round_id, target, seating.seats)


def _waiting(attendee: Attendee, round_id: str, wishes: tuple[str, ...], seating: Seating) -> Attendee:
    """In the queue of every session wished for and of no other of the round; a seat already had is kept meanwhile."""
    for place in living(attendee, round_id):
        if place.session not in wishes and place.status not in HELD:
            attendee = with_place(attendee, move(place, Cause.CANCEL))
    for session in wishes:
        asking = with_place(attendee, wanted(attendee, round_id, session, seating.since))
        attendee = seating.line_up(asking, session)
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


def _by_wishes(
    people: Iterable[Attendee], round_id: str, since: datetime
) -> dict[tuple[tuple[str, ...], datetime], list[int]]:
    """Those who sit together: who wants the same, and has wanted it since the same moment, as in a queue."""
    groups: dict[tuple[tuple[str, ...], datetime], list[int]] = {}
    for attendee in people:
        if wishes := attendee.choices.get(round_id):
            place = attendee.place(wishes[0])
            groups.setdefault((wishes, place.since if place else since), []).append(attendee.number)
    return groups


def _parties(event: Event, session: str | None, asking: Iterable[tuple[datetime, int]]) -> Iterator[list[int]]:
    """Those who must sit together: all who have asked since the same moment, or everybody for themselves."""
    parties: dict[datetime, list[int]] = {}
    for since, number in asking:
        parties.setdefault(since, []).append(number)
    for numbers in parties.values():
        yield from [[n] for n in numbers] if may_split(event, session, len(numbers)) else [numbers]
