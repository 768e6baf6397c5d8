from __future__ import annotations

from dataclasses import replace

from mailflow.papers.attendance import read_csv
from mailflow.papers.sheet import sheets_html, sheets_of, sign_in_sheets
from tests.papers.pictures import codes, described, pages, words
from tests.papers.sample import BOOKINGS, ROSSI, TEMPLATES, event


def test_every_session_has_a_sheet_and_who_is_in_none_has_one_too() -> None:
    sheets = {sheet.heading: [entry.shown for entry in sheet.entries] for sheet in sheets_of(event(), BOOKINGS)}
    assert sheets == {
        "1. Green energy": ["Zoë Àvila", "Anna De Luca", "Nicolò Rossi"],
        "2. Logistica e mobilità di merci e persone": [],
        "3. Welfare e volontariato": [],
        "4. Formazione e saperi, ricerca e innovazione": [],
        "5. Governance di distretto": ["Nicolò Rossi"],
        "6. Riqualificazione territoriale e sostenibilità": [],
        "Senza gruppo": ["=cmd|' /C calc'!A0", "Pia Monti", "Nicolò Rossi"],
    }


def test_an_event_without_sessions_has_one_sheet() -> None:
    assert [sheet.heading for sheet in sheets_of(event("primo-soccorso"), [])] == ["Corso di primo soccorso pediatrico"]


def test_a_place_on_offer_is_marked_and_a_place_on_the_waiting_list_is_no_place() -> None:
    (green, *_) = sheets_of(event(), BOOKINGS)
    assert [(entry.shown, entry.held) for entry in green.entries] == [
        ("Zoë Àvila", True),
        ("Anna De Luca", False),
        ("Nicolò Rossi", False),
    ]


def test_the_code_by_each_line_reads_back_as_who_came() -> None:
    pdf = sign_in_sheets(event(), BOOKINGS, TEMPLATES)
    scanned = [codes(picture) for picture in pages(pdf)]
    assert scanned[0] == {"mailflow:H4TT-2P:1", "mailflow:A2BC-9X:1", "mailflow:K7QM-3F:1"}
    assert scanned[-1] == {"mailflow:M5MM-4N:1", "mailflow:R3RR-5S:1", "mailflow:K7QM-3F:2"}
    marks = read_csv("\n".join(sorted(scanned[0])).encode()).marks
    assert [(mark.code, mark.number) for mark in marks] == [("A2BC-9X", 1), ("H4TT-2P", 1), ("K7QM-3F", 1)]


def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    assert described(sign_in_sheets(event("primo-soccorso"), [], TEMPLATES)) == (
        True,
        "it",
        "Foglio firme – Corso di primo soccorso pediatrico",
    )


def test_lines_for_walk_ins_are_as_many_as_asked_for() -> None:
    html = sheets_html(event(), [], TEMPLATES, blank=3)
    assert html.count('<tr class="walk-in">') == 3 * 6


def test_a_full_page_goes_on_under_its_heading() -> None:
    crowd = [replace(ROSSI, code=f"K7QM-{number:02}") for number in range(30)]
    green = [text for text in words(sign_in_sheets(event(), crowd, TEMPLATES, blank=0)) if "Nicolò Rossi" in text]
    assert ["Firma" in text for text in green[:2]] == [True, True]


def test_a_full_group_of_sixteen_and_its_walk_ins_stand_on_one_page() -> None:
    crowd = [replace(ROSSI, code=f"K7QM-{number:02}") for number in range(16)]
    green = [text for text in words(sign_in_sheets(event(), crowd, TEMPLATES)) if "1. Green energy" in text]
    assert (len(green), green[0].count("senza prenotazione")) == (1, 6)


def test_what_a_person_calls_themselves_is_no_markup() -> None:
    attendee = replace(ROSSI.attendees[0], name='<img src="file:///etc/passwd">')
    html = sheets_html(event(), [ROSSI.with_attendee(attendee)], TEMPLATES)
    assert "<img src=&" not in html
    assert html.count("<img src=") == html.count('<img src="data:')
