"""What an organizer's reply tells us to do with a matter that waits: a number, a word, or the facts in plain words.

    reply      = [greeting] (number | way | number way | yes way) [but facts] [closing]
               | [greeting] facts [closing]
               | way "answer" [":"] words for the person

Every word must be accounted for. A reply with one that is not is no instruction: it is asked back, for whoever writes
'9 posti sono troppi' does not mean that 9 places be given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailflow.domain.event import Event
from mailflow.understanding.organizer import WORD, opening, organizer_words
from mailflow.understanding.organizer.corrections import corrected, words_of_sessions
from mailflow.understanding.organizer.courtesy import (
    joined,
    thanked,
    unsigned,
    without_courtesy,
    without_greeting,
    without_signing,
)
from mailflow.understanding.organizer.numbers import leading_number
from mailflow.understanding.reading import Reading
from mailflow.understanding.text.tokens import fold

DOING = frozenset({"cancel", "change", "decline", "accept"})  # ways that carry out what a mail asked for
CORRECTABLE = frozenset({"confirm", "waitlist"})  # ways that facts may go with
# what a way said of the event's news means
OF_NEWS: Mapping[str, str] = {"confirm": "tell", "tell": "tell", "answer": "tell", "leave": "self", "self": "self"}


@dataclass(frozen=True, slots=True)
class Instruction:
    """`way`: what to do. `facts`: the organizer's corrections, read. `words`: to be passed on to the person."""

    way: str
    facts: Reading | None = None
    words: str = ""


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
        way, words = _told_way(without_courtesy(said), ways, numbered=numbered)
        words = without_signing(words) if way == "answer" else ""
        return Instruction("answer", words=words[:1].upper() + words[1:]) if words else None
    alone = bare is not None and "?" not in bare and not WORD.search(rest)
    if way and (alone or (way == "self" and "tell" not in ways)):
        return Instruction(way)
    if way is None or bare is None or "?" in bare:
        return None
    if way and _is_number(rest):  # 'ok 1'
        return Instruction(way) if numbered and _chosen(rest, ways) == way else None
    facts = corrected(rest, event) if way in {*CORRECTABLE, *DOING, ""} else None
    if facts is None:
        return None
    return Instruction(way or _among("confirm", ways) or "confirm", facts)


def places_told(text: str, ways: int) -> int | None:
    """The number of places in answer to 'how many?': 'solo 6', '6'; not a number alone that one of so many ways has."""
    said = unsigned(without_courtesy(without_greeting(text.strip())), "", ()) or ""
    sole = opening(said, organizer_words().sole)
    number, rest = leading_number(said[sole:]) or (0, "")
    return number if not WORD.search(rest) and (sole or number > ways) and number else None


def is_thanks(text: str, writer: str = "") -> bool:
    """Whether a reply only greets and thanks."""
    return unsigned(without_greeting(text.strip()), writer, ()) == ""


def is_no(text: str) -> bool:
    """Whether a reply says no, and nothing else: not what is to become of whoever wrote."""
    way, rest = leading_way(without_courtesy(without_greeting(text.strip())))
    return way == "leave" and not WORD.search(unsigned(rest, "", ()) or "")


def is_content(text: str, writer: str = "") -> bool:
    """Whether a reply only thanks, a word of assent included: 'perfetto, grazie'."""
    said = without_greeting(text.strip())
    way, rest = leading_way(unsigned(said, writer, ()) or "")
    return is_thanks(text, writer) or (thanked(said) and way == "confirm" and not WORD.search(rest))


# --- the way ----------------------------------------------------------------------------------------------------------


def _told_way(said: str, ways: Sequence[str], *, numbered: bool) -> tuple[str | None, str]:
    """The way that opens the text, and what follows it; '' where none does, None for one that is not offered."""
    way, rest = _way(said, ways) if numbered else (None, said)
    if way is not None:
        return way, rest
    found, after = leading_way(said)
    if found == "answer" and numbered and (chosen := _chosen(after, ways)):  # 'risposta: 1'
        return chosen, ""
    return (_among(found, ways), after) if found else ("", said)


def _way(said: str, ways: Sequence[str]) -> tuple[str | None, str]:
    """A number that names a way, and what follows it; `2 posti` names none, `n. 2 conferma` another matter."""
    number, words = leading_number(said) or (0, said)
    way = ways[number - 1] if 0 < number <= len(ways) else None
    matter = opening(said.lstrip(" -*•«“\"'(["), tuple((word,) for word in organizer_words().item)) > 0
    if way is None or (matter and WORD.search(words)):
        return None, said
    named, after = leading_way(words)
    if named is not None and _among(named, (way,)) == way:
        return way, after
    if way == "answer" and named not in ways:
        return way, words
    if named is None and _first(words) in organizer_words().but:
        return way, words
    return (None, said) if WORD.search(words) else (way, "")


def leading_way(said: str) -> tuple[str | None, str]:
    """The way whose words open the text, and what follows them."""
    words = list(WORD.finditer(said))
    folded = tuple(fold(word[0]) for word in words)
    for wanted, way in organizer_words().ways.items():
        if folded[: len(wanted)] == wanted and not said[: words[0].start()].strip():
            rest = joined(said[words[len(wanted) - 1].end() :])
            again, after = leading_way(rest)
            if again is not None and (wanted in organizer_words().assent or (again == way and way != "answer")):
                return again, after  # 'ok, confermo'; 'ok, chiedi'
            return way, rest
    return None, said


def _among(way: str | None, ways: Sequence[str]) -> str | None:
    """The way meant: one that is offered, or one that always is. 'ok' to a cancellation means: cancel."""
    if "tell" in ways:  # the event's news: there is nobody to be answered
        return OF_NEWS.get(way or "")
    if way in ways or way in {"answer", "self"}:
        return way
    doing = [offered for offered in ways if offered in DOING]
    return doing[0] if way == "confirm" and doing else None


def _chosen(said: str, ways: Sequence[str]) -> str | None:
    """The way that a number alone names."""
    number, words = leading_number(said) or (0, said)
    return ways[number - 1] if 0 < number <= len(ways) and not WORD.search(words) else None


def _is_number(said: str) -> bool:
    told = leading_number(said)
    return told is not None and not WORD.search(told[1])


def _first(said: str) -> str:
    found = WORD.search(said)
    return fold(found[0]) if found else ""
