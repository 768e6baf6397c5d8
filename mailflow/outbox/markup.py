"""The light markup of the letters: one source, from which the text part and the HTML part are both made.

A line that starts with          is
    `## `                        a heading
    `- `                         an item of a list
    `| label | value`            a fact
    `> `                         quoted words
    `[[label]](url)`             a button; it repeats a sentence beside it, so the text part leaves it out
    `---`                        what follows is small print
    `![alt](cid:name)`           a picture; the text part leaves it out: what it shows stands beside it in words
Other lines join into paragraphs, which blank lines separate; a line that ends in two spaces is broken there. Inside
a line: `**strong**`, `[words](url)`.

What people wrote goes in by `people_said`, so that no word of theirs is ever markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from html import escape
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup


class Form(Enum):
    """What a block of a letter is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    FACT = "fact"
    QUOTE = "quote"
    BUTTON = "button"
    PICTURE = "picture"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """One block; `words` in inline markup. A fact has its label, a button and a picture their URL in `of`."""

    form: Form
    words: str
    of: str = ""


Document = tuple[Block, ...]

# Stand-ins from the private use area for the characters that are markup, while a letter is put together.
_STAND_INS = {"*": "\ue000", "[": "\ue001", "]": "\ue002", "|": "\ue003"}
_STANDS_FOR = {stand_in: char for char, stand_in in _STAND_INS.items()}
_GUARD = "\ue004"  # before a first character that would be markup at the start of a line; never shown
_HEADING_ENDS = "\ue004"  # likewise never shown
_MARKS = frozenset("#->|[!")

_TO_HIDE = re.compile(
    r"(?P<markup>[*\[\]|])"
    r"|(?P<control>[\x00-\x1f\x7f-\x9f\u2028\u2029])"
    # direction marks, with which a name could turn the line around it; and stand-ins of anybody else's
    r"|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]"
)
_TO_SHOW = re.compile(f"[{''.join(_STANDS_FOR)}{_GUARD}]")

_INLINE = re.compile(r"\*\*(.+?)\*\*|\[([^\]]*)\]\(([^)\s]*)\)")
# spans of time and booking codes, which a line does not part
_WHOLE = re.compile(r"\b(?:\d{1,2}[.:]\d\d–\d{1,2}[.:]\d\d|[A-Z0-9]{4}-[A-Z0-9]{2})\b(?![^<>]*\">)")
# a link stands alone; one with brackets of its own, which would end the markup, stays words
_LINK = re.compile(r"(?<![^\s(«“])https?://[^\s()\ue000-\uf8ff]*[^\s()\ue000-\uf8ff.,;:!?»”](?=[).,;:!?»”]*(?:\s|$))")
_BUTTON = re.compile(r"\[\[(.+?)\]\]\((\S+)\)$")
_PICTURE = re.compile(r"!\[(.*?)\]\((\S+)\)$")


def people_said(value: object) -> Markup:
    """A value as words and nothing else: on one line, without control characters, none of it markup."""
    return value if isinstance(value, Markup) else _inert(str(value))


@lru_cache(maxsize=1024)  # most values of a letter are those of the letter before: the event's
def _inert(words: str) -> Markup:
    text = _TO_HIDE.sub(_hidden, words)
    if text.lstrip()[:1] in _MARKS:
        text = _GUARD + text
    return Markup(text)  # noqa: S704 - marks the words as done; the HTML part is escaped later, whole


def linked(value: object) -> Markup:
    """A value of the organizers' own, such as the address of an online event: its links can be followed."""
    return Markup(_LINK.sub(r"[\g<0>](\g<0>)", str(people_said(value))))  # noqa: S704 - likewise


def parse(source: str) -> Document:
    """The blocks of a rendered source."""
    blocks: list[Block] = []
    paragraph = ""
    for raw in source.split("\n"):
        line = raw.strip()
        block = _block(line) if line[:1] in _MARKS else None
        if block is None and line:
            paragraph += line + ("\n" if raw.endswith("  ") else " ")
            continue
        if paragraph:
            blocks.append(Block(Form.PARAGRAPH, paragraph.strip()))
            paragraph = ""
        if block is not None:
            blocks.append(block)
    return (*blocks, Block(Form.PARAGRAPH, paragraph.strip())) if paragraph else tuple(blocks)


_LINES = (("## ", Form.HEADING), ("- ", Form.ITEM), ("> ", Form.QUOTE))


@lru_cache(maxsize=1024)  # most lines of a letter are those of the letter before
def _block(line: str) -> Block | None:
    """The block a line is, by how it begins; None for a line of a paragraph."""
    for begins, form in _LINES:
        if line.startswith(begins):
            return Block(form, line[len(begins) :].strip())
    if line.startswith("| "):
        label, _, value = line[2:].partition("|")
        return Block(Form.FACT, value.strip(), label.strip())
    for pattern, form in ((_BUTTON, Form.BUTTON), (_PICTURE, Form.PICTURE)):
        if found := pattern.match(line):
            return Block(form, found[1], found[2])
    return Block(Form.RULE, "") if line == "---" else Block(Form.QUOTE, "") if line == ">" else None


def to_text(document: Document) -> str:
    """The text part: a paragraph a line, `\\n` line ends; wrapping is for who sends or shows it."""
    parts: list[str] = []
    for form, group in groupby(document, key=attrgetter("form")):
        words = [(block.of, _inline_text(block.words)) for block in group]
        match form:
            case Form.FACT:
                parts.append(_under(parts, [f"{label}: {value}" for label, value in words]))
            case Form.ITEM:
                parts.append(_under(parts, [f"- {value}" for _, value in words]))
            case Form.QUOTE:
                parts.append("\n".join(f"> {value}".rstrip() for _, value in words))
            case Form.HEADING:
                parts.extend(f"{value}{_HEADING_ENDS}" for _, value in words)
            case Form.PARAGRAPH:
                parts.extend(value for _, value in words)
            case Form.RULE:
                parts.append("-- ")
            case Form.BUTTON | Form.PICTURE:
                pass
    return _shown("\n\n".join(parts)) + "\n"


def _under(parts: list[str], lines: list[str]) -> str:
    """The lines, with no blank one between them and a heading above."""
    heading = [parts.pop()] if parts and parts[-1].endswith(_HEADING_ENDS) else []
    return "\n".join((*heading, *lines))


@lru_cache(maxsize=1024)  # likewise
def _inline_text(words: str) -> str:
    return _INLINE.sub(_plain, words) if "[" in words or "**" in words else words


def _plain(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1]
    words, url = match[2], match[3]
    return words if url.startswith(("mailto:", "tel:")) or words == url else f"{words}: {url}"


@lru_cache(maxsize=1024, typed=True)  # most lines of a letter are those of the letter before
def inline_html(words: str, strong: str = "<strong>", anchor: str = "<a>") -> str:
    """Inline markup as HTML, escaped; the opening tags carry the look."""
    escaped = escape(words).replace("\n", "<br>")
    if "[" not in escaped and "**" not in escaped:
        return _shown(_kept_whole(escaped))

    def tag(match: re.Match[str]) -> str:
        if match[1] is not None:
            return f"{strong}{match[1]}</strong>"
        return f'{anchor[:-1]} href="{match[3]}">{match[2]}</a>'

    return _shown(_kept_whole(_INLINE.sub(tag, escaped)))


def _kept_whole(html: str) -> str:
    if "–" not in html and "-" not in html:
        return html
    return _WHOLE.sub(r'<span style="white-space:nowrap">\g<0></span>', html)


def plain(words: str) -> str:
    """Inline markup as mere words."""
    return _shown(_inline_text(words))


def _hidden(match: re.Match[str]) -> str:
    return _STAND_INS.get(match[0], " " if match["control"] else "")


def _shown(words: str) -> str:
    """The words with what was hidden put back; nothing that stands for it is ASCII."""
    return words if words.isascii() else _TO_SHOW.sub(lambda match: _STANDS_FOR.get(match[0], ""), words)
