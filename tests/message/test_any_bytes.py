"""Any bytes give a Message: nothing raises, and what is too much is cut and told."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.message import Message, limits, parse
from tests.message.mails import HEAD, mail

REAL = sorted(path.read_bytes() for path in (Path(__file__).parent / "real").rglob("*.eml"))
PIECES = [
    b"From: ", b"To: ", b"Subject: ", b"\n", b"\n\n", b"\r\n", b" ", b"Content-Type: multipart/mixed; boundary=",
    b"b", b"--b", b"--b--", b"Content-Type: message/rfc822", b"Content-Type: text/html",
    b"Content-Type: message/delivery-status", b"Content-Type: text/calendar", b"Content-Type: application/ms-tnef",
    b"Content-Transfer-Encoding: base64", b"X-Ricevuta: x", b"X-Trasporto: x", b"=?utf-8?q?=ff?=", b"=?x?b?!?=",
    b"> ", b"<", b">", b"\"", b"(", b"@", b";", b",", b":", b"a@b.example", b"-- ", b"Da: ", b"Inviato: ",
    b"Oggetto: ", b"A: ", b"ha scritto:", b"Il 1/1/2010 10:00", b"-----Messaggio originale-----", b"<div>",
    b"<blockquote>", b"</div>", b"<table><tr><td>", b"BEGIN:VCALENDAR", b"METHOD:REPLY", b"ATTENDEE;PARTSTAT=",
    b"\xff\xfe", b"\x00", b"\xe8", b"charset=utf-7", b"charset=idna", b"\x78\x9f\x3e\x22\x00\x00", b"Nome: ",
    b"Email: ", b"begin 644 x\n", b"Return-Path: <>", b"Undelivered", b"Final-Recipient: rfc822;",
]  # fmt: skip


def strings_of(message: Message) -> list[str]:
    return [value for each in fields(message) if isinstance(value := getattr(message, each.name), str)]


def assert_clean(message: Message) -> None:
    for text in strings_of(message):
        assert [c for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0] == []


@given(st.binary(max_size=2000))
def test_random_bytes_give_a_clean_message(raw: bytes) -> None:
    assert_clean(parse(raw))


@given(st.lists(st.sampled_from(PIECES), max_size=60))
@settings(max_examples=400)
def test_pieces_of_mails_in_any_order_give_a_clean_message(pieces: list[bytes]) -> None:
    assert_clean(parse(b"".join(pieces)))


@given(st.sampled_from(REAL), st.data())
@settings(max_examples=200)
def test_a_real_mail_damaged_anywhere_gives_a_clean_message(raw: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 400)))
    assert_clean(parse(raw[:start] + data.draw(st.binary(max_size=20)) + raw[end:]))


MULTIPART = HEAD.format(subject="x") + "Content-Type: multipart/mixed; boundary=b\n\n"
NESTED = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2000))
START = HEAD.format(subject="x")
TEXT_CUT = "the text was too long: its end was cut off"
TOO_MUCH = {
    "parts": (MULTIPART + "--b\n\nx\n" * 100_000, f"more than {limits.PARTS} parts: the rest was left unread"),
    "nested parts": (START + NESTED, "parts nested too deep: read as text"),
    "nested mails": (START + "Content-Type: message/rfc822\n\n" * 2000, "parts nested too deep: read as text"),
    "headers": (START + "X-A: b\n" * 100_000 + "\nx", "too many header lines: the rest was left unread"),
    "text": (START + "\n" + "parole " * 50_000, TEXT_CUT),
    "html": (START + "Content-Type: text/html\n\n" + "<p>x</p>" * 300_000, TEXT_CUT),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_what_is_too_much_is_cut_and_told(what: str) -> None:
    raw, defect = TOO_MUCH[what]
    message = parse(raw.encode())
    assert defect in message.defects
    assert message.sender.email == "anna@posta.example"


ODD = {
    "nothing": b"",
    "newlines": mail("\n" * 65536),
    "open brackets in From": b"From: " + b"(" * 100_000 + b"\n\nx",
    "quotes in From": b"From: " + b'"\\"' * 50_000 + b"\n\nx",
    "recipients": b"From: a@x.example\nTo: " + b"a@x.example, " * 50_000 + b"\n\nx",
    "parameters": b"From: a@x.example\nContent-Type: text/plain" + b"; a=b" * 10_000 + b"\n\nx",
    "continued parameters": b"From: a@x.example\nContent-Type: text/plain" + b"; a*1*=b" * 10_000 + b"\n\nx",
    "a bracket in Message-ID": b"From: a@x.example\nMessage-ID: <a@[\n\nx",
    "deeper and deeper quotes": mail("\n".join(">" * depth + " x" for depth in range(1, 500))),
    "attributions": mail("Il 1/1/2010 10:00 x ha scritto:\n" * 2000),
    "header blocks": mail("Da: a@x.example\nInviato: x\n" * 5000),
    "deep html": mail("<div>" * 100_000 + "x", content_type="text/html"),
    "deep html quotes": mail("<blockquote>x" * 20_000, content_type="text/html"),
    "html tables": mail("<table><tr><td>" * 20_000 + "x", content_type="text/html"),
    "a long calendar": mail("BEGIN:VCALENDAR\nMETHOD:REPLY\n" + "ATTENDEE:x\n" * 20_000, content_type="text/calendar"),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_an_odd_mail_gives_a_clean_message(what: str) -> None:
    assert_clean(parse(ODD[what]))
