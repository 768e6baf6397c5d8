"""Sessions by a letter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.code_neighbours import word_before
from mailflow.understanding.text.tokens import Kind, Token, fold
from mailflow.understanding.text.vocabulary import Vocabulary
from mailflow.understanding.text.words import Words


def letter_mentions(
    tokens: Sequence[Token], at: Index, voc: Vocabulary, shouting: bool, listed: frozenset[int]
) -> list[Mention]:
    """Codes of one letter: after a head word, an article or preposition, beside another, or in a list."""
    letters = {code: ids for code, ids in at.codes.items() if len(code) == 1}
    if not letters:
        return []
    text = _Letters(tokens, at, voc, shouting, listed)
    sure: set[int] = set()
    maybe: set[int] = set()
    for n, token in enumerate(tokens):
        if token.kind is not Kind.WORD or len(token.text) != 1 or fold(token.text) not in letters or text.part(n):
            continue
        if text.in_a_row(n):
            sure.add(n)
        elif text.leads_on(n):
            continue
        elif text.told(n) or (sure and text.ends_behind(n, voc.words["article"])):  # 'fascia c, sennò la e'
            sure.add(n)
        elif text.capital(n):
            maybe.add(n)
    while beside := next((pair for n in sorted(maybe) if (pair := text.beside(n, sure, maybe))), ()):
        sure.update(beside)  # 'A ed E', 'B, H': a letter beside a letter is one too
        maybe.difference_update(beside)
    if not shouting:
        sure |= maybe & listed  # a sentence of its own, or before a word of round: 'B la mattina'
    return [Mention(n, n + 1, letters[fold(tokens[n].text)], "code") for n in sorted(sure)]


@dataclass(frozen=True, slots=True)
class _Letters:
    """A text in which letters may tell sessions. `listed`: tokens of rows, where a bare letter is a choice."""

    tokens: Sequence[Token]
    at: Index
    voc: Vocabulary
    shouting: bool
    listed: frozenset[int]

    @property
    def joined(self) -> Words:
        """Words between one choice and the next: 'e', 'oppure'."""
        return self.voc.words["conjunction"]

    @property
    def small(self) -> Words:
        """Prepositions and articles."""
        return self.voc.words["preposition"] | self.voc.words["article"]

    @property
    def little(self) -> Words:
        """All that a letter may be besides: 'e', 'a', 'I'."""
        return self.joined | self.small | self.voc.words["lone_letters"]

    def text_at(self, n: int) -> str:
        """The token as written, '' beyond the ends."""
        return self.tokens[n].text if 0 <= n < len(self.tokens) else ""

    def is_word(self, n: int) -> bool:
        """Whether a word stands there."""
        return 0 <= n < len(self.tokens) and self.tokens[n].kind is Kind.WORD

    def part(self, n: int) -> bool:
        """Whether it is part of something else: 'il mio numero e 347 …', "l'", 'a.m'."""
        if n + 1 < len(self.tokens) and self.tokens[n + 1].kind is Kind.OPAQUE:
            return True
        after = self.text_at(n + 1)
        close = after == "." and self.is_word(n + 2) and self.tokens[n + 2].start == self.tokens[n + 1].end
        return bool(after) and (after in "'’" or close)

    def capital(self, n: int) -> bool:
        """Whether its capital tells it from a little word."""
        little = self.tokens[n].fold in self.little and self._among_capitals(n)
        return self.tokens[n].text.isupper() and not little and not self._opens(n)

    def _among_capitals(self, n: int) -> bool:
        """'I WOULD LIKE A PLACE': in capitals as those around it are."""
        beside = [self.tokens[k] for k in (n - 1, n + 1) if 0 <= k < len(self.tokens)]
        return len(beside) == 2 and all(t.kind is Kind.WORD and len(t.text) > 2 and t.text.isupper() for t in beside)

    def _opens(self, n: int) -> bool:
        """'A che ora si finisce?': a small word at the beginning of a sentence; not 'A come Ancona'."""
        small = self.joined | self.small
        first = n == 0 or self.tokens[n - 1].kind is Kind.LINE or self.tokens[n - 1].text in ".!?"
        spelled = n + 2 < len(self.tokens) and self.tokens[n + 2].capital
        if not self.is_word(n + 1) or self.tokens[n + 1].capital or spelled:
            return False
        return first and self.tokens[n].fold in small and self.tokens[n + 1].fold not in small

    def in_a_row(self, n: int) -> bool:
        """'sessione a laboratorio g', 'MATTINA B POMERIGGIO E': each noun with its letter, of another round."""
        words, tokens = self.voc.words, self.tokens
        rows = words["session_head"] | words["part_of_day"] | self.at.round_titles

        def goes_on(m: int, small: Words) -> bool:
            return tokens[m].fold in small and self.is_word(m + 1)

        def letter(m: int) -> str:
            told = 0 < m < len(tokens) and len(tokens[m].text) == 1 and tokens[m - 1].fold in rows
            return tokens[m].fold if told and tokens[m].fold in self.at.codes and not goes_on(m, self.joined) else ""

        if not letter(n):
            return False
        for first, last in ((n - 2, n), (n - 3, n), (n, n + 2), (n, n + 3)):
            one, other = letter(first), letter(last)
            if one and other and self._rounds(one).isdisjoint(self._rounds(other)):
                return not goes_on(last, self.little) or bool(letter(last + 2))
        return False

    def _rounds(self, letter: str) -> set[str]:
        return {self.at.round_of[session] for session in self.at.codes[letter]}

    def leads_on(self, n: int) -> bool:
        """'cambiare laboratorio e seguire me', 'sessioni e orari': a small word that another one follows."""
        words = self.voc.words
        if self.capital(n) or self.tokens[n].fold not in self.joined | self.small or not self.is_word(n + 1):
            return False
        return self.tokens[n + 1].fold not in self.joined | words["closing_word"] | words["like"]

    def told(self, n: int) -> bool:
        """Whether what stands beside it shows that a session is meant."""
        words, key, capital = self.voc.words, self.tokens[n].fold, self.capital(n)
        before = word_before(self.tokens, n)
        lead = None if before is None else self.tokens[before].fold
        if lead in words["session_head"] and (key not in self.joined or capital or not self._between_names(n)):
            return True
        if not capital:  # 'morning c'
            return key not in self.little and self.ends_behind(n, words["part_of_day"])
        if self.text_at(n - 1) == ":" and not self.is_word(n + 1):
            return True  # 'MATTINA: C'
        doubtful = self.shouting and key in self.joined | self.small
        if not doubtful and lead is not None and (lead.strip(":") in self.small or n in self.listed):
            return True
        if self.shouting:
            return False
        if key not in words["lone_letters"] or (n > 0 and self._runs_on(n - 1)):
            return True
        # no article stands before a preposition: 'A in the morning'
        return key in words["article"] and self.text_at(n + 1).lower() in words["preposition"]

    def _runs_on(self, before: int) -> bool:
        """Whether the sentence runs on from there."""
        token = self.tokens[before]
        return token.kind in (Kind.WORD, Kind.NUMBER) or token.text in ",:;(+&/-"

    def _between_names(self, n: int) -> bool:
        """'Lia Sala e Ugo Neri': an 'and' between names, though a surname is a word for a room."""
        after = self.tokens[n + 1] if n + 1 < len(self.tokens) else None
        return after is not None and after.capital and n > 0 and self.tokens[n - 1].capital

    def ends_behind(self, n: int, leads: Collection[str]) -> bool:
        """'la e', 'morning c': a small letter behind a word that leads to it, and nothing that goes on."""
        if self.capital(n) or n == 0 or self.tokens[n - 1].fold not in leads:
            return False
        return not self.is_word(n + 1)

    def beside(self, n: int, sure: Collection[int], maybe: Collection[int]) -> tuple[int, ...]:
        """The letter, and another that only words and marks between choices part it from; none where there is none."""
        for step in (1, -1):
            m = n + step
            while 0 <= m < len(self.tokens) and self._parts(m, maybe):
                m += step
            if m != n + step and (m in sure or (m in maybe and not self.shouting)):
                return n, m
        return ()

    def _parts(self, n: int, maybe: Collection[int]) -> bool:
        token = self.tokens[n]
        joint = token.fold in self.joined and n not in maybe
        return joint or token.text in ",/+&-" or token.kind is Kind.LINE
