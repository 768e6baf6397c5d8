"""A booking that stands in the subject, above 'come da oggetto' or above words that say nothing of one."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event
from tests.understanding.test_choices import EVENTS

ADA, UGO = "Ada Neri", "Ugo Sala"
WORKSHOPS, DAYS, SUPPER, BOAT, EVENING = (
    "fabbrica-idee",
    "open-science-days",
    "assemblea-soci",
    "harbour-tours",
    "parents-evening",
)


def _read(event: str, subject: str, text: str, sender: str = "") -> Reading:
    return read(Message(sender=Address(sender, "posta@posta.example"), subject=subject, text=text), given_event(event))


@pytest.mark.parametrize(("event", "subject", "text", "seats", "names"), [
    (SUPPER, "Due posti per la cena: Ada Neri e Ugo Sala", "Come da oggetto, grazie", 2, [ADA, UGO]),
    (SUPPER, "Cena del 28, Ada Neri e Ugo Sala", "L'oggetto dice tutto. Un saluto", 2, [ADA, UGO]),
    (SUPPER, "iscrivo moretti ada e zanni pia per la cena", "se c'è da pagare prima ditemelo", 2,
     ["moretti ada", "zanni pia"]),
    (SUPPER, "3 posti alla cena - Ada Neri", "Vedere oggetto.\nBuona giornata", 3, [ADA]),
    (WORKSHOPS, "Ada Neri gruppo 3, Ugo Sala gruppo 2", "Attendo conferma, grazie", 2, [ADA, UGO]),
    (WORKSHOPS, "1 posto gruppo 3 Ada Neri", "si veda l'oggetto", 1, [ADA]),
    (BOAT, "10:00 boat, Ada Neri + Ugo Sala", "Title says it all, thanks!", 2, [ADA, UGO]),
    (BOAT, "Two on the 11:30: Ada Neri and Ugo Sala", "Please confirm.", 2, [ADA, UGO]),
    (DAYS, "D1-A and D2-C, Ada Neri", "As per the subject line. Many thanks", 1, [ADA]),
    (EVENING, "2 seats for the 20th: Ada and Ugo Sala", "See above, please and thank you", 2, ["Ada Sala", UGO]),
])  # fmt: skip
def test_what_the_text_leaves_to_the_subject(event: str, subject: str, text: str, seats: int, names: list[str]) -> None:
    got = _read(event, subject, text)
    assert (got.intent.value, got.seats, [p.name for p in got.people]) == ("book", seats, names)
    assert not [d.words for d in got.doubts if d.about in ("seats", "names")]


@pytest.mark.parametrize(("event", "subject", "text", "seats", "names"), [
    (SUPPER, "Cena di Ugo Sala, 28 novembre", "Vorrei due posti per me e mia moglie Lia.\nAda Neri", 2, [ADA, "Lia"]),
    (WORKSHOPS, "Ugo Sala mi ha parlato del 26", "Mi iscrivo al gruppo 3.\nAda Neri", 1, [ADA]),
    (SUPPER, "Re: cena del 28, Ugo Sala", "Confermo, grazie.\nAda Neri", 1, [ADA]),
    (SUPPER, "Come da accordi con Ugo Sala", "Un posto alla cena per me, grazie.\nAda Neri", 1, [ADA]),
])  # fmt: skip
def test_who_only_stands_in_the_subject_does_not_come(
    event: str, subject: str, text: str, seats: int, names: list[str]
) -> None:
    got = _read(event, subject, text, ADA)
    assert (got.seats, [p.name for p in got.people]) == (seats, names)


@pytest.mark.parametrize(("subject", "text", "intent"), [
    ("Ada Neri e Ugo Sala, cena del 28", "Non possiamo più venire, annullate pure.", "cancel"),
    ("2 posti cena, Ada Neri", "Ci avete messo troppo a rispondere: lasciamo stare, disdico.", "cancel"),
])  # fmt: skip
def test_a_text_that_calls_it_off_is_no_booking(subject: str, text: str, intent: str) -> None:
    assert _read(SUPPER, subject, text, ADA).intent.value == intent


@pytest.mark.parametrize(("event", "subject", "text"), [
    ("fabbrica-idee-2", "La fabbrica delle idee: secondo workshop-laboratorio", "Vorrei partecipare.\nAda Neri"),
    ("hall-day", "Keys to the Hall: the meeting of the Hall Wardens' Annual League", "I'd like to come.\nAda Neri"),
    ("hall-day", "The Hall Wardens' Annual League", "One place please."),
])  # fmt: skip
def test_the_events_own_name_names_neither_a_session_nor_anybody(event: str, subject: str, text: str) -> None:
    got = read(Message(sender=Address(ADA, "posta@posta.example"), subject=subject, text=text), EVENTS[event])
    assert (got.intent.value, got.seats, [(p.name, dict(p.choices)) for p in got.people]) == ("book", 1, [(ADA, {})])
