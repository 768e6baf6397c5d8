"""Bytes to a tree of MIME entities (RFC 2045, 2046), however broken, in one pass over the mail and within fixed bounds.

The standard library's parser takes seconds for 100,000 parts and overflows the stack at 2,000 nested ones; this one
looks for the delimiters only, in place, and decodes a part when it is asked for.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mailflow.message import charsets, limits
from mailflow.message.headers import Headers, base64, parameters

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*")
_GUESSED_BOUNDARY = re.compile(rb"^--([^\s-]\S{3,68}|-+\S{4,68})[ \t]*\n(?=content-)", re.IGNORECASE | re.MULTILINE)
_PADDED_BREAK = re.compile(rb"=[ \t]{1,200}(?=\n)")  # white space that a server put behind a soft line break
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\n]{1,200}\n", re.MULTILINE)
# A mail has at least one of these; text that merely begins like one ("Note: ...") is a body without headers.
_KNOWN = frozenset({
    "from", "to", "cc", "subject", "date", "received", "message-id", "return-path", "sender", "reply-to",
    "mime-version", "content-type", "delivered-to", "x-mailer", "resent-from", "content-transfer-encoding",
    "envelope-to", "references", "in-reply-to", "x-original-to", "bcc", "apparently-to", "x-ricevuta",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One entity: its headers and, where it is composite, the entities inside. `start`, `end`: its body in `source`."""

    headers: Headers
    type: str
    parameters: dict[str, str]
    source: bytes = field(repr=False)
    start: int
    end: int
    parts: tuple[Part, ...] = ()
    preamble: tuple[int, int] = (0, 0)

    @property
    def disposition(self) -> str:
        """`inline`, `attachment` or ''."""
        return parameters(self.headers.raw("content-disposition"))[0]

    @property
    def filename(self) -> str:
        """The file name it was sent under, without folders; ''."""
        return _filename(self.headers, self.parameters)

    def content(self, limit: int | None = None) -> bytes:
        """The decoded body; with `limit`, of so many encoded bytes."""
        end = self.end if limit is None else min(self.end, self.start + limit)
        return _transfer_decoded(self.source[self.start : end], self.headers.raw("content-transfer-encoding"))

    def text(self, limit: int) -> tuple[str, bool]:
        """The body's text, clean, of `limit` encoded bytes at most, and whether its charset held."""
        data = self.content(limit)
        label = self.parameters.get("charset", "")
        if not label and self.type == "text/html":
            meta = re.search(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?([\w.:-]{2,40})", data[:4096], re.IGNORECASE)
            label = meta[1].decode("ascii", "replace") if meta else ""
        decoded, as_declared = charsets.decode(data, label)
        return charsets.clean(decoded), as_declared

    def walk(self) -> Iterator[Part]:
        """This part and all inside it, in order; the insides of attached messages left out."""
        yield self
        if not self.type.startswith("message/"):
            for part in self.parts:
                yield from part.walk()


@dataclass(slots=True)
class Reader:
    """Reads one mail; `defects` tells what was cut or guessed."""

    defects: list[str] = field(default_factory=list)
    parts_left: int = limits.PARTS

    def read(self, raw: bytes) -> Part:
        """The mail's root entity."""
        if len(raw) > limits.BYTES:
            self.note("the mail was too large: its end was cut off")
            raw = raw[: limits.BYTES]
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raw = raw.decode("utf-16", "replace").encode()
        if b"\r" in raw:
            raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return self._entity(raw, _skip_blank(raw), len(raw), 0, "text/plain")

    def read_part(self, raw: bytes) -> Part:
        """An entity that was packed as a whole, with MIME headers alone."""
        raw = raw.replace(b"\r\n", b"\n")
        return self._entity(raw, _skip_blank(raw), len(raw), 1, "text/plain")

    def note(self, defect: str) -> None:
        """Tells a defect, once."""
        if defect not in self.defects:
            self.defects.append(defect)

    def _entity(self, source: bytes, start: int, end: int, depth: int, default: str) -> Part:
        self.parts_left -= 1
        headers, body = self._headers(source, start, end, top=depth == 0)
        kind, params = parameters(headers.raw("content-type"))
        if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind):
            kind = {"text": "text/plain", "html": "text/html"}.get(kind, default)
        if depth >= limits.DEPTH:
            if kind.startswith(("multipart/", "message/rfc822")):
                self.note("parts nested too deep: read as text")
                kind = "text/plain"
            return Part(headers, kind, params, source, body, end)
        if kind == "application/octet-stream" and _filename(headers, params).lower().endswith(".eml"):
            kind = "message/rfc822"  # as some webmails forward
        undeclared = depth == 0 and kind == "text/plain" and _undeclared(source, headers, body, end)
        if kind.startswith("multipart/") or undeclared:
            return self._multipart(Part(headers, kind, params, source, body, end), depth)
        if kind in ("message/rfc822", "message/global"):
            return self._message(Part(headers, kind, params, source, body, end), depth)
        return Part(headers, kind, params, source, body, end)

    def _message(self, part: Part, depth: int) -> Part:
        """An attached mail; its base64 (forbidden by RFC 2046 section 5.2.1, and seen) is undone."""
        source, start, end = part.source, part.start, part.end
        if part.headers.raw("content-transfer-encoding").strip().lower() in ("base64", "quoted-printable"):
            source = part.content().replace(b"\r\n", b"\n")
            start, end = 0, len(source)
        while start < end and source[start : start + 1] == b"\n":
            start += 1
        inside = self._entity(source, start, end, depth + 1, "text/plain")
        return Part(part.headers, part.type, part.parameters, part.source, part.start, part.end, (inside,))

    def _multipart(self, part: Part, depth: int) -> Part:
        source, start, end = part.source, part.start, part.end
        boundary = part.parameters.get("boundary", "").encode("utf-8", "replace").rstrip()
        cuts = list(self._delimiters(source, start, end, boundary)) if boundary else []
        if not cuts:
            guessed = _GUESSED_BOUNDARY.search(source, start, min(end, start + 64 * 1024))
            cuts = list(self._delimiters(source, start, end, guessed[1])) if guessed else []
            self.note("a multipart without its boundary: " + ("guessed" if cuts else "read as text"))
        if not cuts:
            return Part(part.headers, "text/plain", part.parameters, source, start, end)
        default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        inside = []
        for (_, begin, closing), (until, _, _) in zip(cuts, [*cuts[1:], (end, end, True)], strict=True):
            if closing:
                break
            if self.parts_left <= 0:
                self.note(f"more than {limits.PARTS} parts: the rest was left unread")
                break
            inside.append(self._entity(source, begin, max(begin, until), depth + 1, default))
        kind = part.type if part.type.startswith("multipart/") else "multipart/mixed"
        return Part(part.headers, kind, part.parameters, source, start, end, tuple(inside), (start, cuts[0][0]))

    def _delimiters(self, source: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
        """Delimiter lines as (end of what is before, start of what is after, closing)."""
        mark, found = b"--" + boundary, 0
        at = source.find(mark, start, end)
        while at >= 0 and found <= limits.PARTS:
            line_end = source.find(b"\n", at, end)
            line_end = end if line_end < 0 else line_end
            rest = source[at + len(mark) : min(line_end, at + len(mark) + 80)].strip()
            if (at == start or source[at - 1 : at] == b"\n") and rest in (b"", b"--"):
                found += 1
                yield max(start, at - 1), min(end, line_end + 1), rest == b"--"
                if rest == b"--":
                    return
            at = source.find(b"\n" + mark, at + 1, end)
            at = at + 1 if at >= 0 else at

    def _headers(self, source: bytes, start: int, end: int, *, top: bool) -> tuple[Headers, int]:
        """The header fields, and where the body begins."""
        fields: list[tuple[str, bytearray]] = []
        at, lines = start, 0
        while at < end:
            newline = source.find(b"\n", at, end)
            newline = end if newline < 0 else newline
            lines += 1
            line = source[at : min(newline, at + limits.HEADER)]
            if newline == at or (fields and not line.strip()):
                at = newline + 1
                break
            if lines > limits.HEADERS * 4 or len(fields) > limits.HEADERS:
                self.note("too many header lines: the rest was left unread")
                blank = source.find(b"\n\n", at, end)
                at = blank + 2 if blank >= 0 else end
                break
            if line[:1] in b" \t" and fields:
                if len(fields[-1][1]) < limits.HEADER:
                    fields[-1][1].extend(b" " + line.strip())
            elif match := _FIELD.match(line):
                fields.append((match[1].decode("ascii").lower(), bytearray(line[match.end() :].rstrip())))
            elif lines == 1 and line.startswith((b"From ", b">From ")):
                pass  # the separator line of an mbox
            elif fields and _FIELD.match(source[newline + 1 : newline + 120]):
                self.note("a header line that is none: passed over")
            else:
                break  # a body without the blank line before it
            at = newline + 1
        if top and fields and not any(name in _KNOWN for name, _ in fields):
            self.note("no headers: all is text")
            fields, at = [], start
        decoded = [(name, charsets.decode(bytes(value))[0]) for name, value in fields]
        return Headers.of(decoded), min(at, end)


def _filename(headers: Headers, params: dict[str, str]) -> str:
    name = parameters(headers.raw("content-disposition"))[1].get("filename") or params.get("name", "")
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _skip_blank(raw: bytes) -> int:
    return len(raw) - len(raw.lstrip(b"\n \t\xef\xbb\xbf"))


def _undeclared(source: bytes, headers: Headers, start: int, end: int) -> bool:
    """Whether a mail without a Content-Type is a multipart all the same: a part begins at once, or below the usual
    'This is a multi-part message in MIME format'. Further down it is a mail sent back inside the text.
    """
    if "content-type" in headers:
        return False
    first = _GUESSED_BOUNDARY.search(source, start, min(end, start + 400))
    above = source[start : first.start()].strip().lower() if first else b""
    return first is not None and (not above or b"mime" in above)


def _transfer_decoded(data: bytes, encoding: str) -> bytes:
    encoding = encoding.strip().lower().strip("\"'")
    if encoding.startswith("base64"):
        return base64(data)
    if encoding.startswith("quoted-printable"):
        return binascii.a2b_qp(_PADDED_BREAK.sub(b"=", data) if b"= " in data or b"=\t" in data else data)
    if encoding in ("uuencode", "x-uuencode", "x-uue"):
        return _uudecoded(data)
    return data


def _uudecoded(data: bytes) -> bytes:
    begin = _UU_BEGIN.search(data)
    lines = data[begin.end() if begin else 0 :].split(b"\n")
    out = []
    for line in lines:
        if line.strip() in (b"end", b""):
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            out.append(line)
    return b"".join(out)
