from __future__ import annotations

from dataclasses import replace

from mailflow.papers.badges import badges_html, name_badges
from tests.papers.pictures import codes, pages, words
from tests.papers.sample import BOOKINGS, DE_LUCA, TEMPLATES, event


def test_the_code_of_a_badge_reads_back() -> None:
    (picture,) = pages(name_badges(event(), [DE_LUCA], TEMPLATES))
    assert codes(picture) == {"mailflow:A2BC-9X:1"}


def test_everyone_with_a_place_has_a_badge_and_who_gave_it_up_has_none() -> None:
    (picture,) = pages(name_badges(event(), BOOKINGS, TEMPLATES))
    assert codes(picture) == {
        "mailflow:K7QM-3F:1",
        "mailflow:K7QM-3F:2",
        "mailflow:A2BC-9X:1",
        "mailflow:H4TT-2P:1",
        "mailflow:R3RR-5S:1",
        "mailflow:M5MM-4N:1",
    }


def test_a_badge_says_where_its_bearer_goes() -> None:
    (text,) = words(name_badges(event(), [DE_LUCA], TEMPLATES))
    assert sorted(text.split("\r\n")) == [
        "15.00 1. Green energy",
        "Anna",
        "De Luca",
        "La fabbrica delle idee: secondo workshop-laboratorio",
        "venerdì 26 novembre 2010",
    ]


def test_ten_badges_fill_a_page() -> None:
    crowd = [replace(DE_LUCA, code=f"A2BC-{number:02}") for number in range(21)]
    assert [len(codes(picture)) for picture in pages(name_badges(event(), crowd, TEMPLATES))] == [10, 10, 1]


def test_a_long_name_is_set_smaller() -> None:
    def size(name: str) -> str:
        named = DE_LUCA.with_attendee(replace(DE_LUCA.attendees[0], name=name))
        return badges_html(event(), [named], TEMPLATES).partition('<p class="given ')[2].partition('"')[0]

    assert [size(name) for name in ("Anna Rossi", "Massimiliano G. Rossi", "Massimiliano Maria Gatti")] == [
        "huge",
        "large",
        "middle",
    ]
