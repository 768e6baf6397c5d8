"""Full names known by the row of full names they stand in: 'Rosa Lenzi, Mia Conti e Alba Re'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.gazetteer import wordlike
from mailflow.understanding.name_words import NameWords
from mailflow.understanding.names import Name, is_given
from mailflow.understanding.tokens import Kind

BRACKETS = 10  # tokens at most that stand in brackets behind a name: 'Bianca Neri (mia figlia, la grande)'


def with_rows(of: NameWords, found: Sequence[Name]) -> tuple[Name, ...]:
    """The names found, and those of two capital words that go on a row of them, everyday words though they be."""
    names = list(found)
    starts = {name.start for name in names if len(name.key) > 1}
    taken = {k for name in names if len(name.key) > 1 for k in range(name.start, name.end)}
    families = {of.word(name.end - 1) for name in names if len(name.key) > 1}
    queue = [name for name in names if len(name.key) > 1]
    while queue:
        at = _behind_joint(of, queue.pop().end)
        if at is None or not _two_words(of, at) or {at, at + 1} & taken:
            continue
        if _first_name(of, at) or of.word(at + 1) in families or _behind_joint(of, at + 2) in starts:
            name = of.name([at, at + 1], False, False)
            names = [n for n in names if n.start not in (at, at + 1)] + [name]
            taken.update((at, at + 1))
            queue.append(name)
    return tuple(sorted(names, key=lambda name: name.start))


def _behind_joint(of: NameWords, n: int) -> int | None:
    """The place behind what joins a name to the next, its age or a remark in brackets before that."""
    tokens = of.tokens
    if n < len(tokens) and tokens[n].text == "(":
        n = next((k + 1 for k in range(n, min(n + BRACKETS, len(tokens))) if tokens[k].text == ")"), n)
    if n + 1 < len(tokens) and tokens[n].text == "," and tokens[n + 1].kind is Kind.NUMBER:
        age = of.page.at("age", n + 1)
        n = age.end if age is not None else n + 2
    first = n
    while n < len(tokens) and (tokens[n].text in (",", ";") or tokens[n].fold in of.words["and"]):
        n += 1
    return of.title_at(n) if first < n < len(tokens) else None


def _two_words(of: NameWords, at: int) -> bool:
    """Whether two capital words stand there, and no third: none of an office, a place or the event."""
    if at + 1 >= len(of.tokens) or {at, at + 1} & of.blocked or of.in_place(at):
        return False
    pair = of.tokens[at : at + 2]
    after = of.tokens[at + 2 : at + 3]
    third = after and after[0].kind is Kind.WORD and after[0].capital and after[0].fold not in of.words["and"]
    others = of.offices | of.words["title"] | of.words["saint"] | of.words["street"]
    return not third and all(
        t.kind is Kind.WORD and t.capital and len(t.text) > 1 and t.fold not in others | of.not_people for t in pair
    )


def _first_name(of: NameWords, at: int) -> bool:
    """Whether the first of the two is a first name, an everyday word too perhaps, and the second may be a surname."""
    first, last, small = of.word(at), of.word(at + 1), of.words["stop"] | of.page.voc.function_words
    told = is_given(first) or first in wordlike()
    return told and last not in small and not of.everyday(at + 1)
