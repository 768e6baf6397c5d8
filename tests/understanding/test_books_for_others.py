"""Mails of who books for others, with or without himself: parents, aides, neighbours; and of parties told twice."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.test_choices import EVENTS
from tests.understanding.test_plain_mails import AID, BOAT, FORUM, KIDS, PARENTS, SCHOOL, WORKS

WINE = "calici-al-vespro"

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
    # whose name is a month, a day or another everyday word
    (FORUM, "Ann Cole", "Jo March sends her regrets. I would like T1. Ann Cole", 1, ["Ann Cole"]),
    (BOAT, "Jo March", "Could I have a seat on the 11:30 please? Jo March", 1, ["Jo March"]),
    (BOAT, "Ann Cole", "Please book Jo March on the 11:30. Ann Cole", 1, ["Jo March"]),
    (BOAT, "Ann Cole", "The 11:30 for me and Jo March please. Ann Cole", 2, ["Ann Cole", "Jo March"]),
    (BOAT, "Ann Cole", "Sam April and I would like the 11:30. Ann Cole", 2, ["Ann Cole", "Sam April"]),
    (BOAT, "Theresa May", "Hello, one seat on the 11:30 please. Theresa May", 1, ["Theresa May"]),
    (BOAT, "Ann Cole", "Two seats on the 11:30: Theresa May and June Summers. Ann Cole",
     2, ["June Summers", "Theresa May"]),
    (BOAT, "Ann Cole", "Tom Rose, Bill Hope and I for the 11:30. Ann Cole", 3, ["Ann Cole", "Bill Hope", "Tom Rose"]),
    (BOAT, "August Lane", "11:30 please. August Lane", 1, ["August Lane"]),
    (WORKS, "Ada Neri", "Iscrivo Aldo Marzo al gruppo 3. Ada Neri", 1, ["Aldo Marzo"]),
    (WORKS, "Ada Neri", "Veniamo io e Pia Maggio al gruppo 3. Ada Neri", 2, ["Ada Neri", "Pia Maggio"]),
    (WORKS, "Ada Neri", "Io e Domenica Russo al gruppo 3. Ada Neri", 2, ["Ada Neri", "Domenica Russo"]),
    (WORKS, "Ernesto Sabato", "Gruppo 3 e gruppo 5, grazie. Ernesto Sabato", 1, ["Ernesto Sabato"]),
    (WORKS, "Ada Neri", "Gruppo 3 per me e Aldo Aprile. Ada Neri", 2, ["Ada Neri", "Aldo Aprile"]),
    (WORKS, "Ada Neri", "Partecipano Rosa Gennaro e Luca Agosto, gruppo 3. Ada Neri",
     2, ["Luca Agosto", "Rosa Gennaro"]),
    (SCHOOL, "Ada Neri", "Io e mia figlia Domenica veniamo domenica alle 10. Ada Neri", 2, ["Ada Neri", "Domenica"]),
    (WORKS, "Ada Neri", "Un posto nel gruppo 3 per Primo Sereni. Ada Neri", 1, ["Primo Sereni"]),
    (WORKS, "Ada Neri", "Gruppo 3 per Lucia Re. Ada Neri", 1, ["Lucia Re"]),
    (BOAT, "Ann Cole", "Please book Will Power and Grace Day on the 11:30. Ann Cole", 2, ["Grace Day", "Will Power"]),
    (SCHOOL, "Ada Neri", "Io e Marta Sera veniamo sabato alle 15. Ada Neri", 2, ["Ada Neri", "Marta Sera"]),
    (KIDS, "Ada Neri", "My daughter April would like the origami. Ada Neri", 1, ["April"]),
    (BOAT, "Ann Cole", "My sister June and I would like the 11:30. Ann Cole", 2, ["Ann Cole", "June"]),
    (BOAT, "Ann Cole", "The 11:30 for me, my sister June and my niece May. Ann Cole", 3, ["Ann Cole", "June", "May"]),
    (BOAT, "Ann Cole", "I saw it in June. One seat for me on the 11:30 please. Ann Cole", 1, ["Ann Cole"]),
    (BOAT, "Ann Cole", "Tom is away in March but free now: the 11:30 for Tom and me. Ann Cole",
     2, ["Ann Cole", "Tom"]),
    (BOAT, "Ann Cole", "Saturday 12 June, 11:30 boat, one seat. Ann Cole", 1, ["Ann Cole"]),
    (WORKS, "Ada Neri", "Iscrivo Ugo Sala al gruppo 3, a Marzo non poteva. Ada Neri", 1, ["Ugo Sala"]),
    (WORKS, "Ada Neri", "Da Settembre lavoro a Modena. Un posto per me al gruppo 3. Ada Neri", 1, ["Ada Neri"]),
    (WORKS, "Ada Neri", "Gruppo 3 per me e mia zia Domenica. Ada Neri", 2, ["Ada Neri", "Domenica"]),
    # who is spoken of first and joined to the writer by a pronoun; parties told twice, or as they once were
    (WINE, "Ada Neri", "Mia nonna Ada Sala compie 90 anni e le regalo una serata da voi: prenotate per me e lei "
     "venerdì alle 21. Ada Neri",
     2, ["Ada Neri", "Ada Sala"]),
    (WINE, "Ugo Neri", "Mia nonna Ada compie 90 anni e le regalo una degustazione: prenotate per me e lei venerdì "
     "alle 21. Ugo Neri",
     2, ["Ada", "Ugo Neri"]),
    (WINE, "Ugo Neri", "Mia moglie Pia compie gli anni e vorrei portarla venerdì alle 21. Ugo Neri",
     2, ["Pia", "Ugo Neri"]),
    (WINE, "Ugo Neri", "Per il compleanno di mia madre prenoto due posti venerdì alle 21: per me e per lei. Ugo "
     "Neri",
     2, ["Ugo Neri"]),
    (WINE, "Ugo Neri", "Mia madre compie sessant'anni: venerdì alle 21 per me e per lei. Ugo Neri", 2, ["Ugo Neri"]),
    (WINE, "Ugo Neri", "A mia sorella Pia piace tanto il vino: venerdì alle 21 io e lei. Ugo Neri",
     2, ["Pia", "Ugo Neri"]),
    (WINE, "Ugo Neri", "Mia sorella Pia compie 30 anni e le regalo la serata di venerdì alle 21. Io non vengo. "
     "Ugo Neri",
     1, ["Pia"]),
    (WINE, "Ugo Neri", "Mia sorella Pia compie 30 anni: venerdì alle 21 per me, lei e suo marito. Ugo Neri",
     3, ["Pia", "Ugo Neri"]),
    (BOAT, "Tom Reed", "My nan Edna turns 90 and the boat is my present: 11:30 for her and me please. Tom Reed",
     2, ["Edna", "Tom Reed"]),
    (BOAT, "Tom Reed", "It's my mum's 70th birthday. Please book the 11:30 for the two of us. Tom Reed",
     2, ["Tom Reed"]),
    (BOAT, "Tom Reed", "My wife Edna is 60 on Saturday. Can she and I have the 11:30? Tom Reed",
     2, ["Edna", "Tom Reed"]),
    (BOAT, "Tom Reed", "My mum is turning 70 so it's a treat: the 11:30 for her and me. Tom Reed", 2, ["Tom Reed"]),
    (BOAT, "Ann Cole", "We were a party of four last time, just the two of us now: 11:30 please. Ann Cole",
     2, ["Ann Cole"]),
    (BOAT, "Ann Cole", "Last year there were four of us, this time only two. 11:30 please. Ann Cole",
     2, ["Ann Cole"]),
    (BOAT, "Ann Cole", "Party of four last time, just me and my husband now. 11:30 boat. Ann Cole", 2, ["Ann Cole"]),
    (BOAT, "Ann Cole", "Last time we were six; this year it's just me, for the 11:30. Ann Cole", 1, ["Ann Cole"]),
    (BOAT, "Ann Cole", "We came as a couple last June but this time there are three of us. 11:30. Ann Cole",
     3, ["Ann Cole"]),
    (WINE, "Ugo Neri", "L'altra volta eravamo un gruppo di sei, adesso solo io e mia moglie: venerdì alle 21. Ugo "
     "Neri",
     2, ["Ugo Neri"]),
    (WINE, "Ugo Neri", "Di solito siamo in due ma questa volta saremo in cinque: venerdì alle 21. Ugo Neri",
     5, ["Ugo Neri"]),
    (BOAT, "Ann Cole", "5 adults 2 kids for the 11:30: me, my husband, my parents, my sister and her two kids. "
     "Ann Cole",
     7, ["Ann Cole"]),
    (BOAT, "Ann Cole", "2 adults 2 kids for the 11:30 (me, my husband and our two boys). Ann Cole", 4, ["Ann Cole"]),
    (BOAT, "Ann Cole", "3 adults and 2 children, 11:30: my husband and I, grandma and the twins. Ann Cole",
     5, ["Ann Cole"]),
    (WINE, "Ugo Neri", "4 adulti e 2 bambini venerdì alle 21: io, mia moglie, i suoceri e i nostri due figli. Ugo "
     "Neri",
     6, ["Ugo Neri"]),
    (WINE, "Ugo Neri", "2 adulti e 1 bambino (io, mia moglie e nostro figlio), venerdì alle 21. Ugo Neri",
     3, ["Ugo Neri"]),
    (BOAT, "Ann Cole", "I'd like the 11:30. My neighbour Tom Reed has kindly offered to accompany me. Ann Cole",
     2, ["Ann Cole", "Tom Reed"]),
    (BOAT, "Ann Cole", "One for me on the 11:30 and one for my daughter who has offered to accompany me. Ann Cole",
     2, ["Ann Cole"]),
    (BOAT, "Ann Cole", "I'm 84, and my son has offered to come with me: two seats on the 11:30. Ann Cole",
     2, ["Ann Cole"]),
    (BOAT, "Ann Cole", "My son will accompany me on the 11:30. Ann Cole", 2, ["Ann Cole"]),
    (WINE, "Ada Neri", "Vorrei venire venerdì alle 21. Il mio vicino Ugo Po si è offerto di accompagnarmi. Ada "
     "Neri",
     2, ["Ada Neri", "Ugo Po"]),
    (WINE, "Ada Neri", "Vengo venerdì alle 21 e mia figlia si è offerta di accompagnarmi, quindi due posti. Ada "
     "Neri",
     2, ["Ada Neri"]),
    (WINE, "Ada Neri", "Venerdì alle 21, vengo accompagnata da mio figlio. Ada Neri", 2, ["Ada Neri"]),
]  # fmt: skip


@pytest.mark.parametrize(("event", "sender", "text", "seats", "names"), ROWS)
def test_who_is_booked_for(event: str, sender: str, text: str, seats: int, names: list[str]) -> None:
    reading = read(Message(sender=Address(sender, "writer@posta.example"), subject="", text=text), EVENTS[event])

    assert (reading.seats, sorted(key(p.name) for p in reading.people)) == (seats, sorted(key(n) for n in names))
    assert [d.words for d in reading.doubts if d.about in ("seats", "names")] == []
