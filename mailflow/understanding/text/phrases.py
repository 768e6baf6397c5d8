"""Phrases as the files of words write them.

`word*` matches any ending, `<n>` a number, `<w>` any one word, `<*>` up to three words, `[word]` may be missing,
`(one|other)` is either, `{set}` is any phrase of a set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from mailflow.understanding.text.tokens import tokenize

NUMBER, ANY, GAP = "<n>", "<w>", "<*>"
PLACES = re.compile(f"({NUMBER}|{ANY}|{re.escape(GAP)})")
CLOSING = {"(": ")", "[": "]", "{": "}"}

Part: TypeAlias = "str | list[Phrase]"  # one word, or the phrases of which one stands there
Phrase: TypeAlias = list[Part]


def parse_phrase(text: str, sets: Mapping[str, Sequence[str]]) -> Phrase:
    """A phrase taken apart: words, and in the place of `(a|b)`, `[a]` and `{set}` the phrases they stand for."""
    parts: Phrase = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in CLOSING:
            end = _closing(text, at)
            inner = text[at + 1 : end]
            options = sets[inner] if char == "{" else _options(inner)
            parts.append([parse_phrase(option, sets) for option in options] + ([[]] if char == "[" else []))
            at = end + 1
        else:
            end = next((n for n in range(at, len(text)) if text[n] in CLOSING), len(text))
            parts += [element for word in text[at:end].split() for element in _elements(word)]
            at = end
    return parts


def _closing(text: str, at: int) -> int:
    depth = 0
    for n in range(at, len(text)):
        depth += text[n] in CLOSING
        depth -= text[n] in CLOSING.values()
        if depth == 0:
            return n
    raise ValueError(f"a bracket of “{text}” is not closed")


def _options(inner: str) -> list[str]:
    """'a|b (c|d)' as 'a' and 'b (c|d)'."""
    options, depth = [""], 0
    for char in inner:
        depth += char in CLOSING
        depth -= char in CLOSING.values()
        if char == "|" and depth == 0:
            options.append("")
        else:
            options[-1] += char
    return options


@lru_cache(maxsize=1_024)
def _elements(word: str) -> tuple[str, ...]:
    if word in (NUMBER, ANY, GAP):
        return (word,)
    if "<" in word:  # '<n>-<n>', '<n>,'
        return tuple(element for part in PLACES.split(word) if part for element in _elements(part))
    if word.endswith("*"):
        *before, last = tokenize(word[:-1])
        return (*(t.fold for t in before), last.fold + "*")
    return tuple(t.fold for t in tokenize(word))


def words_of(phrase: Phrase) -> Iterator[str]:
    """The words it is made of, whichever of its options is taken."""
    for part in phrase:
        if isinstance(part, str):
            yield part
        else:
            for option in part:
                yield from words_of(option)
