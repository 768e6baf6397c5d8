"""Text as words, numbers and marks, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

CODE = re.compile(r"(?<![A-Z0-9])[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{2}(?![A-Z0-9])")  # as bookings are numbered


def codes_in(text: str) -> Iterator[re.Match[str]]:
    """The codes of bookings in a text, whatever their case."""
    return CODE.finditer(text.upper()) if "-" in text else iter(())


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where such codes stand that no words can be: with a digit, or in capitals where the text has small letters.
    'CQ3H-VT' tells no hour, as '3H' would, and 'turn-up' is none."""
    for code in codes_in(text):
        in_capitals = text[code.start() : code.end()].isupper() and not text.isupper()
        if in_capitals or any(c.isdigit() for c in code[0]):
            yield code.span()


# 'e' (and) and 'è' (is), 'si' and 'sì': an accent that makes another word of it is kept
ACCENT_TELLS = frozenset({"è", "sì", "dà"})


class Kind:
    """What a token is. Plain words, looked up at every step: the members of an Enum cost ten times as much."""

    WORD: Final = "word"
    NUMBER: Final = "number"
    MARK: Final = "mark"
    LINE: Final = "line"  # a line end
    OPAQUE: Final = "opaque"  # an address, a link, a phone: told elsewhere, no words


@dataclass(slots=True)  # frozen by `Final` alone: what looks every value up as it is made costs four times as much
class Token:
    """`text` as written, `fold` for comparing (lower case, no accents), `kind` of Kind, offsets into the text.

    `capital`: whether it is a word that begins with a capital letter.
    """

    text: Final[str]
    fold: Final[str]
    kind: Final[str]
    start: Final[int]
    end: Final[int]
    capital: Final[bool] = False


@lru_cache(maxsize=2_048)
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
WORD = rf"""
    (?P<opaque>\d{{13,}})  # nobody counts so far
  | (?P<number>\d++(?:(?![\w])|(?=x(?!\w))))              # 4x
  | (?P<word>
        {LETTER}++(?![-.'’`])                             # most words: what follows makes none of those below of them
      | {LETTER}++['’`](?=[\w\s.,;:!?)\]]|$)              # comunita', dell'|erba, all'|1
      | (?:{LETTER}\.){{2,}}{LETTER}?                     # S.p.A.
      | {LETTER}{{2,5}}+\.(?:ssa|ra|na|ri|re)(?!\w)         # dott.ssa
      | {LETTER}++(?:-{LETTER}++)*                        # Müller-Ohlsen
      | \d+{LETTER}[\w]*                                  # 3pm, 5a
    )
  | (?P<row>[!?]{{2,}}+|\.{{2,}}+|…)                      # said once: '!!!' as '!', '...' as '.'
  | (?P<smile>(?<!\S)[:;]-?[)D](?!\w)|[\U0001f300-\U0001faff☀-➿]\ufe0f?)
  | (?P<mark>\S)
"""
TOKEN = re.compile(WORD, re.VERBOSE)
# In a line that has one, an address is looked for first at every place.
ADDRESSED = re.compile(rf"(?P<address>(?:https?://|www\.)\S+|[\w.+'-]++@[\w-]+(?:\.[\w-]+)+)|{WORD}", re.VERBOSE)


SMILE = "☺"  # any of them
LINE = 500  # characters of a line whose tokens are kept
KINDS: Mapping[str | None, str] = {
    "address": Kind.OPAQUE, "opaque": Kind.OPAQUE, "number": Kind.NUMBER, "mark": Kind.MARK
}  # fmt: skip


def tokenize(text: str, opaque: tuple[tuple[int, int], ...] = ()) -> tuple[Token, ...]:
    """The tokens of a text, in order; spans in `opaque` (phones, say) become one token each."""
    if not opaque and "\n" not in text:
        return _line(text)
    found: list[Token] = []
    position = 0
    for start, end in (*sorted(opaque), (len(text), len(text))):
        for number, line in enumerate(text[position:start].split("\n")):
            if number:
                found.append(Token("\n", "\n", Kind.LINE, position - 1, position))
            inside = _line(line)
            found += (
                [Token(t.text, t.fold, t.kind, t.start + position, t.end + position, t.capital) for t in inside]
                if position
                else inside
            )
            position += len(line) + 1
        if end > start:
            found.append(Token(text[start:end], "", Kind.OPAQUE, start, end))
        position = end
    return tuple(found)


def _line(line: str) -> tuple[Token, ...]:
    """The tokens of a line, kept a while: several steps look at the same lines of a mail."""
    return _kept(line) if len(line) < LINE else _tokens(line)


def _tokens(line: str) -> tuple[Token, ...]:
    found: list[Token] = []
    addressed = "@" in line or "://" in line or "www." in line
    for match in (ADDRESSED if addressed else TOKEN).finditer(line):
        text, (start, end) = match[0], match.span()
        if match.lastgroup == "word":
            found.append(Token(text, fold(text), Kind.WORD, start, end, text[0].isupper()))
        elif match.lastgroup == "row":
            mark = "?" if "?" in text else "!" if "!" in text else "."
            found.append(Token(mark, mark, Kind.MARK, start, end))
        elif match.lastgroup == "smile":
            found.append(Token(SMILE, SMILE, Kind.MARK, start, end))
        else:
            found.append(Token(text, text, KINDS[match.lastgroup], start, end))
    return tuple(found)


_kept = lru_cache(maxsize=128)(_tokens)
