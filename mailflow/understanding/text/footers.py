"""A signature with a firm's own words below it: opening hours, offers, what becomes of mails sent to the wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable

from mailflow.understanding.text.tokens import Kind, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary

MOST = 4  # lines of a footer
PROSE = 6  # words a line of it has at least
POSTSCRIPT = re.compile(r"(?i)\W*(?:p\.?\s?s\b|n\.?b\b)")
# A person's own words, and no firm's.
OWN = frozenset({"self", "me", "absent_self", "total", "question", "they", "joins", "adds"})
PHONE = re.compile(r"\d[\d\s./-]{5,}\d")

Split = tuple[str, str]


def split_above_footer(text: str, voc: Vocabulary, split: Callable[[str, Vocabulary], Split | None]) -> Split | None:
    """The text, and the signature with the footer below it. `split`: parts a signature that ends its text."""
    lines = text.rstrip().split("\n")
    first = len(lines)
    while first > 2 and len(lines) - first < MOST and _prose(lines[first - 1]):
        first -= 1
    footer = [line.strip() for line in lines[first:]]
    if not footer or any(POSTSCRIPT.match(line) or "?" in line for line in footer):
        return None
    if any(m.cls in OWN for line in footer for m in voc.marks_in(line)):
        return None
    parted = split("\n".join(lines[:first]), voc)
    if parted is None or not parted[1].strip() or not PHONE.search(parted[1]):
        return None
    return parted[0], "\n".join((parted[1], *lines[first:]))


def _prose(line: str) -> bool:
    """Whether a line is a sentence, and none of a signature's."""
    words = [t for t in tokenize(line) if t.kind is Kind.WORD]
    return len(words) >= PROSE and line.rstrip().endswith((".", "!")) and not PHONE.search(line)
