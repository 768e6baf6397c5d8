"""Some of rounds that have one session each, told from an end: 'le ultime due serate', 'the first two evenings'."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind


def some_rounds(page: Page, at: Index, every: Sequence[str], taken: Collection[int]) -> Iterator[Mention]:
    """`every`: the sessions, in order; 'i primi due iscritti' are persons."""
    first, last = page.voc.words["several_first"], page.voc.words["several_last"]
    for n, token in enumerate(page.tokens[:-1]):
        count = page.numbers[n + 1] or 0
        behind = page.tokens[n + 2 : n + 3]
        free = not behind or behind[0].kind is not Kind.WORD or _of_the_event(page, at, behind[0].fold)
        if token.fold in first | last and n not in taken and 1 < count < len(every) and free:
            some = every[:count] if token.fold in first else every[-count:]
            yield Mention(n, n + 2, tuple(some), "any")


def _of_the_event(page: Page, at: Index, word: str) -> bool:
    """Whether a noun is that of sessions, in general or as this event's file has it ('serata')."""
    return is_head(page, at, word) or stem(word) in {stem(said) for said in at.spelled}
