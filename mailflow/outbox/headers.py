"""Header fields as bytes that any mail server takes (RFC 5322, 2047, 2231): clean, folded, seven bits."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from urllib.parse import quote

from mailflow.domain.address import ascii_domain

LINE = 76  # octets of a line, without its end; RFC 5322 asks for at most 78
REFERENCES_KEPT = 20  # the first, which names the thread, and the latest

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_TOKEN = re.compile(r"[A-Za-z0-9._-]+")
# its part before the @ bare, or in quotes, where blanks and all else may stand
_ADDRESS = re.compile(
    r"(?:[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+|\"(?:[^\"\\\x00-\x1f\x7f]|\\[\x20-\x7e])+\")"
    r"@[^\s@<>()\\,;:\"\x00-\x1f\x7f]+"
)
_MESSAGE_ID = re.compile(r"[^\s<>]{1,250}")


class BadAddressError(ValueError):
    """Not one mail address: a mail to it would go to nobody, or to somebody else."""


def cleaned(value: str) -> str:
    """The value on one line, without control characters."""
    return _CONTROL.sub(" ", value).strip()


def one_address(address: str) -> str:
    """The address, proven to be exactly one; its domain in ASCII. Raises BadAddressError."""
    local, _, domain = address.rpartition("@")
    try:
        plain = f"{local}@{ascii_domain(domain)}"
    except UnicodeError as error:
        raise BadAddressError(f"{address!r} is not a mail address: its domain cannot be written in ASCII") from error
    if not _ADDRESS.fullmatch(plain):
        raise BadAddressError(f"{address!r} is not a mail address")
    return plain


def text(name: str, value: str) -> bytes:
    """An unstructured field such as Subject."""
    return _folded(f"{name}:", _words(cleaned(value), len(name) + 2))


@lru_cache(maxsize=256)  # ours are those of every letter
def parted(mailbox: str) -> tuple[str, str]:
    """Display name and address of `Name <address>` as people write it, commas in the name and all."""
    display, opened, address = cleaned(mailbox).rpartition("<")
    if not opened:
        return "", address.strip()
    return display.strip().removeprefix('"').removesuffix('"'), address.rstrip("> ")


@lru_cache(maxsize=256)  # likewise
def person(name: str, display: str, address: str) -> bytes:
    """A field of one mailbox from a display name (may be empty) and an address. Raises BadAddressError."""
    plain = one_address(address)
    display = cleaned(display)
    if not display:
        return _folded(f"{name}:", [f"<{plain}>"])
    if not display.isascii() or "=?" in display:
        words = _words(display, len(name) + 2)
    elif _ATOMS.fullmatch(display):
        words = display.split()
    else:
        escaped = display.replace("\\", "\\\\").replace('"', '\\"')
        words = f'"{escaped}"'.split(" ")
    return _folded(f"{name}:", [*words, f"<{plain}>"])


def message_ids(name: str, ids: tuple[str, ...]) -> bytes:
    """A field of Message-IDs, given without angle brackets; what is none is left out, a long list loses its middle."""
    known = [f"<{id_}>" for id_ in dict.fromkeys(ids) if id_.isascii() and _MESSAGE_ID.fullmatch(id_)]
    if len(known) > REFERENCES_KEPT:
        known = [known[0], *known[1 - REFERENCES_KEPT :]]
    return _folded(f"{name}:", known) if known else b""


def parameter(name: str, value: str) -> str:
    """A parameter of a MIME field; beyond ASCII as RFC 2231 says."""
    value = cleaned(value)
    if _TOKEN.fullmatch(value):
        return f"{name}={value}"
    if value.isascii():
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{name}="{escaped}"'
    return f"{name}*=utf-8''{quote(value, safe='')}"


def _words(value: str, used: int) -> list[str]:
    """The words of a value, or encoded words where it is not ASCII or looks like one (RFC 2047 section 2)."""
    if value.isascii() and "=?" not in value and all(len(word) < 900 for word in value.split(" ")):
        return value.split(" ")
    encoded: list[str] = []
    piece = ""
    room = _octets(LINE - used)
    for char in value:
        size = len(char.encode())
        if size > room:
            encoded.append(_encoded_word(piece))
            piece, room = "", _octets(LINE - 1)
        piece += char
        room -= size
    return [*encoded, _encoded_word(piece)]


def _octets(width: int) -> int:
    """Octets that an encoded word of at most 75 characters and `width` columns can carry."""
    return (min(width, 75) - len("=?utf-8?b??=")) // 4 * 3


def _encoded_word(piece: str) -> str:
    return f"=?utf-8?b?{b64encode(piece.encode()).decode()}?="


def _folded(name: str, words: list[str]) -> bytes:
    """The field with its words on lines of at most LINE octets where the words allow it."""
    line, lines = name, []
    for word in words:
        if len(line) + 1 + len(word) > LINE and line.strip() and line != name and word:
            lines.append(line)
            line = f" {word}"
        else:
            line = f"{line} {word}"
    lines.append(line)
    return "\r\n".join(lines).encode() + b"\r\n"
