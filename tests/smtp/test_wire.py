"""What goes over the wire: line ends, dots, envelopes, extensions, one session for many mails."""

from __future__ import annotations

import pytest

from mailflow.outbox.smtp import Refused, Sent, SmtpConnection, in_lines, on_the_wire
from tests.servers.scripted import start_scripted
from tests.servers.sink import Received, Sink, start_sink

FROM, TO = "info@mailflow.example", "anna@elsewhere.example"


@pytest.mark.parametrize(
    ("raw", "sent"),
    [
        (b"a\r\nb\r\n", b"a\r\nb\r\n.\r\n"),
        (b"a\nb", b"a\r\nb\r\n.\r\n"),
        (b"a\rb\r\r\n", b"a\r\nb\r\n\r\n.\r\n"),
        (b".\r\n..a\r\n.", b"..\r\n...a\r\n..\r\n.\r\n"),
        (b"a\r\n.\n.\r.\r\nMAIL FROM:<x@y>\r\n", b"a\r\n..\r\n..\r\n..\r\nMAIL FROM:<x@y>\r\n.\r\n"),
        (b"", b".\r\n"),
    ],
)
def test_line_ends_are_crlf_and_only_the_last_dot_stands_alone(raw: bytes, sent: bytes) -> None:
    assert on_the_wire(in_lines(raw)) == sent


def test_a_mail_with_dots_arrives_as_it_was_written(smtp_sink: Sink) -> None:
    mail = b"Subject: x\r\n\r\n.\r\n..\r\n.fine\r\n"
    SmtpConnection(smtp_sink.account()).send(mail, FROM, TO)
    assert smtp_sink.received == [Received(FROM, TO, mail)]


def test_many_mails_share_a_session(smtp_sink: Sink) -> None:
    connection = SmtpConnection(smtp_sink.account())
    outcomes = {connection.send(b"Subject: %d\r\n\r\n" % number, FROM, TO) for number in range(50)}
    connection.close()
    assert (outcomes, smtp_sink.sessions, len(smtp_sink.received)) == ({Sent("250 2.0.0 Kept")}, 1, 50)


def test_a_closed_connection_opens_again_with_the_next_mail(smtp_sink: Sink) -> None:
    connection = SmtpConnection(smtp_sink.account())
    for _ in range(2):
        connection.send(b"Subject: x\r\n\r\n", FROM, TO)
        connection.close()
    connection.close()
    assert smtp_sink.sessions == 2


def test_a_mail_without_sender_has_an_empty_return_path(smtp_sink: Sink) -> None:
    SmtpConnection(smtp_sink.account()).send(b"Subject: x\r\n\r\n", "", TO)
    assert [mail.sender for mail in smtp_sink.received] == [""]


def test_the_envelope_goes_in_one_packet_only_where_the_server_offers_it() -> None:
    with start_scripted(
        "220 ready", "250-mx.example\n250 PIPELINING", "250 ok", "250 ok", "550 no", "250 reset"
    ) as one:
        SmtpConnection(Sink().account(port=one.port)).send(b"x", FROM, TO)
    with start_scripted("220 ready", "250 mx.example", "550 no", "250 reset") as other:
        SmtpConnection(Sink().account(port=other.port)).send(b"x", FROM, TO)
    words = ["ehlo mailflow.example", f"MAIL FROM:<{FROM}>", f"RCPT TO:<{TO}>", "DATA", "rset"]
    assert (one.heard, other.heard) == (words, [words[0], words[1], words[4]])


def test_a_server_that_opens_data_for_nobody_gets_no_mail() -> None:
    answers = (
        "250-mx.example\n250 PIPELINING",
        "250 ok",
        "550 5.1.1 nobody",
        "354 go on",
        "554 no recipients",
        "250 ok",
    )
    with start_scripted("220 ready", *answers) as server:
        outcome = SmtpConnection(Sink().account(port=server.port)).send(b"Subject: x\r\n", FROM, TO)
    assert outcome == Refused(550, "5.1.1 nobody", True, "rcpt")
    assert server.heard[4:] == [".", "rset"]


def test_a_mail_too_large_for_the_server_is_not_even_offered() -> None:
    with start_sink(size=1000) as sink:
        outcome = SmtpConnection(sink.account()).send(b"x" * 900 + b"\n" + b"y" * 900, FROM, TO)
        assert outcome == Refused(0, "the mail has 1804 bytes, and the server takes 1000", True, "mail")
        assert sink.commands == ["EHLO"]


@pytest.mark.parametrize("address", ["a@b>\r\nRCPT TO:<c@d", "a b@c", "a@b\n", "<a@b>", "", '"a" b@c', '"a\n"@c'])
def test_an_address_that_would_break_out_of_its_brackets_is_not_sent(smtp_sink: Sink, address: str) -> None:
    outcome = SmtpConnection(smtp_sink.account()).send(b"Subject: x\r\n\r\n", FROM, address)
    assert outcome == Refused(0, f"{address!r} cannot stand in an envelope of this server", True, "rcpt")
    assert smtp_sink.received == []


@pytest.mark.parametrize("address", ['"mario rossi"@posta.example', r'"m\"r\\@x"@posta.example'])
def test_blanks_in_quotes_are_an_address(address: str) -> None:
    with start_scripted("220 ready", "250 mx.example", "250 ok", "550 no", "250 reset") as server:
        SmtpConnection(Sink().account(port=server.port)).send(b"x", FROM, address)
    assert server.heard[2] == f"RCPT TO:<{address}>"


def test_letters_outside_ascii_go_where_the_server_carries_them(smtp_sink: Sink) -> None:
    SmtpConnection(smtp_sink.account()).send(b"Subject: x\r\n\r\n", FROM, "niccolò@città.example")
    assert [mail.recipient for mail in smtp_sink.received] == ["niccolò@città.example"]


def test_a_domain_outside_ascii_goes_in_its_other_form_to_other_servers() -> None:
    with start_scripted("220 ready", "250 mx.example", "250 ok", "550 no", "250 reset") as server:
        SmtpConnection(Sink().account(port=server.port)).send(b"x", FROM, "anna@città.example")
    assert server.heard[2] == "RCPT TO:<anna@xn--citt-3na.example>"


def test_a_name_outside_ascii_cannot_go_to_other_servers() -> None:
    with start_scripted("220 ready", "250 mx.example") as server:
        outcome = SmtpConnection(Sink().account(port=server.port)).send(b"x", FROM, "niccolò@elsewhere.example")
    assert outcome == Refused(0, "'niccolò@elsewhere.example' cannot stand in an envelope of this server", True, "rcpt")


def test_size_and_eight_bits_are_announced_where_the_server_knows_them() -> None:
    with start_scripted("220 ready", "250-mx.example\n250-SIZE 9000\n250 8BITMIME", "550 no", "250 ok") as server:
        SmtpConnection(Sink().account(port=server.port)).send("però".encode(), FROM, TO)
    assert server.heard[1] == f"MAIL FROM:<{FROM}> SIZE=7 BODY=8BITMIME"
