"""How certain a reading is: weights, the second opinion on each fact, and the trees that weigh them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.labelled import CORPUS
from mailflow.config.event_file import load_event
from mailflow.message.model import Address, Message
from mailflow.understanding import understand
from mailflow.understanding.gist import Gist
from mailflow.understanding.learnt.weights import pack, unpack, using, weights
from mailflow.understanding.outcome import Outcome
from mailflow.understanding.reading import NOTHING_KNOWN
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.second_opinion.calibration import odds_of, sure_enough
from mailflow.understanding.second_opinion.opinions import ByWords, Opinions, opinions
from mailflow.understanding.second_opinion.revision import Agreement, Rightness, revised_cast, rightness

EVENT = load_event(CORPUS / "given" / "events" / "fabbrica-idee.toml")
COIN = pack(("heads", "tails"), (0, 0), {"bent": (0, 100), "new": (300, 0)})


def examined(text: str) -> Outcome:
    message = Message(sender=Address("Anna Conti", "anna@posta.example"), subject="Prenotazione", text=text)
    outcome = understand.examine(message, EVENT, NOTHING_KNOWN)
    assert outcome is not None
    return outcome


def gist_of(text: str) -> Gist:
    gist = examined(text).gist
    assert gist is not None
    return gist


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


@pytest.mark.parametrize("name", ["Chiara De Luca", "Maria Pia Fabbri", "Pieter van der Berg", "Mary Ann Hughes"])
def test_a_long_name_is_as_sure_as_a_short_one(name: str) -> None:
    text = f"Buongiorno, prenoto due posti, per me e per Luca Verdi: gruppo 2.\nGrazie\n{name}"
    message = Message(sender=Address(name, "who@posta.example"), subject="Prenotazione", text=text)
    reading = understand.read(message, EVENT)

    assert ([person.name for person in reading.people], reading.confident) == ([name, "Luca Verdi"], True)


def test_every_person_size_and_session_gets_an_opinion() -> None:
    gist = gist_of("Buongiorno, prenoto per me e per Luca Verdi, gruppo 2 e gruppo 5. Anna Conti")
    told = opinions(gist, EVENT)

    assert [gist.cast.persons[number].name for number in told.people] == ["Anna Conti", "Luca Verdi"]
    assert set(told.sessions) == {session.id for session in EVENT.sessions}
    assert max(told.sizes, key=lambda size: told.sizes[size]) == 2
    assert {0.0 < share < 1.0 for share in (*told.people.values(), *told.sessions.values())} == {True}


def test_the_least_probable_person_and_session_are_looked_at() -> None:
    said = odds_of(Rightness(seats=0.5, people=(0.9, 0.5), sessions=(0.5,), next_size=0.5, revised=1))

    assert (said["odds_seats"], said["odds_people"], said["odds_sessions"]) == (0.0, 0.0, 0.0)
    assert (said["odds_next_size"], said["persons"], said["mentions"], said["revised"]) == (0.0, 2.0, 1.0, 1.0)


def test_a_reading_is_as_probable_as_what_was_made_of_it() -> None:
    gist = gist_of("Buongiorno, prenoto per me e per Luca Verdi, gruppo 2. Anna Conti")
    wanted = sorted({s for rounds in gist.chosen.by.values() for told in rounds.values() for s in told})
    place = gist.found.mentions[0].start
    words = ByWords({0: 0.8, 1: 0.4}, {1: 0.3, 2: 0.6}, {place: 0.85})
    told = Opinions({0: 0.9, 1: 0.25}, {1: 0.2, 2: 0.7}, {wanted[0]: 0.8, "another": 0.1}, words)
    outline = {"rounds": {"1": 0.6, "2": 0.4}}
    alone = replace(gist, cast=revised_cast(gist.page, gist.cast, {1: 0.25}), seats=Seats(1))

    both = Agreement(0.6, (0.8, 0.4), (0.85,), {"rounds": 0.6})
    one = Agreement(0.3, (0.8, 0.6), (0.85,), {"rounds": 0.6})
    assert rightness(gist, gist, told, outline) == Rightness(0.7, (0.9, 0.25), (0.8, 0.9), 0.2, 0, both)
    assert rightness(gist, alone, told, outline) == Rightness(0.2, (0.9, 0.75), (0.8, 0.9), 0.7, 2, one)


def test_a_plain_booking_is_certain_and_a_rambling_one_is_not() -> None:
    plain = examined("Buongiorno,\nprenoto un posto per me: gruppo 2 e gruppo 5.\nGrazie\nAnna Conti")
    rambling = examined(
        "Buongiorno, mio cognato, che di queste cose se ne intende, dice che il gruppo 2 sarebbe il mio, però mia "
        "sorella viene solo se c'è anche la Franca, e allora con lei faremmo volentieri il 5, o forse no. Anna Conti"
    )

    assert (plain.doubtful, sure_enough(plain.signs_of_certainty, plain.reading.intent)) == (False, True)
    assert rambling.doubtful or not sure_enough(rambling.signs_of_certainty, rambling.reading.intent)


@pytest.mark.parametrize(("text", "plain"), [
    ("Vorrei prenotare un posto.", True),
    ("Buongiorno,\nvorrei prenotare un posto.\nGrazie, Ugo Conte", True),
    ("I'd like to book one place, please.", True),
    ("Vorrei prenotare un posto per la ceramica.", False),
    ("Vorrei prenotare un posto, forse.", False),
    ("Vorrei prenotare un posto per mia moglie.", False),
    ("Non vorrei prenotare un posto.", False),
    ("Vorrei prenotare un posto per domani.", False),
])  # fmt: skip
def test_a_mail_that_says_nothing_but_that_its_writer_would_like_a_place_is_plain(text: str, plain: bool) -> None:
    assert examined(text).plain == plain
