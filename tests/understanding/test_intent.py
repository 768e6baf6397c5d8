"""What the writer wants, in very many wordings: each line that intents are learnt from, read as a mail."""

from __future__ import annotations

import pytest

from benchmarks.training.lines import Line, lines
from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import Intent, Reading, read
from tests.understanding.conftest import given_event

Read = list[tuple[Line, Reading]]


@pytest.fixture(scope="module")
def readings(fabbrica: Event, osd: Event) -> Read:
    events = {"it": fabbrica, "en": osd}
    return [(line, read(line.message, events[line.language])) for line in lines()]


def confused(readings: Read, meant: Intent, told: Intent) -> list[str]:
    """The lines of one intent that are acted on as another."""
    return [line.message.text for line, r in readings if (line.intent, r.intent, r.confident) == (meant, told, True)]


def test_nearly_every_wording_is_told_rightly(readings: Read) -> None:
    right = sum(reading.intent is line.intent for line, reading in readings)
    assert right >= 0.95 * len(readings)


@pytest.mark.parametrize("told", [Intent.BOOK, Intent.ACCEPT])
@pytest.mark.parametrize("meant", [Intent.CANCEL, Intent.DECLINE])
def test_who_gives_up_is_never_given_a_place(readings: Read, meant: Intent, told: Intent) -> None:
    assert confused(readings, meant, told) == []


@pytest.mark.parametrize("told", [Intent.CANCEL, Intent.DECLINE])
@pytest.mark.parametrize("meant", [Intent.BOOK, Intent.ACCEPT, Intent.QUESTION, Intent.FEEDBACK])
def test_who_comes_or_asks_never_loses_a_place(readings: Read, meant: Intent, told: Intent) -> None:
    assert confused(readings, meant, told) == []


@pytest.mark.parametrize("told", [Intent.BOOK, Intent.CHANGE, Intent.CANCEL, Intent.ACCEPT, Intent.DECLINE])
def test_nothing_is_booked_or_given_up_for_spam(readings: Read, told: Intent) -> None:
    assert confused(readings, Intent.SPAM, told) == []


@pytest.mark.parametrize(("event", "subject", "text"), [
    ("fabbrica-idee", "cambio gruppo", "Dal 2 al 3 per favore."),
    ("fabbrica-idee", "", "Alla mia iscrizione aggiungete Lino Serra, gruppi 2 e 4."),
    ("fabbrica-idee", "", "Lino Serra al gruppo 3, io resto dove sono."),
    ("fabbrica-idee", "", "Il mio posto lo cedo a Lino Serra."),
    ("fabbrica-idee", "", "Ripensandoci, si aggiunge anche Lino Serra, gruppo 3."),
    ("harbour-tours", "", "You already have me down on the 10:00. The 13:00 would be kinder."),
    ("harbour-tours", "", "My neighbour Tom Po would love to go in my stead, same boat."),
    ("open-science-days", "", "D1-B for Tom Po; I remain where I am."),
    ("open-science-days", "", "I have a booking for D1-A and D2-B. D2-C is what I need, though."),
])  # fmt: skip
def test_what_speaks_of_a_booking_there_is_changes_it(event: str, subject: str, text: str) -> None:
    ada = Address("Ada Neri", "ada@posta.example")
    got = read(Message(sender=ada, subject=subject, text=f"{text} Ada Neri"), given_event(event))
    assert got.intent == Intent.CHANGE


@pytest.mark.parametrize(("event", "text"), [
    ("fabbrica-idee", "Iscrivo me e Lino Serra, stesso gruppo, il 3."),
    ("fabbrica-idee", "L'anno scorso eravamo in dieci, quest'anno siamo in due: gruppo 2."),
    ("harbour-tours", "Two for the 10:00. I've changed my diet, so no cake for me."),
    ("open-science-days", "Please register me for D1-A. I stay in Dublin until Sunday."),
])  # fmt: skip
def test_what_was_at_another_time_is_no_booking(event: str, text: str) -> None:
    ada = Address("Ada Neri", "ada@posta.example")
    got = read(Message(sender=ada, subject="", text=f"{text} Ada Neri"), given_event(event))
    assert got.intent == Intent.BOOK


@pytest.mark.parametrize(("event", "text"), [
    ("fabbrica-idee", "Governance: tre giornate a Modena. Prenota 4 posti! Se non vuoi più ricevere le nostre "
     "comunicazioni rispondi CANCELLAMI."),
    ("fabbrica-idee", "Controllo gratuito alle 15. Prenota ora, ultimi 8 posti. Per cancellarti scrivi STOP."),
    ("open-science-days", "Register by 16 September for our webinars: containers, profiling. Unsubscribe."),
    ("harbour-tours", "The 10:00 boat is filling up! Book 2 seats and pay for one. Manage your preferences."),
])  # fmt: skip
def test_what_tells_how_to_get_no_more_of_it_and_is_nobodys_is_sent_to_everybody(event: str, text: str) -> None:
    advertisement = Message(sender=Address("Eventi", "eventi@fiera.example"), text=text)
    assert read(advertisement, given_event(event)).intent is Intent.BULK


@pytest.mark.parametrize(("event", "text"), [
    ("fabbrica-idee", "Vorrei prenotare un posto per il gruppo 2. Ada Po\n\nPer cancellarti scrivi STOP."),
    ("open-science-days", "Please put me down for D1-A. Ada Po\n\nUnsubscribe."),
])  # fmt: skip
def test_who_books_below_such_a_line_is_somebody(event: str, text: str) -> None:
    mail = Message(sender=Address("Ada Po", "ada@posta.example"), text=text)
    assert read(mail, given_event(event)).intent is Intent.BOOK
