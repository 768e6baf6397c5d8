"""A rendered letter → the bytes of one mail, to one recipient (RFC 5322, MIME, RFC 3834).

Written by hand because the standard library's EmailMessage takes ten times as long and refuses what a subject may hold;
the tests read every mail back with it.

    multipart/mixed                       where files go with it
    ├─ multipart/alternative
    │  ├─ text/plain; format=flowed
    │  ├─ text/html                       or multipart/related with its pictures
    │  └─ text/calendar; method=…         the first entry
    ├─ application/ics                    every entry, as a file
    └─ …                                  what else goes with it
"""

from __future__ import annotations

import hashlib
from binascii import b2a_base64, b2a_qp
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from io import BytesIO

from mailflow.domain.letter import Letter
from mailflow.outbox import headers
from mailflow.outbox.attachments import Attached
from mailflow.outbox.calendar import to_ics
from mailflow.outbox.flowed import flowed
from mailflow.outbox.render import Rendered

BadAddressError = headers.BadAddressError
SUPPRESS = b"X-Auto-Response-Suppress: OOF, NRN, AutoReply, RN\r\n"  # for Exchange


def compose(
    rendered: Rendered,
    letter: Letter,
    *,
    sender: str,
    message_id: str,
    date: datetime,
    booking_code: str | None = None,
) -> bytes:
    """The mail, CRLF line ends, seven bits.

    `sender`: the configured From, `Name <address>`; `message_id`: without angle brackets; `date`: aware.
    Raises BadAddressError where `letter.to` or `sender` is not exactly one address.
    """
    boundary = hashlib.blake2b(message_id.encode(), digest_size=9).hexdigest()
    identity = (f"Date: {format_datetime(date)}\r\n".encode(), headers.message_ids("Message-ID", (message_id,)))
    head = (
        *_addresses(letter, sender),
        headers.text("Subject", rendered.subject),
        *identity,
        *_marks(letter, booking_code),
    )
    return b"".join((*head, _body(rendered, letter, sender, date, boundary)))


def _addresses(letter: Letter, sender: str) -> Sequence[bytes]:
    return (
        headers.person("From", *headers.parted(sender)),
        headers.person("To", letter.to_name or "", letter.to),
        headers.person("Reply-To", "", getattr(letter, "answer_to", "") or headers.parted(sender)[1]),
    )


def _marks(letter: Letter, booking_code: str | None) -> Sequence[bytes]:
    """What tells other programs what this mail is, and which it answers."""
    answering = letter.answering
    parents = (*answering.references, answering.message_id) if answering else ()
    return (
        headers.message_ids("In-Reply-To", parents[-1:]),
        headers.message_ids("References", parents),
        b"Auto-Submitted: auto-replied\r\n" if answering else b"Auto-Submitted: auto-generated\r\n",
        SUPPRESS,
        f"X-Mailflow-Kind: {letter.kind}\r\n".encode(),
        headers.text("X-Mailflow-Booking", booking_code) if booking_code else b"",
        f"Content-Language: {letter.language}\r\n".encode(),
        b"MIME-Version: 1.0\r\n",
    )


def _body(rendered: Rendered, letter: Letter, sender: str, date: datetime, boundary: str) -> bytes:
    entries = tuple(
        (entry, to_ics(entry, sender=sender, recipient=letter.to, name=letter.to_name, stamp=date))
        for entry in rendered.calendar
    )
    pictures = tuple(attached for attached in rendered.attachments if attached.cid)
    html = _text("html", rendered.html)
    if pictures:
        parts = (html, *(_file(picture) for picture in pictures))
        html = _multipart("related", parts, f"{boundary}-r", 'type="text/html"')
    alternatives = [_text("plain", flowed(rendered.text), "; format=flowed"), html]
    if entries:
        entry, ics = entries[0]
        alternatives.append(_encoded(f"text/calendar; charset=utf-8; method={entry.method}", ics))
    body = _multipart("alternative", alternatives, f"{boundary}-a")
    files = [
        *(_file(Attached(entry.filename, "application/ics", ics)) for entry, ics in entries),
        *(_file(attached) for attached in rendered.attachments if not attached.cid),
    ]
    return _multipart("mixed", (body, *files), f"{boundary}-m") if files else body


def _multipart(subtype: str, parts: Sequence[bytes], name: str, parameters: str = "") -> bytes:
    """`=_` stands in no quoted-printable or base64 text, so no part can hold the boundary (RFC 2045 section 6.7)."""
    boundary = f"=_{name}"
    extra = f"; {parameters}" if parameters else ""
    head = f'Content-Type: multipart/{subtype}{extra};\r\n boundary="{boundary}"\r\n\r\n'.encode()
    line = f"--{boundary}\r\n".encode()
    return head + b"".join(line + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()


def _text(subtype: str, text: str, parameters: str = "") -> bytes:
    return _encoded(f"text/{subtype}; charset=utf-8{parameters}", text.encode())


def _encoded(content_type: str, content: bytes) -> bytes:
    """A part in quoted-printable, CRLF line ends."""
    encoded = b"".join(map(_quoted, BytesIO(content.replace(b"\r\n", b"\n"))))
    # a line that begins with "From " is altered by old mail stores, one of a single dot by bad servers
    encoded = encoded.replace(b"\nFrom ", b"\n=46rom ").replace(b"\n.", b"\n=2E").replace(b"\n", b"\r\n")
    head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + encoded


@lru_cache(maxsize=1024)  # most lines of a letter are those of the letter before
def _quoted(line: bytes) -> bytes:
    return b2a_qp(line, istext=True)


def _file(attached: Attached) -> bytes:
    """A file or a picture in base64."""
    name = headers.parameter("name", attached.filename)
    filename = headers.parameter("filename", attached.filename)
    where = f"inline;\r\n {filename}\r\nContent-ID: <{attached.cid}>" if attached.cid else f"attachment;\r\n {filename}"
    head = (
        f"Content-Type: {attached.content_type};\r\n {name}\r\n"
        f"Content-Disposition: {where}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    encoded = b2a_base64(attached.content, newline=False)
    return head.encode() + b"".join([encoded[at : at + 76] + b"\r\n" for at in range(0, len(encoded), 76)])
