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
    """Where 'first', 'second' … stand once each, and each before a session of that round, they are rounds; also where
    only some of them have a session's noun: 'primo gruppo il 3, secondo il 5'."""
    ordinals, tokens = page.voc.ordinals, page.tokens
    ranked = [m for m in found if m.how in ("number", "place") and tokens[m.start].fold in ordinals]
    alone = [(r.start, r.end) for r in rounds if r.end - r.start == 1 and tokens[r.start].fold in ordinals]
    row = sorted([*((m.start, m.end) for m in ranked), *alone])
    ranks = [ordinals[tokens[start].fold] for start, _ in row]
    if not ranked or len(at.rounds) < 2 or ranks != list(range(1, len(at.rounds) + 1)):
        return [*found], rounds
    kept = [m for m in found if m not in ranked]
    begins = [start for start, _ in row]
    for (_, end), following, round_ in zip(row, [*begins[1:], len(tokens)], at.rounds, strict=True):
        after = next((m for m in kept if end <= m.start < min(following, end + NEAR + 1)), None)
        if after is None or at.round_of[after.sessions[0]] != round_.id:
            return [*found], rounds
    told = [RoundRef(*span, round_.id) for span, round_ in zip(row, at.rounds, strict=True) if span not in alone]
    return kept, tuple(sorted((*rounds, *told), key=lambda r: r.start))
