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


HELD = {
    "it": "Gentile Ada Neri, la sua prenotazione è confermata: 3 posti.",
    "en": "Dear Ada Neri, your booking is confirmed: 3 places.",
}
OFFERED = {
    "it": "Gentile Ada Neri, si è liberato un posto. Lo vuole? Altrimenti passiamo al prossimo in lista d'attesa.",
    "en": "Dear Ada Neri, a place has become free and you were on the waiting list. Would you like it?",
}


def answered(event: str, text: str, quoted: dict[str, str]) -> Intent:
    happening = given_event(event)
    ada = Address("Ada Neri", "ada@posta.example")
    return read(Message(sender=ada, text=f"{text} Ada", quoted=quoted[happening.language]), happening).intent


@pytest.mark.parametrize(("event", "text"), [
    ("convegno-cooperazione", "La scrivente revoca la propria adesione."),
    ("convegno-cooperazione", "Si comunica l'impossibilità della scrivente a presenziare."),
    ("fabbrica-idee", "Per sopravvenuti impegni non sarà possibile la mia partecipazione."),
    ("donazione-sangue", "Siamo rimasti a piedi, impossibile per noi."),
    ("harbour-tours", "Such a shame, but our babysitter has let us down. We can't go."),
    ("harbour-tours", "I need to cancle my booking please."),
    ("open-science-days", "Please deregister me, my plans fell through."),
    ("open-science-days", "I'm no longer in a position to attend."),
])  # fmt: skip
def test_a_booking_is_given_up_in_many_ways(event: str, text: str) -> None:
    assert answered(event, text, HELD) is Intent.CANCEL


@pytest.mark.parametrize(("event", "text"), [
    ("fabbrica-idee", "Si può fare a cambio con il gruppo 3?"),
    ("porte-aperte-liceo", "Ci sarebbe modo di slittare a domenica alle 10?"),
    ("donazione-sangue", "Riuscite a farmi slittare alle 9?"),
    ("harbour-tours", "My sister Eve Cole is covering for me."),
    ("harbour-tours", "Can you push us back to the 14:30?"),
    ("open-science-days", "Any way of switching to D1-B?"),
])  # fmt: skip
def test_a_polite_question_may_ask_for_a_change(event: str, text: str) -> None:
    assert answered(event, text, HELD) is Intent.CHANGE


@pytest.mark.parametrize(("event", "text", "intent"), [
    ("fabbrica-idee", "Me lo tenga, grazie.", Intent.ACCEPT),
    ("donazione-sangue", "Bloccatemelo.", Intent.ACCEPT),
    ("donazione-sangue", "Fate scorrere la lista, grazie.", Intent.DECLINE),
    ("fabbrica-idee", "Chiamate pure quello dopo di me.", Intent.DECLINE),
    ("harbour-tours", "Go on then, put my name on it.", Intent.ACCEPT),
    ("harbour-tours", "I shall have to turn it down.", Intent.DECLINE),
    ("open-science-days", "We've since made other arrangements.", Intent.DECLINE),
])  # fmt: skip
def test_an_offer_is_answered_in_many_ways(event: str, text: str, intent: Intent) -> None:
    assert answered(event, text, OFFERED) is intent


@pytest.mark.parametrize(("event", "text", "intent"), [
    ("fabbrica-idee", "Vorrei delucidazioni sugli orari.", Intent.QUESTION),
    ("donazione-sangue", "Gradirei sapere se è previsto il ristoro.", Intent.QUESTION),
    ("donazione-sangue", "Nel caso dovessi rinunciare, entro quando devo avvisare?", Intent.QUESTION),
    ("harbour-tours", "I'd be obliged if you could say whether dogs are welcome.", Intent.QUESTION),
    ("fabbrica-idee", "Che informazioni avete su di me?", Intent.PRIVACY),
    ("open-science-days", "Please purge my particulars from your records.", Intent.PRIVACY),
    ("donazione-sangue", "Personale gentilissimo, esperienza ottima.", Intent.FEEDBACK),
    ("harbour-tours", "We were a bit let down by the queue, I must say.", Intent.FEEDBACK),
    ("donazione-sangue", "Ho dimenticato gli occhiali da voi domenica.", Intent.OTHER),
    ("fabbrica-idee", "Un posto per me al gruppo 3, e mi sapete dire se c'è il parcheggio?", Intent.BOOK),
    ("harbour-tours", "I'd like to come on the 13:00, and is there parking nearby?", Intent.BOOK),
    ("fabbrica-idee", "Iscrivetemi al gruppo 3. Se non riuscissi a venire vi avviso.", Intent.BOOK),
])  # fmt: skip
def test_what_is_asked_praised_or_lost_is_told_apart(event: str, text: str, intent: Intent) -> None:
    assert _of_ada(event, text) is intent


@pytest.mark.parametrize(("event", "text"), [
    ("fabbrica-idee", "Prenoto per il gruppo 1 e 4. Fatemi sapere se devo portare qualcosa."),
    ("fabbrica-idee", "Prenoto per gruppo 1 e 4. Ci sarà anche il sindaco?"),
    ("fabbrica-idee", "Salve, posso iscrivermi ai gruppi 2 e 6? E il pranzo è compreso?"),
    ("ceramics-forum", "Please book me in for T3 and W1 - and what's the nearest station?"),
    ("fabbrica-idee", "Gruppo 2, gruppo 5. Grazie e complimenti per l'iniziativa!"),
    ("ceramics-forum", "T1 and W2 please. Congratulations on a wonderful programme!"),
    ("harbour-tours", "Can we book the 11:30 boat for five? Is it ok with a pushchair?"),
    ("harbour-tours", "We'd love the 2.30 for two adults and two children. How much is it?"),
])  # fmt: skip
def test_a_booking_with_a_question_or_a_praise_besides_is_a_booking(event: str, text: str) -> None:
    assert _of_ada(event, text) is Intent.BOOK


@pytest.mark.parametrize(("event", "text"), [
    ("fabbrica-idee", "Prima di iscrivermi al gruppo 2 vorrei sapere se ci sono scale."),
    ("fabbrica-idee", "Il gruppo 2 è già pieno?"),
    ("ceramics-forum", "Before I book T2: are there stairs?"),
    ("ceramics-forum", "I'd like to come to T1, but how much is it? If it's free I will."),
    ("harbour-tours", "Does the 1pm boat go if it rains? We might book for four."),
])  # fmt: skip
def test_a_question_in_the_words_of_a_booking_is_a_question(event: str, text: str) -> None:
    assert _of_ada(event, text) is Intent.QUESTION


def _of_ada(event: str, text: str) -> Intent:
    ada = Address("Ada Neri", "ada@posta.example")
    return read(Message(sender=ada, text=f"{text} Ada Neri"), given_event(event)).intent
