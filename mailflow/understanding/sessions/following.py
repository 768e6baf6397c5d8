"""Rounds whose sessions follow one another, each at its own hour: 'il primo turno' is a session there, no round."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page


def follow(at: Index) -> bool:
    """Whether the sessions of every round follow one another."""
    return len({(s.day, s.hour, s.minute) for s in at.slots}) == len(at.round_of) > len(at.rounds) > 1


def heads_of_rounds(page: Page, at: Index) -> frozenset[str]:
    """Nouns that mean a round and no session."""
    words = page.voc.words
    nouns = words["round_only"] | at.ranked_as
    return frozenset(nouns - words["slot_head"] if follow(at) else nouns)


def rounds_alone(page: Page, at: Index, rounds: Sequence[RoundRef]) -> Sequence[RoundRef]:
    """The rounds named, without the 'first slot' of a day, 'il primo turno' of an afternoon."""
    return [r for r in rounds if not _a_session(page, at, r)] if follow(at) else rounds


def _a_session(page: Page, at: Index, ref: RoundRef) -> bool:
    ranked = any(t.fold in page.voc.ordinals for t in page.tokens[ref.start : ref.end])
    return ranked and is_head(page, at, page.tokens[ref.end - 1].fold)
