"""What came of an action at the desk, for the person who stands there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mailflow.cli.words import say
from mailflow.domain.booking import Attendee, Place
from mailflow.domain.event import Event
from mailflow.domain.place import Status
from mailflow.flow.desk_order import Done, Refused


def told(event: Event, done: Done) -> Iterator[str]:
    """The code first, then each person with their places, then who is written to."""
    code = done.booking.code
    name = done.why.replace(" ", "-")
    known = {"booked", "waitlisted", "changed", "completed", "nothing-new", "cancelled", "partly-cancelled"}
    yield say(f"done.{name}", code=code) if name in known else say("done.other", code=code, why=done.why)
    for person, alike in groupby(_person(event, done, attendee) for attendee in done.booking.attendees):
        number = len(list(alike))
        yield f"  {number} × {person}" if number > 1 else f"  {person}"
    yield from (say("done.mailed", kind=letter.kind, to=letter.to) for letter in done.letters)
    if not done.booking.contact.email:
        yield say("done.phone")
    yield from done.notes


def _person(event: Event, done: Done, attendee: Attendee) -> str:
    places = [_place(event, done, attendee, place) for place in attendee.places if place.status is not Status.CANCELLED]
    return f"{attendee.name or say('done.unnamed')}: {', '.join(places) or say('done.given_up')}"


def refusal(event: Event, refused: Refused) -> str:
    """Why nothing was done, and what to do."""
    rules, zone = event.booking, event.timezone
    if refused.why == "twice" and not refused.what:
        return say("refused.twice_address", code=refused.code)
    return say(
        f"refused.{refused.why}",
        opens=f"{rules.opens.astimezone(zone):%Y-%m-%d %H:%M}" if rules.opens else "",
        closes=f"{rules.closes.astimezone(zone):%Y-%m-%d %H:%M}",
        max=rules.max_party,
        who=", ".join(refused.what),
        what=", ".join(refused.what),
        code=refused.code,
    )


def _place(event: Event, done: Done, attendee: Attendee, place: Place) -> str:
    where = say("done.event") if place.session is None else event.session(place.session).title
    return f"{where} ({_status(event, done, attendee, place)})"


def _status(event: Event, done: Done, attendee: Attendee, place: Place) -> str:
    match place.status:
        case Status.WAITLISTED:
            return say("done.position", position=done.positions.get((attendee.number, place.session), "?"))
        case Status.OFFERED if place.offer_until:
            return say("done.offered", until=f"{place.offer_until.astimezone(event.timezone):%Y-%m-%d %H:%M}")
        case Status.WANTED | Status.ATTENDED | Status.ABSENT as status:
            return say(f"done.{status}")
    return say("done.confirmed")
