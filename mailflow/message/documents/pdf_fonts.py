"""What the codes of a PDF's fonts stand for, and how wide they are (ISO 32000-1, 9.6 to 9.10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import name2codepoint
from typing import Any

from mailflow.message.documents.boxes import BOXES, DINGBATS, SYMBOLS
from mailflow.message.documents.pdf_syntax import Name, Pdf, Word, values

UNKNOWN = "\ufffd"
# names of letters that HTML does not have
_GLYPHS = {"space": " ", "period": ".", "comma": ",", "colon": ":", "hyphen": "-", "quoteright": "’", "slash": "/",
           "parenleft": "(", "parenright": ")", "at": "@", "quotesingle": "'", "underscore": "_", "semicolon": ";",
           "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
           "eight": "8", "nine": "9", "plus": "+", "endash": "–", "emdash": "—", "fi": "fi", "fl": "fl"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Font:
    """`told`: words by code; `widths`: thousandths of the size by code."""

    told: dict[int, str]
    widths: dict[int, float]
    usual: float
    wide: bool  # codes of two bytes

    def read(self, said: bytes) -> Iterator[tuple[str, float]]:
        """Each character and its width, in sizes."""
        step = 2 if self.wide else 1
        for at in range(0, len(said) - step + 1, step):
            code = int.from_bytes(said[at : at + step])
            yield self.told.get(code, UNKNOWN), self.widths.get(code, self.usual) / 1000


def font_of(pdf: Pdf, value: Any) -> Font:
    """The font of this object."""
    entries = pdf.entries_of(value)
    pdf.budget.spend(200)
    wide = entries.get("Subtype") == "Type0"
    told = {} if wide else _by_encoding(pdf, entries.get("Encoding"))
    told |= _to_unicode(pdf, entries.get("ToUnicode"))
    face = str(pdf.get(entries.get("BaseFont")))
    if any(kind in face for kind in ("Dingbats", "Wingdings", "Symbol")):
        told = {code: _symbol(code, said, "Dingbats" in face) for code, said in told.items()}
    if wide:
        inner = pdf.entries_of(next(iter(pdf.row_of(entries.get("DescendantFonts"))), None))
        usual = pdf.get(inner.get("DW"))
        return Font(told, _wide_widths(pdf, inner.get("W")), usual if isinstance(usual, int | float) else 1000, True)
    first = pdf.get(entries.get("FirstChar"))
    widths = enumerate(pdf.row_of(entries.get("Widths"))[:256], first if isinstance(first, int) else 0)
    return Font(told, {code: width for code, width in widths if isinstance(width, int | float)}, 500, False)


def _by_encoding(pdf: Pdf, encoding: Any) -> dict[int, str]:
    """Windows' letters, and what the font has in other places."""
    entries = pdf.get(encoding)
    named = entries if isinstance(entries, Name) else pdf.entries_of(entries).get("BaseEncoding")
    charset = "mac_roman" if named == "MacRomanEncoding" else "cp1252"
    told = {code: bytes([code]).decode(charset, "replace") for code in range(32, 256)}
    code = 0
    for value in pdf.row_of(pdf.entries_of(encoding).get("Differences"))[:600]:
        if isinstance(value, int):
            code = value
        elif isinstance(value, Name):
            told[code] = _glyph(value)
            code += 1
    return told


def _symbol(code: int, said: str, dingbats: bool) -> str:
    """What a font of symbols draws: boxes, where it says so, as its letters are none."""
    if said in BOXES or said.isspace():
        return said
    return (DINGBATS if dingbats else SYMBOLS).get(f"{code & 0xFF:02X}", UNKNOWN)


def _glyph(name: str) -> str:
    if len(name) == 1:
        return name
    if name.startswith("uni") and len(name) == 7:
        return _characters(bytes.fromhex(name[3:])) if all(c in "0123456789ABCDEF" for c in name[3:]) else UNKNOWN
    return _GLYPHS.get(name) or (chr(name2codepoint[name]) if name in name2codepoint else UNKNOWN)


def _to_unicode(pdf: Pdf, value: Any) -> dict[int, str]:
    """The font's own table of what its codes say (9.10.3)."""
    told: dict[int, str] = {}
    operands: list[Any] = []
    for operand in values(pdf.unpacked(value), pdf.budget):
        if not isinstance(operand, Word):
            operands.append(operand)
            continue
        if operand == "endbfchar":
            for code, said in zip(operands[::2], operands[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(said, bytes):
                    told[int.from_bytes(code)] = _characters(said)
        elif operand == "endbfrange":
            for low, high, said in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
                if isinstance(low, bytes) and isinstance(high, bytes):
                    told |= _range(pdf, int.from_bytes(low[:2]), int.from_bytes(high[:2]), said)
        operands = []
    return told


def _range(pdf: Pdf, low: int, high: int, said: Any) -> dict[int, str]:
    pdf.budget.spend(max(0, high - low))
    if isinstance(said, list):
        codes = zip(range(low, high + 1), said, strict=False)
        return {code: _characters(one) for code, one in codes if isinstance(one, bytes)}
    if not isinstance(said, bytes) or not 1 <= len(said) <= 8:
        return {}
    begin, length = int.from_bytes(said), len(said)
    return {
        code: _characters(((begin + code - low) % (1 << 8 * length)).to_bytes(length)) for code in range(low, high + 1)
    }


def _characters(said: bytes) -> str:
    return said.decode("utf-16-be", "replace") if len(said) > 1 else said.decode("latin-1")


def _wide_widths(pdf: Pdf, value: Any) -> dict[int, float]:
    """'[3 [250 500] 10 20 600]': from 3 on these, from 10 to 20 that (9.7.4.3)."""
    found: dict[int, float] = {}
    row = [pdf.get(one) for one in pdf.row_of(value)]
    pdf.budget.spend(len(row))
    at = 0
    while at + 1 < len(row):
        first, then = row[at], row[at + 1]
        if isinstance(first, int) and isinstance(then, list):
            pdf.budget.spend(len(then))
            found |= {first + n: width for n, width in enumerate(then) if isinstance(width, int | float)}
            at += 2
            continue
        width = row[at + 2] if at + 2 < len(row) else None
        if isinstance(first, int) and isinstance(then, int) and isinstance(width, int | float):
            pdf.budget.spend(max(0, then - first))
            found |= dict.fromkeys(range(first, then + 1), width)
        at += 3
    return found
