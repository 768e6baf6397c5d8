"""Line ends that a mail program made at its right edge, taken for the blanks they stand for."""

from __future__ import annotations

import re

from mailflow.understanding.text.tokens import fold
from mailflow.understanding.text.vocabulary import Vocabulary

NARROW, WIDE = 34, 85  # characters of a line such programs fill
COUNTS = ("total", "places")  # 'siamo in due' on a line of its own
SMALL = ("article", "indefinite", "and", "or", "preposition")
# what begins a line that was meant to begin: a row's mark, a label, a postscript
LABEL = r"[^\W\d]\S*(?: \S+){0,3}(?::| (?:[→=]|[-=]>))\s"
BEGINS = re.compile(rf"[^\w\s(\"'“«‘]|\d{{1,2}}[.)]\s|{LABEL}|(?i:p\.?\s?s\b|n\.?b\b)")
NAME_ENDS = re.compile(r"[^\W\d_]+[.,;)]")
ENDS = re.compile(r"[.!?;:…]\W*$")  # a sentence, or what announces rows


def unwrapped(text: str, voc: Vocabulary) -> str:
    """The text, of the same length. Where a sentence goes on behind a line that is filled up to the edge, and none does
    behind a shorter one, whatever stands behind a full line goes on there: 'Anna e Marta\\nNeri'."""
    lines = text.split("\n")
    edge = max(map(len, lines))
    if len(lines) < 2 or not NARROW < edge <= WIDE or not any(map(str.isupper, text)):
        return text
    ends = [n for n in range(len(lines) - 1) if not _may_begin(lines[n], lines[n + 1], voc)]
    full = [n for n in ends if _is_full(lines[n], lines[n + 1], edge)]
    by_hand = any(n not in full and lines[n + 1][0].islower() and lines[n][-1:] != "," for n in ends)
    if by_hand or not any(_goes_on(lines[n], lines[n + 1], voc) for n in full):
        return text
    return "".join(line + (" " if n in full else "\n") for n, line in enumerate(lines))[:-1]


def _is_full(line: str, following: str, edge: int) -> bool:
    """Whether the next word would have stood beyond the edge."""
    first = following.split(maxsplit=1)
    return bool(first) and len(line) > NARROW and len(line.rstrip()) + 1 + len(first[0]) > edge


def _goes_on(line: str, following: str, voc: Vocabulary) -> bool:
    """Whether a sentence goes on in the next line: with a small letter, behind a word that ends none, within a name."""
    name = line.rsplit(maxsplit=1)[-1].istitle() and NAME_ENDS.match(following) is not None
    return following[0].islower() or name or _hangs(line, voc)


def _hangs(line: str, voc: Vocabulary) -> bool:
    """Whether it ends on a word no sentence ends on: 'per me e una'."""
    word = line.rsplit(maxsplit=1)[-1]
    return not word[-1].isupper() and any(fold(word) in voc.words[cls] for cls in SMALL)


def _may_begin(line: str, following: str, voc: Vocabulary) -> bool:
    """Whether a line may be meant to end before the following: with a sentence, a row or the mail's close."""
    if not line.strip() or ENDS.search(line) or not following.strip() or following[0] == " ":
        return True
    if BEGINS.match(following) and not (_hangs(line, voc) and following[0].islower()):
        return True
    if any(m.start == 0 for m in voc.marks_in(following, "closing")):
        return True
    return any(m.start == 0 and m.cls in COUNTS for m in voc.marks_in(following))
