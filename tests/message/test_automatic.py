from __future__ import annotations

import pytest

from mailflow.message import Automatic, parse
from tests.message.mails import mail

BOOKING = "Buongiorno,\nvorrei prenotare due posti per sabato.\nGrazie, Anna Rossi"

STRAY = [
    "List-Unsubscribe: <mailto:u@gateway.example>\n",
    "Precedence: bulk\n",
    "Precedence: list\n",
    "Feedback-ID: 1:gateway\n",
    "X-Loop: info@fabbrica.example\n",
    "X-Auto-Response-Suppress: All\n",
    "Auto-Submitted: no\n",
]


@pytest.mark.parametrize("header", STRAY)
def test_one_stray_header_does_not_silence_a_person(header: str) -> None:
    assert parse(mail(BOOKING, headers=header)).automatic is None


MACHINES = {
    "Auto-Submitted: auto-replied\n": Automatic.AUTO,
    "Auto-Submitted: auto-generated\n": Automatic.AUTO,
    "X-Autoreply: yes\n": Automatic.AUTO,
    "Precedence: auto_reply\n": Automatic.AUTO,
    "Precedence: junk\n": Automatic.BULK,
    "Return-Path: <>\n": Automatic.AUTO,
    "X-Mailflow-Kind: confirmation\n": Automatic.AUTO,
    "List-Id: <news.posta.example>\n": Automatic.BULK,
    "List-Unsubscribe: <mailto:u@news.example>\nPrecedence: bulk\n": Automatic.BULK,
}


@pytest.mark.parametrize("headers", MACHINES)
def test_a_machines_header_is_believed_whatever_the_text_says(headers: str) -> None:
    assert parse(mail(BOOKING, headers=headers)).automatic is MACHINES[headers]


ABSENCES = [
    ("Risposta automatica: Conferma iscrizione", "Grazie del messaggio."),
    ("Automatic reply: Your booking", "Thanks."),
    ("Fuori sede: Promemoria", "Torno lunedì."),
    ("Out of Office: Reminder", "Back on Monday."),
    ("Re: Conferma", "Sono assente dall'ufficio fino al 30 novembre. Per urgenze rivolgersi a Bruno Neri."),
    (
        "Re: Your booking",
        "I am out of the office until 3 May with limited access to email. For urgent matters contact Bob.",
    ),
    ("Ferie", "Sono in ferie fino al 23 agosto e risponderò al mio rientro."),
    ("Assenza", "Sarò assente fino a venerdì. Al rientro risponderò a tutti."),
    ("Ricevuto", "Questo è un messaggio automatico. Abbiamo ricevuto la vostra richiesta, sarà evasa al più presto."),
    ("Re: Conferma", "In questi giorni non leggo la posta. Per urgenze chiamare il 333 5550418."),
    ("Re: Conferma", "Al momento non posso rispondere, vi ricontatto appena possibile."),
    ("Re: Conferma", "La ringraziamo per la Sua mail. Le risponderemo al più presto.\n\nRossi srl"),
    ("Re: Conferma", "Leggerò la posta solo da giovedì."),
    ("Re: Conferma", "Buongiorno,\nsono via fino a lunedì prossimo.\nGrazie\nAnna Rossi"),
    ("Re: Conferma", "Non leggerò la posta fino al 12 novembre"),
    ("R: Conferma", "Torno in ufficio giovedì 11, per urgenze 333 5550418."),
    ("Re: Conferma", "In questo periodo sono in ferie, rientro il 23 agosto. Cordiali saluti"),
    ("Re: Your booking", "I'll read no mail until Thursday."),
    ("Re: Your booking", "I'm away until 12 May.\n\nTom Bell"),
    ("Re: Your booking", "Hello, I am away from my desk and will only read mail again from Monday. Regards, Tom"),
    (
        "Re: Your booking",
        "Thanks for your message. I won't check my mail before next week, if urgent call us.",
    ),
    ("Re: Conferma", "L'ufficio è chiuso dal 1 all'8 novembre. Alla riapertura risponderemo a tutti."),
    (
        "Re: Conferma",
        "Ada Neri non lavora più presso Rossi srl. Per qualsiasi comunicazione scrivere a info@rossi.example.",
    ),
    (
        "Re: Conferma",
        "Questo indirizzo non è più attivo. Vi preghiamo di scrivere al nuovo indirizzo ada@nuova.example.",
    ),
    ("Your enquiry", "Thank you for contacting us. This is an automated message, please do not reply."),
]


FILED = [
    ("[#4711] Conferma", "Gentile cliente, abbiamo aperto il ticket 4711 per la sua segnalazione. Il team di supporto"),
    ("R: Conferma", "Abbiamo ricevuto la tua richiesta n. 12345: un operatore la leggerà."),
    ("Conferma", "La sua richiesta è stata presa in carico. Il suo ticket:\n4711"),
    ("Conferma", "Il suo messaggio a Anna Rossi è stato messo in quarantena: confermi di non essere un robot."),
    ("[Ticket#4711] Re: Your booking", "We have received your mail and opened ticket 4711."),
    ("Your booking", "Your request has been logged. Case number: HD-4711."),
    ("Confirm your message", "Your message to anna@rossi.example is being held. To release it reply to this message."),
    ("Conferma", "La tua mail a 'Lista' è in attesa di approvazione da parte del moderatore della lista."),
    ("Your mail", "Your mail to 'List' is being held until the list moderator can review it for approval."),
    ("Re: Your booking", "Please confirm you are a real person by replying to this e-mail."),
    ("Protocollo", "La Sua comunicazione è stata acquisita al protocollo n. 12345 del 02/11/2010."),
    ("Ricevuta", "Il messaggio inviato è stato protocollato con numero 0012345/2010 in data 02/11/2010."),
    ("Conferma", "La tua richiesta (12345) è stata ricevuta ed è in corso di revisione da parte dello staff."),
    ("Conferma", "Grazie. Il suo messaggio è stato registrato. Il suo numero di Ticket è 2010110110000123."),
    ("Your booking", "Your request (12345) has been received and is being reviewed by our support staff."),
    ("Your booking", "A request for support has been created and assigned #123456."),
    ("Conferma", "Filtro attivo: clicca sul link e verrai aggiunto alla mia lista di mittenti autorizzati."),
    ("Your booking", "Just this once, click the link below so I can receive your emails."),
    ("Please verify", "Hello, I'm protecting my inbox. Please click the link below to be approved."),
]


@pytest.mark.parametrize(("subject", "text"), [*ABSENCES, *FILED])
def test_an_automatic_answer_without_headers_is_told_by_its_words(subject: str, text: str) -> None:
    message = parse(mail(text, subject=subject))
    assert message.automatic is Automatic.AUTO
    assert message.automatic_signs != ()


PEOPLE = [
    ("Assenza", "Purtroppo sabato non potrò essere presente, annullate il mio posto."),
    ("Assente", "Sono fuori ufficio fino a lunedì, intanto prenoto due posti; per urgenze chiamatemi al 333 5550418."),
    ("Thank you for your email", "We would like two seats on Saturday, please."),
    ("Ferie", "Sono in ferie fino al 20, poi confermo se veniamo."),
    ("R: Risposta automatica", "Avete risposto in automatico ma la mia domanda era un'altra: quanti posti restano?"),
    ("Letto: il programma", "Ho letto il programma e mi piace. Due posti!"),
    ("Mancato recapito", "Il libro che avevo ordinato non è arrivato, ma vengo lo stesso: due posti."),
    (
        "prenotazione",
        "Il messaggio che vi ho scritto ieri non è stato consegnato a info@vecchio.example: vorrei due posti.",
    ),
    ("booking", "I tried before and my message could not be delivered to desk@old.example. Two seats please."),
    ("Re: Conferma", "Abbiamo ricevuto la vostra conferma, grazie. Saremo in 120 secondi da voi!"),
    ("Re: Conferma", "La mia richiesta n. 2 era di un posto in più: è stata vista?"),
    ("Biglietti", "Ho aperto la vostra mail e il ticket per il parcheggio non c'è. Numero di posti: due."),
    ("Tickets", "We opened your mail: can we have two tickets, please? My case is a special one, I use a wheelchair."),
    ("Re: Conferma", "Purtroppo non posso rispondere per Ada: la ricontatto e vi dico se viene."),
    ("Re: Conferma", "Vi scrivo questa mail perché mia figlia è stata messa in quarantena: veniamo in due."),
    ("Re: Your booking", "I saw your mail, but my son has been placed in quarantine: one seat less."),
    ("Re: Conferma", "Sono via fino a giovedì, quindi non ci sono."),
    ("Re: Conferma", "Quella settimana sono via fino a giovedì."),
    ("Re: Conferma", "Sono via fino a giovedì e mia moglie viene da sola."),
    ("Re: Conferma", "Leggerò la posta solo da giovedì: intanto due posti nel gruppo 3."),
    ("Re: Conferma", "Torno con Ada Neri da Milano il 12"),
    ("Re: Conferma", "Torno al gruppo 3."),
    ("Re: Conferma", "Torno il 12 con Ada"),
    ("Re: Conferma", "Sarò assente il 12"),
    ("Re: Conferma", "Sono via fino al gruppo 5"),
    ("Re: Your booking", "I'm away on Thursday."),
    ("Re: Your booking", "I'm back on D2."),
    ("Sono via", "Sono via fino a giovedì."),
    ("Re: Your booking", "I'm away until Thursday, so Tom Bell comes in my place."),
    ("Re: Your booking", "I'm away on Thursday. Could you put me in on Friday instead?"),
    ("Re: Your booking", "I'm away until Thursday and my wife comes alone."),
    ("Re: Your booking", "Back on Thursday with two friends."),
    ("Re: Your booking", "Thanks, the ticket is here. Number of seats: two."),
    ("Re: Your booking", "My ticket number is 12345, and my wife comes too. Tom Bell"),
    ("Conferma", "In riscontro alla vostra richiesta n. 1234 del 3 marzo, vengono Ada Neri e Ugo Sala."),
    ("Conferma", "Abbiamo ricevuto la vostra mail n. 123 e prenotiamo due posti. Ada Neri"),
    (
        "Re: Conferma",
        "Questo indirizzo non è più attivo, scrivetemi al nuovo indirizzo ada@nuova.example. Vengo con Ugo.",
    ),
    ("Re: Conferma", "In riscontro alla Vs. nota acquisita al nostro protocollo n. 17903, interverrà il Sindaco."),
    ("Re: Conferma", "Mio marito non lavora più alla Rossi: il posto lo prende Ada Neri."),
    ("Sospeso", "niente newsletter per favore, ne ho già abbastanza. Due posti."),
    ("", ""),
]


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_a_person_who_speaks_of_such_things_is_a_person(subject: str, text: str) -> None:
    assert parse(mail(text, subject=subject)).automatic is None


def test_a_read_receipt_without_its_report_is_a_receipt() -> None:
    text = "Il messaggio\n\n  A: Anna Rossi\n  Oggetto: Conferma\n\nè stato letto in data 10/11/2010 9.44.\n"
    assert parse(mail(text, subject="Letto: Conferma")).automatic is Automatic.RECEIPT


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Conferma di lettura (visualizzato) - Conferma",
            "Questa conferma di ritorno attesta solo che è stato aperto.",
        ),
        ("Ricevuta di ritorno", "Il documento: Conferma\nè stato ricevuto da: Ada Neri/Rossi/IT"),
        ("Return Receipt (displayed) - Your booking", "This Return Receipt only acknowledges that it was displayed."),
        ("Disposition Notification", 'The message sent on Mon, 01 Nov with subject "Conferma" has been displayed.'),
    ],
)
def test_read_receipts_of_several_clients_are_receipts(subject: str, text: str) -> None:
    assert parse(mail(text, subject=subject)).automatic is Automatic.RECEIPT


def test_a_read_receipt_is_a_receipt() -> None:
    body = "--x\n\nLetto\n--x\nContent-Type: message/disposition-notification\n\nDisposition: displayed\n--x--\n"
    kind = "multipart/report; report-type=disposition-notification; boundary=x"
    assert parse(mail(body, content_type=kind)).automatic is Automatic.RECEIPT


def test_a_newsletter_with_links_and_an_unsubscribe_footer_is_mass_mail() -> None:
    text = "Ultimi posti per il teatro!\nhttp://teatro.example/prenota\nPer non ricevere più queste mail clicca qui.\n"
    assert parse(mail(text, headers="List-Unsubscribe: <http://teatro.example/u>\n")).automatic is Automatic.BULK


def test_a_no_reply_sender_is_a_machine_unless_it_names_whom_to_answer() -> None:
    raw = mail("Vorrei due posti").replace(b"anna@posta.example", b"noreply@sito.example", 1)
    assert parse(raw).automatic is Automatic.AUTO
    assert parse(b"Reply-To: Anna <anna@posta.example>\n" + raw).automatic is None
    assert parse(raw.replace(b"noreply@", b"forms-receipts-noreply@")).automatic is Automatic.AUTO
