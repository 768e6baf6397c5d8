"""The look of the HTML part: one page, one pattern a block, styles put into the elements once, at the start.

The patterns stand in `templates/_html/`. Tables carry the layout and widths stand in attributes, because Outlook lays
out with Word; dark mode and the phone are `@media` rules, which the clients that have them read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import css_inline

from mailflow.outbox.markup import Block, Document, Form, inline_html, plain

_PATTERN = re.compile(r"<!--(\w+)-->(.*?)<!--/-->", re.DOTALL)
_SLOT = re.compile(r"%(\w+)%")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
PREHEADER_WIDTH = 140

# Blocks that stand together in one element.
_GATHERED = {Form.ITEM: "items", Form.FACT: "facts"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A piece of HTML with named slots, cut at them: (literal, slot, literal, slot, …, literal)."""

    cut: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> Pattern:
        """The pattern of HTML that has slots such as `%words%`."""
        return cls(tuple(_SLOT.split(html)))

    def fill(self, **slots: str) -> str:
        """The HTML, with slots filled by what is HTML already."""
        cut = self.cut
        return "".join([slots[piece] if index % 2 else piece for index, piece in enumerate(cut)])


@dataclass(frozen=True, slots=True)
class Skin:
    """The page and the blocks, styled."""

    page: Pattern
    blocks: Mapping[str, Pattern]
    strong: str
    anchor: str

    @classmethod
    def load(cls, folders: Sequence[Path]) -> Skin:
        """Reads `_html/` in the first folder that has it, and inlines the stylesheet."""
        folder = next(folder / "_html" for folder in folders if (folder / "_html" / "page.html").is_file())
        page, blocks, css = (_read(folder / name) for name in ("page.html", "blocks.html", "style.css"))
        inliner = css_inline.CSSInliner(
            keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False, minify_css=True
        )
        styled_page = _tidy(inliner.inline(page.replace("%css%", css)))
        styled = {name: _styled(html, css, inliner) for name, html in _PATTERN.findall(blocks)}
        patterns = {name: Pattern.of(html) for name, html in styled.items()}
        return cls(
            page=Pattern.of(styled_page),
            blocks=patterns,
            strong=styled["strong"].partition("%words%")[0],
            anchor=styled["link"].partition("%words%")[0].replace(' href="%url%"', ""),
        )

    def html(self, document: Document, *, subject: str, language: str, organizer: str, title: str) -> str:
        """The HTML part of a letter: a whole page."""
        main, small = _parted(document)
        preheader = next((plain(b.words) for b in main[1:] if b.form is Form.PARAGRAPH), "")
        prints = "".join(self.blocks["smallprint"].fill(words=self._inline(block.words)) for block in small)
        return self.page.fill(
            lang=escape(language),
            subject=escape(subject),
            preheader=escape(preheader[:PREHEADER_WIDTH]),
            organizer=escape(organizer),
            title=escape(title),
            content=self._content(main),
            small=self.blocks["small"].fill(words=prints) if prints else "",
        )

    def _content(self, document: Document) -> str:
        parts: list[str] = []
        for form, group in groupby(document, key=attrgetter("form")):
            name = form.value
            if form is Form.QUOTE:
                words = "<br>".join(self._inline(block.words) for block in group)
                parts.append(self.blocks[name].fill(words=words))
                continue
            pattern = self.blocks[name]
            filled = [_filled(pattern, block, self.strong, self.anchor) for block in group]
            if form in _GATHERED:
                filled = [self.blocks[_GATHERED[form]].fill(words="".join(filled))]
            parts.extend(filled)
        return "\n".join(parts)

    def _inline(self, words: str) -> str:
        return inline_html(words, self.strong, self.anchor)


@lru_cache(maxsize=512)  # most blocks of a letter are those of the letter before
def _filled(pattern: Pattern, block: Block, strong: str, anchor: str) -> str:
    words, label = (inline_html(said, strong, anchor) for said in (block.words, block.of))
    return pattern.fill(words=words, label=label, url=escape(block.of))


def _parted(document: Document) -> tuple[Document, Document]:
    """What is said, and the small print below the rule."""
    rule = next((index for index, block in enumerate(document) if block.form is Form.RULE), len(document))
    return document[:rule], document[rule + 1 :]


def _styled(html: str, css: str, inliner: css_inline.CSSInliner) -> str:
    """One block with its styles; a row is dressed inside a table and taken out again."""
    wrapper = "table" if html.startswith("<tr>") else "div"
    inlined = _tidy(inliner.inline_fragment(f"<{wrapper}>{html}</{wrapper}>", css))
    return inlined[len(wrapper) + 2 : -len(wrapper) - 3]


def _tidy(html: str) -> str:
    """The inliner's HTML with slots between rows laid bare, and the stylesheet after the charset, where it belongs."""
    html = html.replace("<tbody>", "").replace("</tbody>", "").replace("<!--%", "%").replace("%-->", "%")
    style = _STYLE.search(html)
    if style is None:
        return html
    return html.replace(style[0], "", 1).replace("</head>", f"{style[0].strip()}\n</head>", 1)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
