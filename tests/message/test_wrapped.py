"""What programs wrap around a person's words, taken off again."""

from __future__ import annotations

import base64

import pytest

from mailflow.message import parse
from tests.message.mails import mail

TEXT = "Vorrei due posti."
SIGNED_DATA, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")
VERSION, NOTHING = bytes.fromhex("020101"), bytes.fromhex("3100")
SIGNED = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n".encode()


def element(tag: int, *inside: bytes) -> bytes:
    """An ASN.1 element of definite length."""
    value = b"".join(inside)
    size = len(value).to_bytes(3, "big")
    return bytes([tag, 0x83]) + size + value


def endless(tag: int, *inside: bytes) -> bytes:
    """The same of indefinite length, as programs write that sign while they read."""
    return bytes([tag, 0x80]) + b"".join(inside) + b"\0\0"


def package(content: bytes) -> bytes:
    """A package of signed data."""
    data = element(0x30, DATA, element(0xA0, element(0x04, content)))
    return element(0x30, SIGNED_DATA, element(0xA0, element(0x30, VERSION, NOTHING, data, NOTHING)))


def in_pieces(content: bytes) -> bytes:
    """The same in BER, the content cut in pieces."""
    pieces = (element(0x04, content[at : at + 10]) for at in range(0, len(content), 10))
    data = endless(0x30, DATA, endless(0xA0, endless(0x24, *pieces)))
    return endless(0x30, SIGNED_DATA, endless(0xA0, endless(0x30, VERSION, NOTHING, data, NOTHING)))


def packed(content: bytes) -> bytes:
    """A mail that is such a package."""
    head = "Content-Transfer-Encoding: base64\n"
    kind = 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"'
    return mail(base64.encodebytes(content).decode(), headers=head, content_type=kind)


@pytest.mark.parametrize("content", [package(SIGNED), in_pieces(SIGNED)])
def test_a_mail_signed_in_one_piece_is_opened(content: bytes) -> None:
    message = parse(packed(content))
    assert (message.text, message.attachments) == (TEXT, ())


@pytest.mark.parametrize("broken", [b"", b"\x30", package(SIGNED)[:-40], b"\x30\x80" * 1000, package(b"\x30\x80")])
def test_a_package_that_is_none_stays_enclosed(broken: bytes) -> None:
    message = parse(packed(broken))
    assert message.text == ""
    assert [each.filename for each in message.attachments] == ["smime.p7m"]


def test_packages_in_packages_are_opened_a_few_deep() -> None:
    content = SIGNED
    for _ in range(500):
        content = (
            b"Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: 8bit\n\n"
            + package(content)
        )
    message = parse(packed(package(content)))
    assert [each.filename for each in message.attachments] == ["smime.p7m"]


def test_pgps_armour_is_no_word_of_the_writer() -> None:
    body = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{TEXT}\n- - uno per me\n"
        "-----BEGIN PGP SIGNATURE-----\nVersion: GnuPG v1.4.9\n\niEYEARECAAYFAkzO\n=abcd\n-----END PGP SIGNATURE-----\n"
    )
    assert parse(mail(body)).text == f"{TEXT}\n- uno per me"


def test_a_file_written_into_the_text_is_an_attachment() -> None:
    message = parse(mail(f"{TEXT}\n\nbegin 644 modulo.txt\n#0V%T\n`\nend\n\nGrazie\n"))
    assert message.text == f"{TEXT}\n\nGrazie"
    assert [(each.filename, each.content) for each in message.attachments] == [("modulo.txt", b"Cat")]


def test_who_begins_and_ends_a_sentence_writes_no_file() -> None:
    text = "We begin 644 days early\nand so we\nend"
    assert parse(mail(text)).text == text


def test_enriched_text_loses_its_marks() -> None:
    body = "<bold>Vorrei</bold> due\nposti.\n\n<color><param>red</param>Grazie</color> <<3\n"
    assert parse(mail(body, content_type="text/enriched")).text == "Vorrei due posti.\nGrazie <3"


def test_a_page_declared_as_plain_text_is_read_as_a_page() -> None:
    assert parse(mail(f"<html><body><p>{TEXT}</p></body></html>")).text == TEXT


def test_white_space_behind_a_soft_line_break_does_not_keep_it() -> None:
    head = "Content-Transfer-Encoding: quoted-printable\n"
    assert parse(mail("Vorrei due=  \n posti=2E", headers=head)).text == "Vorrei due posti."


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("PerchÃ© no, sì", "PerchÃ© no, sì"),
        ("NicolÃ² e Ã‰lise", "Nicolò e Élise"),
        ("SÃO Paulo", "SÃO Paulo"),
    ],
)
def test_letters_encoded_twice_are_read_where_all_of_them_were(sent: str, text: str) -> None:
    assert parse(mail(sent)).text == text


NOTICES = [
    "Questo messaggio è in formato HTML. Per visualizzarlo usare un programma che lo supporti.",
    "Your email client does not support HTML messages. Please view the message in your web browser.",
    "This is an HTML message",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_a_plain_form_that_only_points_to_the_html_is_not_read(notice: str) -> None:
    html = f"Content-Type: text/html\n\n<p>{TEXT}</p>\n"
    body = f"--x\nContent-Type: text/plain; charset=utf-8\n\n{notice}\n--x\n{html}--x--\n"
    assert parse(mail(body, content_type="multipart/alternative; boundary=x")).text == TEXT


def test_the_root_of_related_parts_may_be_named() -> None:
    body = (
        "--x\nContent-Type: image/png; name=logo.png\nContent-ID: <logo>\n\nx\n"
        f"--x\nContent-Type: text/html\nContent-ID: <root>\n\n<p>{TEXT}</p>\n--x--\n"
    )
    message = parse(mail(body, content_type='multipart/related; boundary=x; start="<root>"'))
    assert (message.text, [each.filename for each in message.attachments]) == (TEXT, ["logo.png"])


def test_further_forms_of_one_text_are_read_once() -> None:
    forms = "".join(
        f"--x\nContent-Type: {kind}\n\n{TEXT}\n" for kind in ("text/plain", "text/enriched", "text/markdown")
    )
    message = parse(mail(f"{forms}--x--\n", content_type="multipart/alternative; boundary=x"))
    assert (message.text, message.attachments) == (TEXT, ())
