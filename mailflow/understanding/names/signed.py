"""What stands below a text and is no part of it: a signature, or the line of a device."""

from __future__ import annotations

import re

from mailflow.understanding.names.names import clean, is_full, is_given, key_words, looks_like_a_person
from mailflow.understanding.names.organization import states_a_wish
from mailflow.understanding.text.footers import split_above_footer
from mailflow.understanding.text.tokens import Kind, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary

# 'Rosanna Iotti, groups 1 and 4' is no signature
LIST_ROW = re.compile(r"(?:[-*•–·]|(?:\d{1,2}|[a-z])[.)])\s.*[,;:\d]|(?!.*\d{3})[^,;:]*[,;:].*\b\d{1,2}\s*$")
SENTENCE = 4  # words of one at least
NAMES_APART = re.compile(r",\s|\s(?:e|ed|and|&|\+)\s")  # names in a row


def without_device_lines(text: str, voc: Vocabulary) -> str:
    """The text without 'Sent from my …' at its end."""
    lines = text.rstrip().split("\n")
    while lines and (not lines[-1].strip() or any(m.start == 0 for m in voc.marks_in(lines[-1], "device"))):
        lines.pop()
    return "\n".join(lines)


def split_signature(text: str, voc: Vocabulary) -> tuple[str, str]:
    """The text, and what stands below it like a signature. Where several sign, their names are a part of the text."""
    body, below = _split(text, voc)
    return (text, "") if below and several_names(below, voc) else (body, below)


def several_names(block: str, voc: Vocabulary) -> bool:
    """Whether two persons or more sign, in a row or one a line: 'Lia Sala e Tom Neri', 'Lia e Tom Neri'."""
    rows = [
        [clean(part, voc) for part in NAMES_APART.split(line)] for line in map(str.strip, block.split("\n")) if line
    ]
    named = [is_full(row[-1]) and all(_is_known(name, voc) for name in row) for row in rows]
    return (named[0] and len(rows[0]) > 1) or (len(rows) > 1 and all(named))


def _is_known(name: str, voc: Vocabulary) -> bool:
    """Whether it is a person's name, a first name among its words."""
    words = key_words(name)
    return looks_like_a_person(name, voc) and (is_given(words[0]) or is_given(words[-1]))


def _split(text: str, voc: Vocabulary) -> tuple[str, str]:
    """The text up to its closing line, and what stands below it like a signature; a postscript stays text."""
    lines = text.rstrip().split("\n")
    for n in range(len(lines) - 1, max(-1, len(lines) - 14), -1):
        words = [t for t in tokenize(lines[n]) if t.kind is Kind.WORD]
        if not words or len(words) > 7 or n == 0:
            continue
        closing = [m for m in voc.marks_in(lines[n], "closing") if m.start == 0]
        if not closing or len(words) > max(m.end for m in closing) + 3:
            continue
        below = [line for line in lines[n + 1 :] if line.strip()]
        if (
            below
            and all(len(line) < 75 for line in below)
            and not re.match(r"(?i)\W*(?:p\.?\s?s\b|n\.?b\b)", below[-1])
            and not any(line.rstrip().endswith("?") or _goes_on(line.strip(), voc) for line in below)
        ):
            return "\n".join(lines[: n + 1]), "\n".join(lines[n + 1 :])
        break
    above = split_above_footer(text, voc, _signed_block)
    return _signed_block(text, voc) or above or _last_paragraph(text, voc)


def _goes_on(line: str, voc: Vocabulary) -> bool:
    """'Con me viene anche mia figlia.', 'Ah, e dopo il 5.': a sentence that asks for more below 'A presto!'."""
    tokens = tokenize(line)
    if sum(t.kind is Kind.WORD for t in tokens) < SENTENCE or tokens[-1].text not in (".", "!"):
        return False
    first = 2 if len(tokens) > 2 and tokens[1].text == "," else 0  # 'Ah, …'
    more = voc.words["and"] | voc.words["also"] | voc.words["contrast"] | voc.words["me_subject"]
    return tokens[first].fold.strip("'’") in more or states_a_wish([line], voc)


def _signed_block(text: str, voc: Vocabulary) -> tuple[str, str] | None:
    """A name with an office, a firm or a phone below it, or an office above it: 'Il Segretario\\ndott. Ugo Neri'."""
    lines = text.rstrip().split("\n")
    first = len(lines)
    while first > 1 and len(lines) - first < 7 and _may_sign(lines[first - 1], voc):
        first -= 1
    while first < len(lines) and not lines[first].strip():
        first += 1
    block = [line.strip() for line in lines[first:] if line.strip()]
    above = next((line.rstrip() for line in reversed(lines[:first]) if line.strip()), "")
    if len(block) < 2 or not above or above.endswith((":", ",")) or states_a_wish(block, voc):
        return None
    names = [n for n, line in enumerate(block) if is_full(name := clean(line, voc)) and looks_like_a_person(name, voc)]
    sure = [
        n
        for n in names
        if is_given(key_words(clean(block[n], voc))[0]) or is_given(key_words(clean(block[n], voc))[-1])
    ]
    named = sure or names[:1]
    office = len(named) == 1 and named[0] == 1 and _is_office(block[0], voc)
    if len(named) != 1 or not (named[0] == 0 or office) or any(LIST_ROW.match(line) for line in block[: named[0] + 1]):
        return None
    if not lines[first - 1].strip() or above.endswith((".", "!", "?", ")", "…")):
        return "\n".join(lines[:first]), "\n".join(lines[first:])
    return None


def _may_sign(line: str, voc: Vocabulary) -> bool:
    """Whether a line is as short and plain as those of a signature."""
    words = [t for t in tokenize(line) if t.kind is Kind.WORD]
    last = words[-1].fold.strip(".") if words else ""
    short = last in voc.words["organization_form"] | voc.words["abbreviation"]  # 'S.r.l.', 'Hon. Sec.'
    closed = line.rstrip().endswith((".", "!", "?", ";", ":", ",")) and not short
    return len(line) < 64 and len(words) <= 9 and not closed


def _is_office(line: str, voc: Vocabulary) -> bool:
    """'Il Segretario comunale', 'La Presidente'."""
    words = [t for t in tokenize(line) if t.kind is Kind.WORD]
    if not 0 < len(words) <= 6:
        return False
    begins = words[0].fold in voc.words["article"] and len(words) > 1 and words[1].capital
    return begins or words[0].fold in voc.words["role"]


def _last_paragraph(text: str, voc: Vocabulary) -> tuple[str, str]:
    """A last paragraph of short lines with an office or a firm among them, and no wish in it, is a signature."""
    head, gap, last = text.rstrip().rpartition("\n\n")
    lines = [line.strip() for line in last.split("\n") if line.strip()]
    if (
        not gap
        or not head.strip()
        or len(lines) > 7
        or not all(len(line) < 64 and not line.endswith(("?", ";", "!")) for line in lines)
    ):
        return text, ""
    if states_a_wish(lines, voc):
        return text, ""
    words = [[t.fold.strip(".") for t in tokenize(line) if t.kind is Kind.WORD] for line in lines]
    office = any(
        w and (set(w[:3]) & (voc.words["role"] | voc.words["organization"]) or set(w) & voc.words["organization_form"])
        for w in words
    )
    return (head, last) if office and len(lines) >= 2 else (text, "")
