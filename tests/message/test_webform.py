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
