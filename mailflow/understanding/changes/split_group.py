"""A group that is split by numbers, or into some and the rest: 'due a Ceramica, gli altri a Vetro' tells nobody's."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.chosen import Chosen

NEAR = 6  # tokens from the number to the session
FEWEST = 2
PERSONS = ("name", "me", "i", "relation")


def ask_who_of_them(page: Page, at: Index, cast: Cast, found: Found, chosen: Chosen) -> frozenset[int]:
    """Let nobody have what so many of a group shall have, or the rest of it: who they are is asked. The tokens that
    count the parts are returned, for they are no size of the whole."""
    counted: set[int] = set()
    for start, end in page.sentences:
        told = [m for m in found.mentions if start <= m.start < end and len(m.sessions) == 1]
        rest = page.has("rest_goes", start, end)
        if len(told) < FEWEST or not (rest or _numbers(page, start, end)):
            continue
        parts = [m for before, m in zip([None, *told], told, strict=False) if _part(page, cast, start, before, m, rest)]
        for round_ in {at.round_of[m.sessions[0]] for m in parts}:
            ours = [m for m in parts if at.round_of[m.sessions[0]] == round_]
            if len({m.sessions[0] for m in ours}) < FEWEST:
                continue
            for rounds in chosen.by.values():
                rounds.pop(round_, None)
            words = f"who of them has which: “{page.words(start, end).strip()}”"
            chosen.doubts = [d for d in chosen.doubts if d.round != round_]
            chosen.doubts.append(Doubt("choices", words, round=round_))
            counted.update(n for m in ours for n in _numbers(page, max(start, m.start - NEAR), m.start))
    return frozenset(counted)


def _part(page: Page, cast: Cast, start: int, before: Mention | None, mention: Mention, rest: bool) -> bool:
    """Whether so many go there, or the rest; where the rest goes elsewhere, those told by name, too."""
    first = max(start, mention.start - NEAR, before.end if before else 0)
    named = any(r.kind in PERSONS and first <= r.start < mention.start for r in cast.refs)
    if named and not rest:
        return False
    return named or bool(_numbers(page, first, mention.start)) or page.has("rest_goes", first, mention.start)


def _numbers(page: Page, start: int, end: int) -> list[int]:
    """The numbers of people there."""
    return [n for n in range(start, end) if page.numbers[n] and n not in page.dated]
