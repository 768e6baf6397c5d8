"""A word misspelt within a session's name, as the name has it: 'la casa siucra', 'party walls and neighoburs'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.names.names import is_given
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.likeness import likeness
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import DOUBLED, Stems
from mailflow.understanding.text.tokens import Kind

LEAST = 4  # letters of a stem that may be misspelt
LIKE = 80.0  # the least likeness of two stems that are one, misspelt
LONG = 8  # letters from which on one may stand for another: 'cucito' is no 'cucina'


def respelled(page: Page, at: Index) -> Stems:
    """The stems of the text; of a word that nothing knows, beside others of a name in their order, the one it has
    there."""
    content = page.content
    stems = list(content.stems)
    for place in range(len(stems)):
        if _is_unknown(page, at, place):
            stems[place] = next(_meant(content.stems, at, place), stems[place])
    return Stems(tuple(stems), content.at)


def _is_unknown(page: Page, at: Index, place: int) -> bool:
    """Whether it is no word of the event's nor one that people use, and no part of somebody's name."""
    said, token, voc = page.content.stems[place], page.tokens[page.content.at[place]], page.voc
    if token.kind is not Kind.WORD or len(said) < LEAST or said in at.topics or said in at.own:
        return False
    if token.fold in voc.common or token.fold in voc.everyday or token.fold in voc.function_words:
        return False
    before = page.tokens[max(0, page.content.at[place] - 1) : page.content.at[place]]
    return not (token.capital and any(t.capital and is_given(t.fold) for t in before))


def _meant(stems: tuple[str, ...], at: Index, place: int) -> Iterator[str]:
    """The words that names have there, of the longest name first."""
    near = [n for n in (place - 1, place + 1) if 0 <= n < len(stems)]
    names = {(name, n - k) for n in near for name in at.names_with.get(stems[n], ()) for k in _places(name, stems[n])}
    for name, start in sorted(names, key=lambda one: (-len(one[0]), one)):
        k = place - start
        row = stems[start : start + len(name)] if start >= 0 else ()
        if 0 <= k < len(name) and row == (*name[:k], stems[place], *name[k + 1 :]) and _one(stems[place], name[k]):
            yield name[k]


def _places(name: tuple[str, ...], said: str) -> list[int]:
    return [n for n, one in enumerate(name) if one == said]


def _one(said: str, meant: str) -> bool:
    """Whether they are one word: a letter too many, too few, in another's place or, of a long word, wrong."""
    if said[0] != meant[0] or likeness(said, meant) < LIKE:
        return False
    said, meant = DOUBLED.sub(r"\1", said), DOUBLED.sub(r"\1", meant)
    return len(said) >= LONG or len(said) != len(meant) or sorted(said) == sorted(meant)
