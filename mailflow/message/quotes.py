"""Parts the writer's new words from what others wrote before: quotes, threads, forwarded mails.

A body is read line by line from the top. Each line is new words until a separator; the table of separators stands at
`separator_at`. After a separator over marked lines (`>`) new words may follow again (answers below and between); after
one over unmarked lines all the rest is old, for nothing tells where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailflow.message import limits, phrases
from mailflow.message.html import REST_IS_QUOTE
from mailflow.message.lines import Line, joined
from mailflow.message.separators import END_OF_OLD, ROLES, Separator, separator_at, skip_blank

_RUN_ON = phrases.pattern("quote", "original", "forwarded", before=r"^\s*-{2,20}\s*", after=r"\s*-{2,20}\s+(?=\S)")
_RUN_ON_ATTRIBUTION = re.compile(r"^\s+(\S[^<>]{2,200}<[^<>\s@]{1,80}@[^<>\s]{1,120}>[^<>:]{1,40}:)\s{2,}(\S.*)$")
_INLINE_LABEL = re.compile(
    r"(?:(?<![^\W\d_])|(?<=(?-i:[A-Z]{3})))"  # also right after a zone: 'CETOggetto: '
    rf"(?=(?:{'|'.join(phrases.one_of('header', role) for role in ROLES)})\s?:\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Old:
    """A stretch of old words, its `>` marks taken off once, with the separator over it, if any."""

    separator: Separator | None
    lines: tuple[Line, ...]
    marked: bool

    @property
    def handed_on(self) -> bool:
        """Whether the separator itself says that the mail was forwarded."""
        return self.separator is not None and self.separator.kind == "forwarded"


@dataclass(frozen=True, slots=True)
class Parted:
    """New words, in the pieces that old ones part, and those, each in their order."""

    pieces: tuple[tuple[str, ...], ...]
    old: tuple[Old, ...]

    @property
    def new(self) -> tuple[str, ...]:
        """All the new lines, an empty one between two pieces: they answer two questions."""
        return tuple(line for number, piece in enumerate(self.pieces) for line in (("", *piece) if number else piece))


def part(lines: Sequence[Line]) -> Parted:
    """New words apart from old ones. Marked lines directly below one another are one stretch."""
    lines = [piece for line in lines for piece in _unfolded(line)]
    pieces: list[list[str]] = [[]]
    old: list[Old] = []
    at = 0
    while at < len(lines):
        separator = separator_at(lines, at)
        if separator is None and lines[at].depth == 0:
            pieces[-1].append(lines[at].text)
            at += 1
            continue
        begin = separator.end if separator else at
        begin = skip_blank(lines, begin) if separator else begin
        if begin < len(lines) and lines[begin].depth > 0 and (separator is None or separator.kind != "rest"):
            at = _end_of_marked(lines, begin)
            inside = [Line(line.text, max(0, line.depth - 1)) for line in lines[begin:at]]
            old.append(_with_inner_separator(separator, inside))
            pieces.append([])
        else:
            end = _end_of_unmarked(separator, lines, begin)
            old.append(Old(separator, tuple(lines[begin:end]), marked=False))
            pieces.append([])
            at = end + 1
    return Parted(tuple(map(tuple, pieces)), tuple(old))


def _unfolded(line: Line) -> tuple[Line, ...]:
    """Yahoo's plain text runs a title between dashes and the headers below it into one line; on Android the attribution
    and the first words below it.
    """
    run_on = _RUN_ON_ATTRIBUTION.match(line.text[:4000]) if line.text[:1] == " " and ">" in line.text else None
    if run_on:
        return (Line(run_on[1], line.depth), Line(run_on[2], line.depth))
    if "--" not in line.text[:12] or len(line.text) < 30:
        return (line,)
    title = _RUN_ON.match(line.text[:4000])
    if title is None:
        return (line,)
    pieces = _INLINE_LABEL.split(line.text[title.end() :])
    return (Line(title[0].strip(), line.depth), *(Line(piece.strip(), line.depth) for piece in pieces if piece.strip()))


def better(rich: Parted, plain: Parted) -> Parted:
    """Of the HTML and the plain form of one mail the one whose new words are to be believed.

    HTML, whose paragraphs are not broken by wrapping, unless the plain form found more to be old or says other things.
    """
    in_rich, in_plain = _words(rich.new), _words(plain.new)
    if not in_plain or in_rich == in_plain:
        return rich
    if not in_rich or len(set(in_plain) & set(in_rich)) * 2 < len(set(in_plain)):
        return plain
    return plain if len(in_plain) < len(in_rich) and in_rich[: len(in_plain)] == in_plain else rich


def _words(lines: Sequence[str]) -> list[str]:
    return re.findall(r"\w+", " ".join(lines)[: limits.TEXT].lower())


def text_of(old: Old) -> str:
    """A stretch of old words as a text, deeper quotes still marked."""
    told = (line for line in old.lines if line.text != REST_IS_QUOTE)
    return joined(f"{'>' * line.depth} {line.text}" if line.depth else line.text for line in told)


def _with_inner_separator(separator: Separator | None, inside: list[Line]) -> Old:
    """Apple Mail marks the separator too: it is then among the first things inside."""
    if separator is None or not (separator.headers or separator.attribution):
        first = skip_blank(inside, 0)
        for at in range(first, min(first + 3, len(inside))):
            inner = separator_at(inside, at)
            if inner is not None and inner.kind != "rest" and (separator is None or inner.headers or inner.attribution):
                kind = "forwarded" if separator is not None and separator.kind == "forwarded" else inner.kind
                separator = Separator(kind, inner.start, inner.end, inner.headers, inner.attribution)
                inside = inside[inner.end :]
                break
    return Old(separator, tuple(inside), marked=True)


def _end_of_marked(lines: Sequence[Line], at: int) -> int:
    """The first line after a stretch of marked lines; empty lines and one short wrapped rest belong to it."""
    while at < len(lines) and lines[at].depth > 0:
        at += 1
        following = skip_blank(lines, at)
        if following < len(lines) and lines[following].depth > 0 and following > at:
            at = following
    return at


def _end_of_unmarked(separator: Separator | None, lines: Sequence[Line], at: int) -> int:
    """The line that says that a titled mail ends here; the end of all where none does, for nothing else tells it."""
    if separator is None or separator.kind not in ("forwarded", "original"):
        return len(lines)
    ends = (
        end for end in range(len(lines) - 1, at, -1) if lines[end].text[:1] in "-_=* " and len(lines[end].text) < 100
    )
    return next((end for end in ends if END_OF_OLD.match(lines[end].text)), len(lines))
