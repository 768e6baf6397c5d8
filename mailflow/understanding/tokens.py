"""Text as words, numbers and marks, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

CODE = re.compile(r"(?<![A-Z0-9])[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{2}(?![A-Z0-9])")  # as bookings are numbered
# 'e' (and) and 'è' (is), 'si' and 'sì': an accent that makes another word of it is kept
ACCENT_TELLS = frozenset({"è", "sì", "dà"})


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"
    LINE = "line"  # a line end
    OPAQUE = "opaque"  # an address, a link, a phone: told elsewhere, no words


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written, `fold` for comparing (lower case, no accents), offsets into the text."""

    text: str
    fold: str
    kind: Kind
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.kind is Kind.WORD and self.text[0].isupper()


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Lower case, no accents, straight apostrophes; 'comunita'' as 'comunita', 'e'' as 'è'."""
    word = word.lower().replace("’", "'").replace("`", "'")
    if word in ACCENT_TELLS:
        return word
    if word in ("e'", "é", "é"):
        return "è"
    if len(word) > 3 and word.endswith("'") and word[-2] in "aeiou":
        word = word[:-1]
    return strip_accents(word)


def strip_accents(text: str) -> str:
    """Letters without their marks: 'Nicolò' as 'Nicolo', 'Müller' as 'Muller', 'Aßmann' as 'Assmann'."""
    if text.isascii():
        return text
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("Ø", "O").replace("Ł", "L")


LETTER = r"[^\W\d_]"
TOKEN = re.compile(
    rf"""
    (?P<line>\n)
  | (?P<opaque>(?:https?://|www\.)\S+|[\w.+'-]+@[\w-]+(?:\.[\w-]+)+|\d{{13,}})  # nobody counts so far
  | (?P<number>\d+(?![\w]))
  | (?P<word>
        {LETTER}+(?:['’`](?=[\s.,;:!?)\]]|$))            # comunita'
      | {LETTER}+['’`](?=\w)                              # dell'|erba, all'|1
      | (?:{LETTER}\.){{2,}}{LETTER}?                     # S.p.A.
      | {LETTER}{{2,5}}\.(?:ssa|ra|na|ri|re)(?!\w)          # dott.ssa
      | {LETTER}+(?:-{LETTER}+)*                          # Müller-Ohlsen
      | \d+{LETTER}[\w]*                                  # 3pm, 5a
    )
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)


LINE = 100  # characters
KINDS = {kind.value: kind for kind in Kind}


def tokenize(text: str, opaque: tuple[tuple[int, int], ...] = ()) -> tuple[Token, ...]:
    """The tokens of a text, in order; spans in `opaque` (phones, say) become one token each."""
    return _line(text) if len(text) < LINE and not opaque else tuple(_tokens(text, opaque))


@lru_cache(maxsize=1024)
def _line(text: str) -> tuple[Token, ...]:
    """The tokens of a line: the last lines of a mail are looked at by several steps."""
    return tuple(_tokens(text, ()))


def _tokens(text: str, opaque: tuple[tuple[int, int], ...]) -> Iterator[Token]:
    position = 0
    for start, end in (*sorted(opaque), (len(text), len(text))):
        for found in TOKEN.finditer(text, position, start):
            kind = KINDS[found.lastgroup or "mark"]
            word = found.group()
            yield Token(word, fold(word) if kind is Kind.WORD else word, kind, *found.span())
        if end > start:
            yield Token(text[start:end], "", Kind.OPAQUE, start, end)
        position = end
