"""Who is written to, by his title or behind 'dear': 'Gentile dott.ssa Bruni, …', 'Dear Mr Carter and Mrs Bell, …'."""

from __future__ import annotations

from mailflow.understanding.names.name_words import NameWords
from mailflow.understanding.text.tokens import Kind

LONG = 12  # tokens of those greeted at most


def greeting_end(of: NameWords) -> int:
    """Where the words end that open the text and greet somebody, up to a mark or the line's end; 0 where none do.

    'Buongiorno Ada Neri, …' is none: without a title, who writes may name himself so.
    """
    tokens, words = of.tokens, of.words
    n = 0
    while n < len(tokens) and (_is_of(tokens[n].fold, words["greeting_word"]) or _abbreviates(of, n)):
        n += 1
    first = n
    told = any(_is_of(t.fold, words["dear"]) for t in tokens[:first])
    small = words["and"] | words["article"] | words["of"]
    while first and n < min(len(tokens), first + LONG) and tokens[n].kind is Kind.WORD:
        after = of.title_at(n)
        if after == n and not tokens[n].capital and tokens[n].fold not in small:
            return 0
        told = told or after > n
        n = max(n + 1, after)
    closed = first < n < len(tokens) and (tokens[n].text in ",!:" or tokens[n].kind is Kind.LINE)
    return n if told and closed else 0


def _abbreviates(of: NameWords, n: int) -> bool:
    """The point of 'Gent.mo', and the letters behind it."""
    before = of.tokens[n - 1] if n else None
    return before is not None and (
        of.tokens[n].text == "." or (before.text == "." and before.end == of.tokens[n].start)
    )


def _is_of(word: str, some: frozenset[str]) -> bool:
    """Whether it is one of the words, also with an ending behind a point: 'Gent.mo'."""
    return word in some or word.partition(".")[0] in some
