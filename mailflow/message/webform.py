"""Mails that a web form sent: the person stands in Reply-To and in the fields, the sender is the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailflow.message import limits, phrases
from mailflow.message.model import Address

# a label may begin with a number: '5 ottobre: 1A', '1° turno: 2'; and be a question: 'Quante persone?: 2'
_LABELLED = re.compile(
    r"^[\s*_•-]{0,4}((?:\d{1,2}(?:(?:st|nd|rd|th)?[ ]|[°ºª^][ ]?))?[^\W\d_][^:\t\n?!]{0,58}?\??)"
    r"[\s*_]{0,3}(?::[\s*_]{0,3}|\t|\s=\s)[ \t]*(.*)$"
)
_BRACKETED = re.compile(r"^\s{0,4}\[([^\W\d_][^\[\]\n]{0,58})\]\s*:?\s*(.*)$")
_LABEL_ALONE = re.compile(r"^[\s*_]{0,3}([^\W\d_][^:\t\n.;?!]{1,58}?)\s*:?[\s*_]{0,3}$")
_NAME = phrases.pattern("form", "name", after=r"\s*\*?$")
_EMAIL = phrases.pattern("form", "email", after=r"\s*\*?$")
_OTHER = phrases.pattern("form", "other", after=r"\s*\*?$")
_TECHNICAL = phrases.pattern("form", "technical")
_MOMENT = phrases.pattern("form", "moment")
_LETTER = phrases.pattern("form", "letter", before=r"^\s{0,4}", after=r"\s*$")
_WRITER = re.compile(
    r"(?:^|\n)\s*([^\W\d_][^<>()\n]{1,80}?)\s*(?:\([^()@\n]{1,40}\)\s*)?[<(]([^\s<>()]{1,80}@[^\s<>()]{1,120})[>)]"
)
_MESSAGE = phrases.pattern("form", "message", after=r"\s*\*?$")
_RULE = re.compile(r"^\s*[-_=*]{3,}\s*$")
_RULES_BELOW = re.compile(r"(?:\n\s*[-_=*]{3,}[ \t]*)+$")
_FOOTER = phrases.pattern("form", "footer", before=r"(?<!\w)")
_MACHINE_SENDER = re.compile(
    r"^(?:(?:[\w.+-]{1,40}[._+-])?no-?_?reply|non-?rispondere|do-?not-?reply|wordpress|www(?:-data)?|web(?:site|form|master)?|form\w*|sito|apache|"
    r"nobody|modul\w+|info|contact\w*)@",
    re.IGNORECASE,
)

Fields = tuple[tuple[str, str], ...]


def fields_of(lines: Sequence[str], sender: Address, reply_to: Address | None, mailer: str, tail: str) -> Fields:
    """The fields of a web-form mail in their order; () for a mail that is none.

    A person may write 'Nome: …' too. So the lines must be mostly fields and name a person, and something besides must
    speak of a site: Reply-To another than the sender, a machine's address, a form's footer; or name and address both.
    """
    if letter := _letter(lines):
        return letter
    fields = _without_technical(_fields(lines))
    known = [label for label, _ in fields if _is_known(label)]
    person = any(_NAME.fullmatch(label) for label, _ in fields)
    mail = any(_is_known(label) and "@" in value[:200] for label, value in fields)
    if len(fields) < 2 or len(known) < 2 or not (person or mail):
        return ()
    site = (
        (reply_to is not None and reply_to.email.lower() != sender.email.lower())
        or _MACHINE_SENDER.match(sender.email) is not None
        or "phpmailer" in mailer.lower()
        or _FOOTER.search(tail) is not None
    )
    return fields if site or (person and mail and len(known) >= 3) else ()


def names_somebody(lines: Sequence[str]) -> bool:
    """Whether a form's lines tell whose it is: 'Nome e cognome: Anna Rossi'."""
    return any(_NAME.fullmatch(label) and any(c.isalpha() for c in value) for label, value in _fields(lines))


def _letter(lines: Sequence[str]) -> Fields:
    """A letter that a site's contact form passes on below a line of its own (Joomla, Drupal)."""
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not lines or not _LETTER.match(lines[first][: limits.LINE]):
        return ()
    writer = _WRITER.search("\n".join(lines[first : first + 2]))
    if writer is None:
        return ()
    begin = first + 1 + writer[0].startswith("\n")
    return ("nome", writer[1]), ("e-mail", writer[2]), ("messaggio", "\n".join(lines[begin:]).strip())


def _without_technical(fields: Fields) -> Fields:
    """The fields without what the site tells of itself at their end: its page, the reader's address and program."""
    end = len(fields)
    while end and (_TECHNICAL.fullmatch(fields[end - 1][0]) or _MOMENT.fullmatch(fields[end - 1][0])):
        end -= 1
    return fields[:end] if any(_TECHNICAL.fullmatch(label) for label, _ in fields[end:]) else fields


def _fields(lines: Sequence[str]) -> Fields:
    """Labelled lines; one without label goes on with the value above it. A label alone takes the next line."""
    found: list[tuple[str, list[str]]] = []
    loose = 0
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip():
            if found and found[-1][1] and _MESSAGE.fullmatch(found[-1][0]):
                found[-1][1].append("")
            continue
        in_message = bool(found) and _MESSAGE.fullmatch(found[-1][0]) is not None
        match = _LABELLED.match(line) or _BRACKETED.match(line)
        if match and (not in_message or _is_known(match[1])):
            found.append((match[1].strip(" *_"), [match[2].strip(" *_")] if match[2].strip(" *_") else []))
        elif (alone := _LABEL_ALONE.match(line)) and _is_known(alone[1]) and not in_message:
            found.append((alone[1].strip(" *_"), []))
        elif found and (in_message or not found[-1][1]):
            found[-1][1].append(line.strip())
        else:
            loose += not _RULE.match(line)
            if found:
                found[-1][1].append(line.strip())
    if loose > max(2, len(found)):
        return ()
    return tuple((label, _RULES_BELOW.sub("", "\n".join(value).strip())) for label, value in found)


def _is_known(label: str) -> bool:
    label = label.strip(" *_")
    return any(known.fullmatch(label) for known in (_NAME, _EMAIL, _OTHER))
