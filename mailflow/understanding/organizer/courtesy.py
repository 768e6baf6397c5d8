"""What stands in an organizer's reply and asks for nothing: the greeting, thanks, and who signs it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from mailflow.understanding.organizer import WORD, opening, organizer_words
from mailflow.understanding.text.tokens import fold

SIGNING = 4  # lines at most from the greeting at the end on

_JOINT = re.compile(r"^[\s,;:.)!–-]+")
_EDGES = " \n,;.!–-"
_ADDRESSED = re.compile(r"(?:[ \t]+[^\W\d_]+(?:['’-][^\W\d_]+)*\.?){1,4}[ \t]*(?=[,!:\n]|$)")
_LAST = re.compile(r"[,;.!–-]\s+([^\n,;.!–-]+)[\s.]*$")
_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-Þ]\.? ?){1,3}")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]*\.?(?:(?: | d[aei]l?l?a? |['’-])[A-ZÀ-ÖØ-Þ][^\W\d_]*\.?){0,3}")


def joined(rest: str) -> str:
    """What follows a word, without what joins it on."""
    return _JOINT.sub("", rest)


def without_greeting(said: str) -> str:
    """The text from its first word that asks for something."""
    while end := _salutation(said) or opening(said, organizer_words().greeting):
        said = joined(said[end:])
    return joined(said)


def without_courtesy(said: str) -> str:
    """Likewise without a 'please' or thanks that lead to it."""
    while end := opening(said, organizer_words().closing):
        said = without_greeting(said[end:])
    return said


def _salutation(said: str) -> int:
    """Where a greeting and whom it is for end: 'Ciao Marta,', 'Dear all,', 'Gentile segreteria'; 0 where none opens."""
    end = opening(said, organizer_words().salutation)
    named = _ADDRESSED.match(said, end) if end else None
    if named is None:
        return 0
    words = WORD.findall(named[0])
    known = all(word[0].isupper() or fold(word) in organizer_words().addressed for word in words)
    return named.end() if known else 0


def thanked(said: str) -> bool:
    """Whether there are thanks in it."""
    return _without_thanks(said) != said


def unsigned(said: str, writer: str, known: Collection[str]) -> str | None:
    """The text without thanks, and without the name it is signed with; None where that may as well be who comes.

    `writer`: the organizer's own name; `known`: words that are no name, folded.
    """
    said = _without_thanks(said)
    lines = said.split("\n")
    for at in _signings(lines, known):
        head, tail = "\n".join(lines[:at]), [line for line in lines[at:] if line.strip()]
        if not _is_signature(tail):
            break
        names = sum(_is_name(line, known) for line in tail)
        apart, own = not lines[at - 1].strip(), _own(lines[at], writer)
        listed = names in _places(head)
        if not own and ((listed and apart) or (not listed and not apart and names > 1)):
            return None
        return said if listed and not own else head.strip(_EDGES)
    last = _LAST.search(said)
    signed = last is not None and (_own(last[1], writer) or _INITIALS.fullmatch(last[1].strip()))
    return (said[: last.start()] if last and signed else said).strip(_EDGES)


def without_signing(words: str) -> str:
    """Words for a person without the greeting at their end: the letter has its own."""
    lines = words.strip().split("\n")
    closes = (at for at, line in enumerate(lines) if at and opening(line, organizer_words().closing))
    end = next((at for at in closes if len(lines) - at <= SIGNING), len(lines))
    return "\n".join(lines[:end]).strip()


def _without_thanks(said: str) -> str:
    """The text up to the thanks that end it; other thanks add nothing: 'ok grazie, ma nel gruppo 3'."""
    for word in WORD.finditer(said):
        end = opening(said[word.start() :], organizer_words().closing)
        if end:
            head, tail = said[: word.start()], said[word.start() + end :]
            first, *others = tail.strip(_EDGES).split("\n")
            ends = not WORD.search(first) or _is_name(first, ()) or opening(first, organizer_words().closing)
            if ends and _is_signature([line for line in others if line.strip()]):
                return head.strip(_EDGES)
            return _without_thanks(f"{head.rstrip()} {joined(tail)}".strip())
    return said


def _signings(lines: Sequence[str], known: Collection[str]) -> Iterator[int]:
    """The lines that may be the first of a signature: a name, and none of a list that a colon announces."""
    listing = False
    for at, line in enumerate(lines):
        if at and not listing and _is_name(line, known):
            yield at
        listing = line.rstrip().endswith(":") or (listing and bool(line.strip()))


def _is_signature(lines: Sequence[str]) -> bool:
    """A few lines, none of which takes anything back."""
    words = {word for line in lines for word in WORD.findall(line)}
    return len(lines) <= SIGNING and "?" not in "".join(lines) and not words & organizer_words().contrary


def _is_name(line: str, known: Collection[str]) -> bool:
    bare = line.strip(_EDGES)
    return bool(_NAME.fullmatch(bare)) and not {fold(word) for word in WORD.findall(bare)} & set(known)


def _own(line: str, writer: str) -> bool:
    words = {fold(word) for word in WORD.findall(line)}
    return bool(words) and words <= {fold(word) for word in WORD.findall(writer)}


def _places(head: str) -> set[int]:
    """How many places are spoken of."""
    told = re.findall(r"(\d{1,4}) +([^\W\d_]+)", head)
    return {int(number) for number, what in told if fold(what) in organizer_words().places}
