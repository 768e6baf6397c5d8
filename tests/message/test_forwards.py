from __future__ import annotations

import base64
import tomllib
from pathlib import Path

import pytest

from mailflow.message import parse
from mailflow.message.forwards import prefixes
from mailflow.message.model import Address
from tests.message.mails import mail

SIMONE = Address("Simone Baraldi", "s.baraldi@imballaggi.example")
HANDED_ON = "Mi iscrivi al workshop? Due posti."

FORWARDS: dict[str, str] = tomllib.loads((Path(__file__).parent / "clients.toml").read_text())["forwards"]


@pytest.mark.parametrize("client", FORWARDS)
def test_a_forwarded_mail_keeps_its_own_sender_subject_date_and_words(client: str) -> None:
    message = parse(mail(FORWARDS[client], subject="I: workshop", headers="Date: Wed, 10 Nov 2010 09:00:00 +0100\n"))
    assert message.text == "Iscrivete lui, grazie."
    [handed_on] = message.forwarded
    assert (handed_on.sender, handed_on.subject, handed_on.text) == (SIMONE, "workshop", HANDED_ON)
    assert handed_on.date is not None
    assert handed_on.date.isoformat() == "2010-11-09T18:22:00+01:00"


def test_the_quote_under_a_forwards_subject_is_the_mail_handed_on() -> None:
    told = "Il giorno mar 9 nov 2010 alle ore 18:22 Simone Baraldi\n<s.baraldi@imballaggi.example> ha scritto:"
    body = f"Vi inoltro.\n\n{told}\n\n> {HANDED_ON}\n"
    [handed_on] = parse(mail(body, subject="Fwd: workshop")).forwarded
    assert (handed_on.sender, handed_on.text) == (SIMONE, HANDED_ON)


def test_the_same_quote_under_an_answers_subject_is_a_quote() -> None:
    message = parse(mail(FORWARDS["outlook"], subject="R: I: workshop"))
    assert message.forwarded == ()
    assert HANDED_ON in message.quoted


def test_forwards_inside_forwards_come_outermost_first() -> None:
    body = (
        "Ecco.\n\n---------- Forwarded message ---------\nDa: Bruno <bruno@posta.example>\nDate: 9/11/2010 10:00\n"
        "Subject: Fwd: workshop\nTo: Anna\n\nCi pensi tu?\n\n---------- Forwarded message ---------\n"
        "Da: Carla <carla@posta.example>\nDate: 8/11/2010 10:00\nSubject: workshop\nTo: Bruno\n\nDue posti per me.\n"
    )
    handed_on = parse(mail(body, subject="Fwd: workshop")).forwarded
    assert [(each.sender.name, each.text) for each in handed_on] == [
        ("Bruno", "Ci pensi tu?"),
        ("Carla", "Due posti per me."),
    ]


def test_a_mail_forwarded_as_attachment_is_read_too() -> None:
    body = (
        "--x\nContent-Type: text/plain\n\nVedi allegato\n--x\nContent-Type: message/rfc822\n\n"
        f"From: Simone Baraldi <s.baraldi@imballaggi.example>\nSubject: workshop\n\n{HANDED_ON}\n--x--\n"
    )
    message = parse(mail(body, content_type="multipart/mixed; boundary=x"))
    [handed_on] = message.forwarded
    assert (message.text, handed_on.sender, handed_on.text) == ("Vedi allegato", SIMONE, HANDED_ON)


def test_a_mail_enclosed_as_a_file_of_no_known_kind_is_read_too() -> None:
    inner = f"From: Simone Baraldi <s.baraldi@imballaggi.example>\nSubject: workshop\n\n{HANDED_ON}\n"
    body = (
        "--x\nContent-Type: text/plain\n\nVedi allegato\n--x\nContent-Type: application/octet-stream\n"
        'Content-Disposition: attachment; filename="workshop.EML"\nContent-Transfer-Encoding: base64\n\n'
        f"{base64.b64encode(inner.encode()).decode()}\n--x--\n"
    )
    [handed_on] = parse(mail(body, content_type="multipart/mixed; boundary=x")).forwarded
    assert (handed_on.sender, handed_on.text) == (SIMONE, HANDED_ON)


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("R: Re[2]: I: prova", (("re", "re", "forward"), "prova")),
        ("RIF: prova", (("re",), "prova")),
        ("FW: Fwd: prova", (("forward", "forward"), "prova")),
        ("WG: prova", (("forward",), "prova")),
        ("Iscrizione: prova", ((), "Iscrizione: prova")),
        ("Re: ", (("re",), "")),
        ("[Fwd: prova]", (("forward",), "prova")),
        ("[soci] prova", ((), "[soci] prova")),
    ],
)
def test_subject_prefixes_are_told_in_their_order(subject: str, found: tuple[tuple[str, ...], str]) -> None:
    assert prefixes(subject) == found
