"""Who came, as a reply to the evening mail says it: `assenti: 3, 7, 12`, `presenti: 1-5, 8`, `all present except 4`.

    statement = [all | none] head [":"] [items] [but items]
              | items [not] head            ('3 and 7 absent'; '12 absent' may be how many)
    items     = all | none | number or range, …

Words before a statement are a greeting; a word inside one that is none of these makes it a problem, not a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal

from mailflow.papers.vocabulary import attendance_words
from mailflow.papers.words import Words, words
from mailflow.understanding.organizer.instruction import is_content
from mailflow.understanding.organizer.proposals import HEADING, ideas_of, is_bulleted

_PIECE = re.compile(r"\d+|[^\W\d_]+(?:['’.-][^\W\d_]+)*|[-–—:,#]")
_SENTENCE = re.compile(r"[.!?;]+(?=\s*[^\W\d]|\s*$)|\n")
_ASIDE = re.compile(r"\([^()\d]{0,80}\)")
_BULLET = r"(?:[-–—•*]\s*)?"
_GOES_ON = re.compile(  # a list over several lines
    rf"(?<=[,:])\s*\n\s*{_BULLET}(?=\d)|\s*\n\s*{_BULLET}(?=\d[\d \t,;.–-]*(?:\n|$))"
)
_TOLD_AS_A_NUMBER = re.compile(r"(?:\b(?:il|la|lo|the|nn?|nr|no|numero|number)\b\.?|#)\s*\d", re.IGNORECASE)
Piece = tuple[str, str]  # what kind of word, and the word
LONGEST = 4000  # characters; an evening mail's ideas may follow, a roll is short
SENTENCE = 4  # words of a line that says something, and is not only a greeting
SHOWN = 5  # of numbers that are not on the roll
TOP = 9999  # the highest number a range is spelled out to


@dataclass(frozen=True, slots=True)
class Roll:
    """Numbers of the roll that came and that did not; who is in neither is left unmarked. `problems` in plain words."""

    present: frozenset[int] = frozenset()
    absent: frozenset[int] = frozenset()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    present: bool
    numbers: frozenset[int]
    whole: bool  # said of everyone but `numbers`


def read_roll(text: str, roll: Collection[int], language: str) -> Roll | None:
    """What a reply says of who came; `roll`: the numbers there are. None where it says nothing of it.

    `language`: of the problems' words; the reply may be in any language there are words for.
    """
    known, say = frozenset(roll), words(language)
    said: list[_Said] = []
    problems: list[str] = []
    for sentence in _SENTENCE.split(_GOES_ON.sub(" ", _rest_left_out(_ASIDE.sub(" ", text[:LONGEST])))):
        found = _statement(sentence, known, say)
        if isinstance(found, str):
            problems.append(found)
        elif found is not None:
            said.append(found)
    if not said and not problems:
        return None
    present = _named(said, True, known)
    absent = _named(said, False, known)
    if present is None or absent is None:  # only one of the two is spoken of: the others are the other
        present = known - (absent or frozenset()) if present is None else present
        absent = known - present if absent is None else absent
    problems += [say("roll.both", number=number) for number in sorted(present & absent)]
    strange = sorted((present | absent) - known)
    if strange:
        problems.append(say("roll.no_such", numbers=", ".join(map(str, strange[:SHOWN]))))
    return Roll(problems=tuple(problems)) if problems else Roll(present, absent)


def is_everybody(text: str) -> bool:
    """Whether an answer to 'who was there?' says 'everybody', and no more than thanks besides."""
    return {kind for kind, _ in _pieces(text[:LONGEST]) if kind != "filler"} == {"all"}


def says_nothing(proposal: str) -> bool:
    """Whether it only says that a group has proposed nothing: 'nessuna', 'no proposals', '–'."""
    said = _key(proposal)
    return not said or said in attendance_words("proposals")["nothing"]


def ideas_beside(
    text: str, names: Mapping[int, str], roll: Collection[int], language: str
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A text that is under no group's heading: what may say who came; the ideas, in a list or below 'Idee:'; and the
    lines that are neither."""
    who: list[str] = []
    ideas: list[str] = []
    others: list[str] = []
    below: Literal["", "roll", "ideas"] = ""
    for line in text.split("\n"):
        labelled, said = _labelled(line)
        numbered = with_numbers(line, names)
        of_roll = any(kind in ("absent", "present") for kind, _ in _pieces(numbered))
        says_who = read_roll(numbered, roll, language) is not None
        listed = is_bulleted(line)
        if labelled:
            below = "ideas"
        elif of_roll and not listed:
            below = "roll"
        elif not line.strip():
            below = ""
        if below == "ideas" or (listed and below != "roll" and not says_who):
            ideas.append(said)
            continue
        who.append(line)
        goes_on = below == "roll" and numbered.lstrip(" -*•").startswith(tuple("0123456789"))
        if not (of_roll or says_who or goes_on or is_content(line)) and len(line.split()) >= SENTENCE:
            others.append(line.strip())
    return "\n".join(who), ideas_of(ideas), tuple(others)


def _labelled(line: str) -> tuple[bool, str]:
    """Whether a line announces ideas ('Idee:', 'Le idee del corso:'), and what of it is one already."""
    head, colon, said = line.partition(":")
    words, labels = _key(head).split(), attendance_words("proposals")["label"]
    if not colon or is_bulleted(line) or len(words) > HEADING or not any(word in labels for word in words):
        return False, line
    return True, line if said.strip() and _key(head) not in labels else said


def _key(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).strip(" .,;:!()-–—_*")


def _named(said: Sequence[_Said], present: bool, known: frozenset[int]) -> frozenset[int] | None:
    sets = [known - s.numbers if s.whole else s.numbers for s in said if s.present is present]
    return frozenset().union(*sets) if sets else None


def _statement(sentence: str, known: frozenset[int], say: Words) -> _Said | str | None:
    """What one sentence says of who came: None for nothing, a problem's words for what was not understood."""
    pieces = _of_who_came([(kind, piece) for kind, piece in _pieces(sentence) if kind != "filler"])
    head = next((at for at, (kind, _) in enumerate(pieces) if kind in ("absent", "present")), None)
    if head is None:
        return None
    before, after = [kind for kind, _ in pieces[:head]], pieces[head + 1 :]
    announced = bool(after) and after[0][1] == ":"
    items = after[1:] if announced else after
    first = items[0][0] if items else "end"
    lead = before[-1] if before and before[-1] in ("all", "none") and first in ("end", "but") else ""
    if lead or announced or first in ("number", "all", "none"):
        told = {lead, *(kind for kind, _ in items)}
        turned = "not" in before and "none" not in told  # 'non mancava nessuno': nobody was missing
        present = (pieces[head][0] == "present") is not turned
        some = turned and "all" in told  # 'not all came': who did not is not said
        meant = None if some else _meant(lead, items, present=present, alone=len(known) == 1)
        return meant or _unclear(sentence, items, present, say)
    if first == "end" and (meant := _named_before(sentence, pieces[: head + 1])) is not None:
        return meant
    # 'the people present proposed …' is no roll; '3 and 7 absent' and '12 absent' may be
    return say("roll.unclear", words=sentence.strip()) if first == "end" and "number" in before else None


def _named_before(sentence: str, pieces: Sequence[Piece]) -> _Said | None:
    """Numbers that stand before the word: several, or one that is told to be a number: 'il 3 non è venuto'."""
    *items, (head, _) = [piece for piece in pieces if piece[1] != ":"]
    turned = bool(items) and items[-1][0] == "not"
    items = items[:-1] if turned else items
    named = _numbers(items) if all(kind in ("number", "range") for kind, _ in items) else None
    if not named or (len(named) == 1 and not _TOLD_AS_A_NUMBER.search(sentence)):
        return None
    return _Said((head == "present") is not turned, named, whole=False)


def with_numbers(text: str, names: Mapping[int, str]) -> str:
    """The text with the numbers of the roll in place of the full names on it, and of both together: '3 Anna Riva'."""
    told = Counter(name.casefold() for name in names.values())
    for number, name in names.items():
        words = name.split()
        if len(words) < 2 or told[name.casefold()] > 1:
            continue
        either = (r"\s+".join(map(re.escape, order)) for order in (words, [words[-1], *words[:-1]]))
        told_as = re.compile(rf"(?:\b(\d+)[.):]?\s+)?\b(?:{'|'.join(either)})\b", re.IGNORECASE)
        text = told_as.sub(partial(_number_of, str(number)), text)
    return text


def _number_of(number: str, found: re.Match[str]) -> str:
    """The number for a name; both as they stand where another number is before the name."""
    return number if found[1] in {None, number} else found[0]


def _rest_left_out(text: str) -> str:
    """The text without 'all the others present', which every roll means anyway."""
    for phrase in attendance_words("rest")["present"]:
        text = re.sub(rf"[,;]?\s*\b{re.escape(phrase)}\b", "", text, flags=re.IGNORECASE)
    return text


def _of_who_came(pieces: list[Piece]) -> list[Piece]:
    """'There' says who came where nothing else does: 'c'erano tutti', 'nobody was there'; not 'there are 3 ideas'."""
    kinds = [kind for kind, _ in pieces]
    told = "absent" in kinds or "present" in kinds
    for at, kind in enumerate(kinds):
        if kind == "there" and not told and ({"all", "not"} & set(kinds) or kinds[at - 1 : at] == ["none"]):
            return [*pieces[:at], ("present", pieces[at][1]), *pieces[at + 1 :]]
    return [(kind, piece) for kind, piece in pieces if kind != "there"]


def _meant(lead: str, items: Sequence[Piece], *, present: bool, alone: bool) -> _Said | None:
    """The items of a statement, put together; None where they do not fit. `alone`: the roll has one number."""
    split = next((at for at, (kind, _) in enumerate(items) if kind == "but"), len(items))
    named, spared = _numbers(items[:split]), _numbers(items[split + 1 :])
    kinds = ({kind for kind, _ in items[:split]} | {lead}) - {""}
    if named == frozenset({0}):
        kinds, named = {"none"}, frozenset()
    fits = all(kind in ("number", "range", "all", "none", "but") for kind, _ in items)
    of_all = kinds & {"all", "none"}
    if not fits or named is None or spared is None or len(of_all) + bool(named) != 1 or (named and spared):
        return None
    if named and present and len(items) == 1 and not alone:
        return None  # 'presenti: 12' may as well be how many came
    if "all" in of_all:
        return _Said(present, spared, whole=True)
    return _Said(present, named or spared, whole=False)  # nobody but 3: 3


def _unclear(sentence: str, items: Sequence[Piece], present: bool, say: Words) -> str:
    if present and len(items) == 1 and items[0][0] == "number":
        return say("roll.count", words=sentence.strip(), number=items[0][1])
    return say("roll.unclear", words=sentence.strip())


def _numbers(pieces: Sequence[Piece]) -> frozenset[int] | None:
    """The numbers and ranges of a list; None for a range that is none (`8-5`, `- 3`)."""
    found: set[int] = set()
    said = [(kind, min(int(piece[:9]), TOP) if kind == "number" else 0) for kind, piece in pieces]
    for at, (kind, number) in enumerate(said):
        if kind == "number":
            found.add(number)
        elif kind == "range":
            (left, low), (right, high) = (
                said[at - 1] if at else ("", 0),
                said[at + 1] if at + 1 < len(said) else ("", 0),
            )
            if (left, right) != ("number", "number") or low >= high:
                return None
            found.update(range(low, high))
    return frozenset(found)


def _pieces(sentence: str) -> Iterator[Piece]:
    for match in _PIECE.finditer(sentence):
        piece = match[0].casefold().replace("’", "'")
        yield ("number" if piece.isdecimal() else _kinds().get(piece, "other")), piece


@cache
def _kinds() -> Mapping[str, str]:
    return {word: kind for kind, entries in attendance_words("reply").items() for word in entries}
