"""A number of places that opens a sentence, 'Five for the 10:00 please', or stands alone: 'Four, please.'"""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

NEAR = 5  # tokens from the number to what it is for
ANYBODY = ("relation", "relations")


def opening_numbers(page: Page, cast: Cast | None, blocked: frozenset[int]) -> list[Stated]:
    """Numbers a sentence opens with, before what they are for, else those that stand alone with a please or a thanks.

    `blocked`: words of the event and its sessions.
    """
    if not any(page.numbers):
        return []
    return [*_opening(page, cast, blocked)] or [*_alone(page, blocked)]


def _alone(page: Page, blocked: frozenset[int]) -> Iterator[Stated]:
    small = page.voc.words["asking_word"] | page.voc.words["for"]  # 'quattro per favore'
    for clause in page.clauses:
        said = [n for n in range(clause.start, clause.end) if page.tokens[n].kind in (Kind.WORD, Kind.NUMBER)]
        value = page.numbers[said[0]] if len(said) > 1 else None
        if value is None or not 1 < value <= MOST or said[0] in page.dated or said[0] in blocked:
            continue
        if all(page.tokens[n].fold in small for n in said[1:]):
            yield Stated(value, said[0], said[0] + 1)


def _opening(page: Page, cast: Cast | None, blocked: frozenset[int]) -> Iterator[Stated]:
    words = page.voc.words
    for start, end in page.sentences:
        first = _behind_greeting(page, start, end)
        value = page.numbers[first] if first + 1 < end else None
        if value is None or not 0 < value <= MOST or first in page.dated or first in blocked:
            continue
        lead = page.tokens[first + 1].fold
        if lead not in words["for"] | words["booked_on"] | words["times_mark"]:
            continue
        known = page.dated | blocked
        if any(n in known for n in range(first + 2, min(first + NEAR, end))) or (
            value > 1 and lead in words["for_whom"] and _of_something(page, cast, first + 2, end, known)
        ):
            yield Stated(value, first, first + 1)


def _behind_greeting(page: Page, start: int, end: int) -> int:
    """The first word of a sentence, but for 'Hi,'."""
    small = page.voc.words["greeting_word"]
    return next(
        (n for n in range(start, end) if page.tokens[n].kind is not Kind.LINE and not _greets(page, n, small)), end
    )


def _greets(page: Page, n: int, small: frozenset[str]) -> bool:
    return page.tokens[n].fold in small or (n > 0 and page.tokens[n].text in ",!" and page.tokens[n - 1].fold in small)


def _of_something(page: Page, cast: Cast | None, at: int, end: int, known: frozenset[int]) -> bool:
    """'Two for the boat please', 'tre per la cripta, domenica alle 13': no persons, and a time or a please behind."""
    near = min(at + NEAR, end)
    people = {r.start for r in cast.refs} if cast is not None else set()
    if any(n in people for n in range(at, near)) or any(page.at(cls, n) for cls in ANYBODY for n in (at, at + 1)):
        return False
    asks = page.voc.words["asking_word"]
    return any(n in known or page.tokens[n].fold in asks for n in range(at, end))
