"""What the rules read, put right where the second opinion is sure of something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mailflow.understanding.cast import Cast, Person
from mailflow.understanding.opinions import Opinions, is_wanted
from mailflow.understanding.person_signs import attends
from mailflow.understanding.read import Read
from mailflow.understanding.seats import Seats

OVERRULES = 0.6  # the probability from which somebody comes, or stays, though the rules say otherwise
SETTLES = 0.85  # ... from which nobody need wonder whether somebody comes whom the rules leave open
COUNTS = 0.35  # ... from which a size is meant at all; below it none is told
SETTLES_SIZE = 0.9  # ... from which a size is meant although the rules find it unclear


def revised_cast(cast: Cast, people: Mapping[int, float]) -> Cast:
    """The cast with everybody coming or staying as is most probable; the same where that changes nothing."""
    persons = [_revised(person, people.get(number)) for number, person in enumerate(cast.persons)]
    settled = {cast.persons[number].name for number, share in people.items() if max(share, 1.0 - share) >= SETTLES}
    leftovers = [name for name in cast.leftovers if name not in settled]
    if persons == cast.persons and leftovers == cast.leftovers:
        return cast
    return replace(cast, persons=persons, leftovers=leftovers)


def _revised(person: Person, share: float | None) -> Person:
    if share is None or max(share, 1.0 - share) < OVERRULES or attends(person) is (share > 0.5):
        return person
    return replace(person, comes=share > 0.5, stays=person.stays and share <= 0.5)


def revised_seats(seats: Seats, sizes: Mapping[int, float]) -> Seats:
    """The most probable size, if one is probable at all; what the rules doubt in it stays a doubt until it is sure."""
    likeliest = max(sizes, key=lambda size: sizes[size])
    share = sizes[likeliest]
    value = likeliest if share >= COUNTS else None
    doubts = () if share >= SETTLES_SIZE else seats.doubts
    said = seats.said if seats.said is not None and seats.said.value == value else None
    return Seats(value, doubts, said)


@dataclass(frozen=True, slots=True)
class Rightness:
    """How probable it is that each fact of a reading is right: the seats, each person, each session spoken of.

    `next_size`: how probable the likeliest other size is; `revised`: how many facts are not as the rules read them.
    """

    seats: float = 1.0
    people: tuple[float, ...] = ()
    sessions: tuple[float, ...] = ()
    next_size: float = 0.0
    revised: int = 0


def rightness(ruled: Read, final: Read, told: Opinions) -> Rightness:
    """Of the final reading. `ruled`: what the rules alone read."""
    people = [share if attends(final.cast.persons[n]) else 1.0 - share for n, share in told.people.items()]
    wanted = {mention.start: is_wanted(final.chosen, mention) for mention in final.found.mentions}
    sessions = [share if wanted[start] else 1.0 - share for start, share in told.sessions.items()]
    value, largest = final.seats.value, max(told.sizes.values(), default=0.0)
    others = [share for size, share in told.sizes.items() if size != value]
    overruled = sum(attends(a) != attends(b) for a, b in zip(ruled.cast.persons, final.cast.persons, strict=True))
    return Rightness(
        seats=1.0 - largest if value is None else told.sizes.get(value, 0.0),
        people=tuple(people),
        sessions=tuple(sessions),
        next_size=max(others, default=0.0),
        revised=overruled + (ruled.seats.value != value),
    )
