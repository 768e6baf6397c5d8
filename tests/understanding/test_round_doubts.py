"""A round that is spoken of and left out: no doubt where its time is spent elsewhere, or its choice is put off."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.test_choices import EVENTS

FORUM, DAYS, COOP, WORKS = "ceramics-energy-forum", "open-science-days", "convegno-cooperazione", "fabbrica-idee-2"
CRAFT, ORTI = "craft-day", "scuola-orti"
ROUND, NOBODY = "no choice understood for", "no choice is told for"

WHICH, OTHER, TWO = "which session is meant", "which is the other", "two sessions seem to be meant"
FORM, WANTED, WHOSE = "what the form took", "wanted or not", "it is not clear who wants what"
BOAT, SCHOOL = "harbour-tours", "porte-aperte-liceo"


def _doubts(event_id: str, text: str) -> list[str]:
    at = EVENTS[event_id]
    return [
        d.words for d in read(Message(sender=Address("Ada Po", "a@posta.example"), subject="", text=text), at).doubts
    ]


@pytest.mark.parametrize(("event_id", "text"), [
    (FORUM, "T1 for me, thanks. After lunch I have to catch my train."),
    (FORUM, "One place, W3. In the morning I'd rather sleep."),
    (DAYS, "Just me, D2-C. On Thursday I will be in court."),
    (CRAFT, "A2 and B1 for me, one seat. On Sunday I fly home."),
    (CRAFT, "A1 and B2 for me, one seat. On Sunday we're at a wedding."),
    (WORKS, "Solo governance per me, nel primo turno sono in riunione."),
    (COOP, "Vengo con Ugo Sala, tutti e due alla B. Dopo pranzo torniamo in negozio."),
    (COOP, "Un posto alla C. Poi nel pomeriggio devo partire per Trento."),
    (ORTI, "101 e 201 per me, un posto. Domenica siamo impegnati e non verremo."),
    # ... and what is wanted of the other round in the same breath
    (COOP, "La mattina ho il catechismo, quindi solo la F per me."),
    (COOP, "La mattina siamo fuori in barca, arrivo per il pomeriggio: laboratorio F, un posto."),
    (COOP, "Sessione B per me, nel pomeriggio devo essere a Roma."),
    (COOP, "La mattina mio figlio Ugo Po lo porto io dal dentista, il pomeriggio vorrebbe la F."),
    (DAYS, "Hello, I teach on Thursdays, so only Friday: D2-D. One place."),
    (WORKS, "Un posto per me alla governance; prima ho da fare."),
    (WORKS, "Nome: Ada\nCognome: Po\nPrimo turno: non partecipo\nSecondo turno: 5 - Governance"),
    # ordinals that rank what is wished for one round
    (FORUM, "My first choice is T1, my second T3. One place."),
    (COOP, "La mia prima scelta è la sessione A, la seconda la B. Un posto."),
    (COOP, "Un posto per me: metto la sessione A al primo posto e la B al secondo."),
    # it is left to us, or to the day
    (DAYS, "D1-B for me, one place. For Friday I'll let you know later."),
    (COOP, "Un posto per me alla C. Per il pomeriggio lascio scegliere a voi."),
    # one of them
    (DAYS, "Two places, me and Lia Frost. Both D2-A on Friday. On Thursday Lia is at D1-C; I'm busy."),
    (FORUM, "Me and Lia Frost: T1. In the afternoon Lia wants W2, I have to leave."),
    (COOP, "Io e Lia Po alla B. Nel pomeriggio lei va alla G, io torno a casa."),
    (COOP, "Ugo Sala: B e G. Lia Po: B e basta."),
])  # fmt: skip
def test_left_out(event_id: str, text: str) -> None:
    assert [words for words in _doubts(event_id, text) if words.startswith((ROUND, NOBODY))] == []


@pytest.mark.parametrize(("event_id", "text"), [
    (DAYS, "Just me, D2-C. On Thursday I go where they talk of papers."),
    (FORUM, "Me and Lia Frost on T2. In the afternoon Lia goes home and I am for the big ships."),
    (FORUM, "Me and Lia Frost: T1. In the afternoon Lia wants W2."),
    (ORTI, "101 e 201 per me, un posto. Domenica ho scelto le mele cotte."),
    (COOP, "Io e Lia Po alla B. Dopo pranzo io torno in negozio, ma lei vorrebbe il legno."),
    (COOP, "Io e Lia Po alla B. Nel pomeriggio lei va alla G."),
    (COOP, "La mattina ho da fare ma mi iscrivo al legno, il pomeriggio la F. Un posto."),
    (COOP, "Un posto per me alla B. Come prima scelta la B, e nel secondo turno le pecore."),
])  # fmt: skip
def test_asked(event_id: str, text: str) -> None:
    assert any(words.startswith((ROUND, NOBODY)) for words in _doubts(event_id, text))


@pytest.mark.parametrize(("event_id", "quoted", "text"), [
    (DAYS, "Booked: D1-D and D2-B.", "I'd like D1-C in place of D1-D, please. I'm on for Friday, that stays put."),
    (COOP, "Iscrizione confermata: B, G.", "Al posto mio viene Ugo Sala: io al mattino stessa sessione, grazie."),
])  # fmt: skip
def test_stays(event_id: str, quoted: str, text: str) -> None:
    mail = Message(sender=Address("Ada Po", "a@posta.example"), subject="Re: ", text=text, quoted=quoted)
    assert not any(d.words.startswith(ROUND) for d in read(mail, EVENTS[event_id]).doubts)


@pytest.mark.parametrize(("event_id", "text"), [
    # the session's name stands before its day
    (DAYS, "One place in the containers workshop on the Friday, please."),
    (CRAFT, "One place in the letterpress workshop on Saturday please."),
    ("singing-weekend", "One place for the gospel class on Saturday morning please."),
    # what follows is no session
    (FORUM, "T1 for me and Lia Frost, and then we go home."),
    (FORUM, "W3 for me, please, nothing afterwards."),
    (COOP, "Un posto alla B per me e poi riparto per Trento."),
    # no other is wanted
    (FORUM, "T1 and W2 for me. If W2 is full I'd rather go home."),
    (DAYS, "D1-A and D2-B for me. If D2-B is full put me on the waiting list."),
    (COOP, "Un posto alla B e alla G. Se la G è piena pazienza."),
    (COOP, "Un posto alla B e alla G. Se la G fosse esaurita niente, grazie."),
    # a number is what the form took wrongly
    (COOP, "Un posto alla B e alla G. Anzi due posti, il modulo non mi lascia cambiare: viene anche Lia Po."),
])  # fmt: skip
def test_which_is_clear(event_id: str, text: str) -> None:
    assert [words for words in _doubts(event_id, text) if words.startswith((WHICH, OTHER, TWO, FORM))] == []


@pytest.mark.parametrize(("event_id", "text"), [
    (DAYS, "One place in the workshop on Friday about gardens, please."),
    (DAYS, "D1-A for me and then something on Friday, please."),
    (FORUM, "T1 and W2 for me. If W2 is full, the one for young hearts."),
    (COOP, "Un posto alla B e alla G. Se la G è piena quello delle mucche."),
])  # fmt: skip
def test_which_is_asked(event_id: str, text: str) -> None:
    assert any(words.startswith((WHICH, OTHER, TWO, ROUND)) for words in _doubts(event_id, text))


@pytest.mark.parametrize(("event_id", "quoted", "text", "doubted"), [
    (COOP, "Iscrizione confermata: B, G.", "Ho sbagliato lettera, la mattina volevo la D non la B.", False),
    (DAYS, "Booked: D1-D, D2-B.", "Sorry, for Thursday I meant D1-C not D1-D.", False),
    (COOP, "", "un posto vorrei la B mia moglie non vuole", True),
])  # fmt: skip
def test_not_of_another(event_id: str, quoted: str, text: str, doubted: bool) -> None:
    mail = Message(sender=Address("Ada Po", "a@posta.example"), subject="Re: ", text=text, quoted=quoted)
    assert any(d.words.startswith(WANTED) for d in read(mail, EVENTS[event_id]).doubts) is doubted


@pytest.mark.parametrize(("event_id", "text", "doubted"), [
    (BOAT, "We'd like the 11:30 for four people: Lia Frost, Tom Frost, Ada Frost and our au pair Una Lee.", False),
    (SCHOOL, "Accompagno tre alunni alla visita di domenica alle 11.30: Lia Po, Gino Po e Ada Neri. "
     "Con me siamo quattro.", False),
    (BOAT, "Lia Frost, Tom Frost, Ada Frost and Una Lee. Just the parents on the 11:30, please.", True),
    (SCHOOL, "Siamo Lia Po, Gino Po, Ada Neri e io. Solo i due colleghi domenica alle 11.30.", True),
])  # fmt: skip
def test_whose_the_one_session_is(event_id: str, text: str, doubted: bool) -> None:
    assert (WHOSE in _doubts(event_id, text)) is doubted
