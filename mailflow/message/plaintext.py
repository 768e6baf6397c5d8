"""What programs wrap around a plain text: PGP's armour, uuencoded files, enriched text's marks; HTML sent as plain."""

from __future__ import annotations

import binascii
import re

from mailflow.message.model import Attachment

_HTML = re.compile(r"\s{0,40}<(?:!doctype html|html|body)\b", re.IGNORECASE)
_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = re.compile(r"-----BEGIN PGP SIGNATURE-----\n.*?(?:-----END PGP SIGNATURE-----|\Z)", re.DOTALL)
_SIGNED_HEAD = re.compile(rf"{_SIGNED}\n(?:Hash: [^\n]*\n)*\n?")
_ESCAPED = re.compile(r"^- (?=-)", re.MULTILINE)  # RFC 9580 section 7.2
_UU = re.compile(r"^begin [0-7]{3,4} ([^\n]{1,200})\n((?:[ -`]{1,80}\n){1,200000})end[ \t]*$", re.MULTILINE)
_ENRICHED_PARAM = re.compile(r"<param>[^<>]{0,200}</param>", re.IGNORECASE)
_ENRICHED_MARK = re.compile(r"(?<!<)</?[a-z0-9-]{1,60}>", re.IGNORECASE)
_ENRICHED_BREAK = re.compile(r"\n+")


def is_html(text: str) -> bool:
    """Whether a text declared as plain is a page."""
    return _HTML.match(text) is not None


def unwrapped(text: str, *, enriched: bool = False) -> tuple[str, list[Attachment]]:
    """The words, and the files that stood among them."""
    if enriched:
        text = _from_enriched(text)
    if _SIGNED in text:
        text = _ESCAPED.sub("", _SIGNED_HEAD.sub("", _SIGNATURE.sub("", text)))
    files: list[Attachment] = []
    if "\nend" in text and "begin " in text:
        for match in _UU.finditer(text):
            files.append(Attachment(match[1].strip(), "application/octet-stream", _uudecoded(match[2])))
        text = _UU.sub("", text)
    return text, files


def _from_enriched(text: str) -> str:
    """RFC 1896: a line break is a space, of several one is none; `<<` is a `<`."""
    text = _ENRICHED_BREAK.sub(lambda breaks: "\n" * (len(breaks[0]) - 1) or " ", text)
    return _ENRICHED_MARK.sub("", _ENRICHED_PARAM.sub("", text)).replace("<<", "<")


def _uudecoded(lines: str) -> bytes:
    out = []
    for line in filter(None, lines.split("\n")):
        try:
            out.append(binascii.a2b_uu(line))
        except (binascii.Error, ValueError):
            continue  # a line that was hurt on its way
    return b"".join(out)
