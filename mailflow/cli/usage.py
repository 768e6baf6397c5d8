"""Wrong usage, as typer tells it, in the words of the locale: each sentence of typer's is a pattern in `words`, under
`typer`; what stands in its place in another language has the same facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mailflow.cli.words import say

NESTED = "why"  # a fact that is itself such a sentence
_FACT = re.compile(r"\\\{(\w+)\\\}")


def in_words(text: str) -> str:
    """The sentence in the language of the locale; this itself where it is not known."""
    for key, pattern in _patterns():
        if (found := pattern.fullmatch(text)) is not None:
            facts = found.groupdict()
            if NESTED in facts:
                facts[NESTED] = in_words(facts[NESTED])
            return say(f"typer.{key}", **facts)
    return text


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_compiled())


def _compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    for key, english in say.words["en"]["typer"].items():
        yield key, re.compile(_FACT.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL)
