"""Whose a session is that may be full: 'io alle api e lui alla potatura; se le api sono al completo …'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.ranks import under_condition


def whose_in_question(page: Page, found: Found, owners: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The owners of each mention: of one of which it is said that it may be full, those who wanted it before."""
    told = list(owners)
    for n, mention in enumerate(found.mentions if "full" in page.marks or "alternative" in page.marks else ()):
        before = [m for m in range(n) if found.mentions[m].sessions == mention.sessions]
        if before and told[n] != told[before[-1]] and under_condition(page, mention):
            told[n] = told[before[-1]]
    return told
