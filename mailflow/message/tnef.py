"""winmail.dat (MS-OXTNEF): the text and the attachments that Outlook packs where nobody else finds them.

Only what a reader of mail needs is looked at. A text that exists as RTF alone is not read: with such mails Outlook
sends a plain form beside the package.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from mailflow.message import charsets, html, limits
from mailflow.message.model import Attachment

_SIGNATURE = 0x223E9F78
_BODY, _MAPI, _CODE_PAGE = 0x0002800C, 0x00069003, 0x00069007
_RENDERING, _TITLE, _DATA, _ATTACHMENT = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_PLAIN, _HTML, _LONG_FILENAME = 0x1000, 0x1013, 0x3707
_FIXED = {0x2: 4, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING, _UNICODE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_SEVERAL = 0x1000


@dataclass(slots=True)
class Package:
    """What was found in a winmail.dat; `text` may be ''."""

    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)


def unpacked(data: bytes) -> Package | None:
    """The package, as far as it can be read; None where it is none."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        return None
    package = Package()
    charset, titles, contents = "cp1252", [], []
    for name, value in _attributes(data):
        if name == _CODE_PAGE and len(value) >= 4:
            charset = f"cp{struct.unpack_from('<I', value)[0]}"
        elif name == _BODY:
            package.text = package.text or _string(value, charset)
        elif name == _MAPI:
            package.text = _text(dict(_properties(value)), charset) or package.text
        elif name == _RENDERING:
            titles.append("")
            contents.append(b"")
        elif name in (_TITLE, _DATA, _ATTACHMENT) and titles:
            if name == _TITLE:
                titles[-1] = titles[-1] or _string(value, charset)
            elif name == _DATA:
                contents[-1] = value
            else:
                kind, long_name = dict(_properties(value)).get(_LONG_FILENAME, (0, b""))
                titles[-1] = _string(long_name, "utf-16-le" if kind == _UNICODE else charset) or titles[-1]
    files = zip(titles, contents, strict=True)
    package.attachments = [Attachment(title, "application/octet-stream", data) for title, data in files if data]
    return package


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Attributes (section 2.1.3.2): level, name, length, value, checksum."""
    at = 6
    for _ in range(limits.PARTS * 8):
        if at + 9 > len(data):
            return
        name, length = struct.unpack_from("<II", data, at + 1)
        yield name, data[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _properties(data: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """MAPI properties (section 2.1.3.4): tag -> type and first value. Ends where the package ends or makes no sense."""
    at = 4
    for _ in range(limits.PARTS * 4):
        if at + 4 > len(data):
            return
        kind, tag = struct.unpack_from("<HH", data, at)
        at += 4
        if tag >= 0x8000:
            at = _after_name(data, at)
        several, kind = bool(kind & _SEVERAL), kind & ~_SEVERAL
        variable = kind in (_STRING, _UNICODE, _BINARY, _OBJECT)
        count = 1
        if variable or several:
            if at + 4 > len(data):
                return
            count = struct.unpack_from("<I", data, at)[0]
            at += 4
        if count > limits.PARTS or (not variable and kind not in _FIXED):
            return
        for number in range(count):
            length = _FIXED.get(kind, 0)
            if variable:
                if at + 4 > len(data):
                    return
                length = struct.unpack_from("<I", data, at)[0]
                at += 4
            if number == 0:
                yield tag, (kind, data[at : at + length])
            at += length + (-length % 4)


def _after_name(data: bytes, at: int) -> int:
    """Where a named property's value begins: after its GUID and its number or name."""
    if at + 24 > len(data):
        return len(data)
    by_name, length = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (length + (-length % 4) if by_name else 0)


def _text(properties: dict[int, tuple[int, bytes]], charset: str) -> str:
    kind, value = properties.get(_PLAIN, (0, b""))
    if value:
        return _string(value, "utf-16-le" if kind == _UNICODE else charset)
    _, value = properties.get(_HTML, (0, b""))
    return html.to_text(charsets.clean(charsets.decode(value[: limits.HTML], charset)[0])) if value else ""


def _string(value: bytes, charset: str) -> str:
    value = value[: limits.TEXT * 4]
    return charsets.clean(charsets.decode(value, charset)[0]).strip().rstrip("\ufffd")
