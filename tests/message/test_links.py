"""Where the links of HTML lead, for who hands the words on."""

from __future__ import annotations

import pytest

from mailflow.message import html


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('La mappa è <a href="https://c.example/m">qui</a>.', "La mappa è qui (https://c.example/m)."),
        ('La mappa è <a href="https://c.example/m">qui </a>e basta', "La mappa è qui (https://c.example/m) e basta"),
        ('<a href="https://c.example/m_(1)"><b>La mappa</b></a>', "La mappa (https://c.example/m_%281%29)"),
        ('<a href="https://www.c.example/">www.c.example</a>', "www.c.example"),
        ('<a href="https://c.example/m">https://c.example/m</a>', "https://c.example/m"),
        ('<a href="mailto:a@c.example?subject=x">scrivete</a>', "scrivete (a@c.example)"),
        ('<a href="tel:+39059">chiamate</a>', "chiamate (+39059)"),
        (
            '<ul><li><a href="https://c.example/m">mappa</a></li><li>due</li></ul>',
            "- mappa (https://c.example/m)\n- due",
        ),
        ('<a href="https://c.example"><img src="logo.png"></a>Ciao', "Ciao"),
        ('<a href="#sotto">sotto</a> <a href="javascript:x()">no</a>', "sotto no"),
    ],
)
def test_an_address_stands_behind_the_words_that_lead_there(written: str, told: str) -> None:
    assert html.read(f"<p>{written}</p>", links=True).text == told


def test_whoever_reads_a_booking_sees_the_words_alone() -> None:
    assert html.to_text('<p>La mappa è <a href="https://c.example/m">qui</a>.</p>') == "La mappa è qui."
