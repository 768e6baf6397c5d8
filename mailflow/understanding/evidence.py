"""What was found in a mail, as the facts of a reading and the words they came from."""

from __future__ import annotations

from collections.abc import Mapping

from mailflow.domain.booking import Choices
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Evidence, Intent, Person
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL


def people_of(cast: Cast, chosen: Chosen, intent: Intent) -> tuple[tuple[Person, ...], Choices]:
    """Who comes, with the choices of each; the choices of the group where nobody is named."""
    if intent not in (Intent.BOOK, Intent.CHANGE, Intent.ACCEPT):
        return (), {}
    common: Mapping[str, tuple[str, ...]] = chosen.by.get(ALL, {})
    people = tuple(
        Person(p.name, dict(chosen.by.get(n, common)))
        for n, p in sorted(enumerate(cast.persons), key=lambda x: x[1].first)
        if p.name and p.comes and not p.stays
    )
    if not people and not common:
        owners = [n for n in chosen.by if n >= 0]
        common = chosen.by[owners[0]] if len(owners) == 1 else {}
    return people, {} if people else dict(common)


def evidence_of(page: Page, cast: Cast, chosen: Chosen, seats: Seats) -> tuple[Evidence, ...]:
    """The words that each fact came from."""
    found: list[Evidence] = []

    def add(fact: str, start: int, end: int) -> None:
        found.append(
            Evidence(fact, page.words(start, end), page.part, page.tokens[start].start, page.tokens[end - 1].end)
        )

    if seats.said is not None:
        add("seats", seats.said.start, seats.said.end)
    number = {id(p): n for n, p in enumerate(cast.coming)}
    for ref in cast.refs:
        if ref.kind == "name" and ref.person >= 0 and id(cast.persons[ref.person]) in number:
            add(f"people.{number[id(cast.persons[ref.person])]}.name", ref.start, ref.end)
    for (owner, round_), mentions in chosen.said.items():
        for mention in mentions:
            who = "" if owner < 0 else f"people.{number.get(id(cast.persons[owner]), 0)}."
            add(f"{who}choices.{round_}", mention.start, mention.end)
    return tuple(found)
