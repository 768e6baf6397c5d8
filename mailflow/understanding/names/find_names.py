"""All names of persons in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mailflow.understanding.names.capital_names import CapitalNames
from mailflow.understanding.names.initial_names import with_initials
from mailflow.understanding.names.kin_names import with_kin
from mailflow.understanding.names.name_rows import with_rows
from mailflow.understanding.names.names import Name, is_given
from mailflow.understanding.names.small_names import SmallNames
from mailflow.understanding.text.page import Page


def find_names(
    page: Page, blocked: frozenset[int], not_people: frozenset[str], known: Sequence[frozenset[str]]
) -> tuple[Name, ...]:
    """All names in the text, in order. `blocked`: tokens that are sessions; `known`: names the headers tell."""

    if not page.tokens:
        return ()

    def once(known: Sequence[frozenset[str]]) -> tuple[Name, ...]:
        kind = SmallNames if page.shouting or page.whispering else CapitalNames
        words = kind(page, blocked, not_people, known)
        names = words.names()
        if kind is CapitalNames and _own_name_in_small(page, known):
            names = _with_more(names, SmallNames(page, blocked, not_people, known).names())
        return with_rows(words, with_kin(words, with_initials(words, names)))

    found = once(known)
    full = [name.key for name in found if len(name.key) >= 2]
    met = frozenset().union(*full) - frozenset().union(*known)
    if met and not _stand_alone(page, found, met):
        found = once([*known, *full])  # a surname alone is a name once the full name was met
    return tuple(_without_article(page, name, found) for name in found)


def _own_name_in_small(page: Page, known: Sequence[frozenset[str]]) -> bool:
    """'Siamo in tre: ada neri, …': whether a name that is known stands in small letters, where others have capitals."""
    small = [token.fold if not token.capital else "" for token in page.tokens]
    return any({one, two} in known for one, two in pairwise(small))


def _with_more(names: tuple[Name, ...], more: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names with those of others that stand elsewhere, in order."""
    taken = {n for name in names for n in range(name.start, name.end)}
    apart = (name for name in more if taken.isdisjoint(range(name.start, name.end)))
    return tuple(sorted((*names, *apart), key=lambda name: name.start))


def _stand_alone(page: Page, names: Sequence[Name], words: frozenset[str]) -> bool:
    """Whether the names are full and sure, and none of their words stands outside of them: all that can be known by
    them is known."""
    inside = {n for name in names for n in range(name.start, name.end)}
    if page.shouting or any(page.tokens[n].text.isupper() for n in inside):
        return False  # 'BARONI Luca': whether a row begins with surnames hangs on all of them
    sure = all(name.sure and len(name.key) > 1 for name in names)
    return sure and not any(t.fold.strip("'") in words for n, t in enumerate(page.tokens) if n not in inside)


def _without_article(page: Page, name: Name, others: Sequence[Name]) -> Name:
    """'La Savchuk' that opens a sentence, where Olha Savchuk was named; not 'La Malfa' of Rosa La Malfa."""
    article = page.tokens[name.start].fold
    rest = name.key - {article}
    known = any(rest < other.key and article not in other.key for other in others)
    if article not in page.voc.words["article"] or is_given(article) or not rest or not known:
        return name  # Nella Neri is somebody
    return replace(name, start=name.start + 1, text=name.text.split(maxsplit=1)[-1], key=rest)
