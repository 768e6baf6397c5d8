"""Names: whether two mean one person, the same words whatever their order, case and accents; and how one is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mailflow.domain.booking import Attendee

SMALL = frozenset({"van", "von", "der", "den", "zu", "zum", "zur", "y", "e"})  # words of a name that stay small
LENGTHS = range(2, 6)  # of a whole name, in words
LOOKED_AT = 400  # words of a text in which names are looked for


def key(name: str | None) -> frozenset[str]:
    """The words of a name, folded."""
    return frozenset(_folded(name or ""))


def keys_in(text: str) -> frozenset[frozenset[str]]:
    """The keys of all whole names, of two words or more, that may stand at the beginning of a text."""
    said = _folded(text)[:LOOKED_AT]
    return frozenset(frozenset(said[at : at + size]) for size in LENGTHS for at in range(len(said) - size + 1))


def _folded(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()


def same(one: str | None, other: str | None) -> bool:
    """Whether one name says no more than the other ('Luca', 'Luca Bianchi'). Two empty names are nobody."""
    a, b = key(one), key(other)
    return bool(a and b) and (a <= b or b <= a)


def written(name: str) -> str:
    """A name typed all in capitals or all small, as a secretary writes it; any other as it is."""
    if not (name.isupper() or name.islower()) or not any(len(word) > 1 for word in name.split()):
        return name
    words = name.lower().split()
    return " ".join(w if w in SMALL and 0 < i < len(words) - 1 else _capitalized(w) for i, w in enumerate(words))


def _capitalized(word: str) -> str:
    """Every part of it: D'Angelo, Maria-José."""
    return re.sub(r"[^\W\d_]+", lambda part: part[0][:1].upper() + part[0][1:], word)


def find(name: str, people: Iterable[Attendee]) -> Attendee | None:
    """The one attendee of that name; None where there is none, or where it could be two."""
    candidates = list(people)
    exact = [a for a in candidates if key(a.name) == key(name) and a.name]
    found = exact or [a for a in candidates if same(a.name, name)]
    return found[0] if len(found) == 1 else None
