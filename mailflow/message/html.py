"""HTML to the text a reader sees, in the conventions of plain mail: quotes behind `> `, signatures under `-- `.

So one set of rules parts new words from the rest, whichever way a mail was written. lxml reads the HTML; the walk is
our own, since what matters here is who wrote which element, which general converters throw away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from mailflow.message import charsets, limits, markup
from mailflow.message.elements import (
    APART,
    BLOCKS,
    HIDDEN,
    KEPT_LINES,
    STRUCK,
    STRUCK_STYLE,
    STRUCTURE,
    UNSEEN,
    WHITE,
    WORD_BULLETS,
    all_text,
    is_tight,
    number_of,
)
from mailflow.message.lines import DELIMITER, SIGNATURE_END
from mailflow.message.written import Written

REST_IS_QUOTE = "\ue000"  # a line that says: from here on, all was written by others


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
class _Page(Written):
    """The page so far, and where the walk stands."""

    links: bool = False  # whether addresses are told
    struck: int = 0  # words
    opened: list[bool] = field(default_factory=list)  # for every open element, whether it opened a quote
    signature: etree._Element | None = None  # the one we are in
    keeping: list[etree._Element] = field(default_factory=list)  # the open elements whose lines are kept
    numbers: list[int | None] = field(default_factory=list)  # of the lists around us; None: bullets
    lettered: list[str] = field(default_factory=list)  # their type

    def enter(self, element: etree._Element) -> bool:
        """Opens an element; False where nothing in it is seen."""
        self.opened.append(False)
        tag = element.tag
        style = element.get("style", "")
        style = WHITE.sub("", style.lower()[:1000]) if style else ""
        if (
            tag in UNSEEN
            or "hidden" in element.attrib
            or (style and HIDDEN.search(style) and "mso-element" not in style)
        ):
            return False
        if self._read_whole(element, tag, style):
            return False
        if tag in BLOCKS:
            self.part(tag, apart=tag in APART and not is_tight(element, style))
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
        if tag == "pre" or (style and KEPT_LINES.search(style)):
            self.preformatted += 1
            self.keeping.append(element)
        if tag in STRUCTURE:
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
        if tag not in UNSEEN:
            if tag == "a" and self.links:
                self._address(element)
            if tag in ("td", "th") and self.cells:
                self.cells.pop()
                self.owed = 0
            elif tag == "li" and self.fresh_item:  # all of it was struck out
                self.line.clear()
            if tag in BLOCKS:
                style = element.get("style", "")
                tight = tag not in APART or is_tight(element, WHITE.sub("", style.lower()[:1000]) if style else "")
                self.part(tag, apart=not tight)
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

    def _read_whole(self, element: etree._Element, tag: str, style: str) -> bool:
        """Whether an element is done with, without a look at what is in it: words struck out, and Word's bullets."""
        if tag in STRUCK or (style and STRUCK_STYLE.search(style)):
            self.struck += len(all_text(element).split())
            return True
        if style and "mso-list:ignore" in style:
            self._word_bullet(element)
            return True
        return False

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag == "li":
            self._bullet(element)
        elif tag in ("ul", "ol"):
            self.numbers.append(number_of(element, "start", 1) - 1 if tag == "ol" else None)
            self.lettered.append(element.get("type", ""))
        else:
            self._open_cell()

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
            number = self.numbers[-1] = number_of(element, "value", number + 1)
            kind = self.lettered[-1]
            self.line.append(f"{chr(ord(kind) + number - 1) if kind in ('a', 'A') and 0 < number < 27 else number}. ")
        if self.cells:
            self.cells[-1] = True
        self.fresh_item = True

    def _word_bullet(self, element: etree._Element) -> None:
        """Word's lists are paragraphs; the bullet or number stands in a span, with a row of spaces behind it."""
        mark = all_text(element).strip(" \u00a0\t\n")
        if mark:
            self.fill()
            self.line.append("- " if mark in WORD_BULLETS else f"{mark} ")

    def _address(self, element: etree._Element) -> None:
        """Where a link leads, unless its words say so."""
        words, leads_to = all_text(element), _LEADS_TO.match(element.get("href", "").strip())
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
            self.fill()
            self.line.append(alt)


def _bare(address: str) -> str:
    """An address as people write it."""
    return re.sub(r"^(?:https?://(?:www\.)?|mailto:|tel:)|[/?#]$", "", WHITE.sub("", address).casefold())
