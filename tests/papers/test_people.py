from __future__ import annotations

import pytest

from mailflow.papers.people import Entry, alphabetical, filed_as


@pytest.mark.parametrize(
    ("name", "before", "surname", "after"),
    [
        ("Nicolò Rossi", "Nicolò", "Rossi", ""),
        ("Maria Grazia De Luca", "Maria Grazia", "De Luca", ""),
        ("Jan van den Berg", "Jan", "van den Berg", ""),
        ("Luca Dall'Olio", "Luca", "Dall'Olio", ""),
        ("ROSSI Mario", "", "ROSSI", "Mario"),
        ("Mario ROSSI", "Mario", "ROSSI", ""),
        ("Massimiliano G. Rossi", "Massimiliano G.", "Rossi", ""),
        ("MARIO ROSSI", "MARIO", "ROSSI", ""),
        ("De Luca", "De", "Luca", ""),
        ("Anna", "", "Anna", ""),
    ],
)
def test_a_name_is_filed_under_its_surname(name: str, before: str, surname: str, after: str) -> None:
    assert Entry("K7QM-3F", 1, name).filed == (before, surname, after)


def test_people_stand_in_alphabetical_order_without_regard_to_accents_and_guests_beside_their_host() -> None:
    names = ["Zoë Àvila", "Ugo Zanni", "anna avila", "Anna De Luca", "", "Bea Dente"]
    entries = [Entry("K7QM-3F", number, name, host="" if name else "Anna De Luca") for number, name in enumerate(names)]
    assert [entry.shown for entry in alphabetical(entries)] == [
        "anna avila",
        "Zoë Àvila",
        "Anna De Luca",
        "Anna De Luca",
        "Bea Dente",
        "Ugo Zanni",
    ]


def test_nobody_has_a_name_that_cannot_be_filed() -> None:
    assert [filed_as(name) for name in ("", " ", "X")] == [("", ""), ("", ""), ("x", "")]
