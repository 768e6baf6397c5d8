from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from lxml import etree

from mailflow.papers.workbook import workbook, workbook_of
from tests.papers.sample import BOOKINGS, POSITIONS, ROSSI, event

NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheets(content: bytes) -> dict[str, list[list[str]]]:
    """The texts and numbers of every sheet, and nothing else there may be in a cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        strings = [
            str(item.xpath("string()"))
            for item in etree.fromstring(file.read("xl/sharedStrings.xml")).findall("x:si", NS)
        ]
        names = [s.get("name") or "" for s in etree.fromstring(file.read("xl/workbook.xml")).iterfind(".//x:sheet", NS)]
        found: dict[str, list[list[str]]] = {}
        for number, name in enumerate(names, 1):
            sheet = etree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))
            assert sheet.findall(".//x:c/x:f", NS) == []
            assert sheet.findall(".//x:hyperlink", NS) == []
            found[name] = [
                [
                    (
                        strings[int(cell.findtext("x:v", "", NS))]
                        if cell.get("t") == "s"
                        else cell.findtext("x:v", "", NS)
                    )
                    for cell in row.findall("x:c", NS)
                ]
                for row in sheet.iterfind(".//x:row", NS)
            ]
    return found


def test_the_organizers_see_a_person_a_line_in_their_language() -> None:
    people = sheets(workbook(event(), BOOKINGS, POSITIONS))["Iscritti"]
    assert people[0] == [
        "Codice", "N.", "Nome", "Posto", "Primo turno", "Secondo turno", "Presente", "Referente", "E-mail", "Telefono",
        "Ente o impresa", "Richieste", "Arrivata per", "Ricevuta", "Lingua",
    ]  # fmt: skip
    assert people[1][:6] == [
        "K7QM-3F",
        "1",
        "Nicolò Rossi",
        "confermato",
        "1. Green energy",
        "5. Governance di distretto",
    ]
    assert people[2][:5] == [
        "K7QM-3F",
        "2",
        "ospite di Nicolò Rossi",
        "confermato",
        "1. Green energy – in lista d'attesa (2°)",
    ]


def test_no_word_of_a_person_is_a_formula() -> None:
    people = sheets(workbook(event(), BOOKINGS))["Iscritti"]
    assert [line[2] for line in people if line[0] == "M5MM-4N"] == ["=cmd|' /C calc'!A0"]


def test_the_seats_stand_on_a_sheet_of_their_own() -> None:
    seats = sheets(workbook(event(), BOOKINGS))["Posti"]
    assert [line[-5:] for line in seats[1:3]] == [["60", "6", "0", "0", "54"], ["16", "2", "1", "1", "13"]]


def test_several_events_have_a_sheet_each_under_names_that_excel_takes() -> None:
    title = "Corso: [base]/avanzato? di primo soccorso pediatrico"
    twins = [(replace(event(), title=title), [ROSSI]), (replace(event(), title=title), [])]
    assert list(sheets(workbook_of(twins))) == [
        "Corso   base  avanzato  di prim",
        "Corso   base  avanzato  di pr 2",
        "Posti",
    ]


def test_an_event_without_bookings_has_its_headings() -> None:
    assert [len(lines) for lines in sheets(workbook(event(), [])).values()] == [1, 8]


def test_a_text_longer_than_a_cell_is_cut_not_lost() -> None:
    long = replace(ROSSI, contact=replace(ROSSI.contact, organization="x" * 40_000))
    people = sheets(workbook(event(), [long]))["Iscritti"]
    assert [len(cell) for cell in people[1] if len(cell) > 100] == [32_767]
