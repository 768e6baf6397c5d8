"""Who is told of beside a number that grows: 'due posti, anzi tre, si è aggiunta Pia', 'make that 5, I forgot Tom'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.seats.stated import stated
from mailflow.understanding.text.page import Page


def join_last(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """Let the one person come who is first named in the sentence of the number told last, or the next, where it is
    larger by one than the number before, and larger than they are who come."""
    left = [n for n, p in enumerate(cast.persons) if n and p.name and not p.comes and not p.stays]
    if not left:
        return
    said = sorted(stated(page, cast, blocked), key=lambda s: s.start)
    count = len(cast.attending) + cast.guests - sum(r.person in cast.attending for r in cast.unnamed)
    if len(said) < 2 or said[-1].value - said[-2].value != 1 or count >= said[-1].value:
        return
    sentence = page.sentence_of(said[-1].start)
    near = [n for n in left if page.sentence_of(cast.persons[n].first) - sentence in (0, 1)]
    if len(near) == 1:
        person = cast.persons[near[0]]
        person.comes = True
        cast.leftovers[:] = [name for name in cast.leftovers if name != person.name]
