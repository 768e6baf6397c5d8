"""A body as lines with their quote depth, format=flowed undone (RFC 3676)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DELIMITER = "-- "  # over a signature, as only programs write it
SIGNATURE_END = "\u1680"  # a blank line, but for who knows: a signature that HTML marks ends here
_MARKS = re.compile(r"(?: ?>)+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its `>` marks, and how many there were."""

    text: str
    depth: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip()


def lines_of(text: str, *, flowed: bool = False, delete_space: bool = False) -> list[Line]:
    """The lines of a text; `flowed` and `delete_space` as format=flowed and DelSp=yes say."""
    lines = [_line(raw) for raw in text.split("\n")]
    if flowed:
        return _joined(lines, delete_space=delete_space)
    return [line if line.text == (bare := _bare(line.text)) else Line(bare, line.depth) for line in lines]


def _bare(text: str) -> str:
    """Without white space at its end, but for what tells a signature's delimiter (RFC 3676 section 4.3) and its end."""
    return text if text in (DELIMITER, SIGNATURE_END) else text.rstrip()


def _line(raw: str) -> Line:
    if raw.startswith(">From "):  # mbox escapes lines so
        return Line(raw[1:])
    marks = _MARKS.match(raw) if ">" in raw[:2] else None
    return Line(raw[marks.end() :].removeprefix(" "), marks[0].count(">")) if marks else Line(raw)


def _joined(lines: Sequence[Line], *, delete_space: bool) -> list[Line]:
    """RFC 3676 section 4: a line that ends in a space goes on in the next of the same depth; `-- ` stands alone."""
    out: list[Line] = []
    pieces: list[str] = []
    depth = 0
    for raw in lines:
        text = raw.text if raw.depth else raw.text.removeprefix(" ")
        if pieces and (raw.depth != depth or text.rstrip() == "--"):
            out.append(Line("".join(pieces).rstrip(), depth))
            pieces = []
        depth = raw.depth
        if text.endswith(" ") and text.rstrip() != "--":
            pieces.append(text[:-1] if delete_space else text)
        else:
            pieces.append(text)
            out.append(Line("".join(pieces).rstrip(), depth))
            pieces = []
    if pieces:
        out.append(Line("".join(pieces).rstrip(), depth))
    return out


def joined(lines: Iterable[str]) -> str:
    """Lines as a text, two empty ones in a row made one, none at the ends."""
    out: list[str] = []
    for line in lines:
        if line.strip() or (out and out[-1]):
            out.append(line.rstrip())
    return "\n".join(out).strip("\n")
