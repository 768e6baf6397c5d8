"""What an organizer's reply tells us to do with a matter that waits: a number, a word, or the facts in plain words.

    reply      = [greeting] (number | way | number way) [but facts] [closing]
               | [greeting] facts [closing]
               | way "answer" [":"] words for the person

Every word must be accounted for. A reply with one that is not is no instruction: it is asked back, for whoever writes
'9 posti sono troppi' does not mean that 9 places be given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from mailflow.domain.event import Event
from mailflow.understanding.organizer import WORD, Phrase, organizer_words, phrase
from mailflow.understanding.organizer.corrections import corrected
from mailflow.understanding.reading import Reading
from mailflow.understanding.text.tokens import fold

DOING = frozenset({"cancel", "change", "decline", "accept"})  # ways that carry out what a mail asked for
CORRECTABLE = frozenset({"confirm", "waitlist"})  # ways that facts may go with
SIGNING = 4  # lines at most from the greeting at the end on

_NUMBER = re.compile(r"\s*[#(]?\s*(\d{1,4})(?![\d/]|[:.,]\d)\s*[).:,;–-]*\s*", re.ASCII)
_JOINT = re.compile(r"^[\s,;:.)!–-]+")


@dataclass(frozen=True, slots=True)
class Instruction:
    """`way`: what to do. `facts`: the organizer's corrections, read. `words`: to be passed on to the person."""

    way: str
    facts: Reading | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an answer to a digest: the matter's number, and what is said of it."""

    number: int
    words: str


def instruction_of(text: str, ways: Sequence[str], event: Event, writer: str = "", *, numbered: bool = True) -> (
    Instruction | None
):  # fmt: skip
    """What the reply tells us to do; None where that is not clear. `ways`: in the order they were numbered.

    `writer`: the organizer's own name, which may stand below. `numbered`: whether a number means a way.
    """
    said = _without_greeting(text.strip())
    way, rest = _way(said, ways) if numbered else (None, said)
    if way is None:
        found, after = _leading_way(said)
        way, rest = (_among(found, ways), after) if found else ("", said)
    if way is None:
        return None
    if way == "answer":
        words = without_signing(rest)
        return Instruction("answer", words=words) if words else None
    rest = _without_closing(rest, writer)
    if way == "self" or (way and not rest):
        return Instruction(way)
    facts = corrected(rest, event) if way in {*CORRECTABLE, *DOING, ""} else None
    if facts is None:
        return None
    return Instruction(way or _among("confirm", ways) or "confirm", facts)


def is_thanks(text: str, writer: str = "") -> bool:
    """Whether a reply only greets and thanks."""
    return not _without_closing(_without_greeting(text.strip()), writer)


def items_of(text: str, known: Collection[int]) -> list[Item]:
    """An answer to a digest, line by line: `8 conferma`. What follows a line belongs to it, up to the next number of a
    matter that waits (`known`) with a way or nothing else after it."""
    found: list[Item] = []
    for line in _without_greeting(text.strip()).split("\n"):
        numbered = _item(line)
        if numbered is not None and (not found or (numbered.number in known and _starts(numbered.words))):
            found.append(numbered)
        elif found:
            found[-1] = replace(found[-1], words=f"{found[-1].words}\n{line}")
    return [replace(item, words=item.words.strip()) for item in found]


# --- the way ----------------------------------------------------------------------------------------------------------


def _way(said: str, ways: Sequence[str]) -> tuple[str | None, str]:
    """A number that names a way, and what follows it; `2 posti` names none."""
    found = _NUMBER.match(said)
    if found is None:
        return None, said
    number, rest = int(found[1]), said[found.end() :]
    way = ways[number - 1] if 0 < number <= len(ways) else None
    named, after = _leading_way(rest)
    if way is not None and named is not None and _among(named, (way,)) == way:
        return way, after
    if way is not None and named is None and (_first(rest) in organizer_words().but or way == "answer"):
        return way, rest
    return (way, "") if way is not None and not _without_closing(rest, "") else (None, said)


def _leading_way(said: str) -> tuple[str | None, str]:
    """The way whose words open the text, and what follows them."""
    words = list(WORD.finditer(said))
    opening = tuple(fold(word[0]) for word in words[:6])
    for wanted, way in organizer_words().ways.items():
        if opening[: len(wanted)] == wanted and not said[: words[0].start()].strip():
            rest = _JOINT.sub("", said[words[len(wanted) - 1].end() :])
            again, after = _leading_way(rest)
            return (way, after) if again == way and way != "answer" else (way, rest)  # 'ok, confermo'
    return None, said


def _among(way: str | None, ways: Sequence[str]) -> str | None:
    """The way meant: one that is offered, or one that always is. 'ok' to a cancellation means: cancel."""
    if way in ways or way in {"answer", "self"}:
        return way
    doing = [offered for offered in ways if offered in DOING]
    return doing[0] if way == "confirm" and doing else None


def _starts(words: str) -> bool:
    return not words.strip() or _leading_way(words)[0] is not None


def _item(line: str) -> Item | None:
    bare = line.lstrip(" \t-*•")
    first = WORD.match(bare)
    if first is not None and fold(first[0]) in organizer_words().item:
        bare = bare[first.end() :].lstrip(" .°º:")
    found = _NUMBER.match(bare)
    return Item(int(found[1]), bare[found.end() :]) if found else None


# --- what adds nothing ------------------------------------------------------------------------------------------------


def _first(said: str) -> str:
    found = WORD.search(said)
    return fold(found[0]) if found else ""


def _without_greeting(said: str) -> str:
    greeting = _opening(said, organizer_words().greeting)
    return _JOINT.sub("", said[greeting:])


def _without_closing(said: str, writer: str) -> str:
    """The text up to the thanks, and without the organizer's own name below it."""
    said = _JOINT.sub("", said)
    for start in (0, *(match.end() for match in re.finditer(r"[\n,;.!–-]\s*", said))):
        if _opening(said[start:], organizer_words().closing):
            said = said[:start]
            break
    paragraphs = said.strip(" \n,;.!–-").rpartition("\n")
    own = {fold(word) for word in WORD.findall(writer)}
    last = [fold(word) for word in WORD.findall(paragraphs[2])]
    signed = bool(last) and set(last) <= own and not paragraphs[0].strip(" \n,;.!–-")
    return "" if signed else said.strip(" \n,;.!–-")


def without_signing(words: str) -> str:
    """Words for a person without the greeting at their end: the letter has its own."""
    lines = words.strip().split("\n")
    closes = (at for at, line in enumerate(lines) if at and _opening(line, organizer_words().closing))
    end = next((at for at in closes if len(lines) - at <= SIGNING), len(lines))
    return "\n".join(lines[:end]).strip()


def _opening(said: str, phrases: Sequence[Phrase]) -> int:
    """Where the phrase that opens the text ends; 0 where none does."""
    words = list(WORD.finditer(said))
    for wanted in phrases:
        if (
            phrase(" ".join(word[0] for word in words[: len(wanted)])) == wanted
            and not said[: words[0].start()].strip()
        ):
            return words[len(wanted) - 1].end()
    return 0
