"""Every failure of handing in a mail, and what is known after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from mailflow.outbox.smtp import Lost, Refused, Sent, SmtpConnection, Unusable
from tests.servers.process import free_port
from tests.servers.proxy import Cut, CutOn, HalfClose, Proxy, Stall, start_proxy
from tests.servers.scripted import start_scripted
from tests.servers.sink import Drop, Received, Say, Sink, Slow
from tests.servers.sink import Stall as Silence

FROM, TO = "info@mailflow.example", "anna@elsewhere.example"
MAIL = b"Subject: Posto\r\n\r\nConfermato.\r\n"


@pytest.fixture
def proxy(smtp_sink: Sink) -> Iterator[Proxy]:
    with start_proxy(smtp_sink.port) as before:
        yield before


def impatient(sink: Sink, **changes: object) -> SmtpConnection:
    soon = timedelta(seconds=0.4)
    return SmtpConnection(sink.account(timeout=soon, dot_timeout=soon, **changes))


def test_a_mail_that_is_taken_is_sent(smtp_sink: Sink) -> None:
    assert SmtpConnection(smtp_sink.account()).send(MAIL, FROM, TO) == Sent("250 2.0.0 Kept")
    assert smtp_sink.received == [Received(FROM, TO, MAIL)]


@pytest.mark.parametrize(
    ("words", "permanent"), [("451 4.7.1 Greylisted", False), ("550 5.1.1 No such user", True)], ids=["4xx", "5xx"]
)
@pytest.mark.parametrize("step", ["rcpt", "data", "after-dot"])
def test_a_refusal_is_told_with_its_phase_and_the_session_goes_on(
    smtp_sink: Sink, step: str, words: str, permanent: bool
) -> None:
    smtp_sink.script(TO, Say(step, words))  # type: ignore[arg-type]  # one of the steps
    connection = SmtpConnection(smtp_sink.account())
    code, _, text = words.partition(" ")
    assert connection.send(MAIL, FROM, TO) == Refused(int(code), text, permanent, step)  # type: ignore[arg-type]
    assert smtp_sink.received == []
    assert connection.send(MAIL, FROM, "next@elsewhere.example") == Sent("250 2.0.0 Kept")
    assert (smtp_sink.received, smtp_sink.sessions) == ([Received(FROM, "next@elsewhere.example", MAIL)], 1)


def test_greylisting_takes_the_mail_the_next_time(smtp_sink: Sink) -> None:
    smtp_sink.greylist(TO)
    connection = SmtpConnection(smtp_sink.account())
    assert [type(connection.send(MAIL, FROM, TO)) for _ in range(2)] == [Refused, Sent]


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_a_connection_cut_before_the_content_is_lost_before_data(smtp_sink: Sink, step: str) -> None:
    smtp_sink.script(TO, Drop(step))  # type: ignore[arg-type]  # one of the steps
    outcome = SmtpConnection(smtp_sink.account()).send(MAIL, FROM, TO)
    assert isinstance(outcome, Lost)
    assert outcome.phase == "before-data"
    assert smtp_sink.received == []


def test_a_connection_cut_after_the_dot_is_unknown_though_the_mail_was_taken(smtp_sink: Sink) -> None:
    smtp_sink.script(TO, Drop("after-dot"))
    outcome = SmtpConnection(smtp_sink.account()).send(MAIL, FROM, TO)
    assert isinstance(outcome, Lost)
    assert outcome.phase == "after-dot"
    assert smtp_sink.received == [Received(FROM, TO, MAIL)]


@pytest.mark.parametrize(
    ("step", "phase"), [("rcpt", "before-data"), ("data", "before-data"), ("after-dot", "after-dot")]
)
def test_a_server_that_falls_silent_is_lost_within_the_timeout(smtp_sink: Sink, step: str, phase: str) -> None:
    smtp_sink.script(TO, Silence(step))  # type: ignore[arg-type]  # one of the steps
    outcome = impatient(smtp_sink).send(MAIL, FROM, TO)
    assert isinstance(outcome, Lost)
    assert outcome.phase == phase


def test_the_answer_after_the_dot_is_waited_for_longer_than_the_others(smtp_sink: Sink) -> None:
    account = smtp_sink.account(timeout=timedelta(seconds=0.3), dot_timeout=timedelta(seconds=30))
    smtp_sink.script(TO, Slow("after-dot", 1), Slow("rcpt", 1), Slow("rcpt", 1))
    connection = SmtpConnection(account)
    assert connection.send(MAIL, FROM, TO) == Sent("250 2.0.0 Kept")
    assert isinstance(connection.send(MAIL, FROM, TO), Lost)


@pytest.mark.parametrize("passing", [True, False])
def test_a_network_cut_at_the_dot_is_unknown_whether_the_dot_arrived_or_not(
    smtp_sink: Sink, proxy: Proxy, passing: bool
) -> None:
    proxy.set(CutOn(b"\r\n.\r\n", passing=passing))
    outcome = impatient(smtp_sink, port=proxy.port).send(MAIL, FROM, TO)
    assert isinstance(outcome, Lost)
    assert outcome.phase == "after-dot"
    assert len(smtp_sink.received) == int(passing)


def test_a_network_cut_within_a_large_mail_is_not_taken(smtp_sink: Sink, proxy: Proxy) -> None:
    proxy.set(CutOn(b"riga 100000 ", passing=False))
    large = b"Subject: x\r\n\r\n" + b"".join(b"riga %d \r\n" % number for number in range(600_000))
    outcome = SmtpConnection(smtp_sink.account(port=proxy.port)).send(large, FROM, TO)
    assert isinstance(outcome, Lost)
    assert (outcome.phase, smtp_sink.received) == ("before-data", [])


@pytest.mark.parametrize("fault", [Cut(), Stall(), HalfClose()], ids=str)
def test_a_greeting_that_does_not_come_is_lost_before_data(
    smtp_sink: Sink, proxy: Proxy, fault: Cut | Stall | HalfClose
) -> None:
    proxy.set(fault)
    connection = impatient(smtp_sink, port=proxy.port)
    outcome = connection.send(MAIL, FROM, TO)
    assert isinstance(outcome, Lost)
    assert outcome.phase == "before-data"
    proxy.set(None)
    assert connection.send(MAIL, FROM, TO) == Sent("250 2.0.0 Kept")


def test_nobody_there_is_lost_before_data(smtp_sink: Sink) -> None:
    port = free_port()
    outcome = SmtpConnection(smtp_sink.account(port=port)).send(MAIL, FROM, TO)
    assert outcome == Lost("before-data", f"127.0.0.1 port {port} cannot be reached (Connection refused)")


def test_an_answer_that_is_none_after_the_dot_is_unknown() -> None:
    answers = ("250 mx.example", "250 ok", "250 ok", "354 go on", *[""] * 3, "what?")
    with start_scripted("220 ready", *answers) as server:
        outcome = SmtpConnection(Sink().account(port=server.port)).send(MAIL, FROM, TO)
    assert isinstance(outcome, Lost)
    assert outcome.phase == "after-dot"


def test_a_session_the_server_has_ended_in_silence_is_opened_anew(smtp_sink: Sink, proxy: Proxy) -> None:
    connection = SmtpConnection(smtp_sink.account(port=proxy.port))
    assert connection.send(MAIL, FROM, TO) == Sent("250 2.0.0 Kept")
    proxy.say(b"")
    assert connection.send(MAIL, FROM, TO) == Sent("250 2.0.0 Kept")
    assert (len(smtp_sink.received), smtp_sink.sessions) == (2, 2)


def test_a_session_the_server_ends_with_421_is_opened_anew(smtp_sink: Sink, proxy: Proxy) -> None:
    connection = SmtpConnection(smtp_sink.account(port=proxy.port))
    connection.send(MAIL, FROM, TO)
    proxy.say(b"421 4.4.2 Too many mails in one session\r\n")
    assert connection.send(MAIL, FROM, TO) == Sent("250 2.0.0 Kept")
    assert smtp_sink.sessions == 2


def test_a_421_to_the_first_mail_of_a_session_is_told() -> None:
    with start_scripted("220 ready", "250 mx.example", "421 4.3.2 Closing") as server:
        outcome = SmtpConnection(Sink().account(port=server.port)).send(MAIL, FROM, TO)
    assert outcome == Refused(421, "4.3.2 Closing", False, "mail")


def test_a_sender_the_server_does_not_take_is_told_as_such() -> None:
    with start_scripted("220 ready", "250 mx.example", "553 5.7.1 Not your address", "250 reset") as server:
        outcome = SmtpConnection(Sink().account(port=server.port)).send(MAIL, FROM, TO)
    assert outcome == Refused(553, "5.7.1 Not your address", True, "mail")


def test_a_sender_the_server_does_not_take_is_found_before_there_is_a_mail() -> None:
    with start_scripted("220 ready", "250 mx.example", "553 5.7.1 Not your address", "250 reset") as server:
        trouble = SmtpConnection(Sink().account(port=server.port)).check(FROM, TO)
    assert trouble == Unusable(f"smtp.from: 127.0.0.1 takes no mail from {FROM} to {TO} (553 5.7.1 Not your address)")
    assert server.heard[1:] == [f"MAIL FROM:<{FROM}>", "rset"]


def test_looking_whether_mail_is_taken_hands_in_none(smtp_sink: Sink) -> None:
    connection = SmtpConnection(smtp_sink.account())
    assert (connection.check(FROM, TO), connection.check(FROM, TO)) == (None, None)
    connection.close()
    assert smtp_sink.received == []


@pytest.mark.parametrize(
    ("refused", "of_account"),
    [
        (Refused(550, "5.1.1 No such user", True, "rcpt"), False),
        (Refused(550, "5.7.1 Message rejected as spam", True, "after-dot"), False),
        (Refused(552, "5.3.4 Too large", True, "mail"), False),
        (Refused(451, "4.7.1 Try again later", False, "mail"), False),
        (Refused(554, "5.7.1 <b@c.example>: Relay access denied", True, "rcpt"), True),
        (Refused(554, "5.7.1 Service unavailable; Client host [192.0.2.7] blocked using a.list", True, "rcpt"), True),
        (Refused(554, "5.2.252 SendAsDenied; office@tenant.example not allowed to send as", True, "after-dot"), True),
    ],
)
def test_a_refusal_of_ourselves_is_told_from_one_of_the_mail(refused: Refused, *, of_account: bool) -> None:
    assert refused.of_account is of_account
