"""A booking that stands in the subject: above 'come da oggetto', or above words that say nothing of one."""

from __future__ import annotations

from mailflow.understanding.names.find_names import find_names
from mailflow.understanding.names.names import key_of
from mailflow.understanding.sessions.mentions import find_mentions
from mailflow.understanding.sessions.sessions import Index, event_tokens
from mailflow.understanding.text.page import Page

SHORT = 250  # characters of a text that may leave all to its subject
SAYS_SOMETHING = (
    "absent",
    "absent_self",
    "correction",
    "cancel",
    "change",
    "privacy",
    "held",
    "stays_in",
    "sum",
    "total",
)
ASKS = ("request", "book")


def told_above(above: Page, body: str, at: Index, sender: str) -> bool:
    """Whether the text leaves to its subject what is asked: it points there, or it tells no session, day or number,
    and the subject names persons, and one of these or what is to be done with them."""
    words = len(above.text.split())
    if len(body) > SHORT or words < 2:
        return False
    if above.voc.marks_in(body, "see_subject"):
        return True
    if words < 3 or not ((above.has_any(ASKS) or _tells(above, at)) and _names_somebody(above, at, sender)):
        return False
    page = Page("text", body, above.voc, above.region)
    return not (page.has_any(SAYS_SOMETHING) or _tells(page, at))


def _tells(page: Page, at: Index) -> bool:
    """Whether a session, a day or a number of people is told."""
    articles = page.voc.words["article_number"]  # 'un saluto', but 'due posti' as well as '2 posti'
    said = (n for n, value in enumerate(page.numbers) if value is not None and n not in page.dated)
    numbers = any(page.tokens[n].fold not in articles for n in said)
    return bool(page.days) or numbers or any(not m.weak for m in find_mentions(page, at).mentions)


def _names_somebody(page: Page, at: Index, sender: str) -> bool:
    """Whether it names somebody in full."""
    blocked = find_mentions(page, at).tokens | page.dated | event_tokens(page.content, at)
    own = key_of(sender)
    return any(len(name.key) > 1 for name in find_names(page, blocked, at.names, [own] if own else []))
