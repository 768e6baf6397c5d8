"""Rounds that are called as sessions are: 'first group: number 4; second group: number 6'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page

NEAR = 9  # tokens from the ordinal to the first session of its round


def ordinals_as_rounds(
    page: Page, at: Index, found: Sequence[Mention], rounds: tuple[RoundRef, ...]
) -> tuple[list[Mention], tuple[RoundRef, ...]]:
    """Where 'first', 'second' … stand once each, and each before a session of that round, they are rounds."""
    ranked = [m for m in found if m.how in ("number", "place") and page.tokens[m.start].fold in page.voc.ordinals]
    ranks = [page.voc.ordinals[page.tokens[m.start].fold] for m in ranked]
    if len(at.rounds) < 2 or ranks != list(range(1, len(at.rounds) + 1)):
        return [*found], rounds
    for rank, one in zip(ranks, ranked, strict=True):
        number = found.index(one) + 1
        after = found[number] if number < len(found) else None
        near = after is not None and after not in ranked and after.start - one.end <= NEAR
        if not near or after is None or at.round_of[after.sessions[0]] != at.rounds[rank - 1].id:
            return [*found], rounds
    told = [RoundRef(m.start, m.end, at.rounds[rank - 1].id) for rank, m in zip(ranks, ranked, strict=True)]
    kept = [m for m in found if m not in ranked]
    return kept, tuple(sorted((*rounds, *told), key=lambda r: r.start))
