"""Of a change: who is said to stay where he is, beside somebody who moves: 'the 13:00 for me, Ugo stays as he is', 'io
passo alla B, Ugo resta alla A', 'leave Ugo where he is'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page

STAYS = ("stays_as_is", "stays_at", "stays_in", "remains", "kept_as_booked", "as_it_is", "well_as_he_is")


def stays_put(page: Page, ref: Ref) -> bool:
    """Whether words right behind somebody, or around him, say so."""
    left = page.marks.get("left_as_he_is", ())
    return any(m.start < ref.start and ref.end < m.end for m in left) or any(page.at(cls, ref.end) for cls in STAYS)


def wants_nothing_else(page: Page, mentions: Sequence[Mention], refs: Sequence[Ref], ref: Ref) -> bool:
    """Whether somebody stays so, and no session is told behind him: 'Ugo is fine with the 13:00' names one."""
    if ref.kind not in ("name", "relation") or not stays_put(page, ref):
        return False
    end = page.sentences[page.sentence_of(ref.start)][1]
    stop = min((r.start for r in refs if ref.end <= r.start < end), default=end)
    return not any(ref.end <= m.start < stop for m in mentions)
