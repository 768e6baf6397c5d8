"""The words of a .docx (ECMA-376): as they are seen, with its boxes, content controls and form fields."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mailflow.message.documents.blocks import Block, Table
from mailflow.message.documents.boxes import EMPTY, SYMBOLS, TICKED
from mailflow.message.documents.package import DEPTH, xml_in
from mailflow.message.documents.unreadable import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSEEN = frozenset({
    f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}sectPr", f"{_W}sdtPr",
    f"{_W}tblPr", f"{_W}trPr", f"{_W}tcPr", f"{_MC}Fallback",
})  # fmt: skip
_OFF = frozenset({"0", "false", "off"})


def blocks_of(content: bytes) -> list[Block]:
    """The paragraphs and tables of the document. Raises Unreadable."""
    body = xml_in(content, "word/document.xml").find(f"{_W}body")
    if body is None:
        raise Unreadable("it is damaged, or no document")
    return list(_blocks(body, 0))


def _blocks(element: Element, depth: int) -> Iterator[Block]:
    if depth > DEPTH:
        raise Unreadable("it is nested too deep")
    for child in element:
        if child.tag == f"{_W}p":
            yield "".join(_words(child, depth + 1)).strip()
        elif child.tag == f"{_W}tbl":
            yield from _table(child, depth + 1)
        elif child.tag == f"{_W}sdt" and _box(child):
            yield _box(child)
        elif not (child.tag in _UNSEEN or _is_placeholder(child)):
            yield from _blocks(child, depth + 1)


def _table(table: Element, depth: int) -> Iterator[Block]:
    """A table; one that only lays out others is what these are."""
    rows = [[_cell(cell, depth) for cell in _inside(row, "tc", depth)] for row in _inside(table, "tr", depth)]
    if any(isinstance(block, tuple) for row in rows for cell in row for block in cell):
        yield from (block for row in rows for cell in row for block in cell)
    else:
        told: Table = tuple(tuple("\n".join(map(str, cell)) for cell in row) for row in rows)
        yield told


def _inside(element: Element, name: str, depth: int) -> Iterator[Element]:
    """The rows of a table, the cells of a row, those in a content control too."""
    if depth > DEPTH:
        raise Unreadable("it is nested too deep")
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _inside(child, name, depth + 1)


def _cell(cell: Element, depth: int) -> list[Block]:
    return [block for block in _blocks(cell, depth + 1) if block]


def _words(element: Element, depth: int) -> Iterator[str]:
    """The words of a paragraph, of what stands in it."""
    if depth > DEPTH:
        raise Unreadable("it is nested too deep")
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            yield " "
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}sym":
            yield SYMBOLS.get(child.get(f"{_W}char", "").upper().removeprefix("F0"), "")
        elif child.tag == f"{_W}ffData":
            yield _field(child)
        elif child.tag == f"{_W}sdt" and _box(child):
            yield _box(child)
        elif child.tag == f"{_W}p":  # in a text box
            yield "\n"
            yield from _words(child, depth + 1)
        elif not (child.tag in _UNSEEN or _is_placeholder(child) or _is_struck(child)):
            yield from _words(child, depth + 1)


def _box(control: Element) -> str:
    """The box of a content control; '' where it is none."""
    box = control.find(f"{_W}sdtPr/{_W14}checkbox")
    return "" if box is None else TICKED if _is_on(box.find(f"{_W14}checked"), _W14) else EMPTY


def _is_placeholder(element: Element) -> bool:
    """Whether a content control still shows what to write into it."""
    return element.tag == f"{_W}sdt" and _is_on(element.find(f"{_W}sdtPr/{_W}showingPlcHdr"), _W)


def _is_struck(run: Element) -> bool:
    return any(_is_on(run.find(f"{_W}rPr/{_W}{name}"), _W) for name in ("strike", "dstrike", "vanish"))


def _is_on(switch: Element | None, space: str) -> bool:
    return switch is not None and switch.get(f"{space}val", "1") not in _OFF


def _field(data: Element) -> str:
    """A form field of the old kind that shows no words of its own: a box, a list."""
    box, choices = data.find(f"{_W}checkBox"), data.find(f"{_W}ddList")
    if box is not None:
        state = box.find(f"{_W}checked")
        return TICKED if _is_on(state if state is not None else box.find(f"{_W}default"), _W) else EMPTY
    if choices is not None:
        entries = [entry.get(f"{_W}val", "") for entry in choices.findall(f"{_W}listEntry")]
        result = choices.find(f"{_W}result")
        chosen = "0" if result is None else result.get(f"{_W}val", "0")
        return entries[int(chosen)] if chosen.isdecimal() and len(chosen) < 4 and int(chosen) < len(entries) else ""
    return ""
