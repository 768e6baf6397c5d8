from __future__ import annotations

import base64
import struct

from mailflow.message import parse
from mailflow.message.tnef import unpacked
from tests.message.mails import mail


def attribute(name: int, value: bytes, level: int = 1) -> bytes:
    return struct.pack("<BII", level, name, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def package(*attributes: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


def string_property(tag: int, text: str) -> bytes:
    value = text.encode("utf-16-le")
    return struct.pack("<HHII", 0x1F, tag, 1, len(value)) + value + b"\0" * (-len(value) % 4)


WINMAIL = package(
    attribute(
        0x00069003,
        struct.pack("<I", 2) + struct.pack("<HHI", 0x3, 0x0017, 1) + string_property(0x1000, "Due posti, perché no"),
    ),
    attribute(0x00069002, b"\0" * 14, 2),
    attribute(0x00018010, b"MODULO~1.PDF\0", 2),
    attribute(0x0006800F, b"%PDF", 2),
    attribute(0x00069005, struct.pack("<I", 1) + string_property(0x3707, "modulo d'iscrizione.pdf"), 2),
)


def test_the_text_and_the_files_of_a_winmail_are_found() -> None:
    encoded = base64.encodebytes(WINMAIL).decode()
    head = 'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n'
    message = parse(mail(f"--x\n{head}\n{encoded}\n--x--\n", content_type="multipart/mixed; boundary=x"))
    assert message.text == "Due posti, perché no"
    assert [(each.filename, each.content) for each in message.attachments] == [("modulo d'iscrizione.pdf", b"%PDF")]


def test_the_plain_text_beside_a_winmail_is_not_doubled() -> None:
    encoded = base64.encodebytes(WINMAIL).decode()
    head = "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n"
    body = f"--x\nContent-Type: text/plain\n\nDue posti\n--x\n{head}\n{encoded}\n--x--\n"
    assert parse(mail(body, content_type="multipart/mixed; boundary=x")).text == "Due posti"


def test_a_winmail_cut_anywhere_gives_what_is_left() -> None:
    for end in range(len(WINMAIL)):
        found = unpacked(WINMAIL[:end])
        assert found is None or "Due posti, perché no".startswith(found.text)


def test_what_is_no_winmail_is_kept_as_it_came() -> None:
    body = "--x\n\nDue posti\n--x\nContent-Type: application/ms-tnef; name=winmail.dat\n\nno\n--x--\n"
    message = parse(mail(body, content_type="multipart/mixed; boundary=x"))
    assert [each.filename for each in message.attachments] == ["winmail.dat"]
    assert message.defects == ("a winmail.dat that could not be read",)
