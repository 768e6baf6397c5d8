"""All sessions of the day behind or before the one named last: 'se no dopo', 'una delle due successive', 'or any later
boat', 'otherwise earlier'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

LATER, EARLIER = "any_later", "any_earlier"


def later_ones(page: Page, at: Index, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Where sessions follow one another: those behind, or before, the last one that is told."""
    if not at.slots:
        return
    for mark in page.of(LATER, EARLIER):
        before = [m for m in mentions if m.end <= mark.start and len(m.sessions) == 1 and _is_timed(at, m.sessions[0])]
        if not before or not _closes(page, mark) or any(mark.start <= m.start < mark.end for m in mentions):
            continue
        told = _beyond(at, before[-1].sessions[0], later=mark.cls == LATER)
        count = mark.numbers[0] if mark.numbers else len(told)
        told = told[:count] if mark.cls == LATER else told[-count:]
        if told:
            yield Mention(mark.end - 1, mark.end, told, "any" if len(told) > 1 else "place")


def _is_timed(at: Index, session: str) -> bool:
    """Whether the sessions of its round are told by when they are."""
    timed = {s.session for s in at.slots}
    return all(s.id in timed for s in at.event.round(at.round_of[session]).sessions)


def _beyond(at: Index, session: str, *, later: bool) -> tuple[str, ...]:
    """The sessions of its day that follow it, or go before it."""
    day = {s.session: s.day for s in at.slots if s.day is not None}
    row = [s.id for s in at.event.round(at.round_of[session]).sessions if day.get(s.id) == day.get(session)]
    place = row.index(session)
    return tuple(row[place + 1 :] if later else row[:place])


def _closes(page: Page, mark: Mark) -> bool:
    """'se no dopo.', and not 'se no dopo le dieci', 'altrimenti dopo mi arrangio'."""
    after = page.tokens[mark.end : mark.end + 1]
    return not after or after[0].kind is not Kind.WORD or after[0].fold in page.voc.words["after_place"]
