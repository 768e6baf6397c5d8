"""Tables as an XLSX file. Every text is written as text: no formula, no link, no number can come of it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

NAME_LENGTH = 31  # Excel's limit for the name of a sheet; these characters it refuses:
_REFUSED = re.compile(r"[\[\]:*?/\\']")
CELL_LENGTH = 32_767  # Excel's limit for a cell; a longer text would be left out whole
WIDEST = 48  # characters
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4 = 9

Cell = str | int | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet. `kinds`: of each row, a name in `STYLES`. `pinned`: columns that stay in sight.

    `choices`: column -> the words its cells are picked from.
    """

    name: str
    headings: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    kinds: Sequence[str] = ()
    pinned: int = 0
    choices: Mapping[int, Sequence[str]] | None = None
    printed: str = ""


STYLES: Mapping[str, Mapping[str, Any]] = {
    "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1D5C63"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "waitlisted": {"bg_color": "#FFF4D6"},
    "offered": {"bg_color": "#E3F1F2"},
    "cancelled": {"font_color": "#6B7680", "font_strikeout": True},
}


def to_xlsx(tables: Sequence[Table], title: str) -> bytes:
    """The file: a sheet a table. Times are written local, as they stand."""
    # it weighs 11 MB, and only lists and digests need it; it comes without types
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "remove_timezone": True, **_AS_TEXT}) as book:
        book.set_properties({"title": title[:255]})
        styles = {name: book.add_format(dict(look)) for name, look in STYLES.items()}
        names: set[str] = set()
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.name, names))
            _fill(sheet, table, styles)
            _lay_out(sheet, table)
    return file.getvalue()


def _fill(sheet: Any, table: Table, styles: Mapping[str, Any]) -> None:
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, styles["heading"])
    for line, cells in enumerate(table.cells, 1):
        style = styles.get(table.kinds[line - 1]) if table.kinds else None
        for column, cell in enumerate(cells):
            match cell:
                case datetime():
                    sheet.write_datetime(line, column, cell, styles["moment"])
                case int():
                    sheet.write_number(line, column, cell, style)
                case str():
                    sheet.write_string(line, column, cell[:CELL_LENGTH], style)
                case None:
                    sheet.write_blank(line, column, None, style)
    for column, words in (table.choices or {}).items():
        if table.cells:
            picked = {"validate": "list", "source": list(words), "ignore_blank": True}
            sheet.data_validation(1, column, len(table.cells), column, picked)


def _lay_out(sheet: Any, table: Table) -> None:
    for column, heading in enumerate(table.headings):
        longest = max((len(_shown(cells[column])) for cells in table.cells), default=0)
        sheet.set_column(column, column, min(WIDEST, max(len(heading) + 4, longest + 2)))
    sheet.freeze_panes(1, table.pinned)
    sheet.autofilter(0, 0, max(1, len(table.cells)), len(table.headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{table.name.replace('&', '&&')[:150]}&R{table.printed}")


def _shown(cell: Cell) -> str:
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else "" if cell is None else str(cell)


def _sheet_name(wanted: str, used: set[str]) -> str:
    """A name that Excel takes, and that no sheet of this file has yet."""
    base = _REFUSED.sub(" ", wanted).strip()[:NAME_LENGTH].strip() or "1"
    name, count = base, 2
    while name.casefold() in used:
        tail = f" {count}"
        name, count = base[: NAME_LENGTH - len(tail)] + tail, count + 1
    used.add(name.casefold())
    return name
