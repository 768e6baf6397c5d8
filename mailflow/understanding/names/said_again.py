"""First names that stood alone in a row and are said again: 'la mamma di Rayan e Inès Sala. Rayan ha 10 anni …'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.names.names import Name
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def with_those_again(page: Page, names: Sequence[Name], topics: frozenset[int]) -> list[Name]:
    """The names, and at every other place the words that alone are one of them, where capitals tell names.
    `topics`: tokens that may speak of a session."""
    told = {page.tokens[name.start].fold: name for name in names if name.end - name.start == 1}
    told = {word: name for word, name in told.items() if word not in page.voc.common}
    if not told or page.shouting:
        return list(names)
    taken = {n for name in names for n in range(name.start, name.end)} | topics
    again = [
        replace(told[token.fold], start=n, end=n + 1)
        for n, token in enumerate(page.tokens)
        if token.kind is Kind.WORD and token.capital and n not in taken and token.fold in told
    ]
    return sorted([*names, *again], key=lambda name: name.start) if again else list(names)
