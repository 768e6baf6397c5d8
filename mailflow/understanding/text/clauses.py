"""Sentences taken apart at commas, colons, brackets and joining words that open a thought of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

PARTING = ",:()[]–—"
QUOTES = '"“”«»'
# Phrases within which nothing new begins; `if_possible` begins with a joining word of its own.
WHOLE = (
    "exclude",
    "but_that",
    "the_rest",
    "alternative",
    "total",
    "pair_total",
    "number_range",
    "total_first",
    "cancel_strict",
    "no_choice",
    "one_thought",
    "writer_told",
)


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence between its joints. `opener`: the mark or word before it ('' at the sentence's start)."""

    start: Final[int]
    end: Final[int]
    sentence: Final[int]
    opener: Final[str]
    depth: Final[int] = 0  # inside brackets


@dataclass(frozen=True, slots=True)
class Joints:
    """What tells where the sentences of a text may part. `whole`: tokens at which no thought begins."""

    tokens: Sequence[Token]
    voc: Vocabulary
    whole: Collection[int]
    titles: Collection[int]  # tokens within titles
    letters: bool  # single capitals are codes, no joining words

    def clauses(self, sentences: Sequence[tuple[int, int]]) -> Iterator[Clause]:
        """The clauses of the sentences, in order."""
        for number, (start, end) in enumerate(sentences):
            yield from self._within(number, start, end)

    def _within(self, number: int, start: int, end: int) -> Iterator[Clause]:
        openers, subordinate = self.voc.words["clause_opener"], self.voc.words["subordinate"]
        auxiliary = self.voc.words["auxiliary"]  # 'ha dato forfait'
        begin, opener, depth = start, "", 0
        for n in range(start, end):
            token = self.tokens[n]
            text = token.text
            if n in self.titles:
                continue
            if token.kind is Kind.MARK and (self._parts(n) or (text == ";" and n + 1 < end)):  # within brackets
                if n > begin:
                    yield Clause(begin, n, number, opener, depth)
                depth = depth + 1 if text in "([" else max(0, depth - 1) if text in ")]" else depth
                opener = opener if text in QUOTES else text
                begin = n + 1
            elif token.fold not in openers or (self.letters and len(text) == 1 and text.isupper() and n > start):
                continue
            elif n > begin and n not in self.whole and self.tokens[n - 1].fold not in auxiliary:
                yield Clause(begin, n, number, opener, depth)
                begin, opener = n, token.fold
            elif n == begin and token.kind is Kind.WORD and (opener in ("", ",") or token.fold in subordinate):
                opener = token.fold
        if end > begin:
            yield Clause(begin, end, number, opener, depth)

    def _parts(self, n: int) -> bool:
        """Whether the mark there may end a thought."""
        text = self.tokens[n].text
        return text in PARTING or text in QUOTES or (text == "-" and self._dash(n))

    def _dash(self, n: int) -> bool:
        """Whether a hyphen stands for a dash: with blanks around it, or at the head of a line."""
        before, after = self.tokens[n - 1 : n], self.tokens[n + 1 : n + 2]
        return (
            bool(before and after)
            and (before[0].end < self.tokens[n].start or before[0].kind is Kind.LINE)
            and self.tokens[n].end < after[0].start
        )
