"""Sample letters about places: what is had, waited for, offered, changed, given up, and over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Literal, get_args

from mailflow.domain.edition import Difference, edition_of
from mailflow.domain.letter import (
    Already,
    Cancelled,
    Changed,
    Confirmation,
    Letter,
    Offer,
    Promoted,
    Query,
    Reminder,
    Summary,
    Updated,
    Waitlist,
)
from mailflow.domain.place import Status
from mailflow.outbox.sample.desk import NAMES, Desk
from mailflow.outbox.sample.words import facts, proposals

Why = Literal["asked", "declined", "expired", "organizer"]


def confirmation(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """One person; a party with waits and questions; people nobody named."""
    to = desk.answer()
    yield "", Confirmation(**to, booking=desk.booking, first=True)
    yield (
        "party",
        Confirmation(**to, booking=desk.party, positions=desk.positions, answers=facts(desk)[:1], passed_on=True),
    )
    yield "unnamed", Confirmation(**to, booking=desk.unnamed(4), queries=(*desk.choices, Query(about="names")))


def waitlist(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """The event is full."""
    yield "", Waitlist(**desk.answer(), booking=desk.nowhere, positions=desk.positions, first=True)


def offer(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """A place is held."""
    until = desk.now + timedelta(hours=24)
    anna = desk.booking.attendees[0]
    last = replace(anna.places[-1], status=Status.OFFERED, offer_until=until)
    held = desk.booking.with_attendee(replace(anna, places=(*anna.places[:-1], last)))
    yield "", Offer(**desk.unasked(), booking=held, offered=((anna.number, last.session),), until=until)
    yield (
        "sooner",
        Offer(**desk.unasked(), booking=held, offered=((anna.number, last.session),), until=until, sooner=True),
    )
    two = desk.booked(NAMES[:2], status=Status.OFFERED, until=until)
    offered = tuple((attendee.number, place.session) for attendee, place in two.places)
    yield "several", Offer(**desk.unasked(), booking=two, offered=offered, until=until)


def promoted(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """A place is given."""
    given = tuple((attendee.number, place.session) for attendee, place in desk.booking.places)
    yield "", Promoted(**desk.unasked(), booking=desk.booking, given=given[-1:])
    party = tuple((attendee.number, None) for attendee in desk.party.attendees[:2])
    yield "party", Promoted(**desk.unasked(), booking=desk.party, given=party, positions=desk.positions)


def already(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """Nothing new."""
    yield "", Already(**desk.answer(), booking=desk.booking)


def changed(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """Another session; other people."""
    yield "", Changed(**desk.answer(), booking=desk.booking, before=desk.moved())
    fewer = desk.booked((NAMES[0], "Luca Bianchi"))
    yield "party", Changed(**desk.answer(), booking=desk.party, before=fewer, positions=desk.positions)
    yield "fewer", Changed(**desk.answer(), booking=desk.booking, before=desk.party)
    joined = desk.joined("Luca Bianchi")
    asked = tuple(replace(query, names=("Luca Bianchi",)) for query in desk.choices)
    yield "joined", Changed(**desk.answer(), booking=joined, before=desk.booking, queries=asked)


def updated(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """The event is moved to another day and place; a session is renamed, another is no more; who waits is told too."""
    event = desk.event
    was, hall = edition_of(event), desk.say("Sala civica", "Town hall")
    old = replace(was.event, starts=event.starts - timedelta(days=7), ends=event.ends - timedelta(days=7), where=hall)
    whole = Difference(session=None, was=old, now=was.event)
    yield "", Updated(**desk.unasked(), booking=desk.booking, news=(whole,))
    yield "waiting", Updated(**desk.unasked(), booking=desk.nowhere, positions=desk.positions, news=(whole,))
    for id_, told in list(was.sessions.items())[:1]:
        renamed = Difference(session=id_, was=replace(told, title=desk.say("Forni", "Kilns"), where=hall), now=told)
        gone = Difference(session="gone", was=replace(told, title=desk.say("Ceramica", "Pottery")), now=None)
        yield "sessions", Updated(**desk.unasked(), booking=desk.party, news=(renamed, gone), queries=desk.choices[:1])


def cancelled(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """The whole and a part, for every reason."""
    gone, partly = desk.all_cancelled(), desk.partly_cancelled()
    part = tuple((attendee.number, place.session) for attendee, place in partly.places if attendee.number == 2)
    for why in get_args(Why):
        yield "" if why == "asked" else why, Cancelled(**desk.answer(), booking=gone, given_up=(), whole=True, why=why)
        yield f"part-{why}", Cancelled(**desk.answer(), booking=partly, given_up=part, whole=False, why=why)
    yield "final", Cancelled(**desk.answer(), booking=gone, given_up=(), whole=True, final=True)
    yield "begun", Cancelled(**desk.answer(), booking=gone, given_up=(), whole=True, final=True, begun=True)
    yield "off", Cancelled(**desk.unasked(), booking=gone, given_up=(), whole=True, why="off")
    yield "unanswered", Cancelled(**desk.unasked(), booking=gone, given_up=(), whole=True, why="unanswered")


def reminder(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """The day before, a week before, the same day; with a place that is held, with none."""
    yield "", Reminder(**desk.unasked(), booking=desk.booking, days=1)
    for days in (7, 0):
        yield f"{days}-days", Reminder(**desk.unasked(), booking=desk.party, positions=desk.positions, days=days)
    held = desk.booked(NAMES[:1], status=Status.OFFERED, until=desk.now + timedelta(hours=24))
    yield "held", Reminder(**desk.unasked(), booking=held, days=1)
    yield "waiting", Reminder(**desk.unasked(), booking=desk.nowhere, positions=desk.positions, days=1)
    yield "open", Reminder(**desk.unasked(), booking=desk.booking, days=1, queries=desk.choices[:1], unanswered=True)


def summary(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """For who came, who did not, a part of a party, and where nobody marked it."""
    to, said = desk.unasked(), proposals(desk)
    yield "", Summary(**to, booking=desk.booking, came=(1,), proposals=said, certificates=(1,))
    yield "absent", Summary(**to, booking=desk.booking, came=(), proposals=said)
    yield "unmarked", Summary(**to, booking=desk.party, came=None, proposals={})
    yield "some", Summary(**to, booking=desk.party, came=(1, 3), proposals=said, certificates=(1, 3))


PLACES: Mapping[str, Callable[[Desk], Iterator[tuple[str, Letter]]]] = {
    "confirmation": confirmation,
    "waitlist": waitlist,
    "offer": offer,
    "promoted": promoted,
    "already": already,
    "changed": changed,
    "updated": updated,
    "cancelled": cancelled,
    "reminder": reminder,
    "summary": summary,
}
