"""Delivery reports: RFC 3464 where servers keep to it, and what the others write.

A report without the standard's parts is told by points, for each sign alone is also found on mails of people.
"""

from __future__ import annotations

import email.message
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flufl.bounce import all_failures

from mailflow.message import forwards, headers, limits, phrases
from mailflow.message.mime import Part
from mailflow.message.model import Bounce

_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_HEADER_TYPES = frozenset({"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"})
_DAEMON = re.compile(
    r"^(?:mailer-?daemon|mail(?:er)?-?(?:delivery|daemon|admin\w*|system|subsystem)|(?:mail)?post[-_]?master\W?|postmast|"
    r"mmdf|smtp(?:-?daemon)?|daemon|"
    r"(?:mail)?delivery(?:-?(?:status|failure|system|subsystem|daemon|notification)\w*)?|nondelivery\w*|"
    r"bounces?(?:-?\w+)?|microsoftexchange\w*)(?:@|\\)",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"mailer.?daemon|mail delivery|delivery (?:sub)?system|postmaster|mail (?:system|administrator|router|server)|"
    r"system administrator|microsoft outlook|microsoft exchange|returned mail|email delivery|\bmmdf\b|"
    r"servizio (?:posta|di posta)|mail(?: |-)?er\b|jetmail|smtp gateway",
    re.IGNORECASE,
)
_SUBJECT = phrases.pattern("bounce", "subject", before=r"(?<!\w)")
_TEXT = phrases.pattern("bounce", "text", before=r"(?<!\w)")
_NOTICE = re.compile(
    rf"(?:{phrases.one_of('bounce', 'notice')})|^\s*<[^<>\s@]{{1,64}}@[^<>\s]{{1,120}}>:",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_PERSONAL = phrases.pattern("automatic", "personal", "asks", before=r"(?<!\w)")
_DELAYED = phrases.pattern("bounce", "delayed", before=r"(?<!\w)")
_REPLY_CODE = re.compile(
    r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}|\b(?:4[2-5]|5[0-7])\d[ -]|\(#?[45]\.\d\.\d\)|\b[45]\.\d{1,2}\.\d{1,3}\b"
)
_ENCLOSED = re.compile(
    r"(?:copy|text|body|headers?|transcript|beginning) of (?:your|the|this)|original message|unsent message|"
    r"below this line|returned message|message headers?|messaggio originale|^(?:received|return-path|message-id): ",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD_IN_TEXT = re.compile(
    r"^[> ]*(?:final|original)-recipient:\s*(?:rfc822\s*;)?\s*<?([^\s<>;]+@[^\s<>;]+)", re.IGNORECASE | re.MULTILINE
)
_NOTICE_ENDS = re.compile(
    r"^\W*(?:-{3,}.{0,60}|received: |return-path: |(?:original|returned|unsent) message)", re.IGNORECASE | re.MULTILINE
)
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,80}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_RECIPIENT = re.compile(rf"\"(?:[^\"\\]|\\.){{1,128}}\"@[^\s<>;]+|{_EMAIL.pattern}")
_MESSAGE_ID = re.compile(r"^[> ]*message-id:\s*<([^<>\s]{1,300})>", re.IGNORECASE | re.MULTILINE)
_FAILED = frozenset({"failed", "failure", "fail"})
_DELAY = frozenset({"delayed", "delay"})

ENOUGH = 4  # points that make a bounce
_POINTS = (
    # what                                    points
    ("delivery-status", 4),  # a part of that type
    ("failed-recipients", 4),  # X-Failed-Recipients (Exim), X-Actual-Recipients
    ("daemon", 2),  # the sender is a mail system
    ("subject", 2),  # the subject speaks of a failed delivery, and is no reply
    ("notice", 3),  # the text says in one breath what failed and for which address
    ("null-sender", 1),  # Return-Path: <>, or From without an address
    ("text", 1),  # so does the text, near its beginning
    ("reply-code", 1),  # an SMTP reply code stands in it
    ("enclosed", 1),  # the original mail or its headers are enclosed
)


@dataclass(frozen=True, slots=True)
class Report:
    """What the signs say: whether it is a bounce, which signs, and what failed."""

    signs: tuple[str, ...]
    points: int
    bounce: Bounce | None

    @property
    def is_bounce(self) -> bool:
        """Whether the signs are enough."""
        return self.points >= ENOUGH


def report_of(root: Part, words: str, text: str) -> Report:
    """The report in this mail. `words`: its new words; `text`: all the text that is not in an enclosed mail."""
    signs = tuple(_header_signs(root))
    signs += tuple(_text_signs(root, words[:4000], text[: limits.REPORT], suspected=bool(signs)))
    points = sum(points for name, points in _POINTS if name in signs)
    return Report(signs, points, _bounce(root, text[: limits.REPORT]) if points >= ENOUGH else None)


def _header_signs(root: Part) -> Iterator[str]:
    fields = root.headers
    if any(part.type in _STATUS_TYPES for part in root.walk()):
        yield "delivery-status"
    if "x-failed-recipients" in fields or "x-actual-recipients" in fields:
        yield "failed-recipients"
    senders = (*headers.addresses(fields.raw("from")), *headers.addresses(fields.raw("sender")))
    named = _DAEMON_NAME.search(senders[0].name) if senders else None
    if named or any(_DAEMON.match(sender.email) for sender in senders):
        yield "daemon"
    subject = fields.text("subject")
    if _SUBJECT.search(subject) and not forwards.prefixes(subject)[0]:
        yield "subject"
    if any(name in fields and "@" not in fields.raw(name) for name in ("return-path", "from")):
        yield "null-sender"


def _text_signs(root: Part, words: str, text: str, *, suspected: bool) -> Iterator[str]:
    """Where the headers tell nothing, only a notice no person speaks in counts: people too complain of lost mail."""
    beginning = words[:1000]
    # the search is a long one: whatever it finds has an address in it, but for what a program notifies another of
    notice = ("@" in beginning or "notification" in beginning.lower()) and _NOTICE.search(beginning) is not None
    if not suspected and (not notice or _PERSONAL.search(words)):
        return
    if notice:
        yield "notice"
    if _TEXT.search(words or text[:4000]):
        yield "text"
    if _REPLY_CODE.search(words or text[:4000]):
        yield "reply-code"
    if any(part.type in ("message/rfc822", *_HEADER_TYPES) for part in root.walk()) or _ENCLOSED.search(text):
        yield "enclosed"


def _bounce(root: Part, text: str) -> Bounce:
    statuses = [part for part in root.walk() if part.type in _STATUS_TYPES]
    reports = [part.text(limits.REPORT)[0] for part in statuses[:4]]
    groups = [group for report in reports for group in _groups(report)]
    failed = _recipients(groups, _FAILED)
    delayed = _recipients(groups, _DELAY)
    original = _original_id(root, text)
    if failed or delayed:
        return Bounce(failed or delayed, bool(failed), original)
    named = tuple(dict.fromkeys(_EMAIL.findall(" ".join(root.headers.all("x-failed-recipients")))))
    if named:
        return Bounce(named, True, original)
    temporary, permanent = _by_library(root)
    told = permanent or temporary or tuple(dict.fromkeys(_FIELD_IN_TEXT.findall(text))) or _near_failure(root, text)
    return Bounce(told, bool(permanent) or not (temporary or _DELAYED.search(text[:4000])), original)


def _groups(text: str) -> Iterator[dict[str, str]]:
    """The blocks of fields of a delivery status (RFC 3464 section 2.1)."""
    for block in re.split(r"\n[ \t]*\n", text, maxsplit=limits.RECIPIENTS)[: limits.RECIPIENTS]:
        fields: dict[str, str] = {}
        last = ""
        for line in block.split("\n")[:200]:
            if line[:1] in " \t" and last:
                fields[last] += " " + line.strip()
            elif ":" in line:
                last, value = line.split(":", 1)
                last = last.strip().lower()
                fields.setdefault(last, value.strip())
        if fields:
            yield fields


def _recipients(groups: Sequence[dict[str, str]], actions: frozenset[str]) -> tuple[str, ...]:
    """The recipients with such an action. The original address is the one we wrote to (section 2.3.1)."""
    found = []
    for group in groups:
        action = group.get("action", "").split(" ")[0].strip("().;").lower()
        if action in actions or (not action and actions is _FAILED and group.get("status", "").startswith("5")):
            for name in ("original-recipient", "x-original-to", "final-recipient", "x-actual-recipient"):
                address = _RECIPIENT.search(group.get(name, "").partition(";")[2] or group.get(name, ""))
                if address:
                    found.append(headers.one_spelling(address[0]))
                    break
    return tuple(dict.fromkeys(found))


def _original_id(root: Part, text: str) -> str:
    for part in root.walk():
        if part.type in ("message/rfc822", "message/global") and part.parts:
            ids = headers.ids(part.parts[0].headers.raw("message-id"))
            if ids:
                return ids[0]
        if part.type in _HEADER_TYPES:
            match = _MESSAGE_ID.search(part.text(limits.REPORT)[0])
            if match:
                return match[1]
    match = _MESSAGE_ID.search(text)
    if match:
        return match[1]
    answered = headers.ids(root.headers.raw("in-reply-to")) or headers.ids(root.headers.raw("references"))[-1:]
    return answered[0] if answered else ""


def _by_library(root: Part) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What flufl.bounce, which knows the old servers' forms, finds: temporary and permanent failures."""
    try:
        found = all_failures(_standard(root))
    except Exception:  # noqa: BLE001 - its detectors trip over broken mails in their own ways; then it found nothing
        return (), ()
    temporary, permanent = (" ".join(sorted(each.decode("utf-8", "replace") for each in kind)) for kind in found)
    return tuple(_EMAIL.findall(temporary)), tuple(_EMAIL.findall(permanent))


def _standard(part: Part, texts: list[Part] | None = None) -> email.message.Message:
    """The part as the standard library's Message, which flufl.bounce reads; of a mail's texts the first few, cut."""
    texts = [] if texts is None else texts
    message = email.message.Message()
    for name, value in part.headers.fields[:50]:
        message.add_header(name, value[:2000].encode("ascii", "replace").decode())
    if part.parts:
        inside = [_standard(each, texts) for each in part.parts[:20]]
        message.set_payload(list[email.message.Message | str](inside))
        return message
    texts.append(part)
    text = part.text(limits.REPORT)[0] if len(texts) <= 4 else ""
    if part.type in _STATUS_TYPES:
        blocks: list[email.message.Message | str] = []
        for group in _groups(text):
            block = email.message.Message()
            for name, value in group.items():
                block.add_header(name, value)
            blocks.append(block)
        message.set_payload(blocks)
    else:
        del message["content-transfer-encoding"]
        message.set_payload(text[:32768].encode("ascii", "replace").decode())
    return message


def _near_failure(root: Part, text: str) -> tuple[str, ...]:
    """Addresses of the notice itself, above the enclosed mail, that are neither the sender's nor ours."""
    enclosed = _NOTICE_ENDS.search(text)
    notice = text[: enclosed.start()] if enclosed and enclosed.start() > 200 else text
    involved = " ".join(root.headers.raw(name) for name in ("from", "to", "sender", "reply-to"))
    known = {address.email.lower() for address in headers.addresses(involved.replace(" ", ", "))}
    found = (email.rstrip(".") for email in _EMAIL.findall(notice[:8000]))
    return tuple(email for email in found if email.lower() not in known and not _DAEMON.match(email))[:1]
