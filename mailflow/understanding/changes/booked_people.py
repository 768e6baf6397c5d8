"""The people of a booking, while a mail about it is read: whom of them its words mean.

Whom a name means is looked up among the people booked; 'my husband' is the other one of two, 'his place' that of the
person just named. What could be meant two ways is a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mailflow.understanding.names.names import key_of
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.page import Page


@dataclass(slots=True)
class Roll:
    """The people booked, while the mail is read. A person without a name is told by None."""

    booked: tuple[str, ...]
    size: int
    me: str | None
    leaving: list[str] = field(default_factory=list)
    staying: list[str] = field(default_factory=list)
    replaced: list[tuple[str, str]] = field(default_factory=list)
    swapped: set[int] = field(default_factory=set)  # sentences that swap two in a few words
    joining: list[str] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)  # of those who join, whom words of joining tell
    in_full: list[str] = field(default_factory=list)  # whole names of people booked by one word
    unnamed_leaving: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    sessions: frozenset[int] = frozenset()  # tokens that name sessions and rounds
    parts: frozenset[int] = frozenset()  # tokens that name a part of what is held
    sole_there: set[int] = field(default_factory=set)  # where thoughts begin that tell who alone comes to such a part
    on_the_day: frozenset[str] = frozenset()  # words for the event's day: 'tomorrow' under our reminder
    names_asked: bool = False  # whether our last mail asked who comes
    cancel_asked: bool = False  # whether it asked 'shall we really cancel?'
    all_leave: bool = False  # 'we' stay away, whoever is told to be ill
    in_part: bool = False  # one alone gives up a part
    last: list[str] = field(default_factory=list)  # who was named last: whom 'his place' means

    @property
    def unnamed(self) -> int:
        """How many places have no name."""
        return self.size - len(self.booked)

    def of_words(self, words: frozenset[str]) -> list[str]:
        """Those booked whom these words of a name can mean."""
        exact = [full for full in self.booked if key_of(full) == words]
        return exact or [full for full in self.booked if words and words <= key_of(full)]


def booked_here(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> list[str]:
    """Those booked of whom the words speak, in their order."""
    found = [(at, full) for at, _, full in names_booked(page, cast, roll, start, end)]
    for ref in (r for r in cast.refs if start <= r.start < end):
        found += [(ref.start, name) for name in _meant(page, cast, roll, ref)]
    return list(dict.fromkeys(name for _, name in sorted(found)))


def without_the_teller(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> list[str]:
    """Those booked of whom the words speak, without the writer who only tells it: "I'm afraid Ann can't come"."""
    named = booked_here(page, cast, roll, start, end)
    mine = [(r.start, r.end) for r in cast.refs if start <= r.start < end and r.kind in ("me", "i")]
    others = list(names_booked(page, cast, roll, start, end))
    if roll.me not in named or len(named) == 1 or any(name == roll.me for _, _, name in others):
        return named
    words = page.voc.words
    joints = words["and"] | words["or"] | words["nor"] | {",", "&"}
    pairs = [(min(me[1], stop), max(me[0], at)) for me in mine for at, stop, _ in others]
    joined = any(one < two and all(t.fold in joints for t in page.tokens[one:two]) for one, two in pairs)
    return named if joined or not others else [name for name in named if name != roll.me]


def names_booked(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Names of people booked, or a part of one that means one of them: [start, end) and the name as booked."""
    known = {word for full in roll.booked for word in key_of(full)}
    others = _others_names(page, cast, roll)
    at = start
    while at < end:
        stop = at
        while stop < end and _word(page, stop) in known and stop not in others and _is_name(page, stop):
            stop += 1
        meant = roll.of_words(frozenset(_word(page, n) for n in range(at, stop)))
        if len(meant) > 1 and roll.me in meant:
            meant = [roll.me]
        if len(meant) == 1:
            yield at, stop, meant[0]
        elif len(meant) > 1:
            roll.doubts.append(Doubt("names", "of which of them it speaks", options=tuple(meant)))
        at = max(stop, at + 1)


def _word(page: Page, place: int) -> str:
    """The word at a place, as names have it: 'Harold' of "Harold's"."""
    return page.tokens[place].fold.rstrip("'’")


def _is_name(page: Page, place: int) -> bool:
    return page.tokens[place].capital or page.whispering


def _others_names(page: Page, cast: Cast, roll: Roll) -> set[int]:
    """Tokens of full names that nobody booked has: of 'Piero Grandi' where Ivana Grandi is booked."""
    names = (r for r in cast.refs if r.kind == "name" and r.end - r.start > 1)
    spans = ((r, key_of(page.words(r.start, r.end))) for r in names)
    return {n for r, words in spans if not roll.of_words(words) for n in range(r.start, r.end)}


def new_here(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> list[str]:
    """Names of people who are not booked."""
    booked = {n for one, two, _ in names_booked(page, cast, roll, start, end) for n in range(one, two)}
    refs = [r for r in cast.refs if start <= r.start < end and r.kind == "name" and r.person >= 0]
    persons = [cast.persons[r.person] for r in refs if not booked.intersection(range(r.start, r.end))]
    sole = page.voc.words["sole"]  # 'Solo Ivo' is Ivo
    return list(dict.fromkeys(p.name for p in persons if not p.is_writer and not roll.of_words(key_of(p.name) - sole)))


def _meant(page: Page, cast: Cast, roll: Roll, ref: Ref) -> list[str]:
    """Those booked whom words other than a name mean."""
    if ref.kind in ("me", "i"):
        return [roll.me] if roll.me else []
    if ref.kind == "he":
        return roll.last[-1:]
    if ref.kind == "relation" and (ref.person < 0 or not cast.persons[ref.person].name):
        others = [name for name in roll.booked if name != roll.me]
        one = len(others) == 1 and not roll.unnamed and roll.me is not None
        return others if one and _definite(page, ref) and ref.n == 1 else []
    return []


def unnamed_companion(page: Page, cast: Cast, roll: Roll, ref: Ref) -> bool:
    """'mia moglie', where one place has no name."""
    tied = ref.person >= 0 and cast.persons[ref.person].name
    return roll.unnamed == 1 and not tied and _definite(page, ref)


def _definite(page: Page, ref: Ref) -> bool:
    return not any(t.fold in page.voc.words["indefinite"] for t in page.tokens[max(0, ref.start - 1) : ref.end])
