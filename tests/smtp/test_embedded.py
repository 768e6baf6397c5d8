"""The embedded server of the demo: what is handed in lies in its recipient's box."""

from __future__ import annotations

from datetime import UTC, datetime

from mailflow.demo.server import EmbeddedServer
from mailflow.outbox.smtp import Sent, SmtpConnection
from tests.servers.both import Embedded

FROM, TO = "info@mailflow.example", "anna@elsewhere.example"
NOON = datetime(2010, 11, 5, 12, tzinfo=UTC)


def test_mail_lands_in_its_recipients_box_at_the_hour_that_is_played() -> None:
    with EmbeddedServer(clock=lambda: NOON) as server:
        outcome = SmtpConnection(Embedded(server).smtp()).send(b"Subject: x\r\n\r\nEcco.\r\n", FROM, TO)
        assert isinstance(outcome, Sent)
        (kept,) = server.box(TO)
        assert (kept.raw, kept.arrived) == (
            b"Return-Path: <info@mailflow.example>\r\nSubject: x\r\n\r\nEcco.\r\n", NOON
        )  # fmt: skip
        assert [(mail.sender, mail.recipient, mail.at) for mail in server.handed_in] == [(FROM, TO, NOON)]


def test_a_mail_without_sender_has_an_empty_return_path(embedded: EmbeddedServer) -> None:
    SmtpConnection(Embedded(embedded).smtp()).send(b"Subject: x\r\n\r\n", "", TO)
    assert [kept.raw for kept in embedded.box(TO)] == [b"Return-Path: <>\r\nSubject: x\r\n\r\n"]


def test_a_person_opens_their_box_with_the_servers_password(embedded: EmbeddedServer) -> None:
    embedded.deliver(TO, b"Subject: Ciao\n\n")
    with Embedded(embedded).colleague(TO) as box:
        assert [mail.subject for mail in box.fetch()] == ["Ciao"]


def test_two_servers_know_nothing_of_each_other(embedded: EmbeddedServer) -> None:
    with EmbeddedServer() as other:
        other.deliver(TO, b"Subject: x\r\n\r\n")
        assert (len(other.box(TO)), len(embedded.box(TO))) == (1, 0)
