"""Who says that others come and then takes it back comes alone; who only speaks of being alone does not."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event

SUPPER, BOAT = "assemblea-soci", "harbour-tours"
ALONE = [
    (SUPPER, "Buongiorno, iscrivo me e mia cognata Lia Conti. Anzi no: Lia lavora. Solo io, allora."),
    (SUPPER, "Vorremmo iscriverci io e Ugo Sala. Mi dice ora che non ce la fa, quindi vengo solo io."),
    (SUPPER, "Due posti: Ada Neri e Ugo Sala. Anzi, uno: Ugo ha cambiato idea. Resto soltanto io."),
    (SUPPER, "Veniamo io e mia sorella Pia Neri. Aspettate: Pia ha il turno di notte. Allora solo me."),
    (SUPPER, "Iscrivo me e Lia Conti. Ripensandoci, metta solo me."),
    (BOAT, "Please book me and Una Daly on the 10:00. Actually, Una has just rung and she's working. Just me then."),
    (BOAT, "Seats on the 10:00 for me and my sister Una Daly. Scratch that, she has a shift. Just the one, for me."),
    (BOAT, "Una Daly and I would like the 10:00. Oh wait, Una's got the dentist. On my own then."),
]
NOT_ALONE = [
    (SUPPER, "Siamo io e Ugo Sala. L'anno scorso ero venuta da sola."),
    (BOAT, "Just me and Una Daly on the 10:00 please."),
    (BOAT, "Two seats on the 10:00 for me and Una Daly. Last year I came on my own."),
]


def _read(event: str, text: str) -> Reading:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=f"{text}\nAda Neri")
    return read(mail, given_event(event))


@pytest.mark.parametrize(("event", "text"), ALONE)
def test_who_takes_back_that_others_come_comes_alone(event: str, text: str) -> None:
    got = _read(event, text)
    assert (got.seats, [person.name for person in got.people]) == (1, ["Ada Neri"])


@pytest.mark.parametrize(("event", "text"), NOT_ALONE)
def test_others_come_where_nothing_is_taken_back(event: str, text: str) -> None:
    got = _read(event, text)
    assert (got.seats, len(got.people)) == (2, 2)


def test_being_alone_in_one_session_takes_nobody_back() -> None:
    got = _read(SUPPER, "Prenoto per me e Ugo Sala, alla cena del 28. L'aperitivo solo io.")
    assert sorted(person.name for person in got.people) == ["Ada Neri", "Ugo Sala"]
