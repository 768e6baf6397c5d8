"""The writer's words that a question of ours is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.domain.letter import Ask, Query
from mailflow.outbox.facts import Facts
from mailflow.outbox.sample.desk import Desk
from tests.outbox.conftest import event_named

MAIL = """Buongiorno,
siamo in due, anzi
tre. Il parcheggio c'è?

Un saluto"""


def said(doubt: str, mail: str = MAIL) -> tuple[str, ...]:
    desk = Desk(event_named("fabbrica-idee"), "it")
    to = desk.answer()
    answering = replace(to["answering"], text=mail)
    letter = Ask(**(to | {"answering": answering}), queries=(Query(about="seats", words=doubt),))
    return Facts(letter, "info@office.example").queries(letter.queries)[0].said


@pytest.mark.parametrize(
    ("doubt", "words"),
    [
        ("how many: “due, anzi tre”", ("Buongiorno, siamo in due, anzi tre",)),
        ("“due” or “anzi tre”", ("Buongiorno, siamo in due, anzi tre",)),
        ("“parcheggio”", ("Il parcheggio c'è?",)),
        ("“words of the subject”", ("words of the subject",)),
        ("Nicolò D’Angelo", ("Nicolò D’Angelo",)),
        ("Lia Conti is not booked", ()),
        ("nothing is quoted", ()),
    ],
)
def test_they_are_told_in_their_sentence(doubt: str, words: tuple[str, ...]) -> None:
    assert said(doubt) == words


def test_of_a_long_sentence_what_stands_around_them_is_told() -> None:
    mail = f"{'prima di tutto ' * 20}verremmo in due o tre {'se il tempo lo permette ' * 20}"

    [words] = said("“due o tre”", mail)

    assert (words[0], "verremmo in due o tre" in words, words[-1], len(words) <= 125) == ("…", True, "…", True)
