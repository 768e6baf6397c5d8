"""Bytes to text: charsets as they are in mail, not as they are declared."""

from __future__ import annotations

import codecs
import re
import unicodedata

# Labels that Python lacks, or whose bytes are in truth those of a larger set (WHATWG Encoding Standard, section 4.2).
_ALIASES = {
    "us-ascii": "cp1252", "ascii": "cp1252", "ansi_x3.4-1968": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "latin1": "cp1252", "latin-1": "cp1252", "ansi": "cp1252", "iso-8859-1-windows-3.1-latin-1": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874", "dos-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "hz-gb-2312": "hz",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "ksc5601": "cp949", "shift_jis": "cp932", "x-sjis": "cp932",
    "x-euc-jp": "euc_jp", "cp-850": "cp850", "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8", "unicode-1-1-utf-7": "utf-7", "utf-8-sig": "utf-8", "utf8mb4": "utf-8",
    "cp65001": "utf-8", "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "iso-2022-jp": "iso2022_jp_ext",
}  # fmt: skip
_NOT_ASCII = ("utf-7", "unicode-1-1-utf-7", "iso-2022", "hz", "utf-16", "utf-32")  # ASCII bytes, other characters
_NAME = re.compile(r"[a-z0-9][a-z0-9_.:+-]{0,39}")
# Codecs of the standard library that do not decode bytes to text, or not safely.
_NOT_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})

_SPACES = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000), " ")
_CONTROLS = (*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
_MARKS = (
    0xAD, 0x34F, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A),
    0xFEFF, 0xFFFC,
)  # fmt: skip
_INVISIBLE = dict.fromkeys((*_CONTROLS, *_MARKS))
# Letters and digits in another dress: wide, as East Asian keyboards write them, bold or italic by character, ligatures.
_DRESSED = (
    *range(0xFF10, 0xFF1A),
    *range(0xFF21, 0xFF3B),
    *range(0xFF41, 0xFF5B),
    *range(0x1D400, 0x1D800),
    *range(0xFB00, 0xFB07),
)
_PLAIN = {code: unicodedata.normalize("NFKC", chr(code)) for code in _DRESSED}
_TO_UNDRESS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\ufb00-\ufb06]")
_CLEAN = {**_SPACES, **_INVISIBLE, ord("\f"): "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_KEYCAP = "\u20e3"
_IN_A_BOX = re.compile(f"\ufe0f?{_KEYCAP}")
_BEFORE_A_WORD = re.compile(rf"{_IN_A_BOX.pattern}(?=[^\W\d_])")  # '2️⃣posti', '1️⃣Ada': the box parts them
_TO_CLEAN = re.compile(f"[{re.escape(''.join(map(chr, _CLEAN)))}]")


def codec(label: str) -> str | None:
    """The Python codec for a charset label of a mail, None where there is none."""
    label = label.strip().strip("\"'").lower()
    if not _NAME.fullmatch(label):
        return None
    label = _ALIASES.get(label, label)
    try:
        found = codecs.lookup(label)
    except LookupError:
        return None
    return found.name if found._is_text_encoding and found.name not in _NOT_TEXT else None


def decode(data: bytes, label: str = "") -> tuple[str, bool]:
    """The text of these bytes, and whether it could be read as declared.

    UTF-8 that decodes is believed whatever the label says, for hardly any other text does; bytes without
    a usable charset are read as windows-1252.
    """
    if data.isascii() and not label.lower().startswith(_NOT_ASCII):
        return data.decode("ascii"), True
    name = codec(label) if label else "utf-8"
    if name not in (None, "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso2022_jp_ext", "hz", "utf-7"):
        try:
            return _once(data.decode("utf-8")), True
        except UnicodeDecodeError:
            pass  # it is what it says, or is guessed below
    if name is not None and name != "utf-8":
        try:
            return data.decode(name), True
        except UnicodeDecodeError:
            return data.decode(name, "replace"), False
    lenient = data.decode("utf-8", "replace")
    multibyte = sum(1 for character in lenient if character > "\x7f" and character != "\ufffd")
    if lenient.count("\ufffd") < multibyte:  # mostly UTF-8, cut or garbled in places
        return lenient, False
    return data.decode("cp1252", "replace"), not label


def _once(text: str) -> str:
    """The text itself where UTF-8 was taken for windows-1252 and encoded again: 'perchÃ©', as some web forms send."""
    if "Ã" not in text and "â€" not in text:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def clean(text: str) -> str:
    """Text free of control and invisible characters, composed (NFC), with `\\n` line ends and plain spaces."""
    if text.isascii() and text.isprintable():
        return text  # as most headers are
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _TO_CLEAN.search(text):
        text = text.translate(_CLEAN)
    if not text.isascii() and _TO_UNDRESS.search(text):
        text = text.translate(_PLAIN)
    if _KEYCAP in text:  # a digit in a box, as telephones offer it: 2️⃣
        text = _IN_A_BOX.sub("", _BEFORE_A_WORD.sub(" ", text))
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """The same for one line: any white space becomes one space."""
    return " ".join(clean(text).split())
