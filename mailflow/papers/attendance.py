"""Who came, read back from a CSV: a marked list, or what a scanner read off the QR codes of a sheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mailflow.papers.people import TAG
from mailflow.papers.spreadsheet import unguarded
from mailflow.papers.vocabulary import attendance_words

DELIMITERS = ",;\t"
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how XLSX and ODS begin, and XLS
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # how the "Unicode text" of Excel begins
_TAG = re.compile(rf"{TAG}:([^:\s]+):(\d{{1,4}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One person came, or did not. `number` within the booking, where the file tells it. `line` of the file, from 1."""

    code: str
    name: str
    attended: bool
    number: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """What a file says; `problems` in plain words, each naming its line. A blank mark leaves a person unmarked."""

    marks: tuple[Mark, ...] = ()
    problems: tuple[str, ...] = ()


def read_csv(content: bytes) -> Marks:
    """The marks of a CSV with the columns code, name, attended (in any order, headings in English or Italian).

    Without a heading, every line is a code read by a scanner (`mailflow:CODE:NUMBER`): that person came. Commas,
    semicolons or tabs; UTF-8, UTF-16 with its mark, else the code page that Excel writes on Windows.
    """
    if content.startswith(WORKBOOKS):
        return Marks(problems=("this is a spreadsheet; save it as CSV there, and give that file",))
    text = _decoded(content)
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and all(_TAG.search(line) for line in lines):
        return Marks(tuple(_scanned(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()))
    records = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True)
    try:
        table = [(records.line_num, [unguarded(cell).strip() for cell in record]) for record in records]
    except csv.Error as error:
        return Marks(problems=(f"line {records.line_num}: not readable as CSV: {error}",))
    table = [(line, cells) for line, cells in table if any(cells)]
    if not table:
        return Marks(problems=("the file is empty",))
    columns, problem = _columns(table[0][1])
    if problem:
        return Marks(problems=(f"line {table[0][0]}: {problem}",))
    return _settled(_read(line, cells, columns) for line, cells in table[1:])


def _scanned(line: str, number: int) -> Mark:
    found = _TAG.search(line)
    assert found
    return Mark(found[1].upper(), "", attended=True, number=int(found[2]), line=number)


def _read(line: int, cells: Sequence[str], columns: Mapping[str, int]) -> Mark | str | None:
    def cell(name: str) -> str:
        at = columns.get(name, len(cells))
        return cells[at] if at < len(cells) else ""

    code, name, number, answer = cell("code"), cell("name"), cell("number"), cell("attended")
    tag = _TAG.fullmatch(code)
    if tag:
        code, number = tag[1], tag[2]
    if not answer:
        return None
    said = answer.casefold().rstrip(".")
    attended = said in attendance_words("cells")["yes"]
    if not attended and said not in attendance_words("cells")["no"]:
        return f"line {line}: {answer!r} says neither yes nor no"
    if not code:
        return f"line {line}: the code is missing{f' ({name})' if name else ''}"
    if number and not number.isdecimal():
        return f"line {line}: {number!r} is not the number of a person"
    return Mark(code.upper(), name, attended, int(number) if number else None, line)


def _settled(read: Iterable[Mark | str | None]) -> Marks:
    """Marks apart from problems; who is marked both ways is a problem, who is marked twice alike counts once."""
    marks: dict[tuple[str, int | None, str], Mark] = {}
    problems: list[str] = []
    for found in read:
        if isinstance(found, str):
            problems.append(found)
        elif found is not None:
            key = (found.code, found.number, found.name.casefold())
            first = marks.setdefault(key, found)
            if first.attended != found.attended:
                who = found.name or found.code
                problems.append(f"line {found.line}: {who} is marked otherwise in line {first.line}")
    return Marks(tuple(marks.values()), tuple(problems))


def _columns(headings: Sequence[str]) -> tuple[Mapping[str, int], str]:
    known = attendance_words("headings")
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        said = heading.casefold().strip(" .:")
        for name, synonyms in known.items():
            if said in synonyms:
                columns.setdefault(name, at)
    missing = [name for name in ("code", "attended") if name not in columns]
    if missing:
        return {}, f"no column {' and '.join(repr(name) for name in missing)}; the headings are {', '.join(headings)}"
    return columns, ""


def _delimiter(text: str) -> str:
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=heading.count)


def _decoded(content: bytes) -> str:
    if content.startswith(UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
