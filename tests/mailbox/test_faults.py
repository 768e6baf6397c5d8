"""A network and servers that fail: nothing hangs, nothing is lost, and the next call starts afresh."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from mailflow.mailbox.account import ImapAccount
from mailflow.mailbox.connection import Connection
from mailflow.mailbox.idle import begin, end
from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import MailboxAway, Origin
from mailflow.mailbox.stop import Stop
from tests.mailbox.mails import mail
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Cut, CutOn, Fault, HalfClose, Proxy, Stall, Swallow, start_proxy
from tests.servers.scripted import start_scripted


@pytest.fixture
def proxy(dovecot: Dovecot) -> Iterator[Proxy]:
    with start_proxy(dovecot.imap_port) as before:
        yield before


def opened(dovecot: Dovecot, proxy: Proxy) -> tuple[ImapMailbox, str, list[Origin]]:
    """A box of two mails, listed, behind the proxy; answers are waited for half a second."""
    account = dovecot.account(port=proxy.port, timeout=timedelta(seconds=0.5))
    for number in (1, 2):
        dovecot.append(account.user, mail(number, lines=500))
    mailbox = ImapMailbox(account)
    mailbox.ensure_folders()
    return mailbox, account.user, [w.origin for w in mailbox.waiting()]


BROKEN = [Cut(), Cut(after=3000), Stall(), Stall(after=3000), HalfClose(), HalfClose(after=3000)]


@pytest.mark.parametrize("fault", BROKEN, ids=str)
def test_a_fetch_that_breaks_off_is_told_and_succeeds_the_next_time(
    dovecot: Dovecot, proxy: Proxy, fault: Fault
) -> None:
    mailbox, _, origins = opened(dovecot, proxy)
    proxy.set(fault)
    with pytest.raises(MailboxAway):
        list(mailbox.fetch(origins))
    proxy.set(None)
    assert [raw.content for raw in mailbox.fetch(origins)] == [mail(1, lines=500), mail(2, lines=500)]


@pytest.mark.parametrize("fault", [Cut(), Stall(), HalfClose()], ids=str)
def test_a_move_that_breaks_off_can_be_done_again(dovecot: Dovecot, proxy: Proxy, fault: Fault) -> None:
    mailbox, user, origins = opened(dovecot, proxy)
    proxy.set(fault)
    with pytest.raises(MailboxAway):
        mailbox.move(origins, "handled")
    proxy.set(None)
    mailbox.move(origins, "handled")
    with dovecot.colleague(user) as box:
        assert box.folder.status("INBOX")["MESSAGES"] == 0
        assert box.folder.status("Mailflow/Handled")["MESSAGES"] == 2


@pytest.mark.parametrize("passing", [True, False])
def test_a_move_whose_answer_is_lost_moves_nothing_twice(dovecot: Dovecot, proxy: Proxy, passing: bool) -> None:
    mailbox, user, origins = opened(dovecot, proxy)
    proxy.set(CutOn(b"UID MOVE", passing=passing))
    with pytest.raises(MailboxAway):
        mailbox.move(origins, "handled")
    proxy.set(None)
    mailbox.move(origins, "handled")
    with dovecot.colleague(user) as box:
        assert box.folder.status("Mailflow/Handled")["MESSAGES"] == 2


def test_a_server_that_never_answers_is_told_within_the_timeout(dovecot: Dovecot, proxy: Proxy) -> None:
    mailbox, _, _ = opened(dovecot, proxy)
    proxy.set(Stall())
    with pytest.raises(MailboxAway, match=f"127.0.0.1 port {proxy.port} did not answer within 0.5 s"):
        mailbox.waiting()


def test_a_server_that_never_greets_is_told_within_the_timeout(dovecot: Dovecot, proxy: Proxy) -> None:
    proxy.set(Stall())
    mailbox = ImapMailbox(dovecot.account(port=proxy.port, timeout=timedelta(seconds=0.3)))
    with pytest.raises(MailboxAway, match=r"did not answer within 0\.3 s"):
        mailbox.waiting()


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_never_completes_tls_is_told_within_the_timeout(
    dovecot: Dovecot, proxy: Proxy, security: str
) -> None:
    proxy.set(Stall(after=400 if security == "starttls" else 0))
    mailbox = ImapMailbox(dovecot.account(port=proxy.port, timeout=timedelta(seconds=0.3), security=security))
    with pytest.raises(MailboxAway, match=r"did not answer within 0\.3 s"):
        mailbox.waiting()


def test_a_server_that_says_bye_while_we_wait_is_told(dovecot: Dovecot, proxy: Proxy) -> None:
    mailbox, _, _ = opened(dovecot, proxy)
    threading.Timer(0.3, proxy.say, (b"* BYE Server shutting down\r\n",)).start()
    with pytest.raises(MailboxAway):
        mailbox.wait(30, Stop())
    assert len(mailbox.waiting()) == 2


def test_a_connection_that_dies_while_we_wait_is_told_at_the_next_look(dovecot: Dovecot, proxy: Proxy) -> None:
    mailbox, _, _ = opened(dovecot, proxy)
    threading.Timer(0.2, proxy.set, (Stall(),)).start()
    with pytest.raises(MailboxAway, match="did not answer within"):
        mailbox.wait(30, Stop())


def test_mail_is_found_at_the_next_look_where_idle_has_gone_deaf(dovecot: Dovecot, proxy: Proxy) -> None:
    mailbox, user, _ = opened(dovecot, proxy)
    proxy.set(Swallow(b" EXISTS"))
    stop = Stop()
    too_late = threading.Timer(30, stop.set)
    too_late.start()
    threading.Timer(0.1, dovecot.append, (user, mail(3))).start()
    assert mailbox.wait(600, stop) is True
    too_late.cancel()


def test_notice_of_mail_that_comes_in_one_packet_with_the_answer_to_idle_is_heard() -> None:
    capable = "* CAPABILITY IMAP4rev1 IDLE\n{tag} OK done"
    answers = (capable, "{tag} OK welcome", capable, "+ idling\n* 5 EXISTS", "{tag} OK done")
    with start_scripted("* OK ready", *answers) as server:
        account = ImapAccount(host="127.0.0.1", port=server.port, security="none", user="info", password="secret")
        imap = Connection(account)
        tag = begin(imap)
        assert tag is not None
        assert imap.client.holds_more is True
        end(imap, tag)
    assert server.heard[-1] == "DONE"


def test_a_view_of_the_inbox_is_opened_anew_when_it_is_old(dovecot: Dovecot, proxy: Proxy) -> None:
    mailbox = ImapMailbox(dovecot.account(port=proxy.port, poll=timedelta(seconds=0.05)))
    mailbox.waiting()
    assert mailbox.wait(0.5, Stop()) is False
    assert proxy.said.count(b"SELECT") >= 3


def test_a_view_of_the_inbox_is_kept_while_it_is_fresh(dovecot: Dovecot, proxy: Proxy) -> None:
    mailbox = ImapMailbox(dovecot.account(port=proxy.port, poll=timedelta(minutes=5)))
    for _ in range(10):
        mailbox.waiting()
    assert proxy.said.count(b"SELECT") == 1


def test_a_folder_made_anew_is_noticed_and_old_uids_name_nothing_in_it(dovecot: Dovecot) -> None:
    account = dovecot.account(folder="Prenotazioni")
    with dovecot.colleague(account.user) as box:
        box.folder.create("Prenotazioni")
        box.append(mail(1), "Prenotazioni")
    mailbox = ImapMailbox(account)
    mailbox.ensure_folders()
    before = mailbox.waiting()[-1].origin
    mailbox.close()
    with dovecot.colleague(account.user) as box:
        box.folder.delete("Prenotazioni")
        box.folder.create("Prenotazioni")
        box.append(mail(2), "Prenotazioni")
    now = mailbox.waiting(after=before)[-1].origin
    assert (now.uidvalidity != before.uidvalidity, now.uid) == (True, before.uid)
    assert list(mailbox.fetch([before])) == []
    mailbox.move([before], "handled")
    assert [raw.content for raw in mailbox.fetch([now])] == [mail(2)]


def test_a_folder_made_anew_while_it_is_open_is_noticed(dovecot: Dovecot) -> None:
    account = dovecot.account(folder="Prenotazioni")
    with dovecot.colleague(account.user) as box:
        box.folder.create("Prenotazioni")
        mailbox = ImapMailbox(account)
        assert mailbox.waiting() == []
        box.folder.delete("Prenotazioni")
        box.folder.create("Prenotazioni")
        box.append(mail(1), "Prenotazioni")
    stop = Stop()
    too_late = threading.Timer(30, stop.set)
    too_late.start()
    try:
        news = mailbox.wait(600, stop)
    except MailboxAway:  # as Dovecot says where it has noticed it itself
        news = mailbox.wait(600, stop)
    assert news is True
    too_late.cancel()
    assert [raw.content for raw in mailbox.fetch(w.origin for w in mailbox.waiting())] == [mail(1)]
