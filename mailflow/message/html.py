"""HTML to the text a reader sees, in the conventions of plain mail: quotes behind `> `, signatures under `-- `.

So one set of rules parts new words from the rest, whichever way a mail was written. lxml reads the HTML; the walk is
our own, since what matters here is who wrote which element, which general converters throw away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from mailflow.message import charsets, limits

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
    "iframe", "base", "meta", "link",
})  # fmt: skip

# Elements that hold what others wrote, by class or id, as the clients name them.
_QUOTE_CLASSES = re.compile(
    r"\b(?:gmail_quote|gmail_extra_quote|yahoo_quoted|yahooquoted|protonmail_quote|tutanota_quote|moz-forward-container|"
    r"ym_quoted|zmail_extra|msg-quote|mailbutler-quote|airmail_ext_quote|history_container|front-blockquote|"
    r"superhuman-quote|bloop_original_html|gmx_quote|hmailquote|freebirdFormviewerQuote|reply-intro|yahoo-quoted-begin)"
)
# Of these the first blockquote right inside ends the quote: who answers below it, or between its lines, writes there.
_ANSWERED_INSIDE = re.compile(r"\b(?:gmail_quote|protonmail_quote)")
_QUOTE_NAMES = frozenset({"quote", "messageReplySection"})  # GMX and Web.de; Spark
# After these, all that follows was written by others (Outlook, Outlook on the web, Hotmail, Windows Mail).
_REST_IDS = re.compile(
    r"^(?:x_)*(?:divRplyFwdMsg|appendonsend|stopSpelling|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|"
    r"isForwardContent|isReplyContent|ms-outlook-mobile-reference-message)$"
)
_OUTLOOK_RULE = re.compile(r"border:none;border-top:solid#(?:b5c4df|e1e1e1|cccccc)1(?:\.0)?pt", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"\b(?:gmail_signature|moz-signature|protonmail_signature_block|tutanota_signature|yahoo-signature|"
    r"ms-outlook-mobile-signature|applemailsignature|composer_signature|mailbutler-signature|bloop_sign|signature_editor|"
    r"ymail_android_signature|yahoo-mail-app-sig|k9mail-signature)",
    re.IGNORECASE,
)
_SIGNATURE_IDS = frozenset({"signature", "x_signature", "ms-outlook-mobile-signature"})
_HIDDEN = re.compile(r"display:none|visibility:hidden|mso-hide:all")
_INDENT = re.compile(r"border:(?:none|0)|margin:0(?:px)?0(?:px)?0(?:px)?40px")
_QUOTED_BORDER = re.compile(r"border-left:(?!none|0)|border-color:")
_NO_MARGIN = re.compile(r"margin(?:-top|-bottom)?:0")
_WHITE = re.compile(r"[ \t\n\r\f]+")
_XML = re.compile(r"<\?xml[^>]{0,200}\?>")


def to_text(html: str) -> str:
    """The text of an HTML body; at most `limits.HTML` bytes of it are read."""
    data = _XML.sub("", html[:4096], count=1).encode("utf-8", "replace") + html[4096:].encode("utf-8", "replace")
    if not data.strip():
        return ""
    try:
        root = etree.fromstring(data[: limits.HTML], _parser())
    except (etree.XMLSyntaxError, ValueError):  # nothing in it that could be an element
        root = None
    if root is None:
        return _without_tags(html)
    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            page.leave(element)
        elif not page.enter(element):
            walk.skip_subtree()
    text = charsets.clean("\n".join(page.finished()))
    return text if text.strip() else _without_tags(html)  # the parser gives up beyond 2,048 nested elements


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)


def _without_tags(html: str) -> str:
    if "<body" in html[:4096].lower() and len(html) < 4096:  # read well, and empty
        return ""
    return charsets.clean(re.sub(r"<[^<>]{0,2000}>", " ", html[: limits.HTML])).strip()


@dataclass(slots=True)
class _Page:
    """The lines so far, and where the walk stands."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    depth: int = 0  # of quotes
    blank: int = 0  # empty lines owed before the next text
    preformatted: int = 0
    opened: list[bool] = field(default_factory=list)  # for every open element, whether it opened a quote
    numbers: list[int | None] = field(default_factory=list)  # of the lists around us; None: bullets

    def enter(self, element: etree._Element) -> bool:
        """Opens an element; False where nothing in it is seen."""
        self.opened.append(False)
        tag = element.tag
        style = element.get("style", "")
        style = _WHITE.sub("", style.lower()[:1000]) if style else ""
        if tag in _UNSEEN or (style and _HIDDEN.search(style) and "mso-element" not in style):
            return False
        if tag in _BLOCKS:
            self.break_line()
            if tag in _APART and not _is_tight(element, style):
                self.gap()
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if _opens_quote(tag, element, names, style):
            self.opened[-1] = True
            self.break_line()
            self.depth += 1
        elif _starts_rest(tag, element, style):
            self.put_line(REST_IS_QUOTE)
        elif _is_signature(element, names):
            self.break_line()
            self.put_line("-- ")
        if tag == "pre":
            self.preformatted += 1
        elif tag in ("ul", "ol"):
            self.numbers.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._bullet()
        elif tag in ("td", "th") and self.line:
            self.line.append("\t")
        self.text(element.text)
        if tag == "br":
            self.end_line()
        elif tag == "img":
            self._image(element)
        return True

    def leave(self, element: etree._Element) -> None:
        """Closes an element and takes the text after it."""
        tag, quoting = element.tag, self.opened.pop()
        if tag not in _UNSEEN:
            if tag in _BLOCKS:
                self.break_line()
                style = element.get("style", "")
                if tag in _APART and not _is_tight(element, _WHITE.sub("", style.lower()[:1000]) if style else ""):
                    self.gap()
            if quoting:
                self.break_line()
                self.depth -= 1
                if tag == "blockquote" and self.opened and self.opened[-1] and _ends_quote(element):
                    self.opened[-1] = False
                    self.depth -= 1
            if tag == "pre":
                self.preformatted = max(0, self.preformatted - 1)
            elif tag in ("ul", "ol") and self.numbers:
                self.numbers.pop()
        self.text(element.tail)

    def text(self, text: str | None) -> None:
        """Adds running text, white space collapsed unless preformatted."""
        if not text:
            return
        if self.preformatted:
            first, *others = text.replace("\r", "").split("\n")
            self.line.append(first)
            for other in others:
                self.end_line()
                self.line.append(other)
            return
        text = _WHITE.sub(" ", text)
        if text == " " and (not self.line or self.line[-1].endswith((" ", "\t"))):
            return
        self.line.append(text if self.line else text.lstrip(" "))

    def break_line(self) -> None:
        """Ends the line, if anything stands on it."""
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

    def _bullet(self) -> None:
        number = self.numbers[-1] if self.numbers else None
        if number is None:
            self.line.append("- ")
        else:
            self.numbers[-1] = number + 1
            self.line.append(f"{number + 1}. ")

    def _image(self, element: etree._Element) -> None:
        alt = element.get("alt", "")
        if alt and len(alt) <= 4 and not alt.isalnum():  # emoji sent as pictures
            self.line.append(alt)


def _is_tight(element: etree._Element, style: str) -> bool:
    """Whether no empty line is seen around a paragraph: Word's, or one with its margins taken away."""
    if element.tag in ("table", "ul", "ol", "dl"):
        parent = element.getparent()
        return parent is not None and parent.tag in ("td", "th", "li")
    return "mso" in element.get("class", "").lower() or _NO_MARGIN.search(style) is not None


def _opens_quote(tag: str, element: etree._Element, names: str, style: str) -> bool:
    if tag == "blockquote":
        if "cite" in (element.get("type", ""), *element.attrib) or "quote" in names.lower():
            return True
        return not (style and _INDENT.search(style) and not _QUOTED_BORDER.search(style))
    if names != " " and _QUOTE_CLASSES.search(names):
        return True
    return tag == "div" and element.get("name") in _QUOTE_NAMES


def _ends_quote(blockquote: etree._Element) -> bool:
    """Whether the element around this blockquote was opened for it alone, and is no mail handed on."""
    around = blockquote.getparent()
    if around is None or around.tag != "div" or not _ANSWERED_INSIDE.search(around.get("class", "")):
        return False
    if not _ANSWERED_INSIDE.search(blockquote.get("class", "")):
        return False
    first = next((str(text).strip() for text in around.itertext() if str(text).strip()), "")
    return not first.startswith("---")


def _is_signature(element: etree._Element, names: str) -> bool:
    if names == " ":
        return element.get("name") == "messageSignatureSection"  # Spark
    return _SIGNATURE.search(names) is not None or element.get("id", "").lower() in _SIGNATURE_IDS


def _starts_rest(tag: str, element: etree._Element, style: str) -> bool:
    identity = element.get("id", "")
    if identity and _REST_IDS.match(identity):
        return True
    return tag == "div" and bool(style) and _OUTLOOK_RULE.search(style) is not None
