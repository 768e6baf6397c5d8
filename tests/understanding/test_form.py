"""How a mail is written changes nothing of what is read: short words, lost apostrophes, marks in a row, smiles."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.understanding.text.tokens import tokenize
from mailflow.understanding.text.unwrapped import unwrapped
from mailflow.understanding.text.vocabulary import vocabulary
from tests.understanding.test_choices import EVENTS
from tests.understanding.test_plain_mails import _read, _sessions

FORUM, KIDS, STORES, WALKS, WORKS = (
    "ceramics-energy-forum", "laboratori-bambini", "depositi-aperti", "garden-walks", "fabbrica-idee-2"
)  # fmt: skip

ROWS = [
    # without the apostrophe
    (FORUM, "Ann Lee", "Id like hydrogen and grid. I dont need anything else, thats all.",
     1, {"Ann Lee": "w1-grid t2-hydrogen"}),
    (FORUM, "Ann Lee", "Im coming with Tom Bell: hydrogen for both. We wont stay for the afternoon.",
     2, {"Ann Lee": "t2-hydrogen", "Tom Bell": "t2-hydrogen"}),
    (STORES, "Ugo Neri", "Buongiorno, se c’e posto vengo domenica alle 11.30. Un posto.",
     1, {"Ugo Neri": "dom-1130"}),
    # short words
    (FORUM, "Ann Lee", "Can u book me a place pls? Hydrogen w/ Tom Bell. Thx Ann Lee",
     2, {"Ann Lee": "t2-hydrogen", "Tom Bell": "t2-hydrogen"}),
    (STORES, "Ugo Neri", "Per favore iscrivetemi: domenica alle 11.30. Il mio collega Luca Conti invece nn può venire.",
     1, {"Ugo Neri": "dom-1130"}),
    (STORES, "Ugo Neri", "Due posti domenica alle 11.30. Grz Ugo Neri",
     2, {"Ugo Neri": "dom-1130"}),
    # numbers with a sign
    (STORES, "Ugo Neri", "Salve, n. 2 adulti + n. 2 bambini per domenica 11.30, grazie.",
     4, {"Ugo Neri": "dom-1130"}),
    (STORES, "Ugo Neri", "Prenoto 4x persone, domenica 11.30.",
     4, {"Ugo Neri": "dom-1130"}),
    (STORES, "Ugo Neri", "Nr 3 posti domenica 11.30.",
     3, {"Ugo Neri": "dom-1130"}),
    (WALKS, "Ann Lee", "Can I book 2 x tickets for Sunday 4pm?",
     2, {"Ann Lee": "sun-pond"}),
    # a smile or dots in the place of a full stop
    (STORES, "Ugo Neri", "Vorrei domenica alle 11.30 😊 Mia moglie non viene 😊",
     1, {"Ugo Neri": "dom-1130"}),
    (STORES, "Ugo Neri", "Vorrei domenica alle 11.30 :) Mia moglie non viene :)",
     1, {"Ugo Neri": "dom-1130"}),
    (FORUM, "Ann Lee", "Please put me down for hydrogen… I would have liked the kilns but they clash with a train…",
     1, {"Ann Lee": "t2-hydrogen"}),
    (FORUM, "Ann Lee", "Hydrogen please!!! Two seats, Tom Bell comes with me!!!",
     2, {"Ann Lee": "t2-hydrogen", "Tom Bell": "t2-hydrogen"}),
]  # fmt: skip


@pytest.mark.parametrize(("event", "sender", "text", "seats", "people"), ROWS)
def test_however_it_is_written_it_says_the_same(
    event: str, sender: str, text: str, seats: int, people: dict[str, str]
) -> None:
    reading = _read(EVENTS[event], sender, text)

    told = {key(p.name): _sessions(p.choices) for p in reading.people}
    assert (reading.seats, told) == (seats, {key(name): sessions for name, sessions in people.items()})
    assert [d.words for d in reading.doubts if d.about != "other"] == []


@pytest.mark.parametrize(
    ("language", "written", "read"),
    [
        ("en", "I dont mind", "i don' t mind"),
        ("en", "Id like", "i' d like"),
        ("en", "my ID card", "my id card"),
        ("en", "I was ill then", "i was ill then"),
        ("en", "w/ Tom", "with tom"),
        ("en", "Jony Ive", "jony ive"),
        ("it", "nn posso xché lavoro", "non posso perche lavoro"),
        ("it", "se c'e posto", "se c' è posto"),
        ("it", "dell acqua", "dell' acqua"),
        ("it", "gruppi nn. 3 e 6", "gruppi nn . 3 e 6"),
    ],
)
def test_what_is_written_short_is_read_in_full(language: str, written: str, read: str) -> None:
    tokens = vocabulary(language).spelled_out(tokenize(written))

    assert " ".join(t.fold for t in tokens) == read
    assert "".join(t.text for t in tokens) == written.replace(" ", "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ciao!!!", "ciao !"),
        ("Vero?!", "vero ?"),
        ("dunque...", "dunque ."),
        ("bene 👍🏽", "bene ☺ ☺"),
        ("a :)", "a ☺"),
    ],
)
def test_marks_in_a_row_are_one(written: str, read: str) -> None:
    assert " ".join(t.fold for t in tokenize(written)) == read


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        # where a sentence goes on behind a full line, a name does so, too
        ("it", "Vorrei prenotare per me e per la mia\nvicina di casa, che viene con Marta\nNeri a vedere i telai.",
         "Vorrei prenotare per me e per la mia vicina di casa, che viene con Marta Neri a vedere i telai."),
        ("it", "Buongiorno, vorrei prenotare due posti: Ugo Conte e Marta\nNeri. Domenica 26 settembre.\nGrazie",
         "Buongiorno, vorrei prenotare due posti: Ugo Conte e Marta Neri. Domenica 26 settembre.\nGrazie"),
        ("en", "Good afternoon. May I book laser, then clean room for myself\nand a colleague? Regards, Ann Lee",
         "Good afternoon. May I book laser, then clean room for myself and a colleague? Regards, Ann Lee"),
        # rows, and lines ended by hand
        ("en", "Ann Lee: the talk about drop spindles\nTom Bell: the talk about tablet weaving",
         "Ann Lee: the talk about drop spindles\nTom Bell: the talk about tablet weaving"),
        ("it", "ricambio generazionale → Tom Baker, Lia Sala\nacqua → Paolo Ferri, Jane Parker",
         "ricambio generazionale → Tom Baker, Lia Sala\nacqua → Paolo Ferri, Jane Parker"),
        ("it", "Prenoto per il laboratorio di ceramica\nsiamo in due\nUgo Neri",
         "Prenoto per il laboratorio di ceramica\nsiamo in due\nUgo Neri"),
        ("it", "Vorrei iscrivere i miei due bambini ai telai\nLuca Neri, 7 anni\nSara Neri, 9 anni",
         "Vorrei iscrivere i miei due bambini ai telai\nLuca Neri, 7 anni\nSara Neri, 9 anni"),
        ("en", "Two places for the talk on drop spindles\nthanks\nAnn Lee",
         "Two places for the talk on drop spindles\nthanks\nAnn Lee"),
    ],
)  # fmt: skip
def test_a_line_a_program_ended_goes_on(language: str, text: str, read: str) -> None:
    assert unwrapped(text, vocabulary(language)) == read


def test_a_name_may_stand_on_two_lines() -> None:
    text = "Buongiorno, prenoto domenica alle 11.30 due posti: Ugo Neri e Marta\nConti. A presto!\nUgo Neri"
    reading = _read(EVENTS[STORES], "Ugo Neri", text)

    assert [p.name for p in reading.people] == ["Ugo Neri", "Marta Conti"]
