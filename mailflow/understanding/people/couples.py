"""Couples told by two titles and one name: 'Mr and Mrs Alan Shaw', 'il sig. e la sig.ra Sala'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page


def other_halves(page: Page, cast: Cast) -> list[Ref]:
    """One guest without a name for each couple of which one is named."""
    if page.voc.words["title_she"].isdisjoint(page.folds):
        return []
    found = (_other_half(page, ref) for ref in cast.refs if ref.kind == "name")
    return [ref for ref in found if ref is not None]


def _other_half(page: Page, name: Ref) -> Ref | None:
    words, tokens = page.voc.words, page.tokens
    small = words["article"] | {"."}

    def before(at: int) -> int:
        while at > 0 and tokens[at - 1].fold in small:
            at -= 1
        return at - 1

    she = before(name.start)
    joint = before(she) if she > 0 and tokens[she].fold.strip(".") in words["title_she"] else 0
    he = before(joint) if joint > 0 and tokens[joint].fold in words["and"] else -1
    if he < 0 or tokens[he].fold.strip(".") not in words["title"] - words["title_she"]:
        return None
    return Ref(he, he + 1, "relation", -1, 1)
