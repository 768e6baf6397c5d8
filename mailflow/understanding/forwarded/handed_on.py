"""A request handed on with words of another's above it: who comes of it after all, and with which wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mailflow.domain.booking import Choices
from mailflow.understanding.forwarded.above import Above, same
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt, Person, Reading


@dataclass(frozen=True, slots=True)
class Altered:
    """A request as the words above it leave it."""

    seats: int | None
    people: tuple[Person, ...]
    choices: Choices
    doubts: tuple[Doubt, ...]


def as_altered(request: Reading, above: Above) -> Altered:
    """The request with who drops out, who comes instead or besides, and what is wished otherwise."""
    leaving = [name for name in above.change.leaving if not same(name, above.swapped)]
    left = [person for person in request.people if not _among(person.name, leaving)]
    if any(_among(person.name, above.only_left) for person in left):
        left = [person for person in left if _among(person.name, above.only_left)]
        request = replace(request, seats=len(request.people))  # those without a name do not come either
    people = [_now(person, above) for person in left]
    free = (request.seats or 0) - len(request.people)
    added = [name for name in _new(above, free) if not _among(name, [p.name for p in people])]
    people += [Person(name, _wishes_of_new(name, request, people, above)) for name in added]
    seats = _size(request, above, len(request.people) - len(left), len(added))
    choices = {} if people else {**request.choices, **above.wishes_of("")}
    doubts = (*request.doubts, *_doubts(request, above, people, added, seats))
    return Altered(seats, tuple(people), choices, tuple(dict.fromkeys(doubts)))


def _now(person: Person, above: Above) -> Person:
    """Somebody of the request with what he wants now, or who comes in his place."""
    replaced = {**above.change.replaced, **({above.swapped: above.writer} if above.swapped else {})}
    name = next((new for old, new in replaced.items() if same(old, person.name)), person.name)
    choices = dict(person.choices)
    told = {**above.wishes_of(person.name), **(above.wishes_of(name) if name != person.name else {})}
    for round_, sessions in told.items():  # 'she'd prefer B to A', where A was asked for
        choices[round_] = tuple(s for s in sessions if s not in choices.get(round_, ())) or sessions
    limited = above.rounds and not above.writer
    gone = above.given_up(person.name) - told.keys()
    return Person(name, {r: s for r, s in choices.items() if r not in gone and (not limited or r in above.rounds)})


def _new(above: Above, free: int) -> Iterator[str]:
    """Who is added above: those named, and who hands it on. `free`: places of the request that have no name yet."""
    writer = above.own.cast.writer.name
    for person in above.change.people:
        if (
            not same(person.name, writer)
            and not same(person.name, above.swapped)
            and (free > 0 or above.says_of(person.name))
        ):
            yield person.name
    if above.writer:
        yield above.writer


def _wishes_of_new(name: str, request: Reading, people: Sequence[Person], above: Above) -> Choices:
    """What somebody added wants: what is told of him, else what all others want, or who is named beside 'the same'."""
    page, wishes = above.own.page, above.wishes_of(name)
    asker = next((p.choices for p in people if same(p.name, above.asker)), {})
    common = people[0].choices if people else request.choices
    if any(p.choices != common for p in people):
        common = {}
    if page.has("same_as") and not wishes:
        common = common or asker
    told = {**(common if not wishes or page.has("same_as") else {}), **wishes}
    return {r: sessions for r, sessions in told.items() if not above.rounds or r in above.rounds}


def _size(request: Reading, above: Above, gone: int, added: int) -> int | None:
    """The size told above, or the request's with who was added and without who drops out."""
    change, page = above.change, above.altered.page
    if above.size is not None or request.seats is None:
        return above.size
    one_more = page.has("one_more")
    told_more = one_more or page.has("adds") or page.has("joins")
    added -= 0 if told_more else min(request.seats - len(request.people), max(added - bool(above.writer), 0))
    return request.seats - gone - (change.fewer or 0) + max(added, (change.more or 0) if one_more else 0)


def _doubts(
    request: Reading, above: Above, people: Sequence[Person], added: Sequence[str], seats: int | None
) -> Iterator[Doubt]:
    """What the words above leave open."""
    change, page, cast = above.change, above.own.page, above.own.cast
    yield from (doubt for doubt in change.doubts if doubt.about != "choices")
    if request.people and not people:
        yield Doubt("names", "nobody seems to be left of the forwarded request")
    if seats is not None and seats < len(people):
        yield Doubt("seats", f"the numbers do not agree: {seats}, {len(people)}")
    if seats is not None and seats > len(people) and request.seats == len(request.people) and page.has("adds"):
        yield Doubt("names", "who is added to the forwarded request is not named")
    for person in change.people:
        if not _among(person.name, [p.name for p in (*people, *request.people)]):
            yield Doubt("names", f"it is not clear whether {person.name} comes")
    if any(p.choices for p in people):
        silent = (p.name for p in people if p.name in added and not p.choices)
        yield from (Doubt("choices", f"no choice is told for {name}") for name in silent)
    for round_, sessions in above.unsure.items():
        before = {p.choices[round_] for p in request.people if round_ in p.choices}
        if len(before) > 1 or (above.writer and before - {sessions}):
            yield Doubt("choices", "it is not clear who wants what", round=round_)
    if not (change.leaving or change.replaced or change.fewer or above.swapped or above.size):
        for mark in page.marks.get("gone", ()):
            clause = page.clause_of(mark.start)
            others = any(r.kind in ("relation", "he") for r in cast.refs if page.clause_of(r.start) == clause)
            if others and cast.stances[clause] is Stance.STAYS:
                words = page.words(page.clauses[clause].start, page.clauses[clause].end).strip()
                yield Doubt("names", f"who no longer comes: “{words}”")


def _among(name: str, names: Sequence[str]) -> bool:
    return any(same(name, other) for other in names)
