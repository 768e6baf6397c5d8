"""Who may come is left for later: 'Tom might come, he'll write himself', 'just me for now', 'se viene ve lo dico'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page

OPEN = ("uncertain", "maybe_comes", "if_comes")
LATER = ("writes_apart", "tells_later")


def leave_for_later(page: Page, cast: Cast) -> None:
    """Let those stay whose coming is open and will be told another time: what is booked now is booked without them."""
    if not cast.writer.comes or not any(cls in page.marks for cls in OPEN):
        return
    alone = "alone_for_now" in page.marks
    for number, (start, end) in enumerate(page.sentences):
        if not page.has_any(OPEN, start, end) or page.has("names_later", start, end):
            continue
        if not (alone or _told_another_time(page, number)):
            continue
        others = list(_others(page, cast, start, end))
        if not others:
            continue
        cast.later.add(number)
        for who in {ref.person for ref in others if ref.person > 0}:
            cast.persons[who].comes, cast.persons[who].stays = False, True
        cast.unnamed = [ref for ref in cast.unnamed if not start <= ref.start < end]


def _told_another_time(page: Page, number: int) -> bool:
    """Whether that sentence or the next one says who will tell."""
    start, _ = page.sentences[number]
    _, end = page.sentences[min(number + 1, len(page.sentences) - 1)]
    return page.has_any(LATER, start, end)


def _others(page: Page, cast: Cast, start: int, end: int) -> Iterator[Ref]:
    """Those spoken of there besides the writer, and nowhere else."""
    for ref in cast.refs:
        here = start <= ref.start < end and ref.kind in ("name", "relation") and ref.person != 0
        if here and not any(r.person == ref.person > 0 and not start <= r.start < end for r in cast.refs):
            yield ref
