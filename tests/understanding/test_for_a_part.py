"""One of a party is there for a part of it only: he goes before the end, comes later, or is busy in a round."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.test_choices import EVENTS
from tests.understanding.test_plain_mails import DAYS, FORUM, KIDS, WORKS

BOTH, FIRST, SECOND = (True, True), (True, False), (False, True)
ALL_OF = {
    FORUM: "Please book Ted Cole, Mary Fox and me. T1 and W2 for all of us.",
    DAYS: "Please book Ted Cole, Mary Fox and me. D1-A and D2-B for all of us.",
    WORKS: "Iscrivo Ada Neri, Pino Bo e me. Tutti al gruppo 3 e al gruppo 6.",
    KIDS: "Iscrivo Mei Zhou, Pino Bo e Ada Neri a M2 e P2.",
}
ONE = {FORUM: "Mary Fox", DAYS: "Mary Fox", WORKS: "Ada Neri", KIDS: "Ada Neri"}


@pytest.mark.parametrize(
    ("event", "words", "there"),
    [
        # goes, at a time or behind a round
        (FORUM, "Mary has to leave after lunch.", FIRST),
        (FORUM, "Mary goes home after lunch.", FIRST),
        (FORUM, "Mary is leaving at lunchtime, though.", FIRST),
        (FORUM, "Mary leaves at one.", FIRST),
        (FORUM, "Mary has a train at two.", FIRST),
        (FORUM, "Mary only stays until lunch.", FIRST),
        (FORUM, "Mary leaves after the morning.", FIRST),
        (FORUM, "Mary has to leave at five.", BOTH),
        (FORUM, "Mary doesn't have to leave until six.", BOTH),
        (FORUM, "At lunch Mary sees the dog, then she is back.", BOTH),
        (DAYS, "Mary flies home on Thursday night.", FIRST),
        (DAYS, "Mary arrives on Thursday morning and goes home on Friday afternoon.", BOTH),
        (WORKS, "Ada però va via dopo il primo turno.", FIRST),
        (WORKS, "Ada alle 16.30 deve andare via.", FIRST),
        (WORKS, "Ada se ne va alla fine del primo turno.", FIRST),
        (WORKS, "Ada resta solo fino alla pausa.", FIRST),
        (WORKS, "Ada ha il treno alle 19.", BOTH),
        (WORKS, "Veniamo dal lavoro, facciamo le 15 precise.", BOTH),
        (KIDS, "Ada la vengono a riprendere a mezzogiorno.", FIRST),
        # comes later
        (FORUM, "Mary will only arrive after lunch.", SECOND),
        (FORUM, "Mary joins us after the morning.", SECOND),
        (FORUM, "Mary gets in at nine in the morning.", BOTH),
        (DAYS, "Mary arrives on Friday only.", SECOND),
        (WORKS, "Ada arriva solo per il secondo turno.", SECOND),
        (WORKS, "Ada arriva dopo il primo turno.", SECOND),
        (KIDS, "Ada la mattina arriva un po' in ritardo.", BOTH),
        # has something of his own
        (FORUM, "Mary works in the afternoon.", FIRST),
        (FORUM, "Mary can't do the afternoon.", FIRST),
        (FORUM, "Mary can't eat nuts at lunch.", BOTH),
        (FORUM, "Mary has a meeting until nine in the morning but will make it.", BOTH),
        (DAYS, "Mary can't make the Friday.", FIRST),
        (DAYS, "Mary isn't here on the Thursday.", SECOND),
        (KIDS, "Ada però al pomeriggio non può.", FIRST),
        (KIDS, "Ada il pomeriggio ha danza.", FIRST),
        (KIDS, "Ada la mattina ha catechismo.", SECOND),
        (KIDS, "Ada la mattina dorme.", SECOND),
    ],
)
def test_who_is_away_for_a_round_has_no_choice_there(event: str, words: str, there: tuple[bool, bool]) -> None:
    text = f"{ALL_OF[event]} {words} Ivo Sala"
    reading = read(Message(sender=Address("Ivo Sala", "writer@posta.example"), subject="", text=text), EVENTS[event])

    rounds = [r.id for r in EVENTS[event].rounds]
    got = {p.name: tuple(r in p.choices for r in rounds) for p in reading.people}
    assert got.pop(ONE[event]) == there
    assert set(got.values()) == {BOTH}


@pytest.mark.parametrize(
    "words",
    [
        "Forse Ada va via dopo il primo turno.",
        "Se Ada deve andare via dopo il primo turno ve lo dico.",
        "Nostro figlio Leo ci viene a prendere alle 18.30.",
        "Ada deve andare via dopo il primo turno?",
    ],
)
def test_nobody_is_away_by_what_may_be(words: str) -> None:
    text = f"{ALL_OF[WORKS]} {words} Ivo Sala"
    reading = read(Message(sender=Address("Ivo Sala", "writer@posta.example"), subject="", text=text), EVENTS[WORKS])

    assert [len(p.choices) for p in reading.people] == [2, 2, 2]


def test_the_writer_goes_where_the_verb_is_his() -> None:
    text = f"{ALL_OF[WORKS]} Io però dopo il primo turno vado via. Ivo Sala"
    reading = read(Message(sender=Address("Ivo Sala", "writer@posta.example"), subject="", text=text), EVENTS[WORKS])

    assert {p.name: len(p.choices) for p in reading.people} == {"Ada Neri": 2, "Pino Bo": 2, "Ivo Sala": 1}
