"""Who may come is left for later: 'Tom might come, he'll write himself', 'just me for now', 'se viene ve lo dico'."""

from __future__ import annotations

from collections import defaultdict

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
    for number, others in _spoken_of_once(page, cast).items():
        start, end = page.sentences[number]
        if not page.has_any(OPEN, start, end) or page.has("names_later", start, end):
            continue
        if not (alone or _told_another_time(page, number)):
            continue
        cast.later.add(number)
        for who in {ref.person for ref in others if ref.person > 0}:
            cast.persons[who].comes, cast.persons[who].stays = False, True
    cast.unnamed = [ref for ref in cast.unnamed if page.sentence_of(ref.start) not in cast.later]


def _told_another_time(page: Page, number: int) -> bool:
    """Whether that sentence or the next one says who will tell."""
    start, _ = page.sentences[number]
    _, end = page.sentences[min(number + 1, len(page.sentences) - 1)]
    return page.has_any(LATER, start, end)


def _spoken_of_once(page: Page, cast: Cast) -> dict[int, list[Ref]]:
    """By sentence, those spoken of there besides the writer, and nowhere else."""
    told: dict[int, set[int]] = defaultdict(set)
    for ref in cast.refs:
        told[ref.person].add(page.sentence_of(ref.start))
    found: dict[int, list[Ref]] = defaultdict(list)
    for ref in cast.refs:
        if ref.kind in ("name", "relation") and ref.person != 0 and (ref.person < 0 or len(told[ref.person]) == 1):
            found[page.sentence_of(ref.start)].append(ref)
    return found
