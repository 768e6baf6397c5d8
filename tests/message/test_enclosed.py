"""Words that came as a text file."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailflow.message import Message, parse

FORM = "Nome e cognome: Ada Neri\nE-mail: ada@posta.example\nNumero di persone: 2"


def with_file(words: str, content: str, name: str = "modulo.txt") -> Message:
    mail = EmailMessage()
    mail["From"] = "Ada Neri <ada@posta.example>"
    mail["Subject"] = "iscrizione"
    mail.set_content(words)
    mail.add_attachment(content, filename=name)
    return parse(mail.as_bytes())


@pytest.mark.parametrize(
    "words",
    [
        "",
        "In allegato il modulo.",
        "Buongiorno,\nvi mando in allegato il modulo compilato.\nCordiali saluti\nAda Neri",
        "Come richiesto, allego la scheda di iscrizione. Grazie, Ada",
        "Ecco il modulo.\n\nAda Neri\nSindaca",
        "Modulo compilato",
        "Please find attached my registration form.",
        "Hello,\nhere is our completed form.\nBest wishes\nAda Neri",
        "The form is attached, thanks.",
    ],
)
def test_a_form_is_read_where_the_mail_only_says_that_it_is_enclosed(words: str) -> None:
    message = with_file(words, FORM)
    assert message.text == FORM
    assert [file.read for file in message.attachments] == [True]
    assert message.form == (
        ("Nome e cognome", "Ada Neri"),
        ("E-mail", "ada@posta.example"),
        ("Numero di persone", "2"),
    )


@pytest.mark.parametrize(
    "words",
    [
        "Due posti per sabato. In allegato il programma.",
        "In allegato il modulo: va bene?",
        "Prenoto un posto.",
        "Prenoto due posti per sabato come da modulo allegato.",
        "Veniamo in 3, in allegato il modulo.",
        "We're coming with the children, see attached form.",
        "The attached form is not ours.",
        "I'd like two seats; our flyer is attached, and there is more where it came from",
    ],
)
def test_beside_a_mails_own_words_a_file_is_not_read(words: str) -> None:
    message = with_file(words, FORM)
    assert message.text == words
    assert [file.read for file in message.attachments] == [False]


def test_a_form_filled_in_along_its_dots_is_one_and_its_name_is_no_word_of_it() -> None:
    message = with_file("Allego il modulo.", "MODULO DI ISCRIZIONE\n\nNome e cognome ........ Ada Neri\nGruppo: ____ 3")
    assert message.text == "Nome e cognome: Ada Neri\nGruppo: 3"


@pytest.mark.parametrize("content", ["", "1234\n", "x" * 30_000])
def test_a_file_without_words_or_too_long_for_a_form_is_not_read(content: str) -> None:
    message = with_file("In allegato il modulo.", content)
    assert message.text == "In allegato il modulo."


def test_of_two_files_none_is_read() -> None:
    mail = EmailMessage()
    mail["From"] = "Ada Neri <ada@posta.example>"
    mail.set_content("In allegato i moduli.")
    for name in ("Ada.txt", "Ugo.txt"):
        mail.add_attachment(FORM, filename=name)
    assert parse(mail.as_bytes()).text == "In allegato i moduli."


def test_dots_without_end_are_read_at_once() -> None:
    message = with_file("In allegato il modulo.", "Nome" + "." * 19_000 + "\n" + " " * 900)
    assert [file.read for file in message.attachments] == [True]
