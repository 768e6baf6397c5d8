"""What is wanted, in whole mails: read as it is meant, and not doubted for nothing."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Intent, Reading, read
from tests.understanding.conftest import given_event

ADA = "Ada Neri"


def mail(words: str, event: str) -> Reading:
    return read(Message(sender=Address(ADA, "who@posta.example"), text=words), given_event(event))


def doubted(reading: Reading) -> list[str]:
    """The doubts but that the mail is hard to read."""
    return [doubt.words for doubt in reading.doubts if doubt.about != "other"]


@pytest.mark.parametrize(
    ("event", "words", "seats"),
    [
        ("assemblea-soci", "Avevo prenotato tre posti, ma mio zio è malato: saremo solo in due. Scusate.", 2),
        ("assemblea-soci", "Eravamo in quattro, ma uno di noi deve rinunciare. Gli altri tre vengono.", 3),
        ("harbour-tours", "on our booking for four one of us has to drop out. The other three are coming.", 3),
        ("harbour-tours", "Good morning,\nI booked for three, but there will be four of us instead.\nAda Neri", 4),
    ],
)  # fmt: skip
def test_a_new_size_is_a_change(event: str, words: str, seats: int) -> None:
    got = mail(words, event)
    assert (got.intent, got.seats, doubted(got)) == (Intent.CHANGE, seats, [])


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("harbour-tours", "If there are any places left I would like the 10:00 boat. Is there a certificate too?\nAda"),
        ("harbour-tours", "A place on the 10:00 boat please. Could you tell me if you ever found my umbrella?\nAda"),
        ("donazione-sangue", "Vorrei un posto alle 8.30. Mi dite se avete poi trovato il mio ombrello?\nAda Neri"),
    ],
)
def test_who_asks_besides_books_all_the_same(event: str, words: str) -> None:
    got = mail(words, event)
    assert (got.intent, got.seats, doubted(got)) == (Intent.BOOK, 1, [])


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("harbour-tours", "I'd like to book the 10:00 boat if there is a lift. Is there one?\nAda Neri"),
        ("donazione-sangue", "Prenoterei alle 8.30 se c'è un parcheggio. C'è?\nAda Neri"),
    ],
)
def test_who_makes_it_depend_on_an_answer_is_doubted(event: str, words: str) -> None:
    got = mail(words, event)
    assert got.intent is Intent.QUESTION or doubted(got) != []


def test_who_needs_his_place_no_more_gives_it_up() -> None:
    got = mail(
        "Ho trovato un'altra sistemazione: il posto che avevo prenotato non mi serve più. Grazie.", "assemblea-soci"
    )
    assert got.intent is Intent.CANCEL


def test_a_place_for_somebody_is_no_street() -> None:
    got = mail(
        "I'd like to book a place for Karim Benali and a place for Jane Parker, the 10:00 boat.", "harbour-tours"
    )
    assert [person.name for person in got.people] == ["Karim Benali", "Jane Parker"]
