"""How names are written, whoever typed them."""

from __future__ import annotations

import pytest

from mailflow.decision.names import key, keys_in, written


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("MALAGOLI GINO", "Malagoli Gino"),
        ("sandro pellati", "Sandro Pellati"),
        ("NICOLÒ D'ANGELO", "Nicolò D'Angelo"),
        ("maria-josé o’brien", "Maria-José O’Brien"),
        ("ANNA DE LUCA", "Anna De Luca"),
        ("ludwig van beethoven", "Ludwig van Beethoven"),
        ("ROSSI Mario", "ROSSI Mario"),
        ("Angus McDonald", "Angus McDonald"),
        ("LÊ", "Lê"),
        ("J", "J"),
        ("klaus weiß", "Klaus Weiß"),
        ("ΓΙΏΡΓΟΣ ΠΑΠΠΆΣ", "Γιώργος Παππάς"),
    ],
)
def test_a_name_is_written_as_a_secretary_writes_it(typed: str, name: str) -> None:
    assert written(typed) == name


@pytest.mark.parametrize(
    ("text", "stands_in_it"),
    [
        ("Luca Verdi non viene.", True),
        ("Ha disdetto VERDI LUCA", True),
        ("Luca non viene, Verdi sì", False),
        ("Verdi non viene", False),
        ("Viene Anna Luca Verdi Bassi", True),
    ],
)
def test_a_whole_name_stands_in_a_text_in_one_piece(text: str, stands_in_it: bool) -> None:
    assert (key("Luca Verdi") in keys_in(text)) is stands_in_it
