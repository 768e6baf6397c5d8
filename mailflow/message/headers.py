"""Header fields: RFC 5322 as it is written in the wild, decoded by RFC 2047 and 2231."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import collapse_rfc2231_value, decode_params, parsedate_to_datetime

from mailflow.message import charsets, limits
from mailflow.message.model import Address

_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?\r\n]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(=\?[^?\s]{1,60}\?[bBqQ]\?)")
_ID = re.compile(r"<([^<>\s]{1,500})>")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+")
# the part before the @ in quotes (RFC 5322 section 3.4.1), and what needs none
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.){1,128})\"@([^\s<>()\[\],;:\"']+)")
_DOT_ATOM = re.compile(r"[^\s@<>()\[\]\\,;:\".]+(?:\.[^\s@<>()\[\]\\,;:\".]+)*")
_PARAMETER = re.compile(r";\s*([^\s=;\"]{1,60})\s*=\s*(\"(?:[^\"\\]|\\.){0,1000}\"|[^;]{0,1000})", re.DOTALL)
_ADDRESS_PIECE = re.compile(r'"(?:[^"\\]|\\.){0,500}"|<[^<>]{0,500}>|[,;]|[^",;<]+|.', re.DOTALL)
_COMMENT = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Headers:
    """The fields of one entity in their order, names in lower case, values undecoded."""

    fields: tuple[tuple[str, str], ...] = ()
    first: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def of(fields: list[tuple[str, str]]) -> Headers:
        """Headers of these fields; of a repeated one the first counts."""
        return Headers(tuple(fields), dict(reversed(fields)))

    def __contains__(self, name: str) -> bool:
        return name in self.first

    def raw(self, name: str) -> str:
        """The first value of that name, undecoded; '' where there is none."""
        return self.first.get(name, "")

    def text(self, name: str) -> str:
        """The first value of that name, decoded, on one line."""
        return unstructured(self.first.get(name, ""))

    def all(self, name: str) -> tuple[str, ...]:
        """All values of that name, topmost first."""
        return tuple(value for other, value in self.fields if other == name)


def unstructured(value: str) -> str:
    """A field's text with its encoded words decoded (RFC 2047), on one line."""
    return charsets.clean_line(_decode_words(value))


def _decode_words(value: str) -> str:
    if "=?" not in value:
        return value
    # Words with white space between them are one text, and a character may be cut in two between them.
    value = _BETWEEN_WORDS.sub(r"\1\2", _BETWEEN_WORDS.sub(r"\1\2", value))
    pieces: list[tuple[str, bytes | str]] = []
    end = 0
    for match in _WORD.finditer(value):
        if match.start() > end:
            pieces.append(("", value[end : match.start()]))
        charset, content = match[1].lower(), _word_bytes(match[2], match[3])
        if pieces and pieces[-1][0] == charset and isinstance(pieces[-1][1], bytes):
            pieces[-1] = (charset, pieces[-1][1] + content)
        else:
            pieces.append((charset, content))
        end = match.end()
    pieces.append(("", value[end:]))
    return "".join(piece if isinstance(piece, str) else charsets.decode(piece, charset)[0] for charset, piece in pieces)


def _word_bytes(encoding: str, content: str) -> bytes:
    data = content.encode("utf-8", "replace")
    return base64(data) if encoding in "bB" else binascii.a2b_qp(data, header=True)


def base64(data: bytes) -> bytes:
    """Decoded base64, whatever stands between its characters and however it ends."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A structured field's value in lower case, and its parameters (RFC 2045, 2231), names in lower case."""
    head = value.split(";", 1)[0].strip().lower()
    if ";" not in value:
        return head, {}
    found: list[tuple[str, str]] = [("", head)]
    for match in _PARAMETER.finditer(value):
        found.append((match[1].lower(), match[2].strip()))
        if len(found) > limits.PARAMETERS:
            break
    try:
        decoded = decode_params(found)[1:]
        return head, {name: unstructured(collapse_rfc2231_value(text)).strip('"') for name, text in reversed(decoded)}
    except (ValueError, LookupError, TypeError, KeyError):  # an RFC 2231 value that contradicts itself
        return head, {name.split("*", 1)[0]: text.strip('"') for name, text in reversed(found[1:])}


def addresses(value: str) -> tuple[Address, ...]:
    """The mailboxes of an address field (RFC 5322 section 3.4), group names dropped, at most `limits.ADDRESSES`."""
    found = tuple(address for piece in _split_addresses(value) if (address := _address(piece)) is not None)
    if not any(address.email for address in found) and "=?" in value:  # the address itself was encoded
        decoded = _decode_words(value)
        if decoded != value:
            return addresses(decoded)
    return found[: limits.ADDRESSES]


def _split_addresses(value: str) -> Iterator[str]:
    piece: list[str] = []
    for match in _ADDRESS_PIECE.finditer(value):
        if match[0] in ",;":
            yield "".join(piece)
            piece = []
        else:
            piece.append(match[0])
    yield "".join(piece)


def _address(piece: str) -> Address | None:
    piece = piece.strip()
    if not piece:
        return None
    name, angle, rest = piece.rpartition("<")
    if angle:
        email = rest.split(">", 1)[0].strip()
        after = rest.split(">", 1)[1].strip() if ">" in rest else ""
        name = name.strip() or after
    else:
        match = _QUOTED.search(piece) or _EMAIL.search(piece)
        email = match[0] if match else ""
        name = piece.replace(email, "", 1) if email else piece
    comment = _COMMENT.search(name)
    bare = _COMMENT.sub(" ", name).strip()
    name = bare if bare.strip("\"' ") else (comment[1] if comment else "")
    if ":" in name and not name.startswith('"'):  # a group's name: "friends: a@b, c@d;"
        name = name.rsplit(":", 1)[1]
    email = one_spelling(charsets.clean_line(_decode_words(email)).strip())
    return Address(_display_name(name, email), email if "@" in email else "") if email or name.strip() else None


def one_spelling(email: str) -> str:
    """An address in the shortest of its spellings: without blanks, its first part in quotes only where it must be."""
    quoted = _QUOTED.fullmatch(email)
    if quoted is None:
        return "".join(email.split()).strip("'\"<>")
    local = re.sub(r"\\(.)", r"\1", quoted[1])
    if not _DOT_ATOM.fullmatch(local):
        local = '"' + re.sub(r"([\"\\])", r"\\\1", local) + '"'
    return f"{local}@{quoted[2]}"


def _display_name(name: str, email: str) -> str:
    name = re.sub(r"\\(.)", r"\1", unstructured(name)).strip()
    for _ in range(2):  # "'Rossi, Mario'" is quoted twice by some clients
        if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
            name = name[1:-1].strip()
    name = unstructured(name.strip('"'))
    return "" if name.lower() == email.lower() else name


def ids(value: str) -> tuple[str, ...]:
    """Message ids (RFC 5322 section 3.6.4) without their angle brackets, in order, each once."""
    value = charsets.clean_line(value)
    found = _ID.findall(value)
    if not found and "@" in value:
        found = [word.strip("<>") for word in value.split() if "@" in word]
    return tuple(dict.fromkeys(found))


def date(value: str) -> datetime | None:
    """A Date field (RFC 5322 section 3.3), always with a zone; None where it cannot be read."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(charsets.clean_line(value))
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):  # CPython's parser raises any of these
        return None
