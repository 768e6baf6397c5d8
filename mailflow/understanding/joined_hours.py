"""Bare numbers that are hours by the hour they are joined to: 'the 10 or the 11.30', '22 o 22 e 30'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.hours import HourRef
from mailflow.understanding.page import Page
from mailflow.understanding.sessions import Index
from mailflow.understanding.times import slot_sessions
from mailflow.understanding.tokens import Kind

MOST = 3  # tokens from the number to the hour it is joined to


def joined_hours(page: Page, at: Index) -> Iterator[HourRef]:
    """Numbers joined by an 'or' to an hour told in full, where a session of the event begins at such an hour."""
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["hour_cue"]
    for hour in page.hours:
        joint = next(
            (n for n in range(hour.start - 1, max(0, hour.start - MOST), -1) if page.tokens[n].fold in words["or"]), 0
        )
        token = page.tokens[joint - 1]
        if not joint or token.kind is not Kind.NUMBER or len(token.text) > 2 or joint - 1 in page.dated:
            continue
        bare = HourRef(joint - 1, joint, int(token.text))
        if all(t.fold in small for t in page.tokens[joint + 1 : hour.start]) and slot_sessions(at, None, bare):
            yield bare
