"""Who moves from a session he has to another of its round: 'avevo le 10, mettetemi alle 9', 'take me out of A and put
me in B', 'non più la A ma la B' alters a booking, though no word of changing stands there."""

from __future__ import annotations

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page

HAD = ("had_session", "leaves_session", "no_longer")
ASKED = ("book", "places", "one_place", "total")  # behind these a session is left that the same mail had asked for
NEAR = 6  # tokens before a session that may say it was had
SMALL = ("article", "preposition", "session_head", "determiner", "hour_lead", "from", "of")


def moves_on(page: Page, at: Index, found: Found) -> bool:
    """Whether a session is told that was had till now, and another of its round behind it."""
    if not page.has_any(HAD):
        return False
    had: dict[str, str] = {}
    for mention in found.mentions:
        if len(mention.sessions) > 1 or mention.weak:
            continue
        session, round_ = mention.sessions[0], at.round_of[mention.sessions[0]]
        if _was_had(page, mention):
            had[round_] = session
        elif had.get(round_, session) != session:
            return True
    return False


def _was_had(page: Page, mention: Mention) -> bool:
    """Whether words right before say so, and speak of no other year."""
    start, end = page.sentences[page.sentence_of(mention.start)]
    if page.has("another_time", start, end):
        return False
    small = frozenset[str]().union(*(page.voc.words[cls] for cls in SMALL))
    near = [m for cls in HAD for m in page.within(cls, max(start, mention.start - NEAR), mention.start)]
    near = [m for m in near if not (m.cls == "leaves_session" and page.has_any(ASKED, 0, m.start))]
    return any(all(t.fold in small for t in page.tokens[m.end : mention.start]) for m in near if not page.idle(m.start))
