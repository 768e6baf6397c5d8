"""What does not agree with the event or with itself is asked back, though each word is clear."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.config.event_file import load_event
from mailflow.message.model import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

EVENTS = Path(__file__).parent / "events"
ASKED = (
    ("convegno-cooperazione", "", "Vorrei iscrivermi alla sessione K. {}", "there is no “sessione K”"),
    ("fabbrica-idee", "", "Un posto per me al gruppo 9, grazie. {}", "there is no “gruppo 9”"),
    ("harbour-tours", "3 seats, 11:30", "Two seats for the 11:30: {} and Ugo Sala.", "“3 seats” stands in the subject"),
    ("fabbrica-idee", "", "Mi iscrivo al gruppo 2, ma solo la mattina. {}", "nothing of the event is “la mattina”"),
    ("primo-soccorso", "", "Prenoto un posto per il corso delle 17. {}", "nothing of the event begins “delle 17”"),
    ("open-science-days", "", "One place for me: D2-A on Thursday. {}", "“D2-A on Thursday” does not go together"),
    (
        "open-science-days",
        "",
        "I will be in D1-B on Thursday and on the Wednesday in D2-A. {}",
        "“Wednesday” is not a day of the event",
    ),
    (
        "assemblea-soci",
        "Cena: 3 commensali",
        "Prenoto per me, {}, e Ugo Sala: due.",
        "“3 commensali” stands in the subject",
    ),
    ("assemblea-soci", "Officina Sala (4)", "Alla cena io, Ugo Sala e Lia Po. {}", "“(4)” stands in the subject"),
    ("harbour-tours", "Booking: 3 passengers", "10:00, {} and Ugo Sala.", "“3 passengers” stands in the subject"),
    ("harbour-tours", "Four sailors", "Please book me and Una Daly, 10:00. {}", "“Four sailors” stands in the subject"),
    (
        "harbour-tours",
        "",
        "10:00: {} and Tom Hart. 14:30: Una Daly. PS: Tom can't do the morning, so he swaps with Una.",
        "who wants what after “swaps with”?",
    ),
    (
        "fabbrica-idee",
        "",
        "Vorrei Welfare nella prima parte e Formazione e Governance nella seconda. {}",
        "several are named for one round, and not which comes first",
    ),
    ("harbour-tours", "", "Can I come on the 21st? One seat, 10:00 boat. {}", "“21st” is not a day of the event"),
    (
        "open-science-days",
        "",
        "See you on Saturday 18 September. D1-A and D2-B. {}",
        "“Saturday 18 September” is not a day of the event",
    ),
    (
        "fabbrica-idee",
        "",
        "Ci vediamo sabato 27 novembre! Gruppi 2 e 4. {}",
        "“sabato 27 novembre” is not a day of the event",
    ),
    (
        "fabbrica-idee",
        "",
        "Un posto per la logistica di venerdì 26 alle 19.30. {}",
        "nothing of the event begins “alle 19.30”",
    ),
    ("open-science-days", "", "One seat for D1-A at 7.30, please. {}", "nothing of the event begins “at 7.30”"),
)


@pytest.mark.parametrize(("event", "subject", "text", "told"), ASKED)
def test_what_does_not_agree_is_a_doubt(event: str, subject: str, text: str, told: str) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject=subject, text=text.format("Ada Neri"))
    got = read(mail, given_event(event))
    assert [doubt.words for doubt in got.doubts if doubt.words == told] == [told]


AGREED = (
    ("fabbrica-idee", "2 posti", "Due posti al gruppo 2, per me e Ugo Sala. {}"),
    ("assemblea-soci", "cena (2)", "Prenoto per me e Ugo Sala. {}"),
    ("assemblea-soci", "cena, 3 generazioni", "Prenoto per me e Ugo Sala. {}"),
    ("harbour-tours", "two dogs ashore", "One seat for me on the 10:00, please. {}"),
    ("harbour-tours", "a seat by the rail", "Two seats for the 11:30: {} and Ugo Sala."),
    ("open-science-days", "", "One place for me: D1-A on Thursday and D2-A on Friday. {}"),
    ("primo-soccorso", "", "Prenoto un posto per il corso del mattino. {}"),
    ("harbour-tours", "", "One seat for me on the 10:00 boat. I'll pay on the 21st. {}"),
    ("fabbrica-idee", "", "Ci vediamo venerdì 26! Un posto per la logistica alle 15 e la governance alle 16.45. {}"),
    ("fabbrica-idee", "", "Un posto per la logistica. Esco dal lavoro alle 14. {}"),
)


@pytest.mark.parametrize(("event", "subject", "text"), AGREED)
def test_what_agrees_is_none(event: str, subject: str, text: str) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject=subject, text=text.format("Ada Neri"))
    got = read(mail, given_event(event))
    assert [doubt.words for doubt in got.doubts if doubt.about != "other"] == []


@pytest.mark.parametrize(("text", "asked"), [
    ("Un posto domenica alle 15.\nAda Neri", ["which “domenica” is meant"]),
    ("Per me qualunque domenica, purché di pomeriggio.\nAda Neri", ["which “domenica” is meant"]),
    ("Un posto domenica 31 alle 15. A domenica!\nAda Neri", []),
    ("Un posto sabato alle 17.\nAda Neri", []),
])  # fmt: skip
def test_which_of_two_sundays_is_asked(text: str, asked: list[str]) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=text)
    got = read(mail, load_event(EVENTS / "passeggiate.toml"))
    assert [doubt.words for doubt in got.doubts if doubt.about == "choices"] == asked
