"""Words written short, without their apostrophe or without a space, read as those they stand for: 'dont', '3posti'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from string import digits
from typing import TypeAlias

from mailflow.understanding.text.tokens import Kind, Token, tokenize
from mailflow.understanding.text.words import Words

# by the first word, the rows that begin with it, longest first: the words as written, and what they say
Spellings: TypeAlias = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]

LEAST, MOST = 5, 2  # letters of a word, and digits of a number, that are run together


def spellings_of(rows: Mapping[str, str]) -> Spellings:
    """The table of a language, ready to be looked up."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for written, said in sorted(rows.items(), key=lambda row: -len(row[0].split())):
        words = tuple(t.fold for t in tokenize(written))
        found.setdefault(words[0], []).append((words, tuple(t.fold for t in tokenize(said))))
    return found


def spelled_out(spellings: Spellings, known: Words, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens as they would be had all been spelled out. What was written, and where, stays: `known` are the words
    that are no names, so that the 'Ive' of 'Jony Ive' is one."""
    if any(_counts(known, token) for token in tokens):
        tokens = tuple(part for token in tokens for part in (_apart(token) if _counts(known, token) else (token,)))
    if all(token.fold not in spellings for token in tokens):
        return tokens
    return tuple(_spelled(spellings, known, tokens))


def _counts(known: Words, token: Token) -> bool:
    """'3posti', '2people': a number run together with an everyday word; none is '3pm', '2nd', '4D'."""
    if token.kind is not Kind.WORD or not token.text[0].isdecimal():
        return False
    word = token.fold.lstrip(digits)
    return len(word) >= LEAST and 0 < len(token.fold) - len(word) <= MOST and word in known


def _apart(token: Token) -> tuple[Token, Token]:
    word = token.text.lstrip(digits)
    cut = len(token.text) - len(word)
    number = Token(token.text[:cut], token.text[:cut], Kind.NUMBER, token.start, token.start + cut)
    return number, Token(word, token.fold[cut:], Kind.WORD, token.start + cut, token.end, word[0].isupper())


def _spelled(spellings: Spellings, known: Words, tokens: Sequence[Token]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        row = _row_at(spellings, known, tokens, at)
        if row is None:
            yield tokens[at]
            at += 1
        else:
            yield from _as(row[1], tokens[at : at + len(row[0])])
            at += len(row[0])


def _row_at(
    spellings: Spellings, known: Words, tokens: Sequence[Token], at: int
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if tokens[at].fold not in spellings or _in_a_name(known, tokens, at):
        return None
    rows = spellings[tokens[at].fold]
    return next((r for r in rows if tuple(t.fold for t in tokens[at : at + len(r[0])]) == r[0]), None)


def _in_a_name(known: Words, tokens: Sequence[Token], at: int) -> bool:
    """Whether it stands behind a word that is none of everyday's, both with capitals."""
    before = tokens[at - 1] if at else None
    return before is not None and before.capital and tokens[at].capital and before.fold not in known


def _as(said: Sequence[str], written: Sequence[Token]) -> Iterator[Token]:
    """As many tokens as are said, over the places of those written: the first is parted, or the last drawn together."""
    more = len(said) - len(written)
    if more > 0:
        written = (*_parted(written[0], more + 1), *written[1:])
    elif more < 0:
        last = written[len(said) - 1 :]
        together = replace(last[0], text="".join(t.text for t in last), end=last[-1].end)
        written = (*written[: len(said) - 1], together)
    for token, word in zip(written, said, strict=True):
        yield token if token.fold == word else replace(token, fold=word, kind=Kind.WORD)


def _parted(token: Token, into: int) -> Iterator[Token]:
    """A token as several: all but the first of a letter each, 'don' and 't' of 'dont'."""
    cut = max(1, len(token.text) - into + 1)
    yield replace(token, text=token.text[:cut], end=token.start + cut)
    for n in range(cut, cut + into - 1):
        yield Token(token.text[n : n + 1], "", token.kind, token.start + n, min(token.start + n + 1, token.end))
