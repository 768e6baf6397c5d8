"""Those told before who are put down by a word for them: 'ho una classe di 24 bambini. Vorrei iscriverli'."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

SUPPER, BOAT = "assemblea-soci", "harbour-tours"
ADA = Address("Ada Neri", "ada@posta.example")


@pytest.mark.parametrize(("event", "text", "seats"), [
    (SUPPER, "Ho una classe di 24 bambini. Vorrei iscriverli alla cena. Ada Neri", 24),
    (SUPPER, "Seguo quattro ospiti della casa di riposo. Vorrei iscriverli alla cena. Ada Neri", 4),
    (BOAT, "We are a group of 12 scouts. I'd like to book them in for the 10:00. Ada Neri", 12),
    (BOAT, "I teach a class of 24 children. Could you book them all in for the 10:00? Ada Neri", 24),
    (BOAT, "I have three students. I'd like to register them for the 10:00. Ada Neri", 3),
])  # fmt: skip
def test_as_many_come_as_are_put_down_and_of_the_writer_it_is_asked(event: str, text: str, seats: int) -> None:
    got = read(Message(sender=ADA, subject="", text=text), given_event(event))
    assert (got.seats, got.confident) == (seats, False)


@pytest.mark.parametrize(("event", "text", "seats"), [
    (SUPPER, "Ho due figli. Vorrei iscriverla alla cena. Ada Neri", 1),
    (SUPPER, "Lavoro in una cooperativa di sette soci. Un posto per la cena, grazie. Ada Neri", 1),
    (BOAT, "I teach a class of 24 children. One place on the 10:00 for me. Ada Neri", 1),
])  # fmt: skip
def test_who_is_not_put_down_takes_no_place(event: str, text: str, seats: int) -> None:
    got = read(Message(sender=ADA, subject="", text=text), given_event(event))
    assert got.seats == seats


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Nina ha cinque anni. La iscrivo alla cena. Ada Neri", ["Nina"]),
    (SUPPER, "Nina ha 5 anni e Leo ha 7 anni. Li iscrivo alla cena. Ada Neri", ["Nina", "Leo"]),
    (SUPPER, "Un posto per me alla cena. Mio nonno ha 90 anni e resta a casa. Ada Neri", ["Ada Neri"]),
    (BOAT, "Leo Hart is in my class and Mia Cole lives next door. Please put them down for the 10:00. Ada Neri",
     ["Leo Hart", "Mia Cole"]),
])  # fmt: skip
def test_who_is_named_and_put_down_comes(event: str, text: str, names: list[str]) -> None:
    got = read(Message(sender=ADA, subject="", text=text), given_event(event))
    assert [person.name for person in got.people] == names


@pytest.mark.parametrize(("event", "text"), [
    (SUPPER, "Sono la maestra di una classe di 20 alunni: vorrei portarli alla cena. Ada Neri"),
    (BOAT, "My two nephews love boats. I'd like to bring them on the 10:00. Ada Neri"),
])  # fmt: skip
def test_of_who_brings_several_it_is_asked(event: str, text: str) -> None:
    assert not read(Message(sender=ADA, subject="", text=text), given_event(event)).confident
