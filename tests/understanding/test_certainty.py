"""How certain a reading is: weights, the second opinion on each fact, and the trees that weigh them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.labelled import CORPUS
from mailflow.config.event_file import load_event
from mailflow.message.model import Address, Message
from mailflow.understanding import reader
from mailflow.understanding.calibration import Trees, odds, sure_enough
from mailflow.understanding.opinions import Opinions, Read, opinions
from mailflow.understanding.reading import NOTHING_KNOWN
from mailflow.understanding.weights import pack, unpack, using, weights

EVENT = load_event(CORPUS / "given" / "events" / "fabbrica-idee.toml")
COIN = pack(("heads", "tails"), (0, 0), {"bent": (0, 100), "new": (300, 0)})


def examined(text: str) -> reader.Outcome:
    message = Message(sender=Address("Anna Conti", "anna@posta.example"), subject="Prenotazione", text=text)
    outcome = reader.examine(message, EVENT, NOTHING_KNOWN)
    assert outcome is not None
    return outcome


def read_by_rules(text: str) -> Read:
    read = examined(text).read
    assert read is not None
    return read


def test_probabilities_add_up_and_follow_the_signs() -> None:
    coin = unpack(COIN)

    assert coin.probabilities([]) == {"heads": 0.5, "tails": 0.5}
    assert {kind: round(share, 3) for kind, share in coin.probabilities(["bent", "bent", "unknown"]).items()} == {
        "heads": 0.269,
        "tails": 0.731,
    }


def test_other_weights_hold_for_a_while_only() -> None:
    mine = weights("intents")
    with using("intents", COIN):
        assert weights("intents").kinds == ("heads", "tails")
    assert weights("intents") == mine


def test_every_person_and_session_gets_an_opinion() -> None:
    read = read_by_rules("Buongiorno, prenoto per me e per Luca Verdi, gruppo 2 e gruppo 5. Anna Conti")
    said = opinions(read)

    assert [read.cast.persons[number].name for number, _ in said.people] == ["Anna Conti", "Luca Verdi"]
    assert [place for place, _ in said.sessions] == [mention.start for mention in read.found.mentions]
    assert {0.0 < share < 1.0 for _, share in (*said.people, *said.sessions)} == {True}


def test_a_number_the_words_do_not_say_is_held_less_probable() -> None:
    read = read_by_rules("Buongiorno, prenoto due posti per me e mia moglie, gruppo 2 e gruppo 5. Anna Conti")
    other = replace(read, seats=replace(read.seats, value=7))

    assert opinions(read).seats > opinions(other).seats


def test_the_least_probable_person_and_session_are_looked_at() -> None:
    said = odds(Opinions(0.5, ((0, 0.9), (1, 0.5)), ((4, 0.5),)))

    assert (said["odds_seats"], said["odds_people"], said["odds_sessions"]) == (0.0, 0.0, 0.0)
    assert (said["persons"], said["mentions"]) == (2.0, 1.0)


@pytest.mark.parametrize(("length", "share"), [(2.0, 0.881), (5.0, 0.269)])
def test_a_tree_parts_the_signs(length: float, share: float) -> None:
    trees = Trees(0.8, ("length", "ifs"), 0.0, (((0, 3.0, 1, 2), (2.0,), (-1.0,)),))

    assert round(trees.probability({"length": length, "ifs": 0.0}), 3) == share


def test_a_plain_booking_is_certain_and_a_rambling_one_is_not() -> None:
    plain = examined("Buongiorno,\nprenoto un posto per me: gruppo 2 e gruppo 5.\nGrazie\nAnna Conti")
    rambling = examined(
        "Buongiorno, mio cognato, che di queste cose se ne intende, dice che il gruppo 2 sarebbe il mio, però mia "
        "sorella viene solo se c'è anche la Franca, e allora con lei faremmo volentieri il 5, o forse no. Anna Conti"
    )

    assert (plain.doubtful, sure_enough(reader.signs_of_certainty(plain))) == (False, True)
    assert rambling.doubtful or not sure_enough(reader.signs_of_certainty(rambling))
