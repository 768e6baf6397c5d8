"""The small parts: tokens, days and hours, phones, phrases, names."""

from __future__ import annotations

import pytest

from mailflow.understanding.text.days import days
from mailflow.understanding.text.hours import hours
from mailflow.understanding.text.phones import international, phone_spans
from mailflow.understanding.text.phrases import parse_phrase
from mailflow.understanding.text.stems import heard
from mailflow.understanding.text.tokens import fold, tokenize
from mailflow.understanding.text.vocabulary import languages, vocabulary


def test_an_apostrophe_after_a_vowel_is_an_accent() -> None:
    assert [fold(w) for w in ("comunita'", "perché", "e'", "è", "e")] == ["comunita", "perche", "è", "è", "e"]


def test_articles_are_words_of_their_own() -> None:
    assert [t.text for t in tokenize("l'erba e all'1")] == ["l'", "erba", "e", "all'", "1"]


@pytest.mark.parametrize(
    ("text", "day", "month", "weekday"),
    [
        ("venerdì 26 novembre", 26, 11, 4),
        ("il 26/11/2010", 26, 11, None),
        ("sabato 16", 16, None, 5),
        ("domenica", None, None, 6),
        ("vengo sabato. Il 10 è troppo presto", None, None, 5),
        ("sab. 16", 16, None, 5),
    ],
)
def test_days_as_people_write_them(text: str, day: int | None, month: int | None, weekday: int | None) -> None:
    found = next(days(tokenize(text), vocabulary("it")))
    assert (found.day, found.month, found.weekday) == (day, month, weekday)


@pytest.mark.parametrize(
    ("language", "text", "hour", "minute"),
    [
        ("it", "alle 15.30", 15, 30),
        ("it", "alle tre del pomeriggio", 15, 0),
        ("it", "alle undici e mezza", 11, 30),
        ("en", "the 3pm boat", 15, 0),
        ("en", "half past two", 14, 30),
        ("en", "at 13h00", 13, 0),
        ("en", "Sunday noon", 12, 0),
        ("it", "domenica, mezzogiorno", 12, 0),
    ],
)
def test_hours_as_people_write_them(language: str, text: str, hour: int, minute: int) -> None:
    found = next(hours(tokenize(text), vocabulary(language)))
    assert found.says(hour, minute)


def test_a_phone_is_found_and_a_date_is_none() -> None:
    assert [n for _, _, n in phone_spans("tel. 0536 555083, il 26.11.2010", "IT")] == ["+390536555083"]


def test_a_foreign_number_keeps_its_country() -> None:
    assert international("+44 1782 555013", "IT") == "+441782555013"


def test_phrases_stand_for_their_variants() -> None:
    assert parse_phrase("{n} [bei] posti*", {"n": ["uno", "altri due"]}) == [
        [["uno"], ["altri", "due"]],
        [["bei"], []],
        "posti*",
    ]


def test_a_gap_skips_up_to_three_words_and_no_comma() -> None:
    def quits(text: str) -> bool:
        return any(m.cls == "quits" for m in vocabulary("it").marks(tokenize(text)))

    assert quits("non riesco proprio più a venire")
    assert not quits("non riesco a dire se, venire")
    assert not quits("non riesco a capire da quale casello venire")


def test_languages_are_the_files_of_the_vocabulary() -> None:
    assert languages() == ("en", "it")


def test_every_language_has_the_same_classes() -> None:
    assert {language: set(vocabulary(language).words) for language in languages()} == {
        language: set(vocabulary("it").words) for language in languages()
    }


def test_words_that_sound_alike_meet() -> None:
    assert heard("grin enerji") == heard("green energy")
