"""New words parted from old ones, in the forms of the usual clients."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mailflow.message import parse
from tests.message.mails import html_mail, mail

NEW = "Confermo, saremo in due."
CLIENTS = tomllib.loads((Path(__file__).parent / "clients.toml").read_text())
ANSWERS: dict[str, str] = CLIENTS["answers"]
HTML_ANSWERS: dict[str, str] = CLIENTS["html-answers"]


@pytest.mark.parametrize("client", ANSWERS)
def test_an_answer_is_parted_from_its_quote(client: str) -> None:
    message = parse(mail(ANSWERS[client], subject="R: Conferma", headers="In-Reply-To: <0@fabbrica.example>\n"))
    assert message.text == NEW
    assert "ci conferma la presenza?" in message.quoted
    assert message.forwarded == ()


@pytest.mark.parametrize("client", HTML_ANSWERS)
def test_the_quote_of_an_html_answer_is_found_by_its_markup(client: str) -> None:
    message = parse(html_mail(HTML_ANSWERS[client], subject="R: Conferma"))
    assert message.text == NEW
    assert "ci conferma la presenza?" in message.quoted


def test_answers_between_the_quoted_lines_are_all_new_words() -> None:
    quoted = "Il 01/11/2010 10:00, La fabbrica ha scritto:\n> Quanti siete?\n\n"
    message = parse(mail(f"{quoted}Siamo in tre.\n\n> E il turno?\n\nIl secondo.\n"))
    assert message.text == "Siamo in tre.\n\nIl secondo."
    assert message.quoted == "Quanti siete?\n\nE il turno?"


GMAIL = """<div dir="ltr"><div>Rispondo sotto.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">
Il giorno lun 1 nov 2010 alle ore 10:00 La fabbrica &lt;info@fabbrica.example&gt; ha scritto:<br></div>
<blockquote class="gmail_quote">Quanti siete?<br></blockquote><div>Siamo in tre.</div>
<blockquote class="gmail_quote">E il turno?<br></blockquote><div>Il secondo.</div></div></div>"""


def test_answers_written_into_gmails_quote_are_new_words() -> None:
    message = parse(html_mail(GMAIL, subject="R: Conferma"))
    assert message.text == "Rispondo sotto.\n\nSiamo in tre.\n\nIl secondo."


def test_a_mail_handed_on_by_gmail_keeps_what_stands_below_its_own_quote() -> None:
    handed_on = (
        '<div dir="ltr">Iscrivetela.<div class="gmail_quote"><div class="gmail_attr">'
        "---------- Forwarded message ---------<br>"
        "Da: Ada Neri &lt;ada@posta.example&gt;<br>Date: lun 1 nov 2010 alle ore 10:00<br>Subject: R: sabato<br></div>"
        '<blockquote class="gmail_quote">Vieni?</blockquote><div>Sì, due posti.</div></div></div>'
    )
    message = parse(html_mail(handed_on, subject="Fwd: sabato"))
    assert message.text == "Iscrivetela."
    assert [each.text for each in message.forwarded] == ["Sì, due posti."]


@pytest.mark.parametrize("signature", ["-- \nAnna Rossi", "Cordiali saluti\nAnna Rossi\nTel. 0536 555210"])
def test_who_signs_above_the_quote_answers_below_it_all_the_same(signature: str) -> None:
    quoted = (
        "Il 01/11/2010 10:00, La fabbrica ha scritto:\n> Quanti siete?\nSiamo in tre.\n> E il turno?\nIl secondo.\n"
    )
    message = parse(mail(f"Vedi sotto.\n\n{signature}\n\n{quoted}"))
    assert message.text.split("\n")[0] == "Vedi sotto."
    assert message.text.endswith("\n\nSiamo in tre.\n\nIl secondo.")
    assert message.signature.startswith("Anna Rossi")


def test_a_day_and_hour_right_above_the_quote_are_the_answer() -> None:
    told = "Il giorno lun 1 nov 2010 alle ore 10:00 La fabbrica <info@fabbrica.example> ha scritto:"
    message = parse(mail(f"Il 26/11/2010 alle 15:00 va bene\n{told}\n> Quando?\n"))
    assert (message.text, message.quoted) == ("Il 26/11/2010 alle 15:00 va bene", "Quando?")


TRAPS = [
    "Il contratto, come già scritto, resta valido:\ndue posti per me e mia moglie.",
    "Il 12 novembre mio marito vi ha scritto quanto segue:\nveniamo in due.\nOra siamo in tre.",
    "Da: Modena\nA: Fiorano\nvengo in treno, due posti.",
    "Data: 26 novembre\nOggetto: prenotazione\nPosti: due",
    "On Saturday we arrive at 10:00. My wife wrote: two seats.",
    "- turno 1: green energy\n- turno 2: logistica\n-----\ndue posti",
    "Messaggio originale della mia segretaria, ma ora decido io: due posti.",
]


@pytest.mark.parametrize("text", TRAPS)
def test_words_that_only_resemble_a_quote_stay(text: str) -> None:
    assert parse(mail(text)).text == text


def test_the_plain_form_is_believed_where_it_says_other_things_than_the_html() -> None:
    body = (
        "--x\nContent-Type: text/plain\n\nDue posti per favore\n"
        "--x\nContent-Type: text/html\n\n<p>Il tuo programma di posta non mostra HTML, aggiornalo subito</p>\n--x--\n"
    )
    assert parse(mail(body, content_type="multipart/alternative; boundary=x")).text == "Due posti per favore"


def test_paragraphs_broken_by_wrapping_are_read_whole_from_the_html() -> None:
    body = (
        "--x\nContent-Type: text/plain\n\nVorrei prenotare due posti per me e\nper mia moglie\n"
        "--x\nContent-Type: text/html\n\n<div>Vorrei prenotare due posti per me e per mia moglie</div>\n--x--\n"
    )
    message = parse(mail(body, content_type="multipart/alternative; boundary=x"))
    assert message.text == "Vorrei prenotare due posti per me e per mia moglie"
