"""What a change says is to change: a size, who somebody is, a fact; and where it does not say it, that is told."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

SUPPER, BOAT, DAYS, AID = "assemblea-soci", "harbour-tours", "open-science-days", "primo-soccorso"
PARENTS, BLOOD = "parents-evening", "donazione-sangue"
WHAT, NUMBER = "the mail perhaps does not say what is to change", "the mail perhaps states a number"
PLAINLY, KEEPS = "it does not say plainly what is to change", "the mail perhaps keeps a part"
FORM, COMES = "stands in the form", "it is not clear whether Leo Kaye comes"
TWO, THREE = "Two seats are reserved for you.", "Confermiamo tre posti."

PLAIN = [
    # the size after it: whoever is named beside it is one of them, or is not
    (SUPPER, THREE, "Siamo in due, purtroppo Ugo Sala è malato."),
    (AID, THREE, "Da tre a due: Ugo Sala non può. Resto io con Lia Po."),
    (BOAT, TWO, "My brother Leo Kaye can come after all, so three now please."),
    (PARENTS, "Three seats are reserved.", "Sorry, only two of us now, Leo Kaye has to work."),
    # who somebody is, or a fact about somebody
    (AID, "", "Sono già iscritta. La persona che viene con me si chiama Ugo Sala."),
    (SUPPER, THREE, "Ecco i nomi che mancavano: con me vengono Ugo Sala e Lia Po."),
    (AID, "", "Sono già iscritta, mi sono dimenticata di dirvi che sono celiaca."),
    (SUPPER, "", "Ho già prenotato; aggiungete il mio numero, 333 5550123."),
    (DAYS, "", "I'm already booked. I forgot to say that I'm a coeliac."),
    (PARENTS, "Two seats are reserved: Neri and guest.", "Please add my guest's full name to it: Leo Kaye."),
    (SUPPER, THREE, "Dimenticavo: il nome completo del terzo è Pier Luigi Sala."),
    # numbers of what is asked, of days, and of those who stay as they are
    (DAYS, "You are booked: D1-A, D2-B.", "Two corrections, please: D1-B on day 1 and D2-C on day 2."),
    (DAYS, "Leo Kaye: D1-A. Lia Po: D1-B. Bo Lund: D1-B.", "Leo Kaye to D1-D, please. The other two as before."),
    (
        BLOOD,
        "Tre donatori alle 8.00.",
        "Due richieste: Ugo Sala alle 9.00 anziché alle 8.00. Gli altri due restano lì.",
    ),
    # who stays where he is
    (DAYS, "Anna Neri: D1-A. Leo Kaye: D1-A.", "D1-C for me instead, please. Leo Kaye stays where he is."),
    # the whole of it is given up
    (BOAT, TWO, "Please take back both seats, there were only the two of us. I can't come."),
    # a field that says the same
    (BLOOD, "", "Nome: Ugo Sala\nEmail: ugo@posta.example\nNumero donatori: 1\nFascia: 9.30-10.00"),
]
DOUBTED = [
    (DAYS, "", "I'm booked for D1-A. Can I do something else instead?", WHAT),
    (DAYS, "You are booked: D1-A, D2-B.", "I have a colleague called Leo Kaye. Can we change our booking?", WHAT),
    (AID, "", "Sono già iscritta ma vorrei cambiare giorno, il mio numero è 333 5550123.", WHAT),
    (DAYS, "You are booked: D1-A, D2-B.", "I have a colleague called Leo Kaye. Can we change our booking?", COMES),
    (BOAT, "Three seats on the 11:30.", "Please move us to the 13:00. The other two can't come.", NUMBER),
    (AID, "", "Sono già iscritta ma vorrei cambiare giorno, il mio numero è 333 5550123.", PLAINLY),
    (SUPPER, "", "Rinuncio al posto, mia sorella invece resta iscritta.", KEEPS),
]


@pytest.mark.parametrize(("event_id", "quoted", "text"), PLAIN)
def test_what_is_said_is_not_asked_about(event_id: str, quoted: str, text: str) -> None:
    doubts = _doubts(event_id, quoted, text)
    assert not {WHAT, NUMBER, PLAINLY, KEEPS} & set(doubts)
    assert not [words for words in doubts if "it is not clear" in words or FORM in words]


@pytest.mark.parametrize(("event_id", "quoted", "text", "doubt"), DOUBTED)
def test_what_is_not_said_is_asked_about(event_id: str, quoted: str, text: str, doubt: str) -> None:
    assert doubt in _doubts(event_id, quoted, text)


def _doubts(event_id: str, quoted: str, text: str) -> list[str]:
    message = Message(
        sender=Address("Anna Neri", "anna@posta.example"),
        subject="Re: posti" if quoted else "posti",
        text=text if text.startswith("Nome:") else text + "\nAnna Neri",
        quoted=quoted,
    )
    return [doubt.words for doubt in read(message, given_event(event_id)).doubts]
