"""Words of a title that tell who people are: 'siamo tre soci', 'a family of five', 'two adults and a child'."""

from __future__ import annotations

from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page

COUNTED = ("sum", "total", "whole_of_us")
FAR = 8  # tokens before a word from which they may be told


def said_of_people(page: Page, mention: Mention) -> bool:
    """Whether the words are part of how many come, or a tie between people right behind words of who they are."""
    return _counted(page, mention) or _tied(page, mention)


def _counted(page: Page, mention: Mention) -> bool:
    """'we are a family of five', 'two adults and two children', where titles have a family and adults."""
    near = (m for cls in COUNTED for m in page.within(cls, max(0, mention.start - FAR), mention.end + FAR))
    length = mention.end - mention.start
    return any(
        m.numbers and m.start <= mention.start and mention.end <= m.end and m.end - m.start > length for m in near
    )


def _tied(page: Page, mention: Mention) -> bool:
    if "we_who_are" not in page.marks or mention.how not in ("title", "alias", "word"):
        return False
    ties = (page.at(cls, n) for cls in ("relation", "relations") for n in range(mention.start, mention.end))
    if not any(tie is not None and tie.end >= mention.end for tie in ties):
        return False  # 'tre piccoli. Inventori, …'
    return any(m.end == mention.start for m in page.within("we_who_are", max(0, mention.start - FAR), mention.start))
