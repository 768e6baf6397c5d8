"""Where a careful secretary has no doubt there is none, and where she has one it is told."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event

SUPPER, BOAT, DAYS, AID = "assemblea-soci", "harbour-tours", "open-science-days", "primo-soccorso"
KEEPS, ONE = "the mail perhaps keeps a part", "the mail perhaps gives up one place of several"
PART, IDEAS = "the mail perhaps gives up one part of several", "fabbrica-idee"
ALTERS, ASKS = "the mail perhaps alters a booking", "the mail perhaps asks before deciding"
OURS = "it answers a mail of ours, and may mean a booking there is"
WHAT = "the mail perhaps does not say what is to change"
GIFT, COOP = "donazione-sangue", "convegno-cooperazione"
NUMBER = "the mail perhaps states a number"
ELSE = "the mail perhaps is about something else"
PLAIN = [
    # who gives up keeps nothing by staying at home, nor by a number of those who give up
    (SUPPER, "", "Purtroppo mia figlia ha la febbre e restiamo a casa. Annullate la prenotazione."),
    (AID, "", "Disdico: io e mio fratello sabato non riusciamo a venire. Resto a disposizione."),
    (SUPPER, "", "Cancellateci, mio marito è a letto. L'anno prossimo veniamo in quattro!"),
    (BOAT, "", "Please cancel, all three of us are ill. Keep up the good work!"),
    (BOAT, "", "We have to cancel. Please don't keep our places."),
    (DAYS, "", "I have to cancel, I can't make Thursday or Friday."),
    (BOAT, "", "I can't come on the 12th after all, please give my seat to another family."),
    # it speaks of altering what it has asked for itself, or of what somebody else has booked
    (AID, "", "Prenoto due posti, per me e Ugo Sala. Si aggiunge anche Lia Po: tre."),
    (AID, "", "Un posto per me, per favore. La mia collega si è già iscritta per conto suo."),
    (BOAT, "", "Two seats on the 10:00 for me and Emre Kaya. My sister has already booked hers."),
    (DAYS, "", "Please accept this as my registration: D1-A and D2-B."),
    # a question beside a plain booking, and a bill
    (AID, "", "Iscrivo me e Ugo Sala. Se arriviamo alle nove e dieci restiamo fuori?"),
    (BOAT, "", "One seat on the 11:30 please. Is there parking if I bring the van?"),
    (AID, "", "Chiedo due posti, per Ugo Sala e Lia Po. Fattura alla piscina, grazie."),
    # what it answers asked who comes, or told that places are left
    (SUPPER, "Restano 9 posti. Diteci in quanti siete.", "Ci siamo: io, Ugo Sala e Lia Po."),
    (BOAT, "There is room on the 10:00 and on the 13:00. Tell us how many.", "The 13:00, two seats: me and Emre Kaya."),
    # whose name the booking is to have
    (AID, "", "Ho prenotato per me, ma lavoro: posso cedere il posto a mia sorella Elena Neri?"),
    (SUPPER, "", "La mia prenotazione passa al collega Ugo Sala, io sono all'estero."),
    (BOAT, "", "I'm booked on the 10:00 but must work. Could Sofie Lund take it?"),
    # a booking told whole, whatever mail it answers
    (BOAT, "There's one at ten, shall we?", "Lovely. One ticket for me, one for Emre Kaya, the 11:30."),
    ("donazione-sangue", "I cani possono entrare in cortile.", "Perfetto: io e Ugo Sala, alle 9.00."),
    (DAYS, "It went off on Monday, second class.", "Thanks. I'd like to book D1-A and D2-B, just me."),
    # a part of it declined, the rest chosen; no condition; who is left, all told; letters that are no places
    (DAYS, "You are invited to the Open Science Days. Reply to book.", "D1-A for me. Friday, no thanks."),
    ("convegno-cooperazione", "La invitiamo: aperte le iscrizioni.", "Sessione A. Al pomeriggio rinuncio."),
    (AID, "", "Posso venire anche se non abito in paese? Intanto segnatemi."),
    (BOAT, "", "Two seats on the 10:00, me and Emre Kaya, if you please. Is there parking?"),
    (SUPPER, "", "Prenotiamo per la cena: siamo rimasti in due, io e Ugo Sala."),
    (DAYS, "", "After three emails here I am: D1-A and D2-B please, one place."),
    (DAYS, "", "Lia Po and I would rather write tests than read them: we take D1-B rather than sit at home."),
    # ages, parts of a party, the name of a firm, a title before a name
    (BOAT, "", "We'd like the 11:30: me and the boys, Emre Kaya and Ugo Kaya, both seven."),
    (DAYS, "", "Three places: Emre Kaya, Lia Po and Ugo Sala, OSD27, all D1-A and D2-A."),
    (SUPPER, "", "Alla cena vengo con Don Remo Lotti."),
    (DAYS, "", "Please register Emre Kaya of Tay Clay for D1-A and D2-A."),
    # things, which one of some, a day by when, what is measured, a whole that some are of, what is left of it
    (GIFT, "", "Amministro 6 palazzine e vorrei prenotare un posto alle 9.30, Anna Neri"),
    (GIFT, "", "Ho 14 capre e vorrei prenotare un posto alle 9.30, Anna Neri"),
    (GIFT, "", "Dormiamo due notti in albergo e vorrei prenotare un posto alle 9.30, Anna Neri"),
    (GIFT, "", "Prenoto un posto alle 9.30, la tessera la porto entro il 15."),
    (GIFT, "", "Prenoto un posto alle 9.30, sono in ferie fino al 9."),
    (GIFT, "", "Lavoro al banco 12 del mercato e vorrei prenotare un posto alle 9.30, Anna Neri"),
    (AID, "", "Su quattordici lettori, tre frequentano il corso: Ugo Sala, Lia Po e Ivo Neri. Io no."),
    (BOAT, "", "I keep six hens and two goats and would like one seat on the 13:00."),
    (BOAT, "", "I'm on stand 12 until one, so one seat on the 13:00 please."),
    (BOAT, "", "I'd like one seat on the 13:00, ring me on extension 4 after 8."),
    (BOAT, "", "I'm 6 foot 4 and I'd like one seat on the 13:00."),
    (BOAT, "", "I weigh 12 stone and I'd like one seat on the 13:00."),
    (BOAT, "", "We are 9 but 3 get seasick, so 6 for the 13:00."),
    (DAYS, "", "Three places: my own, plus two for colleagues. All of us D1-A and D2-B."),
    # days of other things, and remarks on who comes not
    (GIFT, "", "Ci siamo visti il 25 aprile. Prenoto un posto alle 9.30."),
    (GIFT, "", "Mi sposo il 12 giugno e vorrei prenotare un posto alle 9.30."),
    (GIFT, "", "Torno dalle ferie il 23 agosto, vorrei un posto alle 9.30."),
    (GIFT, "", "Vi ho scritto il 3 marzo: vorrei un posto alle 9.30."),
    (GIFT, "", "Prenoto un posto alle 9.30 e pago la quota il 3 aprile."),
    (BOAT, "", "We met on 25 April. One seat on the 13:00 please."),
    (BOAT, "", "I'm getting married on the 12th of May and I'd like one seat on the 13:00."),
    (BOAT, "", "I have an exam on 3 June, so could I have one seat on the 13:00?"),
    # hours of other things
    (GIFT, "", "Un posto per me alle 9.30. Finisco il turno alle 6."),
    (GIFT, "", "Un posto per me alle 9.30. In ufficio ci sono dalle 9 alle 13."),
    (BOAT, "", "One seat for me on the 13:00. I've a lecture to give at eleven."),
    (BOAT, "", "One seat for me on the 13:00. I have to be at work at 1."),
    # an age told as another's; a size told before the last word on it
    ("laboratori-bambini", "", "Iscrivo Luca Righi e Awa Righi, M2 e P1. Luca ha 8 anni, Awa 6."),
    (SUPPER, "", "Prenoto 2 anzi 3 posti per la cena, io, Ugo Sala e Lia Po."),
    (SUPPER, "", "Segna 2 per la cena, io e Lia Po, anzi 3 che viene anche nostro figlio Ugo Po."),
    ("laboratori-bambini", "", "Tre posti: Luca e Awa Righi, 8 anni, e il cugino Ivo Po, 10. Tutti M2 e P1."),
    ("laboratori-bambini", "", "Cinque bambini, tutti tra i 7 e i 9 anni, agli origami. Io non mi fermo."),
    ("laboratori-bambini", "", "Two places, please: Max and Ella Stone are seven. Both M2 and P1."),
    (BOAT, "", "My son Emre, nearly 9, and I would like the 13:00."),
    (SUPPER, "", "Vengo con mio nipote Ugo Sala (quasi 15, lo giuro)."),
    # all the rest of a party that is told; a four that is heard; how far a form goes
    (SUPPER, "", "Siamo in cinque, me incluso. I nomi degli altri quattro li mando domani."),
    (BOAT, "", "There are five of us: Lia Po, me, and her three. The 13:00."),
    (BOAT, "", "Put me down 4 sat afternoon, the 13:00, just me."),
    (SUPPER, "", "Il modulo si ferma a due, ma veniamo in tre: io, Ugo Sala e Lia Po."),
    # the same sessions as are booked, of who stands in and of those who stay
    (COOP, "Confermata: sessione B, laboratorio F.", "Al mio posto viene il collega Ugo Sala, con gli stessi gruppi."),
    (COOP, "Confermati in tre: sessione B.", "Leo Neri non viene, restiamo io e Ugo Sala, con gli stessi gruppi."),
    (DAYS, "You hold three places.", "Of our three only Emre Kaya and I can travel. We keep the workshops we have."),
    # places that are booked, and things, in a change that alters no number
    (BOAT, "", "We have booked two places, Ugo Conte and I. Ugo would like to switch to the 13:00."),
    (DAYS, "", "I'm booked on D2-D but have 14 verges to mow. Could I do D2-B instead?"),
    (DAYS, "", "Two trains and a bus later I see I prefer D2-B to D2-D, could you swap me?"),
]
DOUBTED = [
    (SUPPER, "", "Rinuncio al posto, mia sorella invece resta iscritta.", KEEPS),
    (AID, "", "Mia figlia non viene più, gli altri vengono. Cancellate il suo posto.", KEEPS),
    (BOAT, "", "Please cancel Emre's place.", ONE),
    (DAYS, "", "I had booked D1-A. I'd like a place in D1-B and D2-B.", ALTERS),
    (AID, "", "Prenoto per me. Forse viene Ugo Sala, dipende se trova chi gli tiene il cane: lo segnate?", ASKS),
    (DAYS, "Emre wants to come too.", "D1-A and D2-B for me, and for Emre Kaya what he says below.", OURS),
    (BOAT, "", "Two seats on the 10:00, me and Emre Kaya, if it's not raining. Could I tell you on Friday?", ASKS),
    (DAYS, "", "I'm booked for D1-A. Can I do something else instead?", WHAT),
    (DAYS, "", "Al posto della mia collega viene Eve Lund.", WHAT),
    # one day or round of an event that has two
    (DAYS, "", "Please give my Thursday place to someone else.", PART),
    (DAYS, "", "I can only come on Friday now, so please release my Thursday seat.", PART),
    (IDEAS, "", "Devo disdire il primo turno.", PART),
    # so many more of whom nothing is known, a day that is not the event's
    (GIFT, "", "Prenoto un posto alle 9.30, Anna Neri, e tre per il coro.", "what “e tre per” counts is not clear"),
    (GIFT, "", "Vorrei venire il 16 alle 9.30, Anna Neri", "what “il 16 alle” counts is not clear"),
    (GIFT, "", "Vengo il giorno 16 alle 9.30, Anna Neri", "what “giorno 16 alle” counts is not clear"),
    (BOAT, "", "One place on the 13:00 for me, and three for the choir.", "what “and three for” counts is not clear"),
    (BOAT, "", "Nine of us, but two get seasick. The 13:00.", "what “but two get” counts is not clear"),
    (BOAT, "", "Five of us: Lia Po, me, and three. And four for the choir.", "what “And four for” counts is not clear"),
    (BOAT, "", "We'd like the 13:00, Holt 4.", "what “Holt 4.” counts is not clear"),
    (GIFT, "", "Torno dalle ferie e vorrei venire il 23 agosto.", "“23 agosto” is not a day of the event"),
    (GIFT, "", "Vorrei un posto alle 9.30 del 25 aprile.", "“25 aprile” is not a day of the event"),
    (BOAT, "", "I'm back and would like to book for the 19th of June.", "“19th of June” is not a day of the event"),
    (BOAT, "", "We'd like to come on 25 April, two seats on the 13:00.", "“25 April” is not a day of the event"),
    (GIFT, "", "Un posto per me alle 11.", "no session is at “alle 11”"),
    (BOAT, "", "One seat for me at eleven, please.", "no session is at “at eleven”"),
    (DAYS, "The vat and the loom run at the same time.", "D1-A and D2-B then, as I wrote below.", OURS),
]


@pytest.mark.parametrize(("event_id", "quoted", "text"), PLAIN)
def test_plain(event_id: str, quoted: str, text: str) -> None:
    assert not {KEEPS, ONE, PART, ALTERS, ASKS, OURS, WHAT, ELSE, NUMBER} & set(_doubts(event_id, quoted, text))
    assert not [
        words for words in _doubts(event_id, quoted, text) if "is not clear" in words or words.startswith("no session")
    ]
    assert not [words for words in _doubts(event_id, quoted, text) if words.endswith("is not a day of the event")]
    assert not [words for words in _doubts(event_id, quoted, text) if words.startswith("which sessions are meant")]


@pytest.mark.parametrize(("event_id", "quoted", "text", "doubt"), DOUBTED)
def test_doubted(event_id: str, quoted: str, text: str, doubt: str) -> None:
    assert doubt in _doubts(event_id, quoted, text)


def _doubts(event_id: str, quoted: str, text: str) -> list[str]:
    return [doubt.words for doubt in _read(event_id, quoted, text).doubts]


def _read(event_id: str, quoted: str, text: str) -> Reading:
    message = Message(
        sender=Address("Anna Neri", "anna@posta.example"),
        subject="Re: posti" if quoted else "posti",
        text=text + "\nAnna Neri",
        quoted=quoted,
    )
    return read(message, given_event(event_id))
