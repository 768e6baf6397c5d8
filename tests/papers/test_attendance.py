from __future__ import annotations

import pytest

from mailflow.papers.attendance import Mark, Marks, read_csv
from mailflow.papers.lists import rows
from mailflow.papers.spreadsheet import to_csv
from tests.papers.sample import BOOKINGS, event

ROSSI = Mark("K7QM-3F", "Nicolò Rossi", attended=True, line=2)


@pytest.mark.parametrize("yes", ["yes", "YES", "y", "sì", "Si", "SÌ", "x", "X", "1", "true", "✓", "presente"])
def test_a_yes_is_a_yes(yes: str) -> None:
    assert read_csv(f"code,name,attended\nK7QM-3F,Nicolò Rossi,{yes}\n".encode()) == Marks((ROSSI,))


@pytest.mark.parametrize("no", ["no", "NO", "n", "0", "false", "assente"])
def test_a_no_is_a_no(no: str) -> None:
    marks = read_csv(f"code,name,attended\nK7QM-3F,Nicolò Rossi,{no}\n".encode()).marks
    assert [mark.attended for mark in marks] == [False]


def test_a_blank_leaves_the_person_unmarked() -> None:
    assert read_csv(b"code,name,attended\nK7QM-3F,Anna,\nA2BC-9X,Ugo,no\n") == Marks(
        (Mark("A2BC-9X", "Ugo", attended=False, line=3),)
    )


@pytest.mark.parametrize(
    "content",
    [
        "Codice;Nome;Presente\r\nK7QM-3F;Nicolò Rossi;sì\r\n".encode(),
        "\ufeffCodice;Nome;Presente\r\nK7QM-3F;Nicolò Rossi;sì\r\n".encode(),
        "Codice;Nome;Presente\r\nK7QM-3F;Nicolò Rossi;sì\r\n".encode("cp1252"),
        "Codice\tNome\tPresente\r\nK7QM-3F\tNicolò Rossi\tsì\r\n".encode("utf-16"),
        "attended\tname\tcode\nx\tNicolò Rossi\tk7qm-3f\n".encode(),
        'code,name,attended\n"K7QM-3F","Nicolò Rossi","x"'.encode(),
    ],
)
def test_files_of_excel_and_others_say_the_same(content: bytes) -> None:
    assert read_csv(content) == Marks((ROSSI,))


def test_problems_name_their_lines_and_the_rest_is_read() -> None:
    read = read_csv(b"code,name,attended\nK7QM-3F,Anna,forse\n\n,Ugo,yes\nA2BC-9X,Pia,yes\n")
    assert read == Marks(
        (Mark("A2BC-9X", "Pia", attended=True, line=5),),
        ("line 2: 'forse' says neither yes nor no", "line 4: the code is missing (Ugo)"),
    )


def test_a_missing_column_is_told_with_the_headings_found() -> None:
    assert read_csv(b"name,mail\nAnna,x\n").problems == (
        "line 1: no column 'code' and 'attended'; the headings are name, mail",
    )


@pytest.mark.parametrize("begin", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1"])
def test_a_spreadsheet_is_told_from_a_csv(begin: bytes) -> None:
    assert read_csv(begin) == Marks(problems=("this is a spreadsheet; save it as CSV there, and give that file",))


def test_an_empty_file_says_so() -> None:
    assert read_csv(b"").problems == ("the file is empty",)


def test_a_person_marked_both_ways_is_a_problem_and_twice_alike_is_not() -> None:
    read = read_csv(b"code,name,attended\nK7QM-3F,Anna,x\nK7QM-3F,Anna,yes\nK7QM-3F,anna,no\n")
    assert read == Marks(
        (Mark("K7QM-3F", "Anna", attended=True, line=2),), ("line 4: anna is marked otherwise in line 2",)
    )


def test_what_a_scanner_read_off_the_sheet_are_people_who_came() -> None:
    assert read_csv(b"mailflow:K7QM-3F:2\n\nmailflow:a2bc-9x:1\n") == Marks(
        (
            Mark("K7QM-3F", "", attended=True, number=2, line=1),
            Mark("A2BC-9X", "", attended=True, number=1, line=3),
        )
    )


def test_the_list_we_write_reads_back_once_it_is_marked() -> None:
    text = to_csv(rows(event(), BOOKINGS)).replace("confirmed,,,,,,", "confirmed,,,,,yes,")
    assert [(m.code, m.number, m.name) for m in read_csv(text.encode()).marks] == [
        ("R3RR-5S", 1, "Pia Monti"),
        ("M5MM-4N", 1, "=cmd|' /C calc'!A0"),
    ]
