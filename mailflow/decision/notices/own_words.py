"""What of an organizer's mail is the letter: their words as written, without what greets and signs."""

from __future__ import annotations

import re
from itertools import pairwise

from mailflow.decision.notices import folded, leading, words

SIGNING = 4  # lines at most that sign
GREETING = 6  # words at most of a line that greets, and of one that ends a mail
WRAPPED = range(60, 81)  # characters of a line that the mail program broke, not its writer

_ANGLES = re.compile(r"(\S*?)[ \t]*<((?:https?://|mailto:|tel:)[^\s<>]+)>")
_EDGES = " \t,;"
_LIST = re.compile(r"\s*(?:[-*•–—]|\(?\d{1,2}[.)]|[a-z]\))\s")


def own_words(text: str, writer: str) -> str:
    """The letter in an organizer's text. `writer`: their own name, which may stand below."""
    return _with_addresses(begun(_unwrapped(_unsigned(without_greeting(text), writer))))


def begun(text: str) -> str:
    """The text with a capital at its beginning, which stood behind a colon or a greeting."""
    first = re.match(r"[^\W\d_]+(?=[\s,.!?;]|$)", text)
    return text[:1].upper() + text[1:] if first and first[0].islower() else text


def without_greeting(text: str) -> str:
    """The text without a first line that greets and says nothing else."""
    line, _, rest = text.strip().partition("\n")
    said = folded(line)
    greets = leading(said, words().greeting) and len(said) <= GREETING
    return (
        rest.strip() if greets and rest.strip() and not re.search(r"[,;.:!?]", line.rstrip(" ,.!:")) else text.strip()
    )


def _with_addresses(text: str) -> str:
    """Addresses in angle brackets, as mail programs write them behind the words of a link, in round ones, where one
    can follow them; none behind itself."""
    return _ANGLES.sub(lambda found: _address(found[1], found[2]), text)


def _address(words: str, leads_to: str) -> str:
    where = re.sub("^(?:mailto|tel):", "", leads_to).replace("(", "%28").replace(")", "%29")
    if words.rstrip("/") in {leads_to.rstrip("/"), where.rstrip("/")}:
        return words
    return f"{words} ({where})" if words else where


def _unsigned(text: str, writer: str) -> str:
    lines = text.split("\n")
    told = [at for at, line in enumerate(lines) if line.strip()]
    signed = next((at for at in told[1:][-SIGNING:] if _closes(lines[at])), len(lines))
    lines = lines[:signed]
    while len(lines) > 1 and (not lines[-1].strip() or _is_name(lines[-1], writer)):
        lines.pop()
    return "\n".join(lines).strip().rstrip(_EDGES)


def _closes(line: str) -> bool:
    said = folded(line)
    return bool(leading(said, words().closing)) and len(said) <= GREETING


def _is_name(line: str, writer: str) -> bool:
    said = folded(line)
    return bool(said) and set(said) <= set(folded(writer))


def _unwrapped(text: str) -> str:
    """The text with its paragraphs on one line each, as far as only the width of a window broke them."""
    lines = text.split("\n")
    told = lines[0]
    for before, line in pairwise(lines):
        broken = (
            len(before) in WRAPPED and before.rstrip()[-1:] not in ".:;!?" and line.strip() and not _LIST.match(line)
        )
        told += f" {line.strip()}" if broken else f"\n{line.rstrip()}"
    return re.sub(r"\n{3,}", "\n\n", told)
