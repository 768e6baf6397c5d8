"""Servers and networks that fail under a whole service: mail waits where it is, and all goes on by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailflow.mailbox.account import ImapAccount
from mailflow.outbox.smtp import SmtpAccount
from tests.flow.test_main_job import ARRIVED, ORGANIZER, parsed
from tests.flow.test_service import ahead
from tests.servers.both import DovecotAndSink
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, start_dovecot
from tests.servers.postfix import Postfix
from tests.servers.process import LOOPBACK
from tests.servers.proxy import Cut, CutOn, Fault, HalfClose, Stall, Swallow, start_proxy
from tests.servers.sink import Drop, Entry, Say, Sink, Slow, start_sink
from tests.torture.kills import finish
from tests.torture.office import Mail, TortureOffice, mails
from tests.torture.program import WAIT_AT_MOST
from tests.torture.table import LONG, Table


@dataclass
class BehindProxies(DovecotAndSink):
    """The same servers, reached through other ports."""

    imap_port: int = 0
    smtp_port: int = 0

    def imap(self, user: str | None = None, **changes: object) -> ImapAccount:
        return super().imap(user, **({"port": self.imap_port} if self.imap_port else {}) | changes)

    def smtp(self, **changes: object) -> SmtpAccount:
        return super().smtp(**({"port": self.smtp_port} if self.smtp_port else {}) | changes)


def settles(office: TortureOffice, sent: list[Mail], spoil: Callable[[], None], mend: Callable[[], None]) -> float:
    """The service meets the fault, says that it is in trouble, and is well again once it is over; after how long."""
    ahead(office.service)
    office.impatient()
    office.deliver(sent, datetime.now(UTC) - timedelta(minutes=10))
    spoil()
    with office.running() as service:
        assert service.says("in trouble")
        began = time.monotonic()
        mend()
        office.servers.sink.wait_for(sum(mail.books for mail in sent), WAIT_AT_MOST)
        took = time.monotonic() - began
        service.stop()
    finish(office)
    return took


# --- IMAP -------------------------------------------------------------------------------------------------------------

BROKEN: dict[str, Fault] = {
    "IMAP cut at once": Cut(),
    "IMAP cut in mid-literal": Cut(after=4000),
    "IMAP stalled in mid-literal": Stall(after=4000),
    "IMAP half closed": HalfClose(after=4000),
    "IMAP move cut before": CutOn(b"UID MOVE", passing=False),
    "IMAP move cut after": CutOn(b"UID MOVE", passing=True),
}


@pytest.mark.parametrize("fault", BROKEN if LONG else ["IMAP cut in mid-literal", "IMAP move cut after"])
def test_an_imap_connection_that_breaks_costs_nothing_but_time(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, fault: str
) -> None:
    sent = mails(5)
    with start_proxy(dovecot.imap_port) as proxy:
        office = TortureOffice(tmp_path, BehindProxies(dovecot, smtp_sink, imap_port=proxy.port), "sqlite:///ledger.db")
        took = settles(office, sent, lambda: proxy.set(BROKEN[fault]), lambda: proxy.set(None))
    found = office.look_for(sent)
    table.add(fault, found, len(sent), seconds=took)
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


def test_a_server_that_says_goodbye_is_asked_again(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table
) -> None:
    first, second = mails(4)[:2], mails(4)[2:]
    with start_proxy(dovecot.imap_port) as proxy:
        office = TortureOffice(tmp_path, BehindProxies(dovecot, smtp_sink, imap_port=proxy.port), "sqlite:///ledger.db")
        ahead(office.service)
        office.impatient()
        office.deliver(first, datetime.now(UTC))
        with office.running() as service:
            smtp_sink.wait_for(2, WAIT_AT_MOST)
            proxy.say(b"* BYE shutting down\r\n")
            assert service.says("in trouble")
            began = time.monotonic()
            office.deliver(second, datetime.now(UTC))
            smtp_sink.wait_for(4, WAIT_AT_MOST)
            took = time.monotonic() - began
            service.stop()
        finish(office)
    found = office.look_for(first + second)
    table.add("IMAP BYE", found, 4, seconds=took)
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


def test_a_folder_that_was_made_anew_has_its_mails_known_again(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table
) -> None:
    """UIDVALIDITY changes, and all UIDs with it: what was handled and lies there again is not handled again."""
    sent = mails(4)
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db", inbox="Posta")
    with office.servers.colleague(office.service.account.user) as box:
        box.folder.create("Posta")
    office.deliver(sent[:3], ARRIVED)
    assert office.run_once("2010-11-05T10:20") == 0
    with office.servers.colleague(office.service.account.user) as box:
        box.folder.delete("Posta")
    assert office.run_once("2010-11-05T10:21") == 1, "a folder that is gone is told"
    assert "Posta" in office.said
    with office.servers.colleague(office.service.account.user) as box:
        box.folder.create("Posta")
        box.folder.delete("Mailflow/Handled")
        box.folder.delete("Mailflow/Review")
    office.deliver(sent, ARRIVED)
    assert office.run_once("2010-11-05T10:22") == 0
    found = office.look_for(sent)
    table.add("UIDVALIDITY changed, folders gone", found, len(sent))
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


def test_a_full_quota_holds_up_no_answer(
    tmp_path: Path, certificates: Certificates, smtp_sink: Sink, table: Table
) -> None:
    sent = mails(5)
    with start_dovecot(certificates, quota="6k") as full:
        office = TortureOffice(tmp_path, DovecotAndSink(full, smtp_sink), "sqlite:///ledger.db")
        office.deliver(sent, ARRIVED)
        assert office.run_once("2010-11-05T10:20") == 0
        assert "no copy was kept" in office.said
        found = office.look_for(sent)
    table.add("quota full", found, len(sent))
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


def test_a_refused_login_leaves_the_mail_where_it_is(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table
) -> None:
    sent = mails(3)
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    office.deliver(sent, ARRIVED)
    office.replace('password = "secret"', 'password = "forgotten"')
    assert office.run_once("2010-11-05T10:20") == 1
    assert "password" in office.said
    assert office.service.subjects_in("INBOX") == ["Prenotazione"] * 3
    office.replace('password = "forgotten"', 'password = "secret"')
    assert office.run_once("2010-11-05T10:21") == 0
    found = office.look_for(sent)
    table.add("IMAP login refused", found, len(sent))
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


def test_mail_is_found_though_idle_has_gone_deaf(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table
) -> None:
    """The server never says again that mail is there, and the connection stays open."""
    first, second = mails(4)[:2], mails(4)[2:]
    with start_proxy(dovecot.imap_port) as proxy:
        office = TortureOffice(tmp_path, BehindProxies(dovecot, smtp_sink, imap_port=proxy.port), "sqlite:///ledger.db")
        ahead(office.service)
        office.impatient()
        office.deliver(first, datetime.now(UTC))
        with office.running() as service:
            smtp_sink.wait_for(2, WAIT_AT_MOST)
            proxy.set(Swallow(b" EXISTS"))
            began = time.monotonic()
            office.deliver(second, datetime.now(UTC))
            smtp_sink.wait_for(4, WAIT_AT_MOST)
            took = time.monotonic() - began
            service.stop()
        proxy.set(None)
        finish(office)
    found = office.look_for(first + second)
    table.add("IMAP IDLE gone deaf", found, 4, seconds=took)
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


@dataclass
class OverTls(DovecotAndSink):
    """The same servers, over TLS with a certificate of the tests' own authority."""

    imap_host: str = LOOPBACK

    def imap(self, user: str | None = None, **changes: object) -> ImapAccount:
        return super().imap(user, host=self.imap_host, port=self.dovecot.imaps_port, **changes)


@pytest.mark.parametrize("wrong", ["authority", "name"])
def test_a_wrong_certificate_gets_no_password_and_leaves_the_mail_where_it_is(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, certificates: Certificates, table: Table, wrong: str
) -> None:
    sent, port = mails(3), dovecot.imaps_port
    right = f'security = "tls"\nca_file = "{certificates.ca_file}"'
    wrongly = 'security = "tls"' if wrong == "authority" else right
    servers = OverTls(dovecot, smtp_sink, imap_host=LOOPBACK if wrong == "authority" else "localhost")
    office = TortureOffice(tmp_path, servers, "sqlite:///ledger.db")
    office.deliver(sent, ARRIVED)
    office.replace('security = "none"\nuser', f"{wrongly}\nuser")
    assert office.run_once("2010-11-05T10:20") == 1
    assert "certificate" in office.said
    assert office.service.subjects_in("INBOX") == ["Prenotazione"] * 3
    office.replace(f"{wrongly}\nuser", f"{right}\nuser")
    office.replace(f'host = "{servers.imap_host}"\nport = {port}', f'host = "{LOOPBACK}"\nport = {port}')
    assert office.run_once("2010-11-05T10:21") == 0
    found = office.look_for(sent)
    table.add("IMAP certificate wrong", found, len(sent))
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


# --- SMTP -------------------------------------------------------------------------------------------------------------

# What the server does to the first recipient's mail, and how often: (script, whether the mail may come twice).
SUBMISSION: dict[str, tuple[tuple[Entry, ...], bool]] = {
    "SMTP 4xx at MAIL": ((Say("mail", "451 4.3.0 Try later"),), False),
    "SMTP greylisted": ((Say("rcpt", "451 4.7.1 Greylisted"),) * 2, False),
    "SMTP 4xx after the dot": ((Say("after-dot", "452 4.3.1 Full"),), False),
    "SMTP dropped at RCPT": ((Drop("rcpt"),), False),
    "SMTP dropped before the dot": ((Drop("data"),) * 2, False),
    "SMTP dropped after the dot": ((Drop("after-dot"),), True),
    "SMTP slow": ((Slow("after-dot", 1.0),), False),
}
LATER = ["2010-11-05T10:20", "2010-11-05T10:23", "2010-11-05T10:40", "2010-11-05T12:00"]


@pytest.mark.parametrize("fault", SUBMISSION if LONG else ["SMTP greylisted", "SMTP dropped after the dot"])
def test_an_answer_that_cannot_be_handed_in_goes_later(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, fault: str
) -> None:
    steps, twice = SUBMISSION[fault]
    sent = mails(3)
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    office.deliver(sent, ARRIVED)
    smtp_sink.script(sent[0].sender, *steps)
    for now in LATER:
        office.run_once(now)
    found = office.look_for(sent)
    table.add(fault, found, len(sent))
    assert (found.lost, found.doubled) == ((), ())
    assert len(found.again) == twice
    assert found.again <= found.doubted


@pytest.mark.parametrize("words", ["550 5.1.1 No such user", "552 5.3.4 Too large"] if LONG else ["550 5.1.1 No user"])
def test_an_answer_that_is_refused_for_good_is_told_to_the_organizers(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, words: str
) -> None:
    sent = mails(3)
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    office.deliver(sent, ARRIVED)
    smtp_sink.script(sent[0].sender, Say("rcpt", words))
    for now in ("2010-11-05T10:20", "2010-11-05T18:05"):
        assert office.run_once(now) == 0
    [digest] = [mail for mail in office.service.sent() if mail["X-Mailflow-Kind"] == "digest"]
    body = digest.get_body(("plain",))
    assert body is not None
    assert sent[0].sender in body.get_content()
    found = office.look_for(sent)
    table.add(f"SMTP {words[:3]} for a recipient", found, len(sent))
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


def test_an_answer_that_never_gets_through_is_given_up_in_the_end_and_told(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table
) -> None:
    sent = mails(2)
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    office.deliver(sent, ARRIVED)
    smtp_sink.greylist(sent[0].sender, times=20)
    for now in ("2010-11-05T10:20", "2010-11-06T10:20", "2010-11-07T10:20", "2010-11-08T10:30", "2010-11-08T18:05"):
        assert office.run_once(now) == 0
    digest = [mail for mail in office.service.sent() if mail["X-Mailflow-Kind"] == "digest"][-1]
    body = digest.get_body(("plain",))
    assert body is not None
    assert sent[0].sender in body.get_content()
    found = office.look_for(sent)
    table.add("SMTP 4xx for three days", found, len(sent))
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


def test_a_server_that_takes_no_mail_of_that_size_is_told(tmp_path: Path, dovecot: Dovecot, table: Table) -> None:
    sent = mails(2)
    with start_sink(size=600) as narrow:
        office = TortureOffice(tmp_path, DovecotAndSink(dovecot, narrow), "sqlite:///ledger.db")
        office.deliver(sent, ARRIVED)
        assert office.run_once("2010-11-05T10:20") == 0
        found = office.look_for(sent)
    table.add("SMTP size refused", found, len(sent))
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())
    assert office.troubled() == {sent[0].sender, sent[1].sender}


# (where the connection is cut, whether the mail may come twice)
AT_POSTFIX = {
    "Postfix cut at MAIL": (CutOn(b"MAIL FROM", passing=False), False),
    "Postfix cut before the dot": (CutOn(b"\r\n.\r\n", passing=False), True),
    "Postfix cut after the dot": (CutOn(b"\r\n.\r\n", passing=True), True),
}


@pytest.mark.parametrize("fault", AT_POSTFIX if LONG else ["Postfix cut after the dot"])
def test_a_submission_to_postfix_that_breaks_off_is_made_good(
    tmp_path: Path, postfix: Postfix, table: Table, fault: str
) -> None:
    broken, twice = AT_POSTFIX[fault]
    sent = mails(2)
    before = len(postfix.sink.received)
    with start_proxy(postfix.port) as proxy:
        servers = BehindProxies(postfix.dovecot, postfix.sink, smtp_port=proxy.port)
        office = TortureOffice(tmp_path, servers, "sqlite:///ledger.db")
        office.deliver(sent, ARRIVED)
        proxy.set(broken)
        office.run_once("2010-11-05T10:20")
        proxy.set(None)
        office.retry_unknown()  # what was lost after the dot twice waits for a person
        assert office.run_once("2010-11-05T10:30") == 0
        for mail in sent:
            postfix.sink.wait_for_recipient(mail.sender, seconds=WAIT_AT_MOST)
        found = office.look_for(sent, since=before)
    table.add(fault, found, len(sent))
    assert (found.lost, found.doubled) == ((), ())
    assert found.again <= (found.doubted if twice else frozenset())


def test_what_postfix_refuses_is_told_and_what_it_puts_off_goes_later(
    tmp_path: Path, postfix: Postfix, table: Table
) -> None:
    """A recipient that it does not take, one that it greylists, and one whose mail it takes."""
    sent = mails(3)
    before = len(postfix.sink.received)
    servers = BehindProxies(postfix.dovecot, postfix.sink, smtp_port=postfix.port)
    office = TortureOffice(tmp_path, servers, "sqlite:///ledger.db")
    office.deliver(sent, ARRIVED)
    postfix.refuse(**{sent[0].sender: "550 5.1.1 No such user", sent[1].sender: "450 4.2.0 Greylisted"})
    assert office.run_once("2010-11-05T10:20") == 0
    assert office.troubled() == {sent[0].sender}
    postfix.refuse()
    for now in ("2010-11-05T10:30", "2010-11-05T18:05"):
        assert office.run_once(now) == 0
    for address in (sent[1].sender, sent[2].sender, ORGANIZER):
        postfix.sink.wait_for_recipient(address, seconds=WAIT_AT_MOST)
    [digest] = [mail for mail in postfix.sink.received[before:] if mail.recipient == ORGANIZER]
    body = parsed(digest).get_body(("plain",))
    assert body is not None
    assert sent[0].sender in body.get_content()
    found = office.look_for(sent, since=before)
    table.add("Postfix refuses and greylists", found, len(sent))
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())
