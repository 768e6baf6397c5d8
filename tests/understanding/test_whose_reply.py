"""Replies of several: whose wish a session is where one is told as the reason, or has thought again; who brings others,
and what of an offer some decline."""

from __future__ import annotations

import pytest

from mailflow.understanding.reading import Intent, Reading
from tests.understanding.test_replies import EN, IT, ONE, TWO, reply

UGO = "Ugo Sala"


def wanted(got: Reading) -> dict[str, list[str]]:
    """The sessions wanted by given name, those of all by ''."""
    told = [("", got.choices), *((p.name.partition(" ")[0], p.choices) for p in got.people)]
    return {name: [s for some in choices.values() for s in some] for name, choices in told if choices}


@pytest.mark.parametrize(
    ("event", "text", "want"),
    [
        (EN, "Ugo's keen on the 13:00 instead", {"Ugo": ["boat-1300"]}),
        (EN, "Ugo's going to do the 13:00 instead", {"Ugo": ["boat-1300"]}),
        (EN, "Ugo has changed his mind, he'd like the 13:00", {"Ugo": ["boat-1300"]}),
        (EN, "My brother Ugo has changed his mind and wants the 13:00", {"Ugo": ["boat-1300"]}),
        (IT, "Ugo ha cambiato idea, preferisce il welfare", {"Ugo": ["welfare"]}),
        (IT, "Mio fratello Ugo ha cambiato idea e vorrebbe welfare invece di energia", {"Ugo": ["welfare"]}),
        # one is the reason, and all move
        (EN, "Ugo's working in the morning, can we move to the 13:00 please?", {"": ["boat-1300"]}),
        (EN, "Ugo can't do the 10:00 so we'd prefer the 13:00", {"": ["boat-1300"]}),
        (EN, "I need to cancel the 10:00. Can we do the 13:00 instead?", {"": ["boat-1300"]}),
    ],
)
def test_whose_the_new_session_is(event: str, text: str, want: dict[str, list[str]]) -> None:
    got = reply(event, text, TWO)

    assert (got.intent, got.confident, got.leaving, wanted(got)) == (Intent.CHANGE, True, (), want)


def test_one_who_has_thought_again_may_leave() -> None:
    assert reply(EN, "Ugo has changed his mind and won't come", TWO).leaving == (UGO,)
    assert reply(IT, "Ugo ha cambiato idea e non viene più", TWO).leaving == (UGO,)


@pytest.mark.parametrize(
    ("event", "text", "more"),
    [
        (EN, "Ugo is bringing two friends", 2),
        (EN, "Ugo would like to bring his girlfriend, is that ok?", 1),
        (IT, "Ugo porta due amici", 2),
        (EN, "Ugo is bringing a cake", None),
        (EN, "Ugo will bring his dog", None),
        (IT, "Ugo porta una torta", None),
    ],
)
def test_one_brings_others(event: str, text: str, more: int | None) -> None:
    assert reply(event, text, TWO).more == more


@pytest.mark.parametrize("asked", ["", "offer"])
@pytest.mark.parametrize("text", ["Va bene per me, Ugo invece non può", "Per me ok, Ugo però non può"])
def test_one_of_them_cannot(text: str, asked: str) -> None:
    got = reply(IT, text, TWO, asked=asked)

    assert (got.intent, got.confident, got.leaving) == (Intent.CHANGE, True, (UGO,))


@pytest.mark.parametrize(
    ("event", "text"),
    [(IT, "Ugo viene, io lascio il posto ad altri"), (EN, "No thanks for me, but Ugo will come")],
)
def test_a_no_of_one_is_none_of_all(event: str, text: str) -> None:
    got = reply(event, text, TWO, asked="offer")

    assert (got.intent, got.confident, [d.about for d in got.doubts]) == (Intent.OTHER, False, ["names"])


def test_a_yes_may_ask_something_under_an_if() -> None:
    got = reply(EN, "We'll take it, thanks! Is it ok if we're a few minutes late?", TWO, asked="offer")

    assert (got.intent, got.confident, got.question) == (Intent.ACCEPT, True, True)


@pytest.mark.parametrize(
    ("event", "text", "seats"),
    [
        (EN, "Just me and Tim.", 2),
        (EN, "me and my husband", 2),
        (EN, "It's just me and my husband", 2),
        (EN, "only me", 1),
        (IT, "io e mio marito", 2),
        (IT, "solo io e Dino", 2),
    ],
)
def test_who_comes_tells_how_many(event: str, text: str, seats: int) -> None:
    got = reply(event, text, ONE, size=3, asked="seats")

    assert (got.intent, got.confident, got.seats) == (Intent.CHANGE, True, seats)


@pytest.mark.parametrize(
    ("event", "text", "asked"),
    [
        (EN, "Not sure yet, three or four", "seats"),
        (IT, "Ancora non so, due o tre", "seats"),
        (EN, "Yes but only for Ugo", "confirm-change"),
        (IT, "Sì ma solo per Ugo", "confirm-change"),
    ],
)
def test_an_answer_may_leave_it_open(event: str, text: str, asked: str) -> None:
    assert not reply(event, text, TWO, asked=asked).confident
