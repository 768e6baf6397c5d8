"""Which parts of a mail are its words, and which are enclosed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mailflow.message import html, limits, phrases, plaintext, smime, tnef
from mailflow.message.lines import Line, lines_of
from mailflow.message.mime import Part, Reader
from mailflow.message.model import Attachment

_STRUCTURE_ONLY = frozenset(
    {
        *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
        *("text/x-amp-html", "text/watch-html"),  # the same text for other readers
    }
)


_MARKED_UP = frozenset({"text/enriched", "text/markdown", "text/x-markdown"})  # further forms of a plain text
_SEE_HTML = phrases.pattern("body", "see_html", before=r"(?<!\w)")


@dataclass(slots=True)
class Allowance:
    """What may still be read of one mail, with all that is attached to it; `links`: also where its links lead."""

    text: int = limits.ALL_TEXT
    html: int = limits.ALL_HTML
    packages: int = limits.PACKAGES
    links: bool = False


@dataclass(slots=True)
class Body:
    """The lines of all inline texts, the mails attached, the calendar texts, all else."""

    lines: list[Line] = field(default_factory=list)
    plain: list[Line] = field(default_factory=list)  # the same in plain text, where `lines` come from HTML beside it
    messages: list[Part] = field(default_factory=list)
    calendars: list[tuple[str, str]] = field(default_factory=list)  # METHOD as declared, text
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    allowance: Allowance = field(default_factory=Allowance)
    budget: int = limits.TEXT
    struck: int = 0  # words of the HTML that are struck out

    def add(self, text: str, *, flowed: bool = False, delete_space: bool = False) -> None:
        """Adds a text below what is there, an empty line between."""
        if not text.strip():
            return
        allowed = min(self.budget, self.allowance.text)
        if len(text) > allowed:
            self.defects.append("the text was too long: its end was cut off")
            text = text[:allowed]
        self.budget -= len(text)
        self.allowance.text -= len(text)
        if self.lines and text:
            self.lines.append(Line(""))
        self.lines.extend(lines_of(text, flowed=flowed, delete_space=delete_space))

    def add_lines(self, other: Body) -> None:
        """Adds what another body says."""
        if self.lines and other.lines:
            self.lines.append(Line(""))
        self.lines.extend(other.lines)
        self.budget -= limits.TEXT - other.budget


def body_of(root: Part, allowance: Allowance) -> Body:
    """The body of a mail."""
    body = Body(allowance=allowance)
    _collect(root, body, top=True)
    return body


def _collect(part: Part, body: Body, *, top: bool = False) -> None:
    if part.type in _BY_TYPE:
        _BY_TYPE[part.type](part, body)
    elif part.type.startswith("multipart/"):
        for inside in part.parts:
            _collect(inside, body)
        if not part.parts:
            _plain(part, body)
    elif _is_enclosed(part) and not top:
        _enclose(part, body)
    elif part.type == "text/plain" or part.type in _MARKED_UP:
        _plain(part, body)
    elif part.type == "text/html":
        _html(part, body)
    elif part.type not in _STRUCTURE_ONLY:
        _enclose(part, body)


def _is_enclosed(part: Part) -> bool:
    if part.disposition in ("attachment", "inline") or part.type == "text/html":
        return part.disposition == "attachment"
    return bool(part.filename)


def _html(part: Part, body: Body) -> None:
    text, as_declared = part.text(min(limits.HTML, body.allowance.html))
    body.allowance.html -= len(text)
    told = html.read(text, links=body.allowance.links)
    body.struck += told.struck
    body.add(told.text)
    _tell_charset(part, body, as_declared)


def _plain(part: Part, body: Body) -> None:
    text, as_declared = part.text(min(limits.TEXT, body.allowance.text) * 4)
    flowed = part.parameters.get("format", "").lower() == "flowed"
    if plaintext.is_html(text):
        _html(part, body)
        return
    text, files = plaintext.unwrapped(text, enriched=part.type == "text/enriched")
    body.attachments += files
    body.add(text, flowed=flowed, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    _tell_charset(part, body, as_declared)


def _tell_charset(part: Part, body: Body, as_declared: bool) -> None:
    if not as_declared:
        charset = part.parameters.get("charset", "") or "of the text"
        body.defects.append(f"the charset {charset} did not hold: read as near as could be")


def _alternative(part: Part, body: Body) -> None:
    """The best of several forms (RFC 2046 section 5.1.4): HTML, which keeps quotes apart, unless it is the poorer."""
    plain, rich = Body(allowance=body.allowance), Body(allowance=body.allowance)
    for inside in part.parts:
        kinds = {leaf.type for leaf in inside.walk()}
        if inside.type in _MARKED_UP and plain.lines:
            continue
        _collect(inside, rich if "text/html" in kinds else plain)
    notice = _is_notice(plain) and bool(_richness(rich))
    best = rich if notice or _richness(rich) * 10 >= _richness(plain) * 6 else plain
    other = plain if best is rich else rich
    tells_less = (
        rich.struck or body.allowance.links
    )  # plain text does not tell what is struck out, nor where links lead
    if best is rich and not notice and not body.lines and not tells_less:
        body.plain = plain.lines
    body.add_lines(best)
    for side in (best, other):
        body.messages += side.messages
        body.calendars += side.calendars
        body.attachments += side.attachments
    body.defects += best.defects


def _is_notice(plain: Body) -> bool:
    """Whether a plain form says no more than that the mail is to be read in HTML."""
    text = " ".join(line.text for line in plain.lines[:12])
    return len(plain.lines) < 12 and len(text) < 400 and _SEE_HTML.search(text) is not None


def _richness(body: Body) -> int:
    return body.struck + sum(len(line.text.split()) for line in body.lines)


def _first_only(part: Part, body: Body) -> None:
    """multipart/related, signed, report: the mail is the first part, or the one that is named (RFC 2387 section 3.2);
    of the rest what encloses something counts.
    """
    start = part.parameters.get("start", "").strip("<> ")
    named = [inside for inside in part.parts if start and inside.headers.raw("content-id").strip("<> ") == start]
    root = (named or list(part.parts))[:1]
    for inside in (*root, *(other for other in part.parts if other not in root)):
        if inside in root:
            _collect(inside, body)
        elif inside.type not in _STRUCTURE_ONLY and part.type != "multipart/report":
            _enclose_all(inside, body)


def _enclose_all(part: Part, body: Body) -> None:
    if part.parts or part.type in _BY_TYPE:
        _collect(part, body)
    else:
        _enclose(part, body)


def _message(part: Part, body: Body) -> None:
    body.messages.append(part)


def _calendar(part: Part, body: Body) -> None:
    text, _ = part.text(limits.TEXT)
    body.calendars.append((part.parameters.get("method", ""), text))
    _enclose(part, body)


def _tnef(part: Part, body: Body) -> None:
    """winmail.dat: what it encloses, and its text where the mail has no other."""
    package = tnef.unpacked(part.content())
    if package is None:
        body.defects.append("a winmail.dat that could not be read")
        _enclose(part, body)
        return
    body.attachments += package.attachments
    if not any(line.text.strip() for line in body.lines):
        body.add(package.text)


def _signed(part: Part, body: Body) -> None:
    """S/MIME in one piece: the mail that was signed; an encrypted one stays enclosed."""
    content = smime.signed_content(part.content()) if body.allowance.packages else None
    if content is None or b"\n" not in content:
        _enclose(part, body)
        return
    body.allowance.packages -= 1
    reader = Reader()
    _collect(reader.read_part(content), body)
    body.defects += reader.defects


def _enclose(part: Part, body: Body) -> None:
    identity = part.headers.raw("content-id").strip(" <>")
    body.attachments.append(Attachment(part.filename, part.type, part.content(), identity))


_BY_TYPE: dict[str, Callable[[Part, Body], None]] = {
    "multipart/alternative": _alternative,
    "multipart/related": _first_only,
    "multipart/signed": _first_only,
    "multipart/report": _first_only,
    "message/rfc822": _message,
    "message/global": _message,
    "text/calendar": _calendar,
    "application/ics": _calendar,
    "application/pkcs7-mime": _signed,
    "application/x-pkcs7-mime": _signed,
    "application/ms-tnef": _tnef,
    "application/vnd.ms-tnef": _tnef,
}
