"""What an organizer's reply tells us to do with a matter that waits: a number, a word, or the facts in plain words.

    reply      = [greeting] (number | way | number way | yes way) [but facts] [closing]
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
from mailflow.understanding.organizer import WORD, organizer_words
from mailflow.understanding.organizer.corrections import corrected, words_of_sessions
from mailflow.understanding.organizer.courtesy import joined, thanked, unsigned, without_greeting, without_signing
from mailflow.understanding.reading import Reading
from mailflow.understanding.text.tokens import fold

DOING = frozenset({"cancel", "change", "decline", "accept"})  # ways that carry out what a mail asked for
CORRECTABLE = frozenset({"confirm", "waitlist"})  # ways that facts may go with

_NUMBER = re.compile(r"\s*[#(]?\s*(\d{1,4})(?![\d/]|[:.,]\d)\s*[).:,;–-]*\s*", re.ASCII)


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
    said = without_greeting(text.strip())
    bare = unsigned(said, writer, words_of_sessions(event))
    way, rest = _told_way(said if bare is None else bare, ways, numbered=numbered)
    if way == "answer":
        words = without_signing(_told_way(said, ways, numbered=numbered)[1])
        return Instruction("answer", words=words) if words else None
    if way == "self" or (way and bare is not None and "?" not in bare and not WORD.search(rest)):
        return Instruction(way)
    if way is None or bare is None or "?" in bare:
        return None
    if way and _is_number(rest):  # 'ok 1'
        return Instruction(way) if numbered and _way(rest, ways)[0] == way else None
    facts = corrected(rest, event) if way in {*CORRECTABLE, *DOING, ""} else None
    if facts is None:
        return None
    return Instruction(way or _among("confirm", ways) or "confirm", facts)


def is_thanks(text: str, writer: str = "") -> bool:
    """Whether a reply only greets and thanks."""
    return unsigned(without_greeting(text.strip()), writer, ()) == ""


def is_content(text: str, writer: str = "") -> bool:
    """Whether a reply only thanks, a word of assent included: 'perfetto, grazie'."""
    said = without_greeting(text.strip())
    way, rest = _leading_way(unsigned(said, writer, ()) or "")
    return is_thanks(text, writer) or (thanked(said) and way == "confirm" and not WORD.search(rest))


def items_of(text: str, known: Collection[int]) -> list[Item]:
    """An answer to a digest, line by line: `8 conferma`. What follows a line belongs to it, up to the next number of a
    matter that waits (`known`) with a way or nothing else after it."""
    found: list[Item] = []
    for line in without_greeting(text.strip()).split("\n"):
        numbered = _item(line)
        if numbered is not None and (not found or (numbered.number in known and _starts(numbered.words))):
            found.append(numbered)
        elif found:
            found[-1] = replace(found[-1], words=f"{found[-1].words}\n{line}")
    return [replace(item, words=item.words.strip()) for item in found]


# --- the way ----------------------------------------------------------------------------------------------------------


def _told_way(said: str, ways: Sequence[str], *, numbered: bool) -> tuple[str | None, str]:
    """The way that opens the text, and what follows it; '' where none does, None for one that is not offered."""
    way, rest = _way(said, ways) if numbered else (None, said)
    if way is not None:
        return way, rest
    found, after = _leading_way(said)
    return (_among(found, ways), after) if found else ("", said)


def _way(said: str, ways: Sequence[str]) -> tuple[str | None, str]:
    """A number that names a way, and what follows it; `2 posti` names none, `n. 2 conferma` another matter."""
    item = _item(said)
    way = ways[item.number - 1] if item is not None and 0 < item.number <= len(ways) else None
    matter = _first(said) in organizer_words().item
    if item is None or way is None or (matter and WORD.search(item.words)):
        return None, said
    named, after = _leading_way(item.words)
    if named is not None and _among(named, (way,)) == way:
        return way, after
    if way == "answer" and named not in ways:
        return way, item.words
    if named is None and _first(item.words) in organizer_words().but:
        return way, item.words
    return (None, said) if WORD.search(item.words) else (way, "")


def _leading_way(said: str) -> tuple[str | None, str]:
    """The way whose words open the text, and what follows them."""
    words = list(WORD.finditer(said))
    folded = tuple(fold(word[0]) for word in words)
    for wanted, way in organizer_words().ways.items():
        if folded[: len(wanted)] == wanted and not said[: words[0].start()].strip():
            rest = joined(said[words[len(wanted) - 1].end() :])
            again, after = _leading_way(rest)
            if again is not None and (wanted in organizer_words().assent or (again == way and way != "answer")):
                return again, after  # 'ok, confermo'; 'ok, chiedi'
            return way, rest
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
    """The number that opens a line, after 'n.', 'la', 'opzione'; and what follows it."""
    bare = line.lstrip(" \t-*•«“\"'")
    leading = organizer_words().item | organizer_words().option
    while (first := WORD.match(bare)) is not None and fold(first[0]) in leading:
        bare = bare[first.end() :].lstrip(" .°º:")
    found = _NUMBER.match(bare)
    return Item(int(found[1]), bare[found.end() :]) if found else None


def _is_number(said: str) -> bool:
    item = _item(said)
    return item is not None and not WORD.search(item.words)


def _first(said: str) -> str:
    found = WORD.search(said)
    return fold(found[0]) if found else ""
