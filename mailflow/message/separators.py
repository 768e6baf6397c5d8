"""Where older words begin: a title between dashes, the headers of that mail, or a line that says who wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from mailflow.message import limits, phrases
from mailflow.message.html import REST_IS_QUOTE
from mailflow.message.lines import Line

Role = Literal["from", "sent", "to", "cc", "subject", "reply-to"]
ROLES: tuple[Role, ...] = ("from", "sent", "to", "cc", "subject", "reply-to")
_DASHES = {"before": r"^[\s*_]{0,8}[-_=*<>]{2,60}\s*", "after": r"\s*:?\s*(?:[-_=*<>]{2,60}[\s:]*)?$"}
_ORIGINAL = phrases.pattern("quote", "original", **_DASHES)
_FORWARDED = phrases.pattern("quote", "forwarded", **_DASHES)
END_OF_OLD = phrases.pattern("quote", "end", **_DASHES)
_FORWARDED_BARE = phrases.pattern("quote", "forwarded", before=r"^[\s*]{0,4}", after=r"\s*[:：]?[\s*]*$")
_ATTRIBUTION = phrases.pattern("quote", "attribution", before=r"^[\s*_—–-]{0,6}", after=r"\s*(?:[:：]|-{2,8})[\s*]*$")
_BY_NAME = phrases.pattern("quote", "by_name", before=r"^[\s*_—–-]{0,6}", after=r"\s*[:：][\s*]*$")
# 2010/11/23 Anna <a@b.example>
_BARE_ATTRIBUTION = re.compile(r"^[^\n]{0,120}\d[^\n]{0,120}<[^<>\s@]{1,80}@[^<>\s]{1,120}>\s*[:：]?\s*$")
_MOMENT = re.compile(r"\d{1,2}[:.h]\d{2}|\S@\S|\b\d{4}\b")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
_YEAR = re.compile(r"\b\d{4}\b")
_RULE = re.compile(r"^\s*[_\-=*]{10,}\s*$")
_Labels = tuple[tuple[Role, re.Pattern[str]], ...]
_LABELS: _Labels = tuple(
    (role, phrases.pattern("header", role, before=r"^[\s*_|]{0,16}", after=r"[\s*_]{0,4}\s?[:：][\s*_]{0,4}(.*)$"))
    for role in ROLES
)
_LABELS_WITHOUT_COLON: _Labels = tuple(  # eM Client, below its title
    (role, phrases.pattern("header", role, before=r"^\s{0,4}", after=r"\s+(.*)$")) for role in ROLES
)
_LABEL = re.compile(r"^[\s*_|]{0,16}[^\W\d_][^:：\n]{0,20}[:：]")


@dataclass(frozen=True, slots=True)
class Separator:
    """Where old words begin: the lines from `start` to before `end` say so. `headers`: what they tell of the mail."""

    kind: Literal["attribution", "original", "headers", "forwarded", "rest"]
    start: int
    end: int
    headers: dict[Role, str] = field(default_factory=dict)
    attribution: str = ""


def skip_blank(lines: Sequence[Line], at: int) -> int:
    """The next line that is not blank."""
    while at < len(lines) and lines[at].blank:
        at += 1
    return at


def separator_at(lines: Sequence[Line], at: int) -> Separator | None:
    """The separator that begins at this line, if one does. In this order, the surest first:

    1. what the HTML itself told (`rest`);
    2. a line between dashes or in a client's words that names a forward, with the older mail's headers below it;
    3. the same for an original message;
    4. GroupWise's line between `>>>`;
    5. a block of headers: From with Sent or To, three at least;
    6. an attribution, on one to four lines: 'On … wrote:'.
    """
    line = lines[at].text[: limits.LINE]
    if not line or line.isspace():
        return None
    if line == REST_IS_QUOTE:
        below = _headers(lines, _skip_rules(lines, at + 1), needed=2)
        return Separator("rest", at, below[1], below[0]) if below else Separator("rest", at, at + 1)
    if len(line) < 160 and (_FORWARDED.match(line) or _FORWARDED_BARE.match(line)):
        return _titled("forwarded", lines, at)
    if len(line) < 160 and _ORIGINAL.match(line):
        return _titled("original", lines, at)
    if (
        lines[at].depth == 3 and line.endswith(">>>") and _MOMENT.search(line)
    ):  # GroupWise; the older mail is not marked
        return Separator("original", at, at + 1, {}, line.rstrip("> "))
    begin = skip_blank(lines, at + 1) if _RULE.match(line) else at
    block = _headers(lines, begin, needed=3) if begin > at or _LABEL.match(line) else None
    return Separator("headers", at, block[1], block[0]) if block else _attribution(lines, at)


def _skip_rules(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and (lines[at].blank or _RULE.match(lines[at].text) or lines[at].text == REST_IS_QUOTE):
        at += 1
    return at


def _titled(kind: Literal["forwarded", "original"], lines: Sequence[Line], at: int) -> Separator | None:
    below = skip_blank(lines, at + 1)
    depth = lines[below].depth if below < len(lines) else 0
    block = _headers(lines, below, needed=1) or _headers(lines, below, needed=3, labels=_LABELS_WITHOUT_COLON)
    if block:
        return Separator(kind, at, block[1], block[0])
    told = _attribution(lines, below) if below < len(lines) and depth == lines[at].depth else None
    if told is not None:
        return Separator(kind, at, told.end, {}, told.attribution)
    return Separator(kind, at, at + 1)


def _headers(
    lines: Sequence[Line], at: int, *, needed: int, labels: _Labels | None = None
) -> tuple[dict[Role, str], int] | None:
    """The older mail's headers from this line on, and the line after them; None where they are fewer than `needed`.

    Outlook's plain text has an empty line between them, and long values go on in the next line.
    """
    found: dict[Role, str] = {}
    depth = lines[at].depth if at < len(lines) else 0
    end, last, blanks = at, None, 0
    limit = min(len(lines), at + 60)
    while at < limit and at < end + 4 and lines[at].depth == depth:
        text = lines[at].text[: limits.LINE]
        if not text.strip():
            blanks += 1
            if blanks > 1:
                break
            at += 1
            continue
        role, value = _label(text, labels or _LABELS)
        if role is not None:
            if role in found:
                break
            found[role] = value.strip()
            last, end, blanks = role, at + 1, 0
        elif last is not None and not blanks and _goes_on(last, found[last], text):
            found[last] = f"{found[last]} {text.strip()}".strip()
            end = at + 1
        elif last is None or blanks or last == "subject" or not _LABEL.match(text):
            break
        at += 1
    enough = len(found) >= needed and (needed < 3 or ("from" in found and ("sent" in found or "to" in found)))
    return (found, end) if enough and found else None


def _goes_on(role: Role, value: str, text: str) -> bool:
    """Whether a line without label belongs to the header above: its value was missing, or it is a list of people."""
    return not value or (role in ("to", "cc") and ("@" in text or ";" in text))


def _label(text: str, labels: _Labels) -> tuple[Role | None, str]:
    for role, labelled in labels:
        match = labelled.match(text)
        if match:
            return role, match[1]
    return None, ""


def _attribution(lines: Sequence[Line], at: int) -> Separator | None:
    depth, pieces = lines[at].depth, []
    for end in range(at, min(at + 4, len(lines))):
        text = lines[end].text.strip()
        if lines[end].depth != depth or not text or len(text) > 400:
            return None
        pieces.append(text)
        whole = " ".join(pieces)
        below = skip_blank(lines, end + 1)
        marked = below < len(lines) and lines[below].depth > depth
        if text.rstrip("* ").endswith((":", "：", "--")):
            told = _says_who_wrote(whole, marked=marked, one_line=end == at) and not _begins_below(pieces)
            return Separator("attribution", at, end + 1, {}, whole) if told else None
        if end == at and marked and _BARE_ATTRIBUTION.match(text):
            return Separator("attribution", at, end + 1, {}, whole)
    return None


def _says_who_wrote(whole: str, *, marked: bool, one_line: bool) -> bool:
    """Whether these words, which end in a colon, are an attribution; `marked`: over marked lines."""
    if _ATTRIBUTION.match(whole):
        return marked or _dated(whole)
    if _BY_NAME.match(whole):
        return (marked and one_line) or ("@" in whole and _CLOCK.search(whole) is not None)
    return marked and "@" in whole and _MOMENT.search(whole) is not None  # whatever the language


def _begins_below(pieces: Sequence[str]) -> bool:
    """Whether the attribution on these lines begins below the first: that is then an answer right above it ('Sì.')."""
    for number in range(1, len(pieces)):
        above, below = " ".join(pieces[:number]), " ".join(pieces[number:])
        whole_in_itself = (
            (_ATTRIBUTION.match(below) and _dated(below))
            or ("@" in below and _CLOCK.search(below))
            or (_BY_NAME.match(below) and "<" in below)
        )
        dated = _ATTRIBUTION.match(below) and _CLOCK.search(below) and _YEAR.search(below)
        if dated or (whole_in_itself and not _begins_attribution(above, f"{above} {below}")):
            return True
    return False


def _begins_attribution(above: str, whole: str) -> bool:
    """Whether these words are the first line of a wrapped attribution: they name its moment, and end no sentence."""
    if above.endswith((".", "!", "?")):
        return False
    if _ATTRIBUTION.match(whole):
        return _MOMENT.search(above) is not None
    return _CLOCK.search(above) is not None and _YEAR.search(above) is not None


def _dated(attribution: str) -> bool:
    """Whether an attribution over unmarked lines names a moment or an address, as clients do and people do not."""
    return _MOMENT.search(attribution) is not None and any(character.isdigit() for character in attribution)
