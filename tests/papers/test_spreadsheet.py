from __future__ import annotations

import csv
import io

import pytest

from mailflow.papers.lists import rows
from mailflow.papers.spreadsheet import guarded, to_csv, unguarded
from tests.papers.sample import BOOKINGS, POSITIONS, event


def read() -> list[dict[str, str]]:
    text = to_csv(rows(event(), BOOKINGS, POSITIONS))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_person_is_a_line() -> None:
    assert read()[1] == {
        "event": "fabbrica-idee-2",
        "code": "K7QM-3F",
        "number": "2",
        "name": "",
        "status": "confirmed",
        "turno-1": "green-energy",
        "turno-1 status": "waitlisted 2",
        "turno-2": "",
        "turno-2 status": "",
        "attended": "",
        "contact_name": "Nicolò Rossi",
        "email": "n.rossi@ceramiche.example",
        "phone": "'+393351234567",
        "organization": "Ceramiche Rossi S.p.A.",
        "source": "email",
        "received": "2010-11-05T10:12:00+01:00",
        "language": "it",
        "requests": "",
    }


def test_no_cell_is_a_formula_wherever_excel_splits_the_line() -> None:
    text = to_csv(rows(event(), BOOKINGS))
    cells = [
        cell for delimiter in ",;\t" for line in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in line
    ]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


@pytest.mark.parametrize("cell", ["=1+1", "+39 335", "-x", "@SUM(A1)", "\tx", "\rx", " =1+1", "Bar; =1+1", "a\n=b"])
def test_a_cell_that_looks_like_a_formula_is_guarded_and_reads_back(cell: str) -> None:
    assert guarded(cell) != cell
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["Nicolò Rossi", "D'Angelo", "info@posta.example", "3-4 persone", "", "5 = 5"])
def test_other_words_stay_as_they_are(cell: str) -> None:
    assert (guarded(cell), unguarded(cell)) == (cell, cell)


def test_no_bookings_make_a_heading() -> None:
    assert to_csv([]).startswith("\ufeffevent,code,number,name,status,attended")
