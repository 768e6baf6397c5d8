"""What the elements of HTML are to a reader: blocks, things unseen, words struck out."""

from __future__ import annotations

import re

from lxml import etree

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
# With an empty line around them.
APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "table"])
UNSEEN = frozenset({
    "head", "style", "script", "title", "template", "noscript", "object", "svg", "math", "select", "textarea",
    "iframe", "base", "meta", "link", "video", "audio",
})  # fmt: skip
STRUCTURE = frozenset({"ul", "ol", "li", "td", "th"})
STRUCK = frozenset({"s", "strike", "del"})  # who strikes words out takes them back
# Blocks that, in a cell of a table or an item of a list, are no more than its content.
INNER = frozenset({"p", "div", "center", "h1", "h2", "h3", "h4", "h5", "h6", "address", "section", "article"})
HIDDEN = re.compile(r"display:none|visibility:hidden|mso-hide:all|max-height:0(?![.\d]*[1-9])")
STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?:[a-z]*line-through")
KEPT_LINES = re.compile(r"white-space:(?:pre|break-spaces)")
WORD_BULLETS = frozenset("·o§üØvq•-–")  # as they stand in Word's fonts of symbols
_NO_MARGIN = re.compile(r"margin(?:-top|-bottom)?:0")
WHITE = re.compile(r"[ \t\n\r\f]+")


def all_text(element: etree._Element) -> str:
    """All words in an element."""
    return "".join(map(str, element.itertext()))


def number_of(element: etree._Element, name: str, default: int) -> int:
    """A number that an attribute tells."""
    value = element.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 7 else default


def is_tight(element: etree._Element, style: str) -> bool:
    """Whether no empty line is seen around a paragraph: Word's, or one with its margins taken away."""
    parent = element.getparent()
    if element.tag in ("table", "ul", "ol", "dl"):
        return parent is not None and parent.tag in ("td", "th", "li")
    if parent is not None and parent.tag == "li":
        return True
    return "mso" in element.get("class", "").lower() or _NO_MARGIN.search(style) is not None
