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
    ("Your enquiry", "Thank you for contacting us. This is an automated message, please do not reply."),
]


@pytest.mark.parametrize(("subject", "text"), ABSENCES)
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
    ("Sospeso", "niente newsletter per favore, ne ho già abbastanza. Due posti."),
    ("", ""),
]


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_a_person_who_speaks_of_such_things_is_a_person(subject: str, text: str) -> None:
    assert parse(mail(text, subject=subject)).automatic is None


def test_a_read_receipt_without_its_report_is_a_receipt() -> None:
    text = "Il messaggio\n\n  A: Anna Rossi\n  Oggetto: Conferma\n\nè stato letto in data 10/11/2010 9.44.\n"
    assert parse(mail(text, subject="Letto: Conferma")).automatic is Automatic.RECEIPT


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
