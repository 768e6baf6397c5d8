"""The words of an .odt (OASIS OpenDocument): as they are seen, with its fields and controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from mailflow.message.documents.blocks import Block, Table
from mailflow.message.documents.boxes import EMPTY, TICKED
from mailflow.message.documents.package import DEPTH, xml_in
from mailflow.message.documents.unreadable import Unreadable

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = f"{_NAMES}office:1.0}}", f"{_NAMES}text:1.0}}", f"{_NAMES}table:1.0}}"
_FORM, _DRAW = f"{_NAMES}form:1.0}}", f"{_NAMES}drawing:1.0}}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_UNSEEN = frozenset({
    f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_TEXT}placeholder", f"{_OFFICE}forms",
    f"{_TEXT}sequence-decls", f"{_TEXT}index-title-template",
})  # fmt: skip
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_GROUPS = tuple(f"{_TABLE}table-{name}" for name in ("rows", "header-rows", "row-group"))
_SPACES = 40  # of a row of spaces

Controls = Mapping[str, str]  # what each control of the document shows, by its id


def blocks_of(content: bytes) -> list[Block]:
    """The paragraphs and tables of the document. Raises Unreadable."""
    root = xml_in(content, "content.xml")
    text = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise Unreadable("it is encrypted, or no text")
    return list(_blocks(text, _controls(text), 0))


def _controls(text: Element) -> Controls:
    found = {}
    for control in text.iter():
        if control.tag.startswith(_FORM) and (known := control.get(_ID) or control.get(f"{_FORM}id")):
            found[known] = _shown(control)
    return found


def _shown(control: Element) -> str:
    if control.tag in (f"{_FORM}checkbox", f"{_FORM}radio"):
        state = control.get(f"{_FORM}current-state") or control.get(f"{_FORM}current-selected")
        mark = TICKED if state in ("checked", "true") else EMPTY
        return f"{mark} {control.get(f'{_FORM}label', '')}".rstrip()
    chosen = (o.get(f"{_FORM}label", "") for o in control.iter() if o.get(f"{_FORM}current-selected") == "true")
    return control.get(f"{_FORM}current-value") or next(chosen, "")


def _blocks(element: Element, controls: Controls, depth: int) -> Iterator[Block]:
    if depth > DEPTH:
        raise Unreadable("it is nested too deep")
    for child in element:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield "".join(_words(child, controls, depth + 1)).strip()
        elif child.tag == f"{_TABLE}table":
            yield from _table(child, controls, depth + 1)
        elif child.tag == f"{_DRAW}control":
            yield controls.get(child.get(f"{_DRAW}control", ""), "")
        elif child.tag not in _UNSEEN:
            yield from _blocks(child, controls, depth + 1)


def _table(table: Element, controls: Controls, depth: int) -> Iterator[Block]:
    """A table; one that only lays out others is what these are."""
    rows = [
        [[block for block in _blocks(cell, controls, depth + 1) if block] for cell in row if cell.tag in _CELLS]
        for row in _rows(table, depth + 1)
    ]
    if any(isinstance(block, tuple) for row in rows for cell in row for block in cell):
        yield from (block for row in rows for cell in row for block in cell)
    else:
        told: Table = tuple(tuple("\n".join(map(str, cell)) for cell in row) for row in rows)
        yield told


def _rows(element: Element, depth: int) -> Iterator[Element]:
    if depth > DEPTH:
        raise Unreadable("it is nested too deep")
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child, depth + 1)


def _words(element: Element, controls: Controls, depth: int) -> Iterator[str]:
    """The words of a paragraph, of what stands in it."""
    if depth > DEPTH:
        raise Unreadable("it is nested too deep")
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * min(_SPACES, int(count) if count.isdecimal() and len(count) < 4 else 1)
        elif child.tag == f"{_TEXT}tab":
            yield " "
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_DRAW}control":
            yield controls.get(child.get(f"{_DRAW}control", ""), "")
        elif child.tag == f"{_LOEXT}content-control" and child.get(f"{_LOEXT}checkbox") == "true":
            yield TICKED if child.get(f"{_LOEXT}checked") == "true" else EMPTY
        elif not (child.tag in _UNSEEN or child.get(f"{_LOEXT}showing-place-holder") == "true"):
            yield from _words(child, controls, depth + 1)
        yield child.tail or ""
