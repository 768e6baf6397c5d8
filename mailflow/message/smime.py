"""S/MIME signed in one piece (RFC 8551 section 3.5.2): the mail inside the package. Nothing is verified.

The package is CMS SignedData (RFC 5652 section 5.1) in BER, of definite or indefinite length.
"""

from __future__ import annotations

from collections.abc import Iterator

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_SEQUENCE, _OID, _OCTETS, _CONTEXT_0 = 0x30, 0x06, 0x04, 0xA0
_CONSTRUCTED = 0x20
_DEPTH = 12
_ELEMENTS = 50_000  # clients cut the content into pieces of a thousand bytes


def signed_content(data: bytes) -> bytes | None:
    """What was signed; None where this is no such package, or its content stands elsewhere."""
    try:
        content = _content(data)
    except (IndexError, RecursionError):  # it ends before it is complete
        return None
    return content or None


def _content(data: bytes) -> bytes | None:
    package = list(_elements(_only(data, _SEQUENCE)))
    if [value for tag, value in package if tag == _OID] != [_SIGNED_DATA]:
        return None
    signed = _elements(_only(_first(package, _CONTEXT_0), _SEQUENCE))
    for tag, value in signed:
        inside = list(_elements(value)) if tag == _SEQUENCE else []
        if inside and inside[0] == (_OID, _DATA):
            return b"".join(_octets(_first(inside, _CONTEXT_0), 0))
    return None


def _octets(data: bytes, depth: int) -> Iterator[bytes]:
    """An octet string's pieces, nested as BER allows."""
    for tag, value in _elements(data):
        if tag == _OCTETS:
            yield value
        elif tag == _OCTETS | _CONSTRUCTED and depth < _DEPTH:
            yield from _octets(value, depth + 1)


def _only(data: bytes, wanted: int) -> bytes:
    return _first(_elements(data), wanted)


def _first(elements: Iterator[tuple[int, bytes]] | list[tuple[int, bytes]], wanted: int) -> bytes:
    return next((value for tag, value in elements if tag == wanted), b"")


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and value of the elements that follow one another; all tags in use here are of one byte."""
    at = 0
    for _ in range(_ELEMENTS):
        if at >= len(data) or data[at : at + 2] == b"\0\0":
            return
        begin, end, after = _extent(data, at, 0)
        yield data[at], data[begin:end]
        at = after


def _extent(data: bytes, at: int, depth: int) -> tuple[int, int, int]:
    """Where the value of the element at this place begins and ends, and where the next one begins."""
    length, begin = data[at + 1], at + 2
    if length < 0x80:
        return begin, begin + length, begin + length
    if length > 0x80:
        size = length & 0x7F
        end = begin + size + int.from_bytes(data[begin : begin + size], "big")
        return begin + size, end, end
    if depth > _DEPTH:
        raise RecursionError
    inside = begin
    for _ in range(_ELEMENTS):
        if data[inside : inside + 2] == b"\0\0":
            break
        inside = _extent(data, inside, depth + 1)[2]
    return begin, inside, inside + 2
