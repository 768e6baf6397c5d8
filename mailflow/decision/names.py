"""Whether two written names mean one person: the same words, whatever their order, case and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from mailflow.domain.booking import Attendee


def key(name: str | None) -> frozenset[str]:
    """The words of a name, folded."""
    plain = unicodedata.normalize("NFKD", name or "").casefold()
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return frozenset(letters.split())


def same(one: str | None, other: str | None) -> bool:
    """Whether one name says no more than the other ('Luca', 'Luca Bianchi'). Two empty names are nobody."""
    a, b = key(one), key(other)
    return bool(a and b) and (a <= b or b <= a)


def find(name: str, people: Iterable[Attendee]) -> Attendee | None:
    """The one attendee of that name; None where there is none, or where it could be two."""
    candidates = list(people)
    exact = [a for a in candidates if key(a.name) == key(name) and a.name]
    found = exact or [a for a in candidates if same(a.name, name)]
    return found[0] if len(found) == 1 else None
