"""A text as five mail clients send it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

SENDER = "Anna Bianchi <anna.bianchi@posta.example>"


def thunderbird(mail: EmailMessage, text: str) -> None:
    mail["User-Agent"] = "Mozilla Thunderbird"
    mail.set_content(text, cte="8bit")


def gmail(mail: EmailMessage, text: str) -> None:
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(f'<div dir="ltr">{escape(text).replace(chr(10), "<br>")}</div>\n', subtype="html")


def outlook(mail: EmailMessage, text: str) -> None:
    lines = text.split("\n")
    mail.set_content("\n\n".join(line or "\xa0" for line in lines), cte="quoted-printable")
    paragraphs = "".join(f'<p class="MsoNormal">{escape(line) or "&nbsp;"}<o:p></o:p></p>\n' for line in lines)
    mail.add_alternative(
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        '<meta name="Generator" content="Microsoft Word 15">'
        f'<style>p.MsoNormal {{margin:0cm;}}</style></head><body lang="IT"><div class="WordSection1">{paragraphs}</div>'
        "</body></html>",
        subtype="html",
        cte="base64",
    )


def iphone(mail: EmailMessage, text: str) -> None:
    mail["X-Mailer"] = "iPhone Mail (21F90)"
    mail.set_content(f"{text}\n\nInviato da iPhone\n", cte="quoted-printable")


def android(mail: EmailMessage, text: str) -> None:
    body = "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))
    link = '<a href="https://aka.ms/AAb9ysg">Outlook per Android</a>'
    sent = f'<div id="ms-outlook-mobile-signature"><div>Inviato da {link}</div></div>'
    mail.set_content(f"<html><body><div>{body}</div>{sent}</body></html>", subtype="html", cte="base64")


CLIENTS: Mapping[str, Callable[[EmailMessage, str], None]] = {
    client.__name__: client for client in (thunderbird, gmail, outlook, iphone, android)
}


def sent(client: str, to: str, subject: str, text: str, sender: str = SENDER) -> bytes:
    """The mail as it arrives."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = "Fri, 05 Nov 2010 10:12:00 +0100"
    mail["Message-ID"] = "<1@posta.example>"
    mail["Return-Path"] = "<anna.bianchi@posta.example>"
    CLIENTS[client](mail, text)
    return mail.as_bytes()
