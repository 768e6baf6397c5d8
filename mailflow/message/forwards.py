"""Mails handed on inside another one, out of its text: whose they were, when, and what they said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from mailflow.message import headers, limits, phrases
from mailflow.message.lines import joined
from mailflow.message.model import Address, Forwarded
from mailflow.message.quotes import Old, Parted, part, text_of
from mailflow.message.separators import Separator

_PREFIX = re.compile(r"^\s*([^\W\d_]{1,9})\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"^\s*\[((?:fwd|fw|i|inoltro)\s*:.*)\]\s*$", re.IGNORECASE | re.DOTALL)  # [Fwd: workshop]
_REPLY = frozenset(word.lower() for word in phrases.words("subject", "reply"))
_FORWARD = frozenset(word.lower() for word in phrases.words("subject", "forward"))

_MAILTO = re.compile(r"\[(?:mailto:|SMTP:)?([^\]\s]+@[^\]\s]+)\]", re.IGNORECASE)
_MAILTO_BESIDE = re.compile(r"<mailto:[^<>]{0,300}>", re.IGNORECASE)
_NAME_BEFORE_ADDRESS = re.compile(r"([^,;:<>\d]{2,80}?)[\s\"'(]*<[^<>]*>")
_MONTHS: Mapping[str, int] = phrases.months()
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_NAMED = re.compile(r"\b(\d{1,2})\.?\s+(?:de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(\d{4})\b")
_NAMED_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.h](\d{2})(?:[:.]\d{2})?\s*([ap]\.?m\.?)?", re.IGNORECASE)


def prefixes(subject: str) -> tuple[tuple[str, ...], str]:
    """A subject's reply and forward prefixes (`re` or `forward` each), and what is left of it."""
    found: list[str] = []
    if bracketed := _BRACKETED.match(subject[:500]):
        subject = bracketed[1]
    while match := _PREFIX.match(subject[:40]):
        word = match[1].lower()
        if word not in _REPLY and word not in _FORWARD:
            break
        found.append("re" if word in _REPLY else "forward")
        subject = subject[match.end() :]
    return tuple(found), subject.strip()


def is_forward(subject: str) -> bool:
    """Whether the last thing done to a mail of this subject was to hand it on."""
    return prefixes(subject)[0][:1] == ("forward",)


def forwarded_of(old: Old, zone: tzinfo | None, depth: int = 0) -> tuple[Forwarded, ...]:
    """The mail in this stretch, then those it handed on itself, outermost first."""
    if depth >= limits.FORWARDS:
        return ()
    inside = part(old.lines)
    if _is_all_quoted(old, inside):  # Spark and others mark the words below the older mail's headers
        inside = part(inside.old[0].lines)
    found = _read(old.separator, joined(inside.new).strip(), zone)
    deeper: list[Forwarded] = []
    first = True
    for older in inside.old:
        if older.handed_on or (first and (is_forward(found.subject) or not found.text)):
            deeper.extend(forwarded_of(older, zone, depth + 1))
        first = False
    if not found.text and not found.sender.email and not found.subject:
        return tuple(deeper)
    return (found, *deeper)


def _is_all_quoted(old: Old, inside: Parted) -> bool:
    told = old.separator is not None and bool(old.separator.headers)
    return told and not any(map(str.strip, inside.new)) and len(inside.old) == 1 and inside.old[0].separator is None


def quoted_in(olds: Sequence[Old]) -> str:
    """All the old words as one text."""
    return joined("\n\n".join(filter(None, map(text_of, olds))).split("\n"))


def _read(separator: Separator | None, text: str, zone: tzinfo | None) -> Forwarded:
    if separator is None:
        return Forwarded(Address("", ""), "", text)
    if separator.headers:
        told = separator.headers
        return Forwarded(
            _mailbox(told.get("from", "")), told.get("subject", ""), text, moment(told.get("sent", ""), zone)
        )
    attribution = separator.attribution
    return Forwarded(_attributed(attribution), "", text, moment(attribution, zone))


def _mailbox(value: str) -> Address:
    value = _MAILTO.sub(r"<\1>", _MAILTO_BESIDE.sub("", value)).replace("*", "")
    found = headers.addresses(value[:1000])
    return next((address for address in found if address.email), found[0] if found else Address("", ""))


def _attributed(attribution: str) -> Address:
    email = next((a.email for a in headers.addresses(attribution.replace(":", " ")) if a.email), "")
    match = _NAME_BEFORE_ADDRESS.search(attribution)
    name = match[1].strip(" '-") if match else ""
    if '"' in name or "„" in name:  # "schrieb "Anna Rossi" <…>"
        name = re.split('["„]', name)[1]
    words = name.strip('"”').split()
    while words and words[0][:1].islower() and any(word[:1].isupper() for word in words):  # "heeft Anna Rossi"
        words = words[1:]
    return Address(" ".join(words), email)


def moment(text: str, zone: tzinfo | None) -> datetime | None:
    """A date and time as a mail client writes them in a quote; in `zone`, for they name none. None where unclear."""
    exact = headers.date(text) if re.search(r"[+-]\d{4}\b", text) else None
    if exact is not None:
        return exact
    day = _day(text)
    clock = _CLOCK.search(text)
    if day is None or zone is None:
        return None
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[3]:
        hour = hour % 12 + (12 if clock[3].lower().startswith("p") else 0)
    try:
        return datetime(*day, hour, minute, tzinfo=zone)
    except ValueError:
        return None


def _day(text: str) -> tuple[int, int, int] | None:
    if match := _ISO.search(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _NAMED.search(text):
        month = _month(match[2])
        return (int(match[3]), month, int(match[1])) if month else None
    if match := _NAMED_FIRST.search(text):
        month = _month(match[1])
        return (int(match[3]), month, int(match[2])) if month else None
    if match := _NUMBERS.search(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        day, month = (second, first) if second > 12 else (first, second)
        return (year if year > 99 else 2000 + year), month, day
    return None


def _month(name: str) -> int | None:
    return _MONTHS.get(name.lower()) or _MONTHS.get(name.lower()[:3])
