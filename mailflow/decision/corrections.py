"""What an organizer puts right of a mail that waits: how many come, who, and where to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mailflow.decision.names import same
from mailflow.decision.party import companions_choices
from mailflow.decision.refusal import Refusal
from mailflow.domain.booking import Attendee, Booking, Choices
from mailflow.understanding.reading import Person, Reading


def as_corrected(reading: Reading, facts: Reading | None, booking: Booking | None) -> Reading | Refusal:
    """The mail as the organizer puts it right: seats, names and sessions, each where it was told."""
    if facts is None:
        return reading
    people = facts.people or reading.people
    seats = facts.seats or reading.seats
    if _may_be_signed(facts, (*reading.people, *(booking.active if booking else ()))):
        return Refusal("unclear", {"words": facts.people[0].name})
    if facts.people and not facts.seats and seats not in {None, len(people)}:
        return Refusal("how_many", {"named": len(people), "seats": seats})
    if facts.seats and facts.seats < len(people):
        return Refusal("who", {"named": len(people), "seats": facts.seats})
    return replace(
        reading,
        seats=seats or len(people) or None,
        people=tuple(replace(p, choices=_wishes(p, reading, facts)) for p in people),
        choices={**companions_choices(reading), **facts.choices} if facts.choices else reading.choices,
        replaced={**reading.replaced, **_replaced(facts, booking)},
        more=None if facts.seats else reading.more,
        fewer=None if facts.seats else reading.fewer,
    )


def _may_be_signed(facts: Reading, there: Sequence[Person | Attendee]) -> bool:
    """Whether the only name told is one word and nobody's who is spoken of: 'ok, Laura' may be signed so."""
    names = [person.name for person in facts.people]
    alone = len(names) == 1 and " " not in names[0] and not facts.seats
    return alone and not any(one.name and same(names[0], one.name) for one in there)


def of_some_alone(reading: Reading, facts: Reading | None) -> Reading | Refusal:
    """A cancellation of those the organizer names: 'annulla solo Rossi'."""
    if facts is None:
        return reading
    if facts.seats or facts.choices or not facts.people:
        return Refusal("whom")
    return replace(reading, leaving=tuple(person.name for person in facts.people), people=())


def _wishes(person: Person, reading: Reading, facts: Reading) -> Choices:
    """What the mail says of the person, else of all; then what the organizer says, of all or of the person."""
    in_mail = next((p.choices for p in reading.people if same(p.name, person.name)), companions_choices(reading))
    told = next((p.choices for p in facts.people if p.name == person.name), {})
    return {**in_mail, **facts.choices, **told}


def _replaced(facts: Reading, booking: Booking | None) -> Mapping[str, str]:
    """Where all who come are named, they come in place of those who were booked and are not among them."""
    if booking is None or not facts.people or facts.seats != len(facts.people):
        return {}
    gone = [a.name for a in booking.active if a.name and not any(same(a.name, p.name) for p in facts.people)]
    new = [p.name for p in facts.people if not any(same(p.name, a.name) for a in booking.active)]
    return dict(zip(gone, new, strict=False))
