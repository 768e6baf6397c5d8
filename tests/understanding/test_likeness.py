"""How much two words have in common."""

from __future__ import annotations

import pytest

from mailflow.understanding.text.likeness import likeness


@pytest.mark.parametrize(("one", "other", "told"), [
    ("", "", 100.0),
    ("formazione", "formazione", 100.0),
    ("formazione", "", 0.0),
    ("logitsica", "logistica", 89),  # one letter out of its row: 8 of 9
    ("abc", "xyz", 0.0),
    ("abcd", "dcba", 25.0),
    ("governanse", "governance", 90.0),
    ("a" * 70 + "b", "b" + "a" * 70, 99),  # longer than a word of the machine
])  # fmt: skip
def test_it_is_the_longest_row_that_both_have_of_all_letters(one: str, other: str, told: float) -> None:
    assert round(likeness(one, other)) == told
    assert likeness(one, other) == likeness(other, one)
