"""What is different in a booking: before and after, a line for each thing that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from mailflow.domain.booking import Attendee, Booking, Place
from mailflow.domain.place import Status
from mailflow.outbox.booking_view import known_by_id
from mailflow.outbox.view import SessionView, telephone

What = Literal["joined", "left", "renamed", "named", "moved", "gained", "lost", "waiting", "asked", "phone", "request"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `name`: whose; `was`: the earlier name; `session`, `from_session`: the places it is about.

    Of a phone or a request, `name` is what was added.
    """

    what: What
    name: str = ""
    was: str = ""
    session: SessionView | None = None
    from_session: SessionView | None = None
    waits: bool = False  # who joins has no place at the event yet
    count: int = 1  # how many people without a name it is about


def changes(before: Booking, after: Booking, sessions: Mapping[str, SessionView]) -> tuple[Change, ...]:
    """Every difference that people care about, person by person."""
    earlier = {attendee.number: attendee for attendee in before.active}
    later = {attendee.number: attendee for attendee in after.active}
    found: list[Change] = []
    for number in sorted(earlier.keys() | later.keys()):
        match earlier.get(number), later.get(number):
            case None, Attendee() as came:
                place = came.place(None)
                waits = place is not None and place.status is Status.WAITLISTED
                found.append(Change("joined", came.name or "", waits=waits))
            case Attendee() as went, None:
                found.append(Change("left", went.name or ""))
            case Attendee() as was, Attendee() as now:
                found.extend(_of_person(was, now, sessions))
    if after.contact.phone and after.contact.phone != before.contact.phone:
        found.append(Change("phone", telephone(after.contact.phone)))
    found += [Change("request", wish) for wish in after.requests if wish not in before.requests]
    return tuple(replace(change, count=alike) for change, alike in Counter(found).items())


def _of_person(was: Attendee, now: Attendee, sessions: Mapping[str, SessionView]) -> Iterator[Change]:
    name = now.name or ""
    if now.name and now.name != was.name:
        whole = bool(was.name) and was.name in now.name.split()
        yield Change("named" if whole else "renamed", name, was=was.name or "")
    old, new = _living(was), _living(now)
    gone = [session for session in old if session not in new]
    for session, place in new.items():
        if session in old and old[session].status is place.status:
            continue
        view = _view(sessions, session)
        if place.status is Status.WAITLISTED:
            yield Change("waiting", name, session=view)
        elif place.status in {Status.CONFIRMED, Status.WANTED}:
            left = next((s for s in gone if old[s].round == place.round and old[s].status is place.status), None)
            if left is None:
                yield Change("gained" if place.status is Status.CONFIRMED else "asked", name, session=view)
            else:
                gone.remove(left)
                yield Change("moved", name, session=view, from_session=_view(sessions, left))
    for session in gone:
        yield Change("lost", name, session=_view(sessions, session))


def _view(sessions: Mapping[str, SessionView], session: str) -> SessionView:
    """As the event has it; one that its file has no more, by its id."""
    return sessions.get(session) or known_by_id(session)


def _living(attendee: Attendee) -> dict[str, Place]:
    return {p.session: p for p in attendee.places if p.session and p.status is not Status.CANCELLED}
