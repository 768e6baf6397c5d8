"""A question that asks for a session: 'si può fare alle 9?', 'can Joan and I be on the 2.30 boat?'. Of who answers our
letter it alters what he has, of anybody else it books."""

from __future__ import annotations

from collections.abc import Collection

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page

NEAR = 8  # tokens from the words that ask to the session
OPEN = ("undecided", "wonders", "negation", "in_case", "engaged", "diet", "access", "certificate", "invoice", "price")


def asks_for_a_session(page: Page, found: Found, held: Collection[str]) -> bool:
    """Whether one sentence asks for a session that is not held, and no other asks anything."""
    asked = [(start, end) for start, end in page.sentences if page.tokens[end - 1].text == "?"]
    if len(asked) != 1 or not page.has("asks_for"):
        return False
    ((start, end),) = asked
    besides = any(not start <= m.start < end for m in page.of("question"))  # 'I'd like to know before I book'
    if besides or page.has_any(OPEN, start, end) or _supposes(page, start, end):
        return False
    fresh = [m for m in found.mentions if not m.weak and not set(m.sessions) & set(held)]
    places = [m.end for m in page.within("asks_for", start, end)]
    return any(0 <= m.start - place <= NEAR for m in fresh for place in places if m.start < end)


def _supposes(page: Page, start: int, end: int) -> bool:
    """'if I'm under 16?', but for the 'if' that asks: 'is it all right if I come at ten?'."""
    asking = {n for m in page.within("asks_for", start, end) for n in range(m.start, m.end)}
    ifs = (n for n in range(start, end) if page.tokens[n].fold in page.voc.words["conditional"])
    return any(n not in asking for n in ifs)
