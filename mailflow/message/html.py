"""HTML to the text a reader sees, in the conventions of plain mail: quotes behind `> `, signatures under `-- `.

So one set of rules parts new words from the rest, whichever way a mail was written. lxml reads the HTML; the walk is
our own, since what matters here is who wrote which element, which general converters throw away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from mailflow.message import charsets, limits, markup
from mailflow.message.lines import DELIMITER, SIGNATURE_END

REST_IS_QUOTE = "\ue000"  # a line that says: from here on, all was written by others

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
# With an empty line around them.
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "table"])
_UNSEEN = frozenset({
    "head", "style", "script", "title", "template", "noscript", "object", "svg", "math", "select", "textarea",
    "iframe", "base", "meta", "link", "video", "audio",
})  # fmt: skip
_STRUCTURE = frozenset({"ul", "ol", "li", "td", "th"})
_STRUCK = frozenset({"s", "strike", "del"})  # who strikes words out takes them back
# Blocks that, in a cell of a table or an item of a list, are no more than its content.
_INNER = frozenset({"p", "div", "center", "h1", "h2", "h3", "h4", "h5", "h6", "address", "section", "article"})

_HIDDEN = re.compile(r"display:none|visibility:hidden|mso-hide:all|max-height:0(?![.\d]*[1-9])")
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?:[a-z]*line-through")
_KEPT_LINES = re.compile(r"white-space:(?:pre|break-spaces)")
_WORD_BULLETS = frozenset("·o§üØvq•-–")  # as they stand in Word's fonts of symbols
_NO_MARGIN = re.compile(r"margin(?:-top|-bottom)?:0")
_WHITE = re.compile(r"[ \t\n\r\f]+")
_LEADS_TO = re.compile(r"https?://[^\s<>]+|(?:mailto|tel):[^\s<>?]+", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:mailto|tel):", re.IGNORECASE)  # of what nobody writes with it
_XML = re.compile(r"<\?xml[^>]{0,200}\?>")


def to_text(html: str) -> str:
    """The text of an HTML body; at most `limits.HTML` bytes of it are read."""
    return read(html).text


@dataclass(frozen=True, slots=True)
class Read:
    """The text of an HTML body, and how many of its words are struck out and so left out."""

    text: str
    struck: int = 0


def read(html: str, *, links: bool = False) -> Read:
    """The same with what was left out. `links`: the addresses behind words stand after them, in brackets."""
    data = _XML.sub("", html[:4096], count=1).encode("utf-8", "replace") + html[4096:].encode("utf-8", "replace")
    if not data.strip():
        return Read("")
    try:
        root = etree.fromstring(data[: limits.HTML], _parser())
    except (etree.XMLSyntaxError, ValueError):  # nothing in it that could be an element
        root = None
    if root is None:
        return Read(_without_tags(html))
    page = _Page(links=links)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            page.leave(element)
        elif not page.enter(element):
            walk.skip_subtree()
    text = charsets.clean("\n".join(page.finished()))
    if text.strip() or page.struck:
        return Read(text, page.struck)
    return Read(_without_tags(html))  # the parser gives up beyond 2,048 nested elements


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)


def _without_tags(html: str) -> str:
    if "<body" in html[:4096].lower() and len(html) < 4096:  # read well, and empty
        return ""
    return charsets.clean(re.sub(r"<[^<>]{0,2000}>", " ", html[: limits.HTML])).strip()


@dataclass(slots=True)
class _Page:
    """The lines so far, and where the walk stands."""

    links: bool = False  # whether addresses are told
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    depth: int = 0  # of quotes
    blank: int = 0  # empty lines owed before the next text
    preformatted: int = 0
    struck: int = 0  # words
    opened: list[bool] = field(default_factory=list)  # for every open element, whether it opened a quote
    signature: etree._Element | None = None  # the one we are in
    keeping: list[etree._Element] = field(default_factory=list)  # the open elements whose lines are kept
    numbers: list[int | None] = field(default_factory=list)  # of the lists around us; None: bullets
    lettered: list[str] = field(default_factory=list)  # their type
    cells: list[bool] = field(default_factory=list)  # for every open cell, whether anything stands in it
    owed: int = 0  # inside a cell, before its next text: 1 a new line, 2 an empty line too
    fresh_item: bool = False  # nothing stands behind the bullet yet

    def enter(self, element: etree._Element) -> bool:
        """Opens an element; False where nothing in it is seen."""
        self.opened.append(False)
        tag = element.tag
        style = element.get("style", "")
        style = _WHITE.sub("", style.lower()[:1000]) if style else ""
        if (
            tag in _UNSEEN
            or "hidden" in element.attrib
            or (style and _HIDDEN.search(style) and "mso-element" not in style)
        ):
            return False
        if self._read_whole(element, tag, style):
            return False
        if tag in _BLOCKS:
            self._part(tag, apart=tag in _APART and not _is_tight(element, style))
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if markup.opens_quote(tag, element, names, style):
            self.opened[-1] = True
            self.break_line()
            self.depth += 1
        elif markup.starts_rest(tag, element, style):
            self.put_line(REST_IS_QUOTE)
        elif self.signature is None and markup.is_signature(element, names):
            self.break_line()
            self.put_line(DELIMITER)
            self.signature = element
        if tag == "pre" or (style and _KEPT_LINES.search(style)):
            self.preformatted += 1
            self.keeping.append(element)
        if tag in _STRUCTURE:
            self._open(element, tag)
        self.text(element.text)
        if tag == "br":
            if self.owed:
                self.break_line()
            self.end_line()
        elif tag == "img":
            self._image(element)
        return True

    def leave(self, element: etree._Element) -> None:
        """Closes an element and takes the text after it."""
        tag, quoting = element.tag, self.opened.pop()
        if tag not in _UNSEEN:
            if tag == "a" and self.links:
                self._address(element)
            if tag in ("td", "th") and self.cells:
                self.cells.pop()
                self.owed = 0
            elif tag == "li" and self.fresh_item:  # all of it was struck out
                self.line.clear()
            if tag in _BLOCKS:
                style = element.get("style", "")
                tight = tag not in _APART or _is_tight(element, _WHITE.sub("", style.lower()[:1000]) if style else "")
                self._part(tag, apart=not tight)
            if self.keeping and self.keeping[-1] is element:
                self.keeping.pop()
                self.preformatted -= 1
            if self.signature is element:
                self.break_line()
                self.signature = None
                self.put_line(SIGNATURE_END)
            if quoting:
                self.break_line()
                self.depth -= 1
                if tag == "blockquote" and self.opened and self.opened[-1] and markup.ends_quote(element):
                    self.opened[-1] = False
                    self.depth -= 1
            if tag in ("ul", "ol") and self.numbers:
                self.numbers.pop()
                self.lettered.pop()
        self.text(element.tail)

    def text(self, text: str | None) -> None:
        """Adds running text, white space collapsed unless preformatted."""
        if not text:
            return
        if not text.isspace() or "\u00a0" in text:
            self._fill()
        if self.preformatted:
            first, *others = text.replace("\r", "").split("\n")
            self.line.append(first)
            for other in others:
                self.end_line()
                self.line.append(other)
            return
        text = _WHITE.sub(" ", text)
        if text[0] == " " and (not self.line or self.line[-1].endswith((" ", "\t"))):
            text = text[1:]
        if text:
            self.line.append(text)

    def break_line(self) -> None:
        """Ends the line, if anything stands on it."""
        self.owed, self.fresh_item = 0, False
        if any(not piece.isspace() or "\u00a0" in piece for piece in self.line):
            self.end_line()
        else:
            self.line.clear()

    def end_line(self) -> None:
        """Ends the line, even an empty one (`<br>`)."""
        content = "".join(self.line)
        content = content if self.preformatted else content.strip(" \n")
        self.line.clear()
        self.put_line(content.rstrip("\u00a0\t "))

    def put_line(self, content: str) -> None:
        """Adds a whole line at the present quote depth."""
        prefix = ">" * min(self.depth, 9)
        if content and self.blank and self.lines:
            self.lines.append(prefix)
        if content:
            self.blank = 0
        self.lines.append(f"{prefix} {content}" if prefix else content)

    def gap(self) -> None:
        """An empty line is due, unless there is one."""
        self.blank = 1 if self.lines and self.lines[-1].strip("> ") else 0

    def finished(self) -> list[str]:
        """All lines, the last one ended."""
        self.break_line()
        return self.lines

    def _read_whole(self, element: etree._Element, tag: str, style: str) -> bool:
        """Whether an element is done with, without a look at what is in it: words struck out, and Word's bullets."""
        if tag in _STRUCK or (style and _STRUCK_STYLE.search(style)):
            self.struck += len(_all_text(element).split())
            return True
        if style and "mso-list:ignore" in style:
            self._word_bullet(element)
            return True
        return False

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag == "li":
            self._bullet(element)
        elif tag in ("ul", "ol"):
            self.numbers.append(_number(element, "start", 1) - 1 if tag == "ol" else None)
            self.lettered.append(element.get("type", ""))
        else:
            self._open_cell()

    def _part(self, tag: str, *, apart: bool) -> None:
        """A block begins or ends. Inside a cell it is parted from what follows there, not from the next cell; an item's
        first block stands beside its bullet.
        """
        if tag in _INNER and self.fresh_item:
            return
        if tag in _INNER and self.cells:
            if self.cells[-1]:
                self.owed = max(self.owed, 2 if apart else 1)
            return
        self.break_line()
        if apart:
            self.gap()

    def _fill(self) -> None:
        """Something is about to stand here: what is owed before it comes first."""
        owed, self.fresh_item = self.owed, False
        if owed:
            self.break_line()
        if owed > 1:
            self.gap()
        if self.cells:
            self.cells[-1] = True

    def _open_cell(self) -> None:
        self.owed = 0
        if self.line:
            self.line.append(f"{self.line.pop().rstrip(' ')}\t")
        self.cells.append(False)

    def _bullet(self, element: etree._Element) -> None:
        number = self.numbers[-1] if self.numbers else None
        if number is None:
            self.line.append("- ")
        else:
            number = self.numbers[-1] = _number(element, "value", number + 1)
            kind = self.lettered[-1]
            self.line.append(f"{chr(ord(kind) + number - 1) if kind in ('a', 'A') and 0 < number < 27 else number}. ")
        if self.cells:
            self.cells[-1] = True
        self.fresh_item = True

    def _word_bullet(self, element: etree._Element) -> None:
        """Word's lists are paragraphs; the bullet or number stands in a span, with a row of spaces behind it."""
        mark = _all_text(element).strip(" \u00a0\t\n")
        if mark:
            self._fill()
            self.line.append("- " if mark in _WORD_BULLETS else f"{mark} ")

    def _address(self, element: etree._Element) -> None:
        """Where a link leads, unless its words say so."""
        words, leads_to = _all_text(element), _LEADS_TO.match(element.get("href", "").strip())
        if leads_to is None or not words.strip() or _bare(leads_to[0]) in _bare(words):
            return
        where = _SCHEME.sub("", leads_to[0]).replace("(", "%28").replace(")", "%29")
        after = " " if self.line and self.line[-1].endswith(" ") else ""
        if after:
            self.line.append(self.line.pop().rstrip(" "))
        self.line.append(f"{' ' if self.line else ''}({where}){after}")

    def _image(self, element: etree._Element) -> None:
        alt = element.get("alt", "")
        if alt and len(alt) <= 4 and not alt.isalnum():  # emoji sent as pictures
            self._fill()
            self.line.append(alt)


def _bare(address: str) -> str:
    """An address as people write it."""
    return re.sub(r"^(?:https?://(?:www\.)?|mailto:|tel:)|[/?#]$", "", _WHITE.sub("", address).casefold())


def _all_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _number(element: etree._Element, name: str, default: int) -> int:
    value = element.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 7 else default


def _is_tight(element: etree._Element, style: str) -> bool:
    """Whether no empty line is seen around a paragraph: Word's, or one with its margins taken away."""
    parent = element.getparent()
    if element.tag in ("table", "ul", "ol", "dl"):
        return parent is not None and parent.tag in ("td", "th", "li")
    if parent is not None and parent.tag == "li":
        return True
    return "mso" in element.get("class", "").lower() or _NO_MARGIN.search(style) is not None
