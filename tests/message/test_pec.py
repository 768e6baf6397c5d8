from __future__ import annotations

import pytest

from mailflow.message import Address, Automatic, Bounce, Pec, parse

ENVELOPE = """From: "Per conto di: anna@pec.posta.example" <posta-certificata@pec.example>
Reply-To: anna@pec.posta.example
Subject: {title}: iscrizione
{headers}
Authentication-Results: mx.fabbrica.example; dkim=pass
Message-ID: <opec1@pec.example>
Content-Type: multipart/signed; boundary="s"

--s
Content-Type: multipart/mixed; boundary="m"

--m
Content-Type: text/plain; charset=iso-8859-1

Messaggio di posta certificata. Il messaggio originale e' incluso in allegato.
--m
Content-Type: application/xml; name="daticert.xml"

<?xml version="1.0"?><postacert tipo="posta-certificata"><intestazione>
<destinatari tipo="esterno">bruno@posta.example</destinatari></intestazione>
<dati><msgid>&lt;77@fabbrica.example&gt;</msgid>{data}</dati></postacert>
--m
Content-Type: message/rfc822; name="postacert.eml"
Content-Disposition: inline; filename="postacert.eml"

From: Anna Rossi <anna@pec.posta.example>
Subject: iscrizione
Message-ID: <1@pec.posta.example>

Si chiede un posto.
--m--
--s
Content-Type: application/x-pkcs7-signature; name="smime.p7s"

x
--s--
"""


def envelope(headers: str, title: str = "POSTA CERTIFICATA", data: str = "") -> bytes:
    return ENVELOPE.format(headers=headers, title=title, data=data).encode()


@pytest.mark.parametrize(
    ("headers", "title", "kind"),
    [
        ("X-Trasporto: posta-certificata", "POSTA CERTIFICATA", "posta-certificata"),
        ("X-Trasporto: errore", "ANOMALIA MESSAGGIO", "errore"),
    ],
)
def test_an_envelope_gives_the_mail_inside_it(headers: str, title: str, kind: str) -> None:
    message = parse(envelope(headers, title))
    assert (message.sender, message.subject, message.text) == (
        Address("Anna Rossi", "anna@pec.posta.example"),
        "iscrizione",
        "Si chiede un posto.",
    )
    assert (message.message_id, message.automatic) == ("1@pec.posta.example", None)
    assert message.pec == Pec(kind, "77@fabbrica.example")
    assert message.authentication_results == ("mx.fabbrica.example; dkim=pass",)


@pytest.mark.parametrize("kind", ["accettazione", "avvenuta-consegna", "presa-in-carico", "a-value-not-known"])
def test_a_receipt_is_told_by_its_header_and_tied_to_our_mail(kind: str) -> None:
    message = parse(envelope(f"X-Ricevuta: {kind}\nX-Riferimento-Message-ID: <77@fabbrica.example>", "CONSEGNA"))
    assert (message.automatic, message.bounce) == (Automatic.RECEIPT, None)
    assert message.pec == Pec(kind, "77@fabbrica.example")


def test_a_failed_delivery_is_a_bounce() -> None:
    message = parse(envelope("X-Ricevuta: errore-consegna", data="<consegna>bruno@posta.example</consegna>"))
    assert message.automatic is Automatic.BOUNCE
    assert message.bounce == Bounce(("bruno@posta.example",), permanent=True, original_message_id="77@fabbrica.example")


def test_a_warning_of_a_failed_delivery_is_not_yet_for_good() -> None:
    message = parse(envelope("X-Ricevuta: preavviso-errore-consegna"))
    assert message.bounce == Bounce(
        ("bruno@posta.example",), permanent=False, original_message_id="77@fabbrica.example"
    )


def test_entities_in_the_certificate_are_not_expanded() -> None:
    bomb = envelope("X-Ricevuta: errore-consegna").replace(
        b"<postacert", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><postacert'
    )
    message = parse(bomb)
    assert message.pec == Pec("errore-consegna", "")
    assert message.automatic is Automatic.BOUNCE


def test_an_envelope_without_its_letter_still_names_the_true_sender() -> None:
    raw = envelope("X-Trasporto: posta-certificata").split(b"--m\nContent-Type: message/rfc822", maxsplit=1)[0]
    assert parse(raw).sender.email == "anna@pec.posta.example"
