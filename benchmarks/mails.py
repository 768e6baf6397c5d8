"""Booking mails as three mail programs write them, and the event they are for.

Each mail comes from somebody else and wants an answer: a plain one (Thunderbird, 8bit), one of Gmail (alternative,
quoted-printable) and one of Outlook (alternative, base64, its usual HTML), in Italian and in English.
"""

from __future__ import annotations

import base64
import quopri
import textwrap
from datetime import UTC, datetime, timedelta
from email.header import Header
from pathlib import Path

from mailflow.config.event_file import load_event
from mailflow.domain.event import Event

ADDRESS = "info@fabbricaideedistretto.it"
GIVEN = tuple(
    """
    Anna Bruno Carla Dario Elena Fabio Giulia Ivo Laura Marco Nadia Oscar Paola Renzo Sara Tito Ugo Viola Walter Alice
    Nicolò Chiara Diego Emma Franco Greta Irene Luca Marta Nicola Olga Pietro Rita Silvio Teresa Valerio Zoë Agnese
    """.split()  # noqa: SIM905 - names read better as words
)
FAMILY = tuple(
    """
    Rossi Bianchi Ferrari Esposito Romano Colombo Ricci Marino Greco Conti Gallo Mancini Costa Giordano Rizzo Lombardi
    Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale
    Serra Coppola Marchetti Parisi Villa Conte Ferri Fabbri Marini Grasso Valentini Messina Sala Gatti Pellegrini
    Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Pavan Schirò
    """.split()  # noqa: SIM905
)
COMPANIONS = 55 * len(GIVEN) * len(FAMILY) // 2  # from here on they are named, who are brought along
FIRST = ("Green energy", "Logistica e mobilità", "Welfare e volontariato")
SECOND = ("Formazione e saperi", "Governance di distretto", "Riqualificazione territoriale")
CHATTER = (
    "Abbiamo saputo dell'iniziativa dal giornale e ne siamo contenti. Restiamo a disposizione per ogni comunicazione e "
    "ringraziamo per l'organizzazione."
)
SMALL_TALK = (
    "We read about it in the newspaper and are looking forward to it. Thank you for organizing this, and please write "
    "to us at any time."
)
EVENT_FILE = Path(__file__).parent.parent / "tests" / "events" / "fabbrica-idee.toml"


def event_text(mails: int) -> str:
    """The event's file, next month, with seats for most of those who write: the last ones wait."""
    starts = datetime.now(UTC) + timedelta(days=30)
    text = EVENT_FILE.read_text(encoding="utf-8")
    text = text.replace("2010-11-26", f"{starts:%Y-%m-%d}").replace(
        "2010-11-25", f"{starts - timedelta(days=1):%Y-%m-%d}"
    )
    return text.replace("capacity = 60", f"capacity = {mails * 5 // 4}").replace(
        "capacity = 16", f"capacity = {mails // 4}"
    )


def event_of(mails: int, folder: Path) -> Event:
    """The same, loaded."""
    path = folder / "event.toml"
    path.write_text(event_text(mails), encoding="utf-8")
    return load_event(path)


def sender(number: int) -> str:
    return f"guest{number}@people.example"


def name(number: int) -> str:
    """One of as many people as there are numbers: after the first 2,090, with a family name of two."""
    family, given = divmod(number, len(GIVEN))
    again, first = divmod(family, len(FAMILY))
    second = f"-{FAMILY[(first + again) % len(FAMILY)]}" if again else ""
    return f"{GIVEN[given]} {FAMILY[first]}{second}"


def mail(number: int) -> bytes:
    """The mail of that number, CRLF line ends, some 4 kB."""
    return (_plain, _gmail, _outlook)[number % 3](number, _words(number))


def _words(number: int) -> str:
    who, other = name(number), name(number + COMPANIONS)
    first, second = FIRST[number % 3], SECOND[number // 3 % 3]
    phone = f"059 55{number % 10000:04d}"
    asked, closing = (
        (
            f"Buongiorno,\n\nvorrei prenotare un posto: {first} nel primo turno e\n{second} nel secondo.",
            f"{CHATTER}\n\nCordiali saluti\n{who}\n",
        ),
        (
            f"Buongiorno,\n\nprenoto due posti per {who} e {other}. Primo turno: {first}.",
            f"{CHATTER}\n\nGrazie\n{who}\ntel. {phone}\n",
        ),
        (
            f"Hello,\n\nI would like to book one place for the workshop, session {first}.",
            f"{SMALL_TALK}\n\nKind regards\n{who}\n",
        ),
        (
            "Salve,\n\nsi richiede l'iscrizione al laboratorio di:\n\n"
            f"Nome: {who}\nTelefono: {phone}\nPrimo turno: {first}\nSecondo turno: {second}",
            f"{CHATTER}\n\nDistinti saluti\n{who}\n",
        ),
        (
            f"Hello,\n\nplease book two places for {who} and {other}: {first} and then {second}.",
            f"{SMALL_TALK}\n\nBest regards\n{who}\n",
        ),
    )[number % 5]
    return f"{asked}\n\n{closing}"


def _head(number: int, extra: str) -> str:
    date = f"Mon, 02 Nov 2026 {number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d} +0100"
    received = "".join(
        f"Received: from mx{hop}.people.example (mx{hop}.people.example [192.0.2.{hop}])\r\n"
        f"\tby mx.fabbricaideedistretto.it (Postfix) with ESMTPS id 4{number:08X}{hop}\r\n\tfor <{ADDRESS}>; {date}\r\n"
        for hop in range(2)
    )
    signature = (
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=people.example; s=2026; t=1793600000;\r\n"
        f" h=to:subject:message-id:date:from:mime-version;\r\n bh={'Q' * 43}=;\r\n b="
        + "\r\n  ".join(["aZ09" * 17] * 4)
        + "\r\n"
    )
    sealed = "".join(
        f"ARC-{kind}: i=1; a=rsa-sha256; d=people.example; s=arc-2026; cv=none;\r\n b="
        + "\r\n  ".join(["bY19" * 17] * 4)
        + "\r\n"
        for kind in ("Seal", "Message-Signature")
    )
    judged = (
        "Authentication-Results: mx.fabbricaideedistretto.it; dkim=pass header.d=people.example;\r\n"
        "\tspf=pass smtp.mailfrom=people.example; dmarc=pass header.from=people.example\r\n"
        "X-Spam-Status: No, score=-2.1 required=5.0 tests=BAYES_00,DKIM_SIGNED,DKIM_VALID,HTML_MESSAGE,SPF_PASS\r\n"
    )
    return (
        f"Return-Path: <{sender(number)}>\r\n{judged}{received}{sealed}{signature}"
        f"From: {Header(name(number), 'utf-8').encode()} <{sender(number)}>\r\nTo: Info <{ADDRESS}>\r\n"
        f"Subject: {Header('Prenotazione – workshop', 'utf-8').encode()}\r\nDate: {date}\r\n"
        f"Message-ID: <{message_id(number)}>\r\nMIME-Version: 1.0\r\n{extra}\r\n"
    )


def message_id(number: int) -> str:
    return f"booking-{number}@people.example"


def _plain(number: int, words: str) -> bytes:
    wrapped = "\r\n".join(piece for line in words.split("\n") for piece in (textwrap.wrap(line, 74) or [""]))
    extra = (
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        "User-Agent: Mozilla Thunderbird\r\n"
    )
    return (_head(number, extra) + wrapped + "\r\n").encode()


def _gmail(number: int, words: str) -> bytes:
    paragraphs = words.replace("\n\n", "</p><p>").replace("\n", "<br>")
    html = f'<div dir="ltr"><p>{paragraphs}</p><br clear="all"></div>'
    return _alternative(number, _quoted_printable(words), _quoted_printable(html), "quoted-printable")


def _outlook(number: int, words: str) -> bytes:
    paragraphs = words.replace("\n\n", '<o:p></o:p></span></p><p class="MsoNormal"><span lang="IT">').replace(
        "\n", "<br>"
    )
    html = (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta '
        'http-equiv="Content-Type" content="text/html; charset=utf-8"><style><!--\n@font-face {font-family:Calibri; '
        "panose-1:2 15 5 2 2 2 4 3 2 4;}\np.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; "
        'font-family:"Calibri",sans-serif;}\n--></style></head><body lang="IT"><div class="WordSection1">'
        f'<p class="MsoNormal"><span lang="IT">{paragraphs}<o:p></o:p></span></p></div></body></html>'
    )
    return _alternative(number, _base64(words), _base64(html), "base64")


def _alternative(number: int, plain: str, html: str, encoding: str) -> bytes:
    boundary = f"000000000000{number:08x}06"
    head = _head(number, f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n')
    parts = "".join(
        f'--{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n{content}\r\n"
        for kind, content in (("plain", plain), ("html", html))
    )
    return f"{head}{parts}--{boundary}--\r\n".encode()


def _quoted_printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode().replace("\n", "\r\n")


def _base64(text: str) -> str:
    return base64.encodebytes(text.encode()).decode().replace("\n", "\r\n")
