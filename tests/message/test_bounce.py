from __future__ import annotations

import pytest

from mailflow.message import Automatic, Bounce, parse
from tests.message.mails import mail

REPORT = """--x

Your message could not be delivered.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.posta.example

{fields}
--x
Content-Type: message/rfc822

From: info@fabbrica.example
Message-ID: <77@fabbrica.example>

x
--x--
"""


def report(fields: str) -> bytes:
    kind = "multipart/report; report-type=delivery-status; boundary=x"
    return mail(REPORT.format(fields=fields), content_type=kind)


def test_a_delivery_report_names_who_was_not_reached_and_the_mail_it_speaks_of() -> None:
    message = parse(report("Final-Recipient: rfc822; anna@posta.example\nAction: failed\nStatus: 5.1.1\n"))
    assert message.automatic is Automatic.BOUNCE
    assert message.bounce == Bounce(("anna@posta.example",), permanent=True, original_message_id="77@fabbrica.example")


def test_the_address_we_wrote_to_counts_not_the_one_it_was_passed_on_to() -> None:
    fields = (
        "Original-Recipient: rfc822;anna@posta.example\nFinal-Recipient: rfc822;a.rossi@altrove.example\n"
        "Action: failed\n"
    )
    bounce = parse(report(fields)).bounce
    assert bounce is not None
    assert bounce.recipients == ("anna@posta.example",)


def test_a_delayed_mail_has_not_failed() -> None:
    bounce = parse(report("Final-Recipient: rfc822; anna@posta.example\nAction: delayed\nStatus: 4.4.1\n")).bounce
    assert bounce is not None
    assert (bounce.recipients, bounce.permanent) == (("anna@posta.example",), False)


def test_only_the_recipients_that_failed_are_named() -> None:
    fields = (
        "Final-Recipient: rfc822; bruno@posta.example\nAction: delivered\n\n"
        "Final-Recipient: rfc822; anna@posta.example\nAction: failed\n"
    )
    bounce = parse(report(fields)).bounce
    assert bounce is not None
    assert bounce.recipients == ("anna@posta.example",)


NOTICES = {
    "exchange, italian": (
        "Non recapitabile: Conferma",
        "Microsoft Exchange <postmaster@posta.example>",
        "Recapito non riuscito per i seguenti destinatari o gruppi:\n\nanna.rossi@posta.example\nL'indirizzo di posta "
        "elettronica immesso non è stato trovato.\n",
    ),
    "exim": (
        "Mail delivery failed: returning message to sender",
        "Mail Delivery System <Mailer-Daemon@posta.example>",
        "A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. "
        "The following address(es) failed:\n\n  anna.rossi@posta.example\n    Unrouteable address\n",
    ),
    "qmail": (
        "failure notice",
        "MAILER-DAEMON@posta.example",
        "Hi. This is the qmail-send program at posta.example.\nI'm afraid I wasn't able to deliver your message to the "
        "following addresses.\n\n<anna.rossi@posta.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
    ),
    "a full mailbox": (
        "Mancata consegna",
        "postmaster@posta.example",
        "Il messaggio non è stato consegnato al destinatario anna.rossi@posta.example: casella piena (552 5.2.2).\n",
    ),
}


@pytest.mark.parametrize("server", NOTICES)
def test_a_report_without_the_standards_parts_is_told_by_its_words(server: str) -> None:
    subject, sender, text = NOTICES[server]
    raw = f"Return-Path: <>\nFrom: {sender}\nTo: info@fabbrica.example\nSubject: {subject}\n\n{text}".encode()
    message = parse(raw)
    assert message.automatic is Automatic.BOUNCE
    assert message.bounce is not None
    assert (message.bounce.recipients, message.bounce.permanent) == (("anna.rossi@posta.example",), True)


def test_a_bounce_that_a_person_forwards_is_a_persons_mail() -> None:
    body = (
        "Mi è tornata indietro la mail, che devo fare?\n\n-------- Messaggio inoltrato --------\n"
        "Oggetto: Undelivered Mail\n"
        "Data: Mon, 1 Nov 2010 10:00:00 +0100\nMittente: MAILER-DAEMON@posta.example\nA: anna@posta.example\n\n"
        "<info@fabbrica.example>: host mx said: 550 5.1.1 User unknown\n"
    )
    assert parse(mail(body, subject="Fwd: Undelivered Mail Returned to Sender")).automatic is None
