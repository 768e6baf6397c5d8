"""What a form took although another was meant: 'the menu is stuck on 11:30, we want the 13:00'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.wish import Wish

SIZES = ("total", "places")
FAR = 2  # sentences from what is said of the form to what is wanted


def without_what_it_took(page: Page, wishes: Sequence[Wish]) -> list[Wish]:
    """The wishes, of each round that is told again behind such words no others."""
    for mark in page.marks.get("form_stuck", ()):
        sentence = page.sentence_of(mark.start)
        behind = [
            w
            for w in wishes
            if w.place >= mark.start and w.positive and page.sentence_of(w.place) - sentence <= FAR and not w.ordered
        ]
        meant = {w.round: w for w in behind if w.place > _first(wishes, mark.start, w)}
        wishes = [w for w in wishes if w.round not in meant or w.session == meant[w.round].session or _after(w, meant)]
    return [*wishes]


def of_the_size(page: Page) -> bool:
    """'there are two of us, the form wouldn't let me change it': a number is what it took wrongly."""
    sentences = (page.sentences[page.sentence_of(mark.start)] for mark in page.marks["form_stuck"])
    return all(page.has_any(SIZES, start, end) for start, end in sentences)


def _first(wishes: Sequence[Wish], start: int, wish: Wish) -> int:
    """Where the form's own choice of the round is told, which is another's; past the text where there is none."""
    before = (w.place for w in wishes if w.round == wish.round and w.place < start and w.session != wish.session)
    return next(before, wish.place)


def _after(wish: Wish, meant: dict[str, Wish]) -> bool:
    return wish.place > meant[wish.round].place
