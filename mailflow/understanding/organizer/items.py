"""An answer to a digest: what is said of each matter, by its number.

8 conferma, 9 fatto          the number, and what is to be done
8 e 9: conferma              of several
sì per la 8, no per la 9     what is to be done, and the number
entrambe confermate          of all that the digest listed
8: rispondi che si entra     what follows belongs to it, up to the next number of a matter that waits
alle 14                      with a way or nothing else after it
> N. 8 – anna@posta.example  below the line that tells of it
conferma
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mailflow.understanding.organizer import WORD, Phrase, opening, organizer_words
from mailflow.understanding.organizer.courtesy import joined, unsigned, without_courtesy, without_greeting
from mailflow.understanding.organizer.instruction import leading_way
from mailflow.understanding.organizer.numbers import bare_of, number_at
from mailflow.understanding.text.tokens import codes_in, fold

_SEAM = re.compile(r"\s*[,;.!]+\s+|\s+(?:e|ed|and|but|ma|mentre|invece)\s+|\s+", re.IGNORECASE)
_STRONG = frozenset(",;.!")  # what parts the words for a person from another matter
_END = re.compile(r"\s*(?:[,;.!)]|$)|\s+(?:e|ed|and|but|ma|mentre|invece)\s", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:,|\+|&|\b(?:e|ed|and)\b)\s*", re.IGNORECASE)
_SPAN = re.compile(r"\W*(\d{1,4})\s*[-–]\s*(\d{1,4})(?![\d.,:/-])", re.ASCII)
_TOLD = re.compile(r"^\W*no?\. ?(\d{1,6})\W* [–-] ", re.IGNORECASE | re.MULTILINE)  # as digests tell of a matter

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A matter's number, and what is said of it."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a matter begins to be spoken of: which, what was said before its number, and what follows it."""

    numbers: Numbers
    said: str
    rest: str


@dataclass(slots=True)
class _Piece:
    numbers: Numbers
    lines: list[str] = field(default_factory=list)


def items_of(text: str, known: Collection[int], listed: Collection[int] = ()) -> list[Item]:
    """What an answer says of each matter. `known`: the numbers of those that wait, `listed` of those it told."""
    pieces: list[_Piece] = []
    for line in without_greeting(text.strip()).split("\n"):
        for numbers, words in _parted(line, known, listed, first=not pieces):
            if numbers:
                pieces.append(_Piece(numbers, [words]))
            elif pieces:
                pieces[-1].lines.append(words)
    return [Item(number, "\n".join(piece.lines).strip()) for piece in pieces for number in piece.numbers]


def items_below(answers: Iterable[tuple[str, str]], known: Collection[int]) -> list[Item]:
    """What an answer between the lines of a digest says: below the one matter that each quoted stretch tells of."""
    found = [({int(told[1]) for told in _TOLD.finditer(quoted)} & set(known), words) for quoted, words in answers]
    return [Item(numbers.pop(), words.strip()) for numbers, words in found if len(numbers) == 1]


def _parted(
    line: str, known: Collection[int], listed: Collection[int], *, first: bool
) -> Iterator[tuple[Numbers, str]]:
    """A line, cut where it goes on to another matter; without a number where it goes on with the one before."""
    if said := _said_of_all(line, listed):
        yield tuple(sorted(listed)), said
        return
    opened = _opens(line, known, first=first)
    rest = opened.rest if opened else line
    while (cut := _cut(opened.said if opened else "", rest, known)) is not None:
        head, next_ = cut
        yield (opened.numbers if opened else ()), f"{opened.said if opened else ''}{head}"
        opened, rest = next_, next_.rest
    yield (opened.numbers if opened else ()), f"{opened.said if opened else ''}{rest}"


def _cut(said: str, rest: str, known: Collection[int]) -> tuple[str, _Opening] | None:
    """What still belongs to the matter spoken of, and where the next one begins. `said`: what came before `rest`.

    Words for a person go on over a number that no stop stands before: 'rispondi che per 2 va bene'.
    """
    to_a_person = leading_way(f"{said}{rest}")[0] == "answer"
    for seam in _SEAM.finditer(rest):
        strong = bool(set(seam[0]) & _STRONG)
        if to_a_person and not strong:
            continue
        found = _opens_within(rest[seam.end() :], known, several=bool(seam[0].strip()))
        if found is not None and (rest[: seam.start()].strip() or said):
            return rest[: seam.start()], found
    return None


def _opens(line: str, known: Collection[int], *, first: bool) -> _Opening | None:
    """What a line opens with. The first one may name a matter that does not wait."""
    if found := _number_first(line, known):
        return found
    number = number_at(_without(line, organizer_words().topic))
    if number is not None and number.figure and (first or (number.value in known and not WORD.search(number.rest))):
        return _Opening((number.value,), "", bare_of(number.rest))
    return _way_first(line, known)


def _opens_within(said: str, known: Collection[int], *, several: bool) -> _Opening | None:
    """What a line goes on with behind a seam. `several`: whether the seam is more than a blank."""
    found = _number_first(said, known)
    if found is not None:
        way, after = leading_way(found.rest)
        plain = way is not None and (not WORD.search(after) or _number_first(after, known) is not None)
        return found if several or (len(found.numbers) == 1 and plain) else None
    return _way_first(said, known) if several else None


def _number_first(said: str, known: Collection[int]) -> _Opening | None:
    """'8 conferma', 'per la 8: fatto', '8 e 9 no'; '8: K7QM-3F', the booking that is meant."""
    for numbers, rest in _numbers(_without(said, organizer_words().topic), known):
        bare = bare_of(rest)
        if leading_way(bare)[0] is not None or any(code.start() == 0 for code in codes_in(bare)):
            return _Opening(numbers, "", bare)
    return None


def _way_first(said: str, known: Collection[int]) -> _Opening | None:
    """'sì per la 8', 'conferma 8 e 9', 'rispondi alla 8 che …'."""
    said = without_courtesy(said)
    way, after = leading_way(said)
    if way is None or not said:
        return None
    words = said[: len(said) - len(after)].rstrip(" ,:;.!–-")
    for numbers, rest in _numbers(_without(after, organizer_words().about), known):
        if way == "answer" and len(numbers) == 1 and WORD.search(rest):
            return _Opening(numbers, f"{words} ", joined(rest))
        if _END.match(rest) and not leading_way(joined(rest.split(",")[0]))[0]:
            return _Opening(numbers, words, rest)
    return None


def _numbers(said: str, known: Collection[int]) -> Sequence[tuple[Numbers, str]]:
    """The numbers that open a text, all of matters that wait, and what follows them; as many as can be first."""
    if (span := _SPAN.match(said)) and int(span[1]) < int(span[2]):
        spanned = tuple(range(int(span[1]), int(span[2]) + 1))
        return [(spanned, said[span.end() :])] if set(spanned) <= set(known) else []
    found: list[tuple[Numbers, str]] = []
    rest: str | None = said
    while rest is not None and (number := number_at(rest)) is not None and number.value in known:
        if number.ordinal and sorted(known)[: number.value][-1:] != [number.value]:
            break  # the third of those that wait, or number three
        found.insert(0, ((*(found[0][0] if found else ()), number.value), number.rest))
        more = _MORE.match(number.rest)
        rest = _without(number.rest[more.end() :], organizer_words().about) if more else None
    return found


def _said_of_all(line: str, listed: Collection[int]) -> str:
    """What is said of all matters that the digest listed: 'tutte confermate', 'ok a entrambe'; '' where nothing is."""
    words = [word[0] for word in WORD.finditer(unsigned(without_courtesy(line), "", ()) or "")]
    all_ = organizer_words().all + (organizer_words().both if len(listed) == 2 else ())
    for phrase in all_:
        for at in range(len(words) - len(phrase) + 1 if listed else 0):
            if tuple(map(fold, words[at : at + len(phrase)])) == phrase:
                left = [*_unled(words[:at]), *words[at + len(phrase) :]]
                way, after = leading_way(" ".join(left))
                if way is not None and way != "answer" and not WORD.search(after):
                    return " ".join(left)
    return ""


def _unled(words: list[str]) -> list[str]:
    """Words without what leads from them to the matters: 'ok a tutte'."""
    for phrase in organizer_words().about:
        if tuple(map(fold, words[-len(phrase) :])) == phrase:
            return words[: -len(phrase)]
    return words


def _without(said: str, phrases: Sequence[Phrase]) -> str:
    end = opening(said, phrases)
    return said[end:].lstrip() if end else said
