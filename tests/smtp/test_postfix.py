"""A real MTA between us and people."""

from __future__ import annotations

from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.stop import Stop
from mailflow.outbox.smtp import Refused, Sent, SmtpConnection
from tests.servers.certificates import Certificates
from tests.servers.dovecot import new_user
from tests.servers.postfix import DOMAIN, Postfix
from tests.servers.sink import Say

FROM = f"info@{DOMAIN}"


def test_mail_goes_out_over_starttls(postfix: Postfix, certificates: Certificates) -> None:
    to = f"{new_user()}@elsewhere.example"
    connection = SmtpConnection(postfix.account(security="starttls", ca_file=certificates.ca_file))
    outcomes = [type(connection.send(b"Subject: %d\r\n\r\n.x\r\n" % number, FROM, to)) for number in range(20)]
    connection.close()
    assert outcomes == [Sent] * 20
    assert len(postfix.sink.wait_for_recipient(to, 20)) == 20


def test_a_recipient_postfix_cannot_take_is_refused(postfix: Postfix) -> None:
    outcome = SmtpConnection(postfix.account()).send(b"Subject: x\r\n\r\n", FROM, "anna@[")
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.phase) == (True, "rcpt")


def test_a_persons_mail_comes_to_the_box_through_postfix_and_lmtp(postfix: Postfix) -> None:
    account = postfix.dovecot.account()
    postfix.submit("anna@elsewhere.example", f"{account.user}@{DOMAIN}", b"Subject: Ciao\r\n\r\nDue posti.\r\n")
    mailbox = ImapMailbox(account)
    assert mailbox.wait(30, Stop()) is True
    (raw,) = mailbox.fetch(w.origin for w in mailbox.waiting())
    assert raw.content.startswith(b"Return-Path: <anna@elsewhere.example>\r\n")


def test_mail_that_comes_back_lies_in_the_box(postfix: Postfix) -> None:
    account, to = postfix.dovecot.account(), f"{new_user()}@elsewhere.example"
    postfix.sink.script(to, Say("rcpt", "550 5.1.1 No such user"))
    sent = SmtpConnection(postfix.account()).send(b"Subject: x\r\n\r\n", f"{account.user}@{DOMAIN}", to)
    assert isinstance(sent, Sent)
    mailbox = ImapMailbox(account)
    assert mailbox.wait(30, Stop()) is True
    (raw,) = mailbox.fetch(w.origin for w in mailbox.waiting())
    assert b"Content-Type: multipart/report; report-type=delivery-status" in raw.content
    assert f"Final-Recipient: rfc822; {to}".encode() in raw.content
