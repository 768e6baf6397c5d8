from __future__ import annotations

import pytest

from mailflow.message import parse

SITE = """From: Sito <{sender}>
Reply-To: anna@posta.example
Subject: Nuova richiesta
Content-Type: {kind}; charset=utf-8

"""


def form(body: str, *, sender: str = "noreply@sito.example", kind: str = "text/plain") -> bytes:
    return (SITE.format(sender=sender, kind=kind) + body).encode()


FIELDS = (("Nome", "Anna"), ("Cognome", "Rossi"), ("Email", "anna@posta.example"), ("Messaggio", "Due posti.\nGrazie"))

LABELLED = (
    "{0}Nome:{1} Anna\n{0}Cognome:{1} Rossi\n{0}Email:{1} anna@posta.example\n{0}Messaggio:{1} Due posti.\nGrazie\n"
)
FORMS = {
    "one line a field": LABELLED.format("", ""),
    "labels in asterisks": LABELLED.format("*", "*"),
    "labels on lines of their own": (
        "Nome\nAnna\n\nCognome\nRossi\n\nEmail\nanna@posta.example\n\nMessaggio\nDue posti.\nGrazie\n"
    ),
}


@pytest.mark.parametrize("style", FORMS)
def test_the_fields_of_a_form_are_read_in_their_order(style: str) -> None:
    message = parse(form(FORMS[style]))
    assert message.form == FIELDS
    assert message.automatic is None
    assert message.reply_to is not None
    assert message.reply_to.email == "anna@posta.example"


def test_a_label_may_begin_with_a_day() -> None:
    body = "Nome: Anna\nCognome: Rossi\nTelefono: 059 000111\n5 ottobre: 1A\n12th October: -\nNote: alle 10:30\n"
    assert parse(form(body)).form == (
        ("Nome", "Anna"),
        ("Cognome", "Rossi"),
        ("Telefono", "059 000111"),
        ("5 ottobre", "1A"),
        ("12th October", "-"),
        ("Note", "alle 10:30"),
    )


def test_a_label_may_begin_with_a_rank() -> None:
    body = "Nome: Anna\nCognome: Rossi\nTelefono: 059 000111\n1° turno: Teatro\n2ª fascia: Cena\n1st session: Boats\n"
    assert parse(form(body)).form[3:] == (("1° turno", "Teatro"), ("2ª fascia", "Cena"), ("1st session", "Boats"))


def test_a_school_fills_in_a_form() -> None:
    italian = "Scuola: Primaria Pascoli\nNumero alunni: 23\nNumero accompagnatori: 2\nDocente referente: Anna Rossi\n"
    english = "School: Greenhill\nNumber of pupils: 22\nNumber of staff: 2\nTeacher: Ann Ross\nEmail: a@posta.example\n"
    assert len(parse(form(italian)).form) == 4
    assert len(parse(form(english)).form) == 5


def test_a_label_may_be_a_question() -> None:
    body = "Nome: Anna\nCognome: Rossi\nTelefono: 059 000111\nQuante persone?: 2\n"
    assert parse(form(body)).form[-1] == ("Quante persone?", "2")
    rows = "".join(f"<tr><td>{label}</td><td>2</td></tr>" for label in ("Nome", "Telefono", "Quante persone?"))
    assert parse(form(f"<table>{rows}</table>", kind="text/html")).form[-1] == ("Quante persone?", "2")


@pytest.mark.parametrize(
    "style", ["nome = Anna\ntelefono = 059 000111\nposti = 2", "[nome] Anna\n[telefono] 059 000111\n[posti] 2"]
)
def test_labels_of_old_scripts_are_read(style: str) -> None:
    assert parse(form(style)).form == (("nome", "Anna"), ("telefono", "059 000111"), ("posti", "2"))


def test_a_form_whose_labels_stand_above_their_values_in_a_table_is_read() -> None:
    told = (("Nome", "Anna Rossi"), ("Email", "anna@posta.example"), ("Commento o messaggio", "Siamo in due.\nGrazie"))
    rows = "".join(f"<tr><td><strong>{a}</strong></td></tr><tr><td>{b}</td></tr>" for a, b in told).replace(
        "\n", "<br>"
    )
    message = parse(form(f"<table><tr><td><h1>Nuovo modulo</h1></td></tr>{rows}</table>", kind="text/html"))
    assert message.form == told


def test_what_a_site_tells_of_itself_below_the_fields_is_no_field() -> None:
    body = (
        "Nome: Anna Rossi\nEmail: anna@posta.example\nMessaggio: Due posti.\n\n---\n\nData: 1 Novembre 2010\n"
        "Orario: 10:00\nURL Pagina: https://sito.example/2\nUser Agent: Mozilla/5.0 (Windows NT 10.0)\n"
        "IP Remoto: 192.0.2.1\nRealizzato da: Elementor\n"
    )
    told = (("Nome", "Anna Rossi"), ("Email", "anna@posta.example"), ("Messaggio", "Due posti."))
    assert parse(form(body)).form == told


def test_the_day_and_hour_that_a_person_fills_in_are_fields() -> None:
    body = "Nome: Anna\nCognome: Rossi\nData: 26 novembre\nOrario: 10:00\n"
    assert parse(form(body)).form[2:] == (("Data", "26 novembre"), ("Orario", "10:00"))


LETTERS = {
    "joomla": "Questa è una e-mail inviata tramite http://sito.example da:\nAnna Rossi <anna@posta.example>\n\n",
    "joomla, english": "This is an enquiry email via http://sito.example from:\nAnna Rossi <anna@posta.example>\n\n",
    "drupal": (
        "Anna Rossi (non verificato) (anna@posta.example) ha inviato un messaggio usando il modulo di contatto su"
        " http://sito.example/contact.\n\n"
    ),
}


@pytest.mark.parametrize("site", LETTERS)
def test_a_letter_that_a_site_passes_on_is_its_writers(site: str) -> None:
    told = (("nome", "Anna Rossi"), ("e-mail", "anna@posta.example"), ("messaggio", "Due posti.\nGrazie"))
    assert parse(form(f"{LETTERS[site]}Due posti.\nGrazie\n", sender="sito@sito.example")).form == told


def test_the_fields_of_a_table_are_read() -> None:
    rows = "".join(
        f"<tr><td><b>{label}</b></td><td>{value.replace(chr(10), '<br>')}</td></tr>" for label, value in FIELDS
    )
    assert parse(form(f"<p>Nuova richiesta dal sito</p><table>{rows}</table>", kind="text/html")).form == FIELDS


def test_contact_form_7_is_read_and_its_footer_is_a_signature() -> None:
    body = (
        "Da: Anna Rossi <anna@posta.example>\nOggetto: prenotazione\n\n"
        "Corpo del messaggio:\nDue posti per sabato.\n\n-- \n"
        "Questa e-mail è stata inviata da un modulo di contatto su La fabbrica (https://fabbrica.example)\n"
    )
    message = parse(form(body, sender="wordpress@sito.example"))
    assert dict(message.form) == {
        "Da": "Anna Rossi <anna@posta.example>",
        "Oggetto": "prenotazione",
        "Corpo del messaggio": "Due posti per sabato.",
    }
    assert "modulo di contatto" in message.signature


@pytest.mark.parametrize(
    "text",
    [
        "Buongiorno,\nprenoto per:\nNome: Anna Rossi\nTurno: secondo\nGrazie",
        "Domanda: c'è il parcheggio?\nNota: arriviamo in treno.",
        "Turno 1: logistica\nTurno 2: governance",
    ],
)
def test_a_person_who_writes_in_labels_sends_no_form(text: str) -> None:
    raw = f"From: Anna Rossi <anna@posta.example>\nSubject: prenotazione\n\n{text}".encode()
    message = parse(raw)
    assert (message.form, message.text) == ((), text)
