"""A text as numbers that may tell sessions are read in it, and each such number with what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mailflow.understanding.sessions.number_neighbours import pair_of_rounds
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.code_neighbours import word_before
from mailflow.understanding.text.kept import kept
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary


@dataclass(frozen=True)
class Numbers:
    """A text in which numbers may tell sessions. As tokens: `taken`, those of dates and hours; `days`,
    those of them that may be the event's one day or a session, 'il 3 e il 6'; `listed`, of rows, where
    a bare number is a choice; `nouns`, what numbers count (persons, places); `joints`, of phrases that lead to another
    choice ('in alternativa'); `ties`, the first ones of what a number is told for in a row of such ('2 tutti e due, 5
    tutti e due', '14 la mattina, 21 a mezzogiorno'); `rounds`, what names a round; `wished`, behind 'I'd like';
    `theirs`, told of one person."""

    tokens: Sequence[Token]
    at: Index
    voc: Vocabulary
    taken: frozenset[int]
    days: frozenset[int]
    listed: frozenset[int]
    nouns: frozenset[int]
    joints: frozenset[int]
    ties: frozenset[int]
    rounds: frozenset[int]
    wished: frozenset[int]
    theirs: frozenset[int]

    @kept
    def heads(self) -> frozenset[str]:
        """The nouns a session's number stands behind: 'gruppo 3', 'numbers two and seven', 'paper 4' where the event
        calls its sessions papers."""
        words = self.voc.words
        idle = words["room"] | words["rank_noun"] | words["round_head"]
        own = {t.fold for t in self.tokens if t.kind is Kind.WORD and stem(t.fold) in self.at.nouns}
        return frozenset(words["session_head"] | words["numbers_word"] | (own - idle))

    @kept
    def linking(self) -> frozenset[int]:
        """Tokens that may stand between two numbers of a row: 'gruppi 2, in alternativa gruppo 5'."""
        return self.joints | frozenset(n for n, token in enumerate(self.tokens) if token.fold in self.heads)

    @kept
    def paired(self) -> frozenset[int]:
        """Tokens of numbers in pairs, where several are told so: 'per Ada 1-4, per Ugo 2-5'."""
        firsts = [n for n in range(len(self.tokens) - 2) if pair_of_rounds(self.tokens, n, self.at)]
        return frozenset(m for n in firsts for m in (n, n + 2)) if len(firsts) > 1 else frozenset()

    def rounds_of(self, value: int) -> set[str]:
        """The rounds of the sessions with that number."""
        return {self.at.round_of[session] for session in self.at.numbers[value]}

    def is_free(self, n: int) -> bool:
        """Whether it is no part of a date or an hour: 'all'1' is a table, where tables have numbers."""
        return n not in self.taken or (n > 0 and self.tokens[n - 1].fold.endswith("'"))


@dataclass(frozen=True, slots=True)
class Number:
    """One that a session has. `ordinal`: a word for a rank; `before` and `after`: the words beside it; `lead`: what the
    one before it says."""

    n: int
    value: int
    digits: bool
    ordinal: bool
    before: int | None
    after: int | None
    lead: str


def number_at(text: Numbers, n: int) -> Number | None:
    """The number that a token says, where a session has it."""
    tokens, voc, token = text.tokens, text.voc, text.tokens[n]
    digits = token.kind is Kind.NUMBER
    if not digits and token.kind is not Kind.WORD:
        return None
    ordinal = None if digits else voc.ordinals.get(token.fold)
    value = ordinal or voc.numbers.get(token.fold) or (int(token.text) if digits else None)
    if value is None or value not in text.at.numbers:
        return None
    before, after = word_before(tokens, n), n + 1 if n + 1 < len(tokens) else None
    lead = tokens[before].fold if before is not None else ""
    return Number(n, value, digits, bool(ordinal), before, after, lead)
