"""What a mail changes in a booking: who leaves, who comes, who wants what. No seats are given here.

Names are matched to the people booked. What could be meant two ways is not done: it is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from mailflow.decision.moves import give_up, give_up_places, living
from mailflow.decision.names import find, same
from mailflow.decision.party import certain, companions_choices
from mailflow.domain.booking import Attendee, Booking, Choices
from mailflow.domain.event import Event
from mailflow.domain.letter import Query
from mailflow.domain.place import HELD
from mailflow.understanding.reading import Person, Reading


@dataclass(frozen=True, slots=True)
class Edit:
    """The booking with its people and wishes as they are to be; `unclear`: what must be asked before it is done."""

    booking: Booking
    unclear: tuple[Query, ...] = ()


@dataclass(slots=True)
class _Roll:
    """The people while they are being changed. `staying`: not given up; `gone`: given up now."""

    staying: list[Attendee]
    gone: list[Attendee] = field(default_factory=list)
    unclear: list[Query] = field(default_factory=list)
    last: int = 0
    known: int = 0  # the last number before the mail

    def put(self, attendee: Attendee) -> None:
        self.staying = [attendee if a.number == attendee.number else a for a in self.staying]

    def leaves(self, attendee: Attendee) -> None:
        self.staying = [a for a in self.staying if a.number != attendee.number]
        self.gone.append(attendee)

    def comes(self, name: str | None, choices: Choices) -> None:
        self.last += 1
        self.staying.append(Attendee(number=self.last, name=name, choices=choices))

    @property
    def unnamed(self) -> list[Attendee]:
        return [a for a in self.staying if not a.name]

    def ask_who(self, words: str = "", about: str = "names") -> None:
        names = tuple(a.name for a in self.staying if a.name)
        self.unclear.append(Query(about=about, options=names, words=words))


def edit(booking: Booking, reading: Reading, event: Event, *, only_adds: bool = False) -> Edit:
    """The booking after what the mail states. `only_adds`: they book again, which takes nothing away."""
    last = max((a.number for a in booking.attendees), default=0)
    roll = _Roll(staying=list(booking.active), last=last, known=last)
    _replace(roll, reading)
    newcomers = _leave(roll, reading, booking)
    newcomers = _name(roll, newcomers, reading, only_adds=only_adds)
    _resize(roll, newcomers, reading, event, only_adds=only_adds)
    _choose(roll, reading, event, booking.asked)
    _drop(roll, reading, event)
    return Edit(_written(booking, roll, reading), tuple(dict.fromkeys(roll.unclear)))


def _replace(roll: _Roll, reading: Reading) -> None:
    """'Anna al posto di Luca': Anna has Luca's places."""
    for old, new in reading.replaced.items():
        attendee = find(old, roll.staying) or _only_unnamed(roll)
        if find(new, roll.staying):
            continue  # done already
        if attendee is None:
            roll.ask_who(old)
        else:
            roll.put(replace(attendee, name=new, requests=()))


def _leave(roll: _Roll, reading: Reading, booking: Booking) -> list[Person]:
    """Who leaves makes room for who comes in the same mail; returns the people named who are not booked yet."""
    newcomers = [p for p in reading.people if not find(p.name, roll.staying)]
    for name in reading.leaving:
        if any(same(name, old) for old in reading.replaced):
            continue
        attendee = find(name, roll.staying)
        if attendee is None and not any(same(name, a.name) for a in booking.attendees) and roll.unnamed:
            attendee = roll.unnamed[-1]
        if attendee is None:
            if not any(same(name, a.name) for a in booking.attendees if a not in roll.staying):
                roll.ask_who(name)
        elif newcomers and _same_size(roll, reading):
            person = newcomers.pop(0)
            roll.put(replace(attendee, name=person.name, requests=()))
        else:
            roll.leaves(attendee)
    return newcomers


def _same_size(roll: _Roll, reading: Reading) -> bool:
    return reading.more is None and reading.seats in {None, len(roll.staying)}


def _name(roll: _Roll, newcomers: list[Person], reading: Reading, *, only_adds: bool) -> list[Person]:
    """Names for places without one, of those who do not join besides; else, where all who attend are listed, new names
    for those not listed."""
    for attendee in roll.unnamed:
        if len(newcomers) > (reading.more or 0):
            roll.put(replace(attendee, name=newcomers.pop(0).name))
    unlisted = [a for a in roll.staying if a.name and not any(same(a.name, p.name) for p in reading.people)]
    whole_list = len(reading.people) == len(roll.staying) and reading.seats in {None, len(roll.staying)}
    if newcomers and not only_adds and not reading.more and whole_list and len(newcomers) == len(unlisted):
        for attendee in unlisted:
            roll.put(replace(attendee, name=newcomers.pop(0).name, requests=()))
    return newcomers


def _resize(roll: _Roll, newcomers: list[Person], reading: Reading, event: Event, *, only_adds: bool) -> None:
    size = _new_size(roll, newcomers, reading, only_adds=only_adds)
    if size is None:
        roll.ask_who()
        return
    together = _as_the_party(roll.staying, event) if event.booking.party == "together" or not roll.unnamed else {}
    while len(roll.staying) < size:
        person = newcomers.pop(0) if newcomers else None
        roll.comes(person.name if person else None, together)
    if len(roll.staying) > size:
        _shrink(roll, size, reading)


def _new_size(roll: _Roll, newcomers: list[Person], reading: Reading, *, only_adds: bool) -> int | None:
    """How many are to come; None where that is not clear."""
    now = len(roll.staying)
    if reading.more:
        return now + max(reading.more, len(newcomers))
    if reading.fewer and reading.seats is None:
        return max(0, now + len(roll.gone) - max(reading.fewer, len(roll.gone)))
    if only_adds and reading.people and len(newcomers) == len(reading.people):
        return now + max(reading.seats or 0, len(newcomers))  # others than those booked
    if reading.seats is not None and (reading.seats > now or (reading.seats < now and not only_adds)):
        return reading.seats if reading.seats >= len(newcomers) else None
    if not newcomers:
        return now
    return now + len(newcomers) if only_adds or len(reading.people) > now else None


def _shrink(roll: _Roll, size: int, reading: Reading) -> None:
    """Who goes: those not listed, where the mail lists who stays; else places without a name; else it is asked."""
    listed = [a for a in roll.staying if any(same(a.name, p.name) for p in reading.people)]
    if size == 0 or (len(listed) == size and size == len(reading.people)):
        leaving = [a for a in roll.staying if size == 0 or a not in listed]
    else:
        leaving = [a for a in roll.unnamed if a not in listed][::-1]
    excess = len(roll.staying) - size
    if len(leaving) < excess:
        roll.ask_who(about="leaving")
        return
    for attendee in leaving[:excess]:
        roll.leaves(attendee)


def _choose(roll: _Roll, reading: Reading, event: Event, asked: Collection[str]) -> None:
    """Each named person's own choices; what is said of all for everybody else it is said of.

    `asked`: what we asked. A round asked for because some have no choice in it is answered for them alone.
    """
    theirs = {a.number: p for p in reading.people if (a := find(p.name, roll.staying))}
    companions = companions_choices(reading)
    only_newcomers = reading.more and not any(number <= roll.known for number in theirs)
    all_meant = reading.seats == len(roll.staying)
    for_some = {
        round_.id
        for round_ in event.rounds
        if f"choices:{round_.id}" in asked and not all(round_.id in a.choices for a in roll.staying) and not all_meant
    }
    for attendee in list(roll.staying):
        person = theirs.get(attendee.number)
        said_of_all = reading.choices if person or not reading.people else companions if not attendee.name else {}
        if only_newcomers and attendee.number <= roll.known:
            said_of_all = {}  # 'two more, for Logistics' moves nobody
        if not person:
            said_of_all = {r: s for r, s in said_of_all.items() if r not in for_some or r not in attendee.choices}
        new = certain({**said_of_all, **(person.choices if person else {})}, reading, event)
        if new:
            roll.put(replace(attendee, choices={**attendee.choices, **new}))


def _drop(roll: _Roll, reading: Reading, event: Event) -> None:
    """Rounds or sessions given up while the rest stays: by the people named, else by all."""
    if not reading.dropped:
        return
    rounds = {round_.id for round_ in event.rounds}
    concerned = [a for p in reading.people if (a := find(p.name, roll.staying))] or list(roll.staying)
    for attendee in concerned:
        choices = dict(attendee.choices)
        places = [
            p
            for round_id in rounds
            for p in living(attendee, round_id)
            if p.session in reading.dropped or round_id in reading.dropped
        ]
        for round_id, sessions in attendee.choices.items():
            kept = tuple(s for s in sessions if s not in reading.dropped and round_id not in reading.dropped)
            choices.pop(round_id) if not kept else choices.update({round_id: kept})
        roll.put(replace(give_up_places(attendee, places), choices=choices))


def _written(booking: Booking, roll: _Roll, reading: Reading) -> Booking:
    changed = {a.number: a for a in (*roll.staying, *(give_up(a) for a in roll.gone))}
    known = [changed.pop(a.number, a) for a in booking.attendees]
    contact = booking.contact
    return replace(
        booking,
        attendees=(*known, *changed.values()),
        contact=replace(
            contact,
            phone=reading.contact.phone or contact.phone,
            organization=contact.organization or reading.contact.organization,
        ),
        requests=tuple(dict.fromkeys((*booking.requests, *reading.requests))),
        notes=_noted(booking.notes, reading.request_text),
    )


def _noted(notes: str, more: str) -> str:
    return notes if not more or more in notes else "\n".join(filter(None, (notes, more)))


def _as_the_party(people: list[Attendee], event: Event) -> Choices:
    """What who joins them has: the session they sit in, where a party stays together; else what they all asked for."""
    wishes = _common(people)
    if event.booking.party != "together":
        return wishes
    return {round_id: _where_they_sit(people, round_id) or sessions for round_id, sessions in wishes.items()}


def _where_they_sit(people: Iterable[Attendee], round_id: str) -> tuple[str, ...]:
    """The one session of the round that all have a seat in, and wait for no other; else none."""
    places = {tuple((p.session, p.status in HELD) for p in living(attendee, round_id)) for attendee in people}
    only = places.pop() if len(places) == 1 else ()
    return tuple(session for session, has_seat in only if session and has_seat) if len(only) == 1 else ()


def _common(people: Iterable[Attendee]) -> Choices:
    """The choices of all, where all have the same."""
    wishes = [dict(a.choices) for a in people]
    return wishes[0] if wishes and all(w == wishes[0] for w in wishes) else {}


def _only_unnamed(roll: _Roll) -> Attendee | None:
    return roll.unnamed[0] if roll.unnamed else None
