"""The objects of a PDF (ISO 32000-1, 7.3): numbers, names, strings, arrays, dictionaries, streams; within a budget.

Objects are found where they stand, not by the file's own tables: these are broken as often as not, and cannot send a
reader in circles then. What is read is paid for from one budget, so no file takes longer than it allows.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mailflow.message.documents.unreadable import Unreadable

TOKENS = 250_000  # of the whole file: less than a second
UNPACKED = 4 * 1024 * 1024  # bytes of its streams
OBJECTS = 20_000
FILTERS = 4  # of one stream
DEPTH = 40  # arrays and dictionaries inside one another

_TOKEN = re.compile(
    rb"[\s\0]+|%[^\r\n]*|(?P<number>[+-]?(?:\d{1,15}\.?\d{0,15}|\.\d{1,15}))(?=[\s\0()<>\[\]{}/%]|$)|/(?P<name>[^\s\0()<>\[\]{}/%]*)"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])|<(?P<hex>[0-9A-Fa-f\s]{0,30000}+)>|(?P<string>\()|(?P<word>[^\s\0()<>\[\]{}/%]+)|.",
    re.DOTALL,
)
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})[\s\0]{1,4}\d{1,5}[\s\0]{1,4}obj\b")
_ROOT = re.compile(rb"/Root[\s\0]{0,4}(\d{1,8})[\s\0]{1,4}\d{1,5}[\s\0]{1,4}R")
_ENCRYPTED = re.compile(rb"/Encrypt[\s\0]{0,4}(?:\d{1,8}[\s\0]{1,4}\d{1,5}[\s\0]{1,4}R|<<)")
_NUMBER = re.compile(rb"[\s\0]{0,4}(\d{1,9})(?!\d)")
_IN_STRING = re.compile(rb"[()\\]")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HEX_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")


class Name(str):
    """A name: '/Font' is Name('Font')."""


class Word(str):
    """A bare word: an operator of a page, 'endobj'."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Where another object is meant."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A dictionary with bytes behind it, as they are packed."""

    entries: dict[str, Any]
    packed: bytes


@dataclass(slots=True)
class Budget:
    """What may still be read of one file."""

    tokens: int = TOKENS
    unpacked: int = UNPACKED

    def spend(self, tokens: int = 1) -> None:
        """Pays for what is read."""
        self.tokens -= tokens
        if self.tokens < 0:
            raise Unreadable("it is too large")

    def spend_bytes(self, length: int) -> None:
        """Pays for bytes that are looked through or copied: by many ways one may be led to the same."""
        self.spend(length // 100)


@dataclass(slots=True)
class Pdf:
    """The objects of a file, read when they are asked for."""

    data: bytes
    budget: Budget = field(default_factory=Budget)
    found: dict[int, tuple[bytes, int]] = field(default_factory=dict)  # in which bytes an object stands, and where
    known: dict[int, Any] = field(default_factory=dict)
    root: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if b"%PDF" not in self.data[:1024]:
            raise Unreadable("it is damaged, or no document")
        if _ENCRYPTED.search(self.data):
            raise Unreadable("it is encrypted")
        for match in _OBJECT.finditer(self.data):
            self._find(int(match[1]), self.data, match.end())
            if b"ObjStm" in self.data[match.end() : match.end() + 300]:
                self._unpack(self._read(self.data, match.end()))
        roots = _ROOT.findall(self.data)
        self.root = self.entries_of(Ref(int(roots[-1]))) if roots else {}
        if not self.root:
            raise Unreadable("it is damaged, or no document")

    def get(self, value: Any) -> Any:
        """The value itself, where it may be another object that is meant."""
        for _ in range(8):
            if not isinstance(value, Ref):
                return value
            if value.number not in self.known:
                where = self.found.get(value.number)
                self.known[value.number] = self._read(*where) if where else None
            value = self.known[value.number]
        return None

    def entries_of(self, value: Any) -> dict[str, Any]:
        """The dictionary, or a stream's; {} where it is none."""
        value = self.get(value)
        value = value.entries if isinstance(value, Stream) else value
        return value if isinstance(value, dict) else {}

    def row_of(self, value: Any) -> list[Any]:
        """The array; [] where it is none."""
        value = self.get(value)
        return value if isinstance(value, list) else []

    def unpacked(self, value: Any) -> bytes:
        """What a stream holds; nothing where it is none, or packed as texts are not."""
        stream = self.get(value)
        if not isinstance(stream, Stream):
            return b""
        filters = self.get(stream.entries.get("Filter"))
        data = stream.packed
        for kind in filters[:FILTERS] if isinstance(filters, list) else [filters] if filters else []:
            data = self._filtered(data, str(self.get(kind)))
        if not filters:
            self.budget.unpacked -= len(data)
        return data

    def _filtered(self, data: bytes, kind: str) -> bytes:
        self.budget.spend_bytes(len(data) * (1 if kind in ("FlateDecode", "Fl") else 10))
        try:
            if kind in ("FlateDecode", "Fl"):
                data = zlib.decompressobj().decompress(data, max(1, self.budget.unpacked))
            elif kind in ("ASCII85Decode", "A85"):
                data = base64.a85decode(data.strip().removesuffix(b"~>").removeprefix(b"<~"))
            elif kind in ("ASCIIHexDecode", "AHx"):
                data = binascii.unhexlify(b"".join(data.partition(b">")[0].split()))
            else:
                data = b""
        except (zlib.error, ValueError) as error:
            raise Unreadable("it is damaged, or no document") from error
        self.budget.unpacked -= len(data)
        if self.budget.unpacked <= 0:
            raise Unreadable("it is too large")
        return data

    def _find(self, number: int, data: bytes, at: int) -> None:
        self.found[number] = (data, at)
        if len(self.found) > OBJECTS:
            raise Unreadable("it is too large")

    def _unpack(self, packed: Any) -> None:
        """The objects of an object stream (7.5.7)."""
        if not isinstance(packed, Stream):
            return
        first = packed.entries.get("First")
        data = self.unpacked(packed)
        if not isinstance(first, int):
            return
        numbers = [n for n in values(data[:first], self.budget) if isinstance(n, int)]
        for number, at in zip(numbers[::2], numbers[1::2], strict=False):
            self._find(number, data, first + at)

    def _read(self, data: bytes, at: int) -> Any:
        """The object that stands there."""
        read: list[Any] = []
        for value, end in _parsed(data, at, self.budget):
            if isinstance(value, Word):
                if value == "R" and len(read) > 1 and isinstance(read[-2], int):
                    read[-2:] = [Ref(read[-2])]
                    break
                if value == "stream" and read and isinstance(read[-1], dict):
                    return self._stream(read[-1], data, end)
                break
            read.append(value)
            if not isinstance(value, (dict, int)):
                break
        return read[0] if read else None

    def _stream(self, entries: dict[str, Any], data: bytes, at: int) -> Stream:
        at += 2 if data[at : at + 2] == b"\r\n" else 1
        length = self._length(entries.get("Length"))
        self.budget.spend_bytes(max(0, min(length, len(data) - at)))
        if length >= 0 and b"endstream" in data[at + length : at + length + 20]:
            return Stream(entries, data[at : at + length])
        end = data.find(b"endstream", at)
        end = end if end >= 0 else len(data)
        self.budget.spend_bytes(max(0, end - at))
        return Stream(entries, data[at:end])

    def _length(self, value: Any) -> int:
        """How long a stream says it is, -1 where it does not; not by `get`, as one may send us to the next for ever."""
        if isinstance(value, Ref) and value.number in self.found:
            data, at = self.found[value.number]
            number = _NUMBER.match(data, at)
            return int(number[1]) if number else -1
        return value if isinstance(value, int) else -1


def values(data: bytes, budget: Budget) -> Iterator[Any]:
    """The values and words of a stream, one after the other."""
    return (value for value, _ in _parsed(data, 0, budget))


def _parsed(data: bytes, at: int, budget: Budget) -> Iterator[tuple[Any, int]]:
    """Each value of the outermost level, and where it ends."""
    open_: list[tuple[bytes, list[Any]]] = []
    while at < len(data):
        token = _TOKEN.match(data, at)
        assert token is not None
        budget.spend()
        budget.spend_bytes(token.end() - at)
        at, kind = token.end(), token.lastgroup
        if kind is None:
            continue
        value: Any
        if kind == "open":
            open_.append((token[0], []))
            if len(open_) > DEPTH:
                raise Unreadable("it is nested too deep")
            continue
        if kind == "close":
            if not open_:
                continue
            begun, inside = open_.pop()
            value = _entries(inside) if begun == b"<<" else inside
        elif kind == "string":
            value, at = _string(data, at, budget)
        else:
            value = _value(kind, token[kind])
        if value == "R" and isinstance(value, Word) and open_:
            inside = open_[-1][1]
            if len(inside) > 1 and isinstance(inside[-2], int):
                inside[-2:] = [Ref(inside[-2])]
        elif open_:
            open_[-1][1].append(value)
        else:
            yield value, at


def _entries(inside: list[Any]) -> dict[str, Any]:
    pairs = zip(inside[::2], inside[1::2], strict=False)
    return {str(key): value for key, value in pairs if isinstance(key, Name)}


def _value(kind: str, said: bytes) -> Any:
    if kind == "number":
        return float(said) if b"." in said else int(said)
    if kind == "hex":
        digits = b"".join(said.split())
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    if kind == "name":
        return Name(_HEX_NAME.sub(lambda code: bytes([int(code[1], 16)]), said).decode("latin-1"))
    return {b"true": True, b"false": False, b"null": None}.get(said, Word(said.decode("latin-1")))


def _string(data: bytes, at: int, budget: Budget) -> tuple[bytes, int]:
    """The string that begins there, behind its bracket."""
    start, depth = at, 1
    while depth:
        budget.spend()
        found = _IN_STRING.search(data, at)
        budget.spend_bytes((found.end() if found else len(data)) - at)
        if found is None:
            return data[start:], len(data)
        at = found.end() + (found[0] == b"\\")
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
    return _ESCAPE.sub(_escaped, data[start : at - 1]), at


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return b"" if match[2] else _ESCAPED.get(match[3], match[3])
