"""Hours in words, as people say them."""

from __future__ import annotations

import pytest

from mailflow.understanding.text.hours import hours
from mailflow.understanding.text.tokens import tokenize
from mailflow.understanding.text.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "a place at quarter past ten", [(10, 15)]),
        ("en", "the quarter to twelve", [(11, 45)]),
        ("en", "quarter to one", [(12, 45)]),
        ("en", "at ten past nine, or ten after two", [(9, 10), (2, 10)]),
        ("en", "half past eleven or half two", [(11, 30), (2, 30)]),
        ("en", "we are free from ten to twelve", []),
        ("en", "a quarter of us", []),
        ("it", "alle otto e un quarto, alle nove meno un quarto", [(8, 15), (8, 45)]),
    ],
)
def test_an_hour_told_in_words_is_read(language: str, text: str, told: list[tuple[int, int]]) -> None:
    found = [(ref.hour, ref.minute) for ref in hours(tokenize(text), vocabulary(language))]

    assert [hour for hour in found if hour[1]] == told
