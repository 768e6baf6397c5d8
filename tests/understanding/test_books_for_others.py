"""Mails of who books for others: parents, aides, colleagues and neighbours, with or without themselves."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.test_choices import EVENTS
from tests.understanding.test_plain_mails import AID, BOAT, FORUM, KIDS, PARENTS, WORKS

ROWS = [  # event, sender, text, seats, names
    (KIDS, "Ada Neri", "Io e mia sorella. E anche Ugo Sala. Tutti agli origami.", 3, ["Ada Neri", "Ugo Sala"]),
    (KIDS, "Ada Neri", "Vengo io. E anche Ugo Sala. Tutti agli origami.", 2, ["Ada Neri", "Ugo Sala"]),
    (BOAT, "Ann Cole", "My sister and I for the 11:30. And Tom Reed too.", 3, ["Ann Cole", "Tom Reed"]),
    (BOAT, "Ann Cole", "Me and my sister. And also Tom Reed. 11:30 boat.", 3, ["Ann Cole", "Tom Reed"]),
    (BOAT, "Ann Cole", "Me and my sister please, 11:30. Oh, and my mum.", 3, ["Ann Cole"]),
    (BOAT, "Ann Cole", "I'd like the 11:30. So would Tom Reed.", 2, ["Ann Cole", "Tom Reed"]),
    (BOAT, "Ann Cole", "My husband and I, 11:30. Plus Tom Reed and his wife.", 4, ["Ann Cole", "Tom Reed"]),
    (BOAT, "Ann Cole", "Me and my sister for the 11:30. Tom Reed sends his love.", 2, ["Ann Cole"]),
    (BOAT, "Ann Cole", "Me and my sister for the 11:30. And Tom Reed says hello.", 2, ["Ann Cole"]),
    (WORKS, "Aldo Berti", "Sono il papà di Zoe. Vorrei iscriverla al gruppo 3. Aldo Berti", 1, ["Zoe"]),
    (WORKS, "Aldo Berti", "Sono la mamma di Zoe. Vorrei iscriverla al gruppo 3.", 1, ["Zoe"]),
    (WORKS, "Ada Neri", "Sono la zia di Leo. Vorrei iscriverlo al gruppo 3. Ada Neri", 1, ["Leo"]),
    (WORKS, "Ada Neri", "Buongiorno, sono la mamma di Leo, vorrei prenotargli un posto nel gruppo 3.", 1, ["Leo"]),
    (WORKS, "Ada Neri", "Sono l'assistente dell'ing. Ugo Po. Vorrei iscriverlo al gruppo 3. Ada Neri", 1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Sono la segretaria di Ugo Po. Le chiedo di iscriverlo al gruppo 3 e al 5.", 1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Sono la mamma di Zoe e Leo. Vorrei iscriverli al gruppo 3.", 2, ["Leo", "Zoe"]),
    (WORKS, "Ada Neri", "Sono la mamma di Zoe. Vorrei iscrivermi al gruppo 3.", 1, ["Ada Neri"]),
    (WORKS, "Ada Neri", "Sono la mamma di Zoe, ci siamo viste ieri. Vorrei un posto nel gruppo 3.", 1, ["Ada Neri"]),
    (FORUM, "Ann Cole", "I'm Zoe's mum. I'd like to book her on T1. Ann", 1, ["Zoe"]),
    (FORUM, "Ann Cole", "I'm Tom Reed's assistant. Please put him down for T1 and W2.", 1, ["Tom Reed"]),
    (FORUM, "Ann Cole", "I am writing on behalf of Tom Reed, who would like T1 and W2.", 1, ["Tom Reed"]),
    (FORUM, "Ann Cole", "I'm PA to Tom Reed. Could he have a place on T1 and W2?", 1, ["Tom Reed"]),
    (FORUM, "Ann Cole", "I'm the mum of Zoe and Leo. Please put them down for T1.", 2, ["Leo", "Zoe"]),
    (FORUM, "Ann Cole", "I'm Zoe's mum. I'd like a place on T1. Ann Cole", 1, ["Ann Cole"]),
    (FORUM, "Ann Cole", "I'm Zoe's mum. Could you put her down for T1 and W2? Ann Cole", 1, ["Zoe"]),
    (FORUM, "Ann Cole", "I'm Zoe's mum. She is 15 and would like T1 and W2. Ann Cole", 1, ["Zoe"]),
    (FORUM, "Ann Cole", "Hello, this is Leo Hart's gran. Could you book him on T1 please? Ann Cole", 1, ["Leo Hart"]),
    (FORUM, "Ann Cole", "I'm Zoe and Leo's mum. Please book them both on T1. Ann Cole", 2, ["Leo", "Zoe"]),
    (KIDS, "Ada Neri", "buongiorno sono la nonna di leo, vorrei iscriverlo agli origami, grazie ada neri",
     1, ["Leo"]),
    (KIDS, "Ada Neri", "BUONGIORNO SONO LA NONNA DI LEO. VORREI ISCRIVERLO AGLI ORIGAMI. GRAZIE ADA NERI",
     1, ["LEO"]),
    (KIDS, "Ada Neri", "Buongiorno, sono la nonna di Leo, che ha 7 anni. Lo iscriverei agli origami. Grazie, Ada "
     "Neri",
     1, ["Leo"]),
    (KIDS, "Ada Neri", "Sono il nonno di Leo, per favore iscrivetelo agli origami.", 1, ["Leo"]),
    (KIDS, "Ada Neri", "Sono lo zio di Leo, vorrebbe fare gli origami. Ha 8 anni.", 1, ["Leo"]),
    (KIDS, "Ada Neri", "Salve, sono la maestra di Leo. Vorrebbe partecipare agli origami.", 1, ["Leo"]),
    (KIDS, "Ada Neri", "Salve, sono la vicina di casa di Leo Sala. Mi ha chiesto di prenotargli gli origami. Ada "
     "Neri",
     1, ["Leo Sala"]),
    (AID, "Ada Neri", "Sono la mamma di Leo, vorrei due posti per me e mio marito.", 2, ["Ada Neri"]),
    (AID, "Ada Neri", "Sono la mamma di Leo e vorrei iscrivermi al corso.", 1, ["Ada Neri"]),
    (PARENTS, "Ann Cole", "I'm Zoe's mum. Two seats please, for my husband and me.", 2, ["Ann Cole"]),
    (PARENTS, "Ann Cole", "I'm Zoe's mum and I'd love to come. Ann Cole", 1, ["Ann Cole"]),
    (PARENTS, "Ann Cole", "I'm Zoe's mum and I'd love to come with her dad Tom. Ann Cole", 2, ["Ann Cole", "Tom"]),
    (WORKS, "Ada Neri", "Sono l'assistente di Ugo Po. Parteciperà al gruppo 3. Ada Neri", 1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Buongiorno, sono la segretaria dell'avvocato Ugo Po: vorrebbe un posto nel gruppo 3 e nel "
     "5.",
     1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Sono una collega di Ugo Po, che mi ha chiesto di prenotargli il gruppo 3. Ada Neri",
     1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Scrivo per conto del mio capo, Ugo Po: gruppo 3 e gruppo 5. Ada Neri", 1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Prenoto per il mio direttore Ugo Po, gruppo 3. Ada Neri, segreteria", 1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Il mio responsabile Ugo Po vorrebbe partecipare al gruppo 3. Ada Neri", 1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Su richiesta dell'ing. Ugo Po lo iscrivo al gruppo 3. Ada Neri", 1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Ugo Po, nostro presidente, mi prega di iscriverlo al gruppo 3. Ada Neri", 1, ["Ugo Po"]),
    (WORKS, "Ada Neri", "Sono l'assistente di Ugo Po. Veniamo tutti e due al gruppo 3. Ada Neri",
     2, ["Ada Neri", "Ugo Po"]),
    (WORKS, "Ada Neri", "Sono l'assistente di Ugo Po. Iscrivete lui e me al gruppo 3. Ada Neri",
     2, ["Ada Neri", "Ugo Po"]),
    (WORKS, "Ada Neri", "Sono l'assistente di Ugo Po. Vorrei iscrivermi al gruppo 3. Ada Neri", 1, ["Ada Neri"]),
    (FORUM, "Ann Cole", "I'm Tom Reed's assistant. He would like T1 and W2. Ann Cole", 1, ["Tom Reed"]),
    (FORUM, "Ann Cole", "I'm assistant to Tom Reed, who would like T1 and W2. Ann Cole", 1, ["Tom Reed"]),
    (FORUM, "Ann Cole", "I look after Tom Reed's diary. He'd like a seat on T1. Ann Cole", 1, ["Tom Reed"]),
    (FORUM, "Ann Cole", "My boss, Tom Reed, has asked me to book him on T1. Ann Cole", 1, ["Tom Reed"]),
    (FORUM, "Ann Cole", "Could you reserve T1 for my manager Tom Reed? Ann Cole", 1, ["Tom Reed"]),
    (FORUM, "Ann Cole", "I'm Tom Reed's assistant. We'd both like T1. Ann Cole", 2, ["Ann Cole", "Tom Reed"]),
    (FORUM, "Ann Cole", "I'm Tom Reed's assistant and I'd like to come to T1 myself. Ann Cole", 1, ["Ann Cole"]),
    (BOAT, "Ann Cole", "My neighbour Edna Flook hasn't got email so I'm booking for her: one place on the 11:30. "
     "Ann Cole",
     1, ["Edna Flook"]),
    (BOAT, "Ann Cole", "I'm writing for my neighbour, Edna Flook, who'd like the 11:30. Ann Cole", 1, ["Edna Flook"]),
    (BOAT, "Ann Cole", "My neighbour Edna Flook hasn't got email so I'm booking for both of us: the 11:30. Ann "
     "Cole",
     2, ["Ann Cole", "Edna Flook"]),
    (BOAT, "Ann Cole", "Can I book the 11:30 for my neighbour Edna Flook and myself? Ann Cole",
     2, ["Ann Cole", "Edna Flook"]),
    (BOAT, "Ann Cole", "My nan Edna Flook would love the 11:30. I'll drop her off and pick her up after. Ann Cole",
     1, ["Edna Flook"]),
    (BOAT, "Ann Cole", "Please book a seat for Edna Flook on the 11:30; I'm only her neighbour. Ann Cole",
     1, ["Edna Flook"]),
    (KIDS, "Ada Neri", "Salve, sono la maestra di Leo. Vorrebbe partecipare agli origami.", 1, ["Leo"]),
    (KIDS, "Ada Neri", "Salve, sono la vicina di casa di Leo Sala. Mi ha chiesto di prenotargli gli origami. Ada "
     "Neri",
     1, ["Leo Sala"]),
]  # fmt: skip


@pytest.mark.parametrize(("event", "sender", "text", "seats", "names"), ROWS)
def test_who_is_booked_for(event: str, sender: str, text: str, seats: int, names: list[str]) -> None:
    reading = read(Message(sender=Address(sender, "writer@posta.example"), subject="", text=text), EVENTS[event])

    assert (reading.seats, sorted(key(p.name) for p in reading.people)) == (seats, sorted(key(n) for n in names))
    assert [d.words for d in reading.doubts if d.about in ("seats", "names")] == []
