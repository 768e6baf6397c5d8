"""Who is content to wait for a place: 'ok, I'll wait then', 'pazienza, restiamo in lista'."""

from __future__ import annotations

from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

OTHERWISE = ("word_cancel", "cancel_verb", "obstacle", "another_time", "relation", "relations", "they", "others")


def keeps_waiting(page: Page) -> bool:
    """Whether words say so, and none deny it, give up or put it off: 'I'll wait for the next edition'."""
    waits = page.marks.get("keeps_waiting", ())
    if not waits or page.has_any(OTHERWISE) or any(_somewhere(page, mark) for mark in waits):
        return False
    calm = {n for m in page.of("no_matter") for n in range(m.start, m.end)}
    against = [m for m in page.of("negation", "uncertain") if m.start not in calm]
    return not any(all(m.end <= w.start or w.end < m.start for w in waits) for m in against)


def _somewhere(page: Page, mark: Mark) -> bool:
    """'I'll wait outside', 'aspetto in macchina'."""
    behind = page.tokens[mark.end : mark.end + 1]
    return bool(behind) and behind[0].fold in page.voc.words["waits_there"]
