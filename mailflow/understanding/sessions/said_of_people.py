"""Words of a title that tell who people are: 'siamo tre soci', 'I'm a volunteer', 'and three members'."""

from __future__ import annotations

from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page


def said_of_people(page: Page, mention: Mention) -> bool:
    """Whether the words are a tie between people, right behind words of who they are."""
    if "we_who_are" not in page.marks or mention.how not in ("title", "alias", "word"):
        return False
    ties = (page.at(cls, n) for cls in ("relation", "relations") for n in range(mention.start, mention.end))
    if not any(tie is not None and tie.end >= mention.end for tie in ties):
        return False  # 'tre piccoli. Inventori, …'
    return any(m.end == mention.start for m in page.within("we_who_are", max(0, mention.start - 8), mention.start))
