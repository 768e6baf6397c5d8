"""Who is only spoken of: by his greetings, his delegation, as a driver, as a row that says no."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event

SUPPER, BOAT = "assemblea-soci", "harbour-tours"
ADA = "Ada Moretti"


def _read(event: str, text: str) -> Reading:
    return read(Message(sender=Address(ADA, "a@posta.example"), subject="", text=text), given_event(event))


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Alla cena interverrà la dott.ssa Lia Bonazzi. Il Presidente, on. Ugo Ferri, porge i propri saluti non "
     "potendo intervenire.", ["Lia Bonazzi"]),
    (SUPPER, "Alla cena verrà Lia Bonazzi. Il Direttore, prof. Ugo Ferri, invia un cordiale saluto.", ["Lia Bonazzi"]),
    (SUPPER, "Vengo alla cena. Porto la delega di Ugo Ferri, che sta in America.", [ADA]),
    (SUPPER, "Mi iscrivo alla cena. All'assemblea voto anche per Ugo Ferri.", [ADA]),
    (SUPPER, "Un posto alla cena per me. Il mio capo Ugo Ferri finanzia il viaggio.", [ADA]),
    (SUPPER, "Alla cena:\nCognome Nome | presente\nBonazzi Lia | sì\nFerri Ugo | no (ferie)\nPo Gino | sì\nSaluti",
     ["Bonazzi Lia", "Po Gino"]),
    (SUPPER, "Alla cena veniamo io e Lia Bonazzi. I genitori, Nino e Piera, sono a Parigi.",
     [ADA, "Lia Bonazzi"]),
    (SUPPER, "Alla cena io e Lia Bonazzi. Il direttore, ing. Ugo Ferri, quel giorno sarà a Valencia.",
     [ADA, "Lia Bonazzi"]),
    (SUPPER, "Alla cena veniamo io e Lia Bonazzi. Mia sorella Pia fa la notte in ospedale.", [ADA, "Lia Bonazzi"]),
    (SUPPER, "Un posto alla cena per me. Mia sorella Pia verrà la prossima volta.", [ADA]),
    (SUPPER, "vengo io con mia figlia lia alla cena mia sorella pia resta a casa", [ADA, "lia"]),
    (BOAT, "Me and Una Lee on the 10:00. My sister Paula will be in Oslo that week.", [ADA, "Una Lee"]),
    (BOAT, "One on the 10:00 for me. My sister Paula will come next time.", [ADA]),
    (BOAT, "I see Leo Hart is giving the talk on board. The 10:00 for me, then.", [ADA]),
    (BOAT, "My two trainees, Una Lee and Leo Hart, would like the 10:00. The shop keeps me here.",
     ["Una Lee", "Leo Hart"]),
    (BOAT, "Una Lee and Leo Hart on the 10:00. I'm not one of them, it's my Sunday off.", ["Una Lee", "Leo Hart"]),
    (BOAT, "This time I shall bring my sister-in-law, Una Lee. The 10:00, please.", [ADA, "Una Lee"]),
    (BOAT, "2 seats on the 10:00, the other one's for Una Lee.", [ADA, "Una Lee"]),
    (SUPPER, "Lia Bonazzi e Ugo Ferri verrebbero alla cena. Il lavoro mi tiene in ufficio.",
     ["Lia Bonazzi", "Ugo Ferri"]),
    (SUPPER, "Alla cena ci sto. Porto anche Lia Bonazzi.", [ADA, "Lia Bonazzi"]),
    (BOAT, "My wife Una Lee wants to take the 10:00 and the computer will only talk to me.", ["Una Lee"]),
    (BOAT, "Please book me on the 10:00. My director, Mr Leo Hart, sends his best regards.", [ADA]),
    (BOAT, "Me and Una Lee on the 10:00. Our neighbour Leo Hart will drive us.", [ADA, "Una Lee"]),
    (BOAT, "On the 10:00: Una Lee and I. Mr Leo Hart was on the earlier list and has left us.", [ADA, "Una Lee"]),
    (BOAT, "One on the 10:00 for me. My friend Leo Hart has his own ticket.", [ADA]),
    (SUPPER, "Un posto alla cena per me. Il mio tutor, il prof. Ugo Ferri, appoggia la mia richiesta.", [ADA]),
    (SUPPER, "Vorrei un posto alla cena. Mio figlio Ivo Moretti vi telefonerà per il parcheggio.", [ADA]),
    (SUPPER, "Vengo alla cena. Avvisate per favore anche Pia Sala.", [ADA]),
    (SUPPER, "Un posto alla cena per me. Mandate la conferma anche a mia sorella Pia Moretti.", [ADA]),
    (SUPPER, "Vengo alla cena in rappresentanza di Ugo Ferri, che è ricoverato.", [ADA]),
    (SUPPER, "Verrò io alla cena. Partecipo per conto del presidente Ugo Ferri.", [ADA]),
    (BOAT, "One seat on the 10:00 for me, please. My line manager, Leo Hart, supports this request.", [ADA]),
    (BOAT, "One seat on the 10:00 for me. My friend Una Lee may call you about the ramp.", [ADA]),
    (BOAT, "I'd like to come on the 10:00. Please inform Una Lee as well.", [ADA]),
    (BOAT, "I'd like to come on the 10:00. Please send a copy of the confirmation to my sister Una Lee.", [ADA]),
    (BOAT, "I'll be coming in place of Leo Hart, on the 10:00.", [ADA]),
    (BOAT, "I'll be on the 10:00, where I'm representing our director Leo Hart.", [ADA]),
    (BOAT, "Could you book these people in for me? Una Lee and Leo Hart, on the 10:00.", ["Una Lee", "Leo Hart"]),
    (SUPPER, "Iscrivo alla cena Pip Moretti, anni 9. La mamma, Ada Moretti, cell. 340 1112223", ["Pip Moretti"]),
    (SUPPER, "Mi prenota questi per la cena: Pia Sala e Ugo Ferri. Ada Moretti", ["Pia Sala", "Ugo Ferri"]),
    (BOAT, "On the 10:00, three of us: me (Ada Moretti), Hiro and Emi Tanaka.", [ADA, "Hiro Tanaka", "Emi Tanaka"]),
])  # fmt: skip
def test_who_is_only_spoken_of(event: str, text: str, names: list[str]) -> None:
    got = _read(event, text)
    assert (sorted(p.name for p in got.people), got.seats) == (sorted(names), len(names))


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Delego a partecipare alla cena in mia vece la collega Lia Bonazzi. Io non vengo.", ["Lia Bonazzi"]),
    (SUPPER, "Alla cena siamo io e Ugo Ferri, che vi ha già mandato i saluti di persona.", [ADA, "Ugo Ferri"]),
    (SUPPER, "Alla cena:\nBonazzi Lia, no glutine\nFerri Ugo, vegetariano\nSaluti", ["Bonazzi Lia", "Ferri Ugo"]),
    (SUPPER, "Alla cena verrà in mia vece Lia Bonazzi.", ["Lia Bonazzi"]),
    (SUPPER, "Prenoto la cena per conto di Ugo Ferri. Mandategli la conferma.", ["Ugo Ferri"]),
    (BOAT, "I'm booking on behalf of Leo Hart, who would like the 10:00.", ["Leo Hart"]),
    (BOAT, "The 10:00 for Una Lee and me, please. You may send the tickets to her.", [ADA, "Una Lee"]),
    (BOAT, "Leo Hart and I take the 10:00. He pays for his own ice cream.", [ADA, "Leo Hart"]),
])  # fmt: skip
def test_who_comes_all_the_same(event: str, text: str, names: list[str]) -> None:
    assert sorted(p.name for p in _read(event, text).people) == sorted(names)
