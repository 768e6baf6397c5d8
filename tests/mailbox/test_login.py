"""Who is let in, and that a password goes only where it may."""

from __future__ import annotations

import socket
import ssl
import threading
from datetime import timedelta

import pytest
import trustme

from mailflow.mailbox.account import ImapAccount
from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import MailboxAway, MailboxRefused
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.process import LOOPBACK, free_port
from tests.servers.scripted import start_scripted
from tests.servers.tokens import Held

CAPABLE = "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 AUTH=PLAIN\n{tag} OK done"


def scripted_account(port: int, **changes: object) -> ImapAccount:
    settings: dict[str, object] = {
        "host": LOOPBACK, "port": port, "security": "none", "user": "info@mailflow.example", "password": "secret",
        "timeout": timedelta(seconds=5),
    }  # fmt: skip
    return ImapAccount(**{**settings, **changes})  # type: ignore[arg-type]  # the fields' own types, by name


def test_tls_from_the_start_with_an_authority_of_ones_own(dovecot: Dovecot, certificates: Certificates) -> None:
    account = dovecot.account(port=dovecot.imaps_port, security="tls", ca_file=certificates.ca_file)
    assert ImapMailbox(account).waiting() == []


def test_tls_by_starttls(dovecot: Dovecot, certificates: Certificates) -> None:
    assert ImapMailbox(dovecot.account(security="starttls", ca_file=certificates.ca_file)).waiting() == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_of_an_unknown_authority_is_refused(dovecot: Dovecot, security: str) -> None:
    port = dovecot.imaps_port if security == "tls" else dovecot.imap_port
    mailbox = ImapMailbox(dovecot.account(port=port, security=security))
    with pytest.raises(MailboxRefused, match=r"^mailbox\.host: the certificate of 127\.0\.0\.1 cannot be trusted"):
        mailbox.waiting()


def test_a_certificate_of_another_name_is_refused(dovecot: Dovecot, certificates: Certificates) -> None:
    account = dovecot.account(host="localhost", port=dovecot.imaps_port, security="tls", ca_file=certificates.ca_file)
    with pytest.raises(MailboxRefused, match=r"^mailbox\.host: the certificate of localhost cannot be trusted"):
        ImapMailbox(account).waiting()


def test_the_password_is_not_sent_to_a_server_with_a_wrong_certificate() -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    heard: list[bytes] = []
    with socket.create_server((LOOPBACK, 0)) as listener:

        def serve() -> None:
            client, _ = listener.accept()
            try:
                with context.wrap_socket(client, server_side=True) as secured:
                    secured.sendall(b"* OK [CAPABILITY IMAP4rev1] come in\r\n")
                    heard.append(secured.recv(1000))
            except ssl.SSLError as error:
                heard.append(f"no handshake: {error.reason}".encode())

        server = threading.Thread(target=serve)
        server.start()
        with pytest.raises(MailboxRefused):
            ImapMailbox(scripted_account(listener.getsockname()[1], security="tls")).waiting()
        server.join()
    assert heard == [b"no handshake: TLSV1_ALERT_UNKNOWN_CA"]


def test_what_a_server_says_in_plain_text_along_with_starttls_is_not_heard(
    dovecot: Dovecot, certificates: Certificates
) -> None:
    """An attacker's answers, injected before TLS begins, must not count after it (CVE-2011-0411 and its kin)."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority = trustme.CA()
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with socket.create_server((LOOPBACK, 0)) as listener:

        def serve() -> None:
            client, _ = listener.accept()
            lines = client.makefile("rb")
            client.sendall(b"* OK ready\r\n")
            tag = lines.readline().split()[0]
            client.sendall(b"* CAPABILITY IMAP4rev1 STARTTLS\r\n" + tag + b" OK done\r\n")
            tag = lines.readline().split()[0]
            client.sendall(tag + b" OK begin TLS\r\n* CAPABILITY IMAP4rev1 X-INJECTED\r\n")
            with context.wrap_socket(client, server_side=True) as secured:
                tag = secured.recv(1000).split()[0]
                secured.sendall(b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n" + tag + b" OK done\r\n")

        server = threading.Thread(target=serve)
        server.start()
        with authority.cert_pem.tempfile() as ca_file:
            account = scripted_account(listener.getsockname()[1], security="starttls", ca_file=ca_file)
            with pytest.raises(MailboxRefused, match="takes no password"):
                ImapMailbox(account).waiting()
        server.join()


def test_plain_text_to_another_machine_is_refused_before_it_is_called() -> None:
    account = ImapAccount(host="imap.mailflow.example", user="info", password="secret", security="none")
    with pytest.raises(MailboxRefused, match=r'^mailbox\.security: "none" would send the password'):
        ImapMailbox(account).waiting()


def test_a_server_without_starttls_is_refused(certificates: Certificates) -> None:
    with start_scripted("* OK ready", "* CAPABILITY IMAP4rev1\n{tag} OK done") as server:
        mailbox = ImapMailbox(scripted_account(server.port, security="starttls"))
        with pytest.raises(MailboxRefused, match=r"^mailbox\.security: .* offers no STARTTLS"):
            mailbox.waiting()
        assert [line.split(" ")[1] for line in server.heard] == ["CAPABILITY"]


def test_a_port_without_tls_is_told_as_such(dovecot: Dovecot) -> None:
    mailbox = ImapMailbox(dovecot.account(security="tls"))
    with pytest.raises(MailboxRefused, match=r'^mailbox\.security: .* does not open with TLS; try "starttls"'):
        mailbox.waiting()


def test_a_wrong_password_needs_a_person(dovecot: Dovecot) -> None:
    mailbox = ImapMailbox(dovecot.account("info", password="wrong"))
    with pytest.raises(MailboxRefused, match=r"^mailbox\.password: 127\.0\.0\.1 refused the login of info"):
        mailbox.waiting()
    assert [finding.ok for finding in mailbox.check()] == [False]


def test_a_password_is_asked_for_at_every_login(dovecot: Dovecot) -> None:
    written = ["wrong"]
    mailbox = ImapMailbox(dovecot.account("info", password=lambda: written[-1]))
    with pytest.raises(MailboxRefused, match=r"^mailbox\.password"):
        mailbox.waiting()
    written.append("secret")
    assert mailbox.waiting() == []


def test_a_password_may_have_any_letters(dovecot: Dovecot) -> None:
    with pytest.raises(MailboxRefused, match=r"^mailbox\.password"):
        ImapMailbox(dovecot.account(password="però")).waiting()


def test_a_server_that_is_only_busy_is_waited_for() -> None:
    with (
        start_scripted("* OK ready", CAPABLE, "{tag} NO [UNAVAILABLE] Authentication backend is down") as server,
        pytest.raises(MailboxAway, match="refuses logins just now"),
    ):
        ImapMailbox(scripted_account(server.port)).waiting()


def test_a_server_that_hangs_up_at_the_login_is_waited_for() -> None:
    with (
        start_scripted("* OK ready", CAPABLE, "* BYE shutting down") as server,
        pytest.raises(MailboxAway, match="shutting down"),
    ):
        ImapMailbox(scripted_account(server.port)).waiting()


def test_a_server_that_greets_with_bye_is_waited_for() -> None:
    with (
        start_scripted("* BYE too many connections") as server,
        pytest.raises(MailboxAway, match="too many connections"),
    ):
        ImapMailbox(scripted_account(server.port)).waiting()


def test_nobody_there_is_waited_for() -> None:
    port = free_port()
    with pytest.raises(MailboxAway, match=f"127.0.0.1 port {port} cannot be reached"):
        ImapMailbox(scripted_account(port)).waiting()


def test_a_token_goes_by_xoauth2() -> None:
    answers = (CAPABLE, "+ ", "{tag} OK welcome", CAPABLE)
    with start_scripted("* OK ready", *answers) as server:
        account = scripted_account(server.port, password="", token=Held("fresh"))
        with pytest.raises(MailboxAway):  # the play ends after the login
            ImapMailbox(account).waiting()
    said = "dXNlcj1pbmZvQG1haWxmbG93LmV4YW1wbGUBYXV0aD1CZWFyZXIgZnJlc2gBAQ=="
    assert [line.split(" ", 1)[-1] for line in server.heard[:4]] == [
        "CAPABILITY", "AUTHENTICATE XOAUTH2", said, "CAPABILITY"
    ]  # fmt: skip


def test_a_refused_token_is_told_in_the_servers_words() -> None:
    challenge = "+ eyJzdGF0dXMiOiI0MDAifQ=="
    with start_scripted("* OK ready", CAPABLE, "+ ", challenge, "{tag} NO Token expired") as server:
        account = scripted_account(server.port, password="", token=Held("stale"))
        with pytest.raises(MailboxRefused, match=r"^mailbox\.oauth: .* refused the login .*Token expired"):
            ImapMailbox(account).waiting()
    assert server.heard[3:] == [""]


def test_the_check_tells_what_is_wrong(dovecot: Dovecot) -> None:
    account = dovecot.account(folder="Posta")
    assert [(finding.ok, finding.words.partition("(")[0]) for finding in ImapMailbox(account).check()] == [
        (False, "mailbox.folder: the folder 'Posta' cannot be opened ")
    ]
