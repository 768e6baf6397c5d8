"""Parts a writer's own words from the signature and the disclaimer below them.

Cautious on purpose: a signature is only what looks like one line by line. A list of names after the greeting, a
postscript, a choice of session stay with the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailflow.message import limits, phrases
from mailflow.message.lines import DELIMITER, SIGNATURE_END, joined

_DELIMITER = re.compile(r"^\s{0,3}(?:--|—|––)\s*$")
_TAGLINE = phrases.pattern("signature", "tagline", before=r"^[\s*_-]{0,6}", after=r"[\s.*_-]*$")
_CLOSING = phrases.pattern("signature", "closing", before=r"^\W{0,3}", after=r"[^.!?]{0,25}[\s.,;:!]*$")
_ROLE = phrases.pattern("signature", "role", before=r"(?<!\w)")
_CONTACT = phrases.pattern("signature", "contact", before=r"(?<!\w)")
_ADDRESS = phrases.pattern("signature", "address", before=r"(?<!\w)")
_COMPANY = re.compile(
    r"\b(?:s\.?\s?p\.?\s?a|s\.?\s?r\.?\s?l\.?\s?s?|s\.?\s?n\.?\s?c|s\.?\s?a\.?\s?s|s\.?\s?c\.?\s?a?\s?r\.?\s?l|"
    r"soc\.? coop|onlus|aps|odv|ltd|plc|llc|inc|gmbh|"
    r"ag|kg|ohg|sarl|sas|s\.?a|b\.?v|n\.?v|a/s|as|ab|oy|dac|llp|sp\. z o\.? ?o)\b\.?",
    re.IGNORECASE,
)
_REACH = re.compile(r"\+?\d[\d\s./()-]{5,}\d|\S@\S+\.\w|\b(?:www\.|https?://)\S+|\b\d{5}\s+[A-Z]\w+")
# A question, a postscript, a list item, two sentences on a line: words, not a signature.
_NOT_SIGNATURE = re.compile(
    r"[?]|^\s*(?:p\.?\s?s\b|n\.?\s?b\b|[-*•·]\s|\d{1,2}[.)]\s)|"
    rf"(?<!\w)(?!{phrases.one_of('signature', 'short')}\.)[^\W\d_]{{3,}}[.!;]\s+[^\W\d_]|\.{{3}}",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(r"^\s*(?:[-–—~]{1,2}|/)([^\W\d_].{1,40})$")  # -Anna
_LABELLED = re.compile(r"^[^\W\d_][\w '-]{1,40}:\s+(?=\w)")
_REQUEST = re.compile(
    r"\b(?:vorrei|vorremmo|prenot\w+|iscriv\w+|confermo|partecip\w+|would|please|book|register|posti|seats|places)\b",
    re.IGNORECASE,
)
# Somebody speaks, or makes a sentence.
_SPOKEN = re.compile(
    r"\b(?:i|i.m|i.ll|we|we.ll|won.t|can.t|not|only|non|solo|anche)\b|(?:\S+\s+){5,}\S+[.!]$", re.IGNORECASE
)

_HEADING = phrases.pattern("disclaimer", "heading", before=r"^[\s*_=-]{0,6}")
_FOOTER = phrases.pattern("disclaimer", "footer", before=r"^[\s*_=-]{0,12}")
_SIGNS = tuple(re.compile(rf"(?<!\w)(?:{sign})", re.IGNORECASE) for sign in phrases.words("disclaimer", "sign"))
_ANY_SIGN = phrases.pattern("disclaimer", "sign", before=r"(?<!\w)")
_OWN_RIGHTS = phrases.pattern("disclaimer", "own")  # who asks for their own data writes no disclaimer
_LIST_RULE = re.compile(r"^_{20,}$")  # over the footer that a list server adds, or a free mailbox's advertisement
_LIST_FOOTER = re.compile(r"\b(?:mailing list|mailinglist|google ?groups?|listinfo)\b", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d\s./()-]{5,}\d")
_LINK = re.compile(r"\b(?:www\.|https?://)\S")
_RULE = re.compile(r"^\s*[_\-=*~]{3,}\s*$")


@dataclass(frozen=True, slots=True)
class Own:
    """What one person wrote, in three: words, signature, disclaimer."""

    text: str
    signature: str
    disclaimer: str


def part(lines: Sequence[str], writer: str = "") -> Own:
    """The writer's words, signature and disclaimer. `writer`: the sender's display name."""
    own = _parted(_without_leading_delimiter(lines), writer)
    return own if own.text else Own(own.signature, "", own.disclaimer)  # nothing is left: then it was no signature


def part_pieces(pieces: Sequence[Sequence[str]], writer: str = "") -> Own:
    """The same of words between which others' stand: who answers below a quote may have signed above it."""
    filled = [piece for piece in pieces if any(line.strip() for line in piece)]
    if len(filled) > 1:
        each = [_parted(piece, writer, below=number > 0) for number, piece in enumerate(filled)]
        if any(own.text for own in each):
            return Own(*("\n\n".join(filter(None, told)) for told in zip(*map(_three, each), strict=True)))
    return part([line for piece in filled for line in piece], writer)


def _three(own: Own) -> tuple[str, str, str]:
    return own.text, own.signature, own.disclaimer


def _parted(lines: Sequence[str], writer: str, *, below: bool = False) -> Own:
    """`below`: others' words stand above these, which may then be a signature and nothing else."""
    words, disclaimer = _without_disclaimer(list(lines))
    words, signature = _without_signature(words, writer, below=below)
    return Own(joined(words), joined(signature), joined(disclaimer))


def _without_leading_delimiter(lines: Sequence[str]) -> list[str]:
    """The lines, without a delimiter that stands above everything and so parts nothing."""
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    return list(lines[first + 1 :] if lines and _DELIMITER.match(lines[first]) else lines)


def _without_disclaimer(lines: list[str]) -> tuple[list[str], list[str]]:
    """Footers wherever they stand alone, and at the end the lines that speak of confidentiality."""
    kept: list[str] = []
    apart: list[str] = []
    for at, line in enumerate(lines):
        if _LIST_RULE.match(line.strip()) and _is_added(lines[at + 1 :]):
            apart += lines[at:]
            break
        (apart if line.strip() and _FOOTER.match(line[: limits.LINE]) else kept).append(line)
    end = len(kept)
    while end and (not kept[end - 1].strip() or _RULE.match(kept[end - 1])):
        end -= 1
    begin = _disclaimer_begins(kept[:end])
    if begin is None:
        return (kept[:end] if apart else kept), apart
    above = begin
    while above and (not kept[above - 1].strip() or _RULE.match(kept[above - 1])):
        above -= 1
    return kept[:above], kept[begin:] + apart


def _is_added(lines: list[str]) -> bool:
    """Whether a program added what stands under a rule: a list's footer, or an advertisement with a link."""
    if _LIST_FOOTER.search(" ".join(lines[:2])):
        return True
    below = [line[: limits.LINE] for line in lines if line.strip()]
    a_person = (_REQUEST, _COMPANY, _ADDRESS, _PHONE)
    return (
        len(below) <= 4
        and any(map(_LINK.search, below))
        and not any(pattern.search(line) for line in below for pattern in a_person)
    )


def _disclaimer_begins(lines: list[str]) -> int | None:
    """The first line of the disclaimer that ends these lines.

    Going up, a line belongs to it while it bears a sign or is a full line of a wrapped paragraph; a short line
    without one (a name, a number) is the signature above.
    """
    begin = None
    paragraph_end = True
    for at in range(len(lines) - 1, max(-1, len(lines) - 80), -1):
        line = lines[at].strip()
        if not line:
            if begin is None or not _is_disclaimer(lines[begin:]):
                break
            paragraph_end = True
            continue
        if _ANY_SIGN.search(line[:4000]) or _HEADING.match(line[: limits.LINE]):
            begin = at
        elif len(line) < 50 and not paragraph_end:
            break
        paragraph_end = False
    return begin if begin is not None and _is_disclaimer(lines[begin:]) else None


def _sign_count(text: str) -> int:
    if not _ANY_SIGN.search(text[:4000]):
        return 0
    return sum(1 for sign in _SIGNS if sign.search(text[:4000]))


def _is_disclaimer(lines: Sequence[str]) -> bool:
    text = " ".join(lines)
    if len(text) < 60 or _OWN_RIGHTS.search(text):
        return False
    signs = _sign_count(text)
    return signs >= 3 or (signs >= 2 and _HEADING.match(text[: limits.LINE]) is not None)


def _without_signature(lines: list[str], writer: str, *, below: bool) -> tuple[list[str], list[str]]:
    """Takes out the clients' taglines, then cuts at the delimiter (RFC 3676), else at a block like a signature."""
    taglines = [line for line in lines if line.strip() and len(line) < 160 and _TAGLINE.match(line)]
    kept = [line for line in lines if line not in taglines] if taglines else lines
    for at, line in enumerate(kept):
        if _DELIMITER.match(line) and (below or any(map(str.strip, kept[:at]))):
            end = kept.index(SIGNATURE_END, at) if SIGNATURE_END in kept[at:] else len(kept)
            if not _goes_on(line, kept[at + 1 : end]):
                return kept[:at] + kept[end:], [*kept[at + 1 : end], *taglines]
    begin = _block(kept, writer)
    return kept[:begin], [*kept[begin:], *taglines]


def _goes_on(delimiter: str, lines: list[str]) -> bool:
    """Whether the letter goes on below a delimiter, which some use as a rule between paragraphs. Below a program's own
    it does so rarely: an answer was written into the signature.
    """
    below = [line for line in lines if line.strip() and not _FOOTER.match(line)]
    return any(map(_REQUEST.search, below)) or (delimiter != DELIMITER and any(map(_is_choice, below)))


def _block(lines: list[str], writer: str) -> int:
    """Where a signature without delimiter begins: the last lines, short, some of them a role, a company, a number.

    It begins below the closing greeting, or at the writer's own name.
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    names = set(re.findall(r"[^\W\d_]{2,}", writer.lower()))
    sign_off = _SIGN_OFF.match(lines[end - 1]) if end else None
    if sign_off and names & set(sign_off[1].lower().split()):
        end -= 1
    best, hard = None, 0
    for at in range(end - 1, max(-1, end - 30), -1):
        line = lines[at].strip()
        if not line:
            continue
        if _is_closing(line):
            return _first_text(lines, at + 1, end) if hard else end
        if len(line) > 110 or _says_something(line):
            break
        hard += _is_hard(line)
        if names and _is_name(line, names):
            best = at
    if best is not None and hard and best < end - 1:
        return best
    return end


def _says_something(line: str) -> bool:
    return any(pattern.search(line) for pattern in (_NOT_SIGNATURE, _REQUEST, _SPOKEN)) or _is_choice(line)


def _is_choice(line: str) -> bool:
    """Whether a labelled line says something else than how to reach the writer ('Turno 1: logistica')."""
    return _LABELLED.match(line) is not None and not (
        _REACH.search(line) or _ADDRESS.search(line) or _CONTACT.match(line)
    )


def _first_text(lines: list[str], at: int, end: int) -> int:
    while at < end and not lines[at].strip():
        at += 1
    return at


def _is_closing(line: str) -> bool:
    return len(line) < 90 and _CLOSING.match(line) is not None


def _is_hard(line: str) -> bool:
    """Whether a line bears what only signatures bear: a number or address to be reached at, a company, a role."""
    return any(pattern.search(line) for pattern in (_REACH, _COMPANY, _CONTACT, _ROLE, _ADDRESS))


def _is_name(line: str, names: set[str]) -> bool:
    words = set(re.findall(r"[^\W\d_]{2,}", line.lower()))
    return len(words & names) >= min(2, len(names)) and len(words) <= len(names) + 3
