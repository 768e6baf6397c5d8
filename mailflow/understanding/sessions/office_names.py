"""Words of a session that name an office or a firm: 'our Training & Skills department', 'la nostra azienda'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page

WORDS = ("title", "alias", "word", "topic")


def without_offices(page: Page, found: Sequence[Mention]) -> list[Mention]:
    """The sessions told, without those whose words name where somebody works."""
    kept: list[Mention] = []
    office = False
    for n, mention in enumerate(found):
        following = found[n + 1] if n + 1 < len(found) else None
        office = (office and _joined(page, found[n - 1], mention) and _behind_unit(page, found[n - 1])) or _unit(
            page, mention, following
        )
        if not office:
            kept.append(mention)
    return kept


def _unit(page: Page, mention: Mention, following: Mention | None) -> bool:
    """Whether a word for an office stands behind the session, or behind another joined to it, or before it."""
    if mention.how not in WORDS:
        return False
    if following is not None and following.how in WORDS and _joined(page, mention, following):
        return _before_unit(page, following) or _behind_unit(page, mention)
    return _before_unit(page, mention) or _behind_unit(page, mention) or _our_body(page, mention)


def _our_body(page: Page, mention: Mention) -> bool:
    """'la nostra azienda agricola', 'from our parish council', 'siamo in cinque del coro': of those who write."""
    words, inside, lead = page.voc.words, page.tokens[mention.start : mention.end], mention.start - 1
    ours = lead >= 0 and page.tokens[lead].fold in words["own"] - words["with"] - words["their"]
    while lead > 0 and page.tokens[lead].fold in words["of"] | words["from"] | words["article"]:
        lead -= 1
    ours = ours or (lead < mention.start - 1 and any(m.end == lead + 1 for m in page.marks.get("total", ())))
    return ours and any(t.fold in words["organization"] for t in (inside[0], inside[-1]))


def _before_unit(page: Page, mention: Mention) -> bool:
    """'Skills department', 'Logistics & Grid division'."""
    after = page.tokens[mention.end : mention.end + 1]
    return bool(after) and after[0].fold in page.voc.words["unit_behind"]


def _behind_unit(page: Page, mention: Mention) -> bool:
    """'ufficio formazione', 'il nostro settore logistica'."""
    words, n = page.voc.words, mention.start - 1
    while n > 0 and page.tokens[n].fold in words["of"] | words["article"]:
        n -= 1
    if n < 0:
        return False
    ours = n > 0 and page.tokens[n - 1].fold in words["own"]
    return page.tokens[n].fold in words["unit_before"] or (ours and page.tokens[n].fold in words["unit_of_ours"])


def _joined(page: Page, one: Mention, two: Mention) -> bool:
    """Whether nothing but an 'and' stands between the two."""
    between = page.tokens[one.end : two.start]
    return len(between) == 1 and (between[0].fold in page.voc.words["and"] or between[0].text in "&/")
