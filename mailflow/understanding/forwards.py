"""A forwarded request to which who forwards it adds somebody: 'a cui va aggiunta la collega …', 'add me as well'."""

from __future__ import annotations

from dataclasses import replace

from mailflow.domain.booking import Choices
from mailflow.understanding.names import key_of
from mailflow.understanding.reading import Doubt, Intent, Reading
from mailflow.understanding.tokens import tokenize
from mailflow.understanding.vocabulary import Vocabulary


def adds(text: str, voc: Vocabulary) -> bool:
    """Whether the words above a forwarded mail add somebody to what it asks."""
    return any(mark.cls == "adds" for mark in voc.marks(tokenize(text)))


def joined(whole: Reading, above: Reading, below: Reading) -> Reading:
    """The whole mail's reading, with the party of the forwarded mail and those added above it. Who is added without
    a word of sessions goes where all of the others go."""
    if below.intent is not Intent.BOOK or below.seats is None:
        return whole
    told = [key_of(person.name) for person in below.people]
    added = [p for p in above.people if not any(key_of(p.name) <= key for key in told)]
    known = len(above.people) - len(added)
    more = above.seats - known if above.seats is not None else len(added)
    if more <= 0 or (whole.intent is Intent.BOOK and (whole.seats or 0) >= below.seats + more):
        return whole  # the words above tell all of them
    people = (*below.people, *(replace(p, choices=p.choices or _common(below)) for p in added))
    doubts = tuple(d for d in (*below.doubts, *above.doubts) if d.about != "choices" or d in below.doubts)
    if len(added) < more:
        doubts = (*doubts, Doubt("names", "who is added to the forwarded request is not named"))
    return replace(whole, intent=Intent.BOOK, seats=below.seats + more, people=people, choices={}, doubts=doubts)


def _common(reading: Reading) -> Choices:
    """What all people of a reading want alike, nothing where they differ."""
    wanted = [person.choices for person in reading.people] or [reading.choices]
    return wanted[0] if all(choices == wanted[0] for choices in wanted) else {}
