"""Who is let in, and that mail and password go only where they may."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import pytest

from mailflow.outbox.smtp import Lost, Sent, SmtpAccount, SmtpConnection, Unusable
from tests.servers.certificates import Certificates
from tests.servers.scripted import start_scripted
from tests.servers.sink import PASSWORD, Sink, start_sink
from tests.servers.tokens import Held

# the sink takes passwords in plain text too, on loopback
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

FROM, TO = "info@mailflow.example", "anna@elsewhere.example"
MAIL = b"Subject: x\r\n\r\n"
SENT = Sent("250 2.0.0 Kept")


@pytest.fixture
def context(certificates: Certificates) -> ssl.SSLContext:
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificates.serve(made)
    return made


@pytest.fixture(params=["tls", "starttls"])
def secured(request: pytest.FixtureRequest, context: ssl.SSLContext) -> Iterator[tuple[Sink, str]]:
    tls, starttls = (context, None) if request.param == "tls" else (None, context)
    with start_sink(login=True, tls=tls, starttls=starttls) as sink:
        yield sink, request.param


def test_mail_goes_over_verified_tls_after_a_login(secured: tuple[Sink, str], certificates: Certificates) -> None:
    sink, security = secured
    account = sink.account(security=security, ca_file=certificates.ca_file, user="info", password=PASSWORD)
    assert SmtpConnection(account).send(MAIL, FROM, TO) == SENT


def test_a_certificate_of_an_unknown_authority_is_refused_before_the_password(secured: tuple[Sink, str]) -> None:
    sink, security = secured
    outcome = SmtpConnection(sink.account(security=security, user="info", password=PASSWORD)).send(MAIL, FROM, TO)
    assert isinstance(outcome, Unusable)
    assert outcome.reason.startswith("smtp.host: the certificate of 127.0.0.1 cannot be trusted")
    assert [command for command in sink.commands if command not in {"EHLO", "STARTTLS"}] == []


def test_a_certificate_of_another_name_is_refused(secured: tuple[Sink, str], certificates: Certificates) -> None:
    sink, security = secured
    account = sink.account(host="localhost", security=security, ca_file=certificates.ca_file)
    outcome = SmtpConnection(account).send(MAIL, FROM, TO)
    assert isinstance(outcome, Unusable)
    assert outcome.reason.startswith("smtp.host: the certificate of localhost cannot be trusted")


def test_a_wrong_password_needs_a_person() -> None:
    with start_sink(login=True) as sink:
        outcome = SmtpConnection(sink.account(user="info", password="wrong")).send(MAIL, FROM, TO)
    assert isinstance(outcome, Unusable)
    assert outcome.reason.startswith("smtp.password: 127.0.0.1 refused the login of info (535 ")


def test_the_password_may_have_any_letters() -> None:
    with start_scripted("220 ready", "250-mx.example\n250 AUTH PLAIN LOGIN", "235 welcome", "421 bye") as server:
        SmtpConnection(Sink().account(port=server.port, user="info", password="però")).send(MAIL, FROM, TO)
    assert server.heard[1] == "AUTH PLAIN AGluZm8AcGVyw7I="


def test_login_is_used_where_plain_is_not_offered() -> None:
    answers = ("250-mx.example\n250 AUTH LOGIN", "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "235 welcome", "421 bye")
    with start_scripted("220 ready", *answers) as server:
        SmtpConnection(Sink().account(port=server.port, user="info", password="secret")).send(MAIL, FROM, TO)
    assert server.heard[1:3] == ["AUTH LOGIN aW5mbw==", "c2VjcmV0"]


def test_a_token_goes_by_xoauth2() -> None:
    with start_scripted("220 ready", "250-mx.example\n250 AUTH XOAUTH2", "235 welcome", "421 bye") as server:
        account = Sink().account(port=server.port, user="info@mailflow.example", token=Held("fresh"))
        SmtpConnection(account).send(MAIL, FROM, TO)
    assert server.heard[1] == "AUTH XOAUTH2 dXNlcj1pbmZvQG1haWxmbG93LmV4YW1wbGUBYXV0aD1CZWFyZXIgZnJlc2gBAQ=="


def test_a_refused_token_is_told_in_the_servers_words() -> None:
    answers = ("250-mx.example\n250 AUTH XOAUTH2", "334 eyJzdGF0dXMiOiI0MDEifQ==", "535 5.7.3 Token expired")
    with start_scripted("220 ready", *answers) as server:
        account = Sink().account(port=server.port, user="info", token=Held("stale"))
        outcome = SmtpConnection(account).send(MAIL, FROM, TO)
    assert outcome == Unusable("smtp.oauth: 127.0.0.1 refused the login of info (535 5.7.3 Token expired)")
    assert server.heard[2] == ""


def test_a_server_that_is_only_busy_is_waited_for() -> None:
    with start_scripted("220 ready", "250-mx.example\n250 AUTH PLAIN", "454 4.7.0 Try later") as server:
        outcome = SmtpConnection(Sink().account(port=server.port, user="info", password="x")).send(MAIL, FROM, TO)
    assert outcome == Lost("before-data", "127.0.0.1 refuses logins just now (454 4.7.0 Try later)")


def test_a_server_that_turns_us_away_at_the_door_is_waited_for() -> None:
    with start_scripted("554 5.7.1 Go away") as server:
        outcome = SmtpConnection(Sink().account(port=server.port)).send(MAIL, FROM, TO)
    assert isinstance(outcome, Lost)
    assert outcome.phase == "before-data"


def test_a_server_without_login_is_told_as_such(smtp_sink: Sink) -> None:
    with start_scripted("220 ready", "250 mx.example") as server:
        outcome = SmtpConnection(Sink().account(port=server.port, user="info", password="x")).send(MAIL, FROM, TO)
    assert outcome == Unusable("smtp.user: 127.0.0.1 offers no login by password here (AUTH PLAIN or LOGIN)")


def test_a_server_without_starttls_is_refused(smtp_sink: Sink) -> None:
    outcome = SmtpConnection(smtp_sink.account(security="starttls")).send(MAIL, FROM, TO)
    assert outcome == Unusable(f"smtp.security: 127.0.0.1 port {smtp_sink.port} offers no STARTTLS")


def test_a_port_without_tls_is_told_as_such(smtp_sink: Sink) -> None:
    outcome = SmtpConnection(smtp_sink.account(security="tls")).send(MAIL, FROM, TO)
    assert isinstance(outcome, Unusable)
    assert outcome.reason.startswith("smtp.security: 127.0.0.1 port ")


def test_plain_text_to_another_machine_is_refused_before_it_is_called() -> None:
    account = SmtpAccount(host="smtp.mailflow.example", sender=FROM, security="none")
    assert SmtpConnection(account).send(MAIL, FROM, TO) == Unusable(
        'smtp.security: "none" would send mail and password to smtp.mailflow.example in plain text'
    )


def test_the_check_tells_whether_mail_could_be_handed_in(smtp_sink: Sink) -> None:
    assert SmtpConnection(smtp_sink.account()).check(FROM, TO) is None
    assert isinstance(SmtpConnection(smtp_sink.account(security="starttls")).check(FROM, TO), Unusable)
    assert smtp_sink.received == []
