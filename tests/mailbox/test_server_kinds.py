"""Servers that can less, or name their folders in another way: Dovecot, made to be like them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import MailboxAway
from mailflow.mailbox.stop import Stop
from tests.mailbox.mails import mail
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, start_dovecot

NO_MOVE = "IMAP4rev1 LITERAL+ IDLE UIDPLUS NAMESPACE"
BARE = "IMAP4rev1"


@pytest.fixture(scope="module", params=[NO_MOVE, BARE], ids=["uidplus", "bare"])
def lesser(request: pytest.FixtureRequest, certificates: Certificates) -> Iterator[Dovecot]:
    with start_dovecot(certificates, capability=request.param) as server:
        yield server


@pytest.fixture(scope="module")
def bare(certificates: Certificates) -> Iterator[Dovecot]:
    with start_dovecot(certificates, capability=BARE) as server:
        yield server


@pytest.fixture(scope="module")
def dotted(certificates: Certificates) -> Iterator[Dovecot]:
    inviata = "mailbox ÈInviata {\n auto = create\n special_use = \\Sent\n }"
    with start_dovecot(certificates, separator=".", prefix="INBOX.", mailboxes=inviata) as server:
        yield server


@pytest.fixture(scope="module")
def small(certificates: Certificates) -> Iterator[Dovecot]:
    with start_dovecot(certificates, quota="20k") as server:
        yield server


def opened(server: Dovecot, count: int) -> tuple[ImapMailbox, str]:
    account = server.account()
    for number in range(1, count + 1):
        server.append(account.user, mail(number))
    mailbox = ImapMailbox(account)
    mailbox.ensure_folders()
    return mailbox, account.user


def subjects(server: Dovecot, user: str, folder: str) -> list[str]:
    with server.colleague(user) as box:
        box.folder.set(folder)
        return [found.subject for found in box.fetch(mark_seen=False)]


def test_mail_is_moved_without_move(lesser: Dovecot) -> None:
    mailbox, user = opened(lesser, 3)
    first, second, third = [w.origin for w in mailbox.waiting()]
    mailbox.move([first, third], "handled")
    assert [w.origin for w in mailbox.waiting()] == [second]
    assert subjects(lesser, user, "Mailflow/Handled") == ["Mail 1", "Mail 3"]


def test_a_colleagues_deleted_mail_survives_without_move(lesser: Dovecot) -> None:
    mailbox, user = opened(lesser, 2)
    first, second = [w.origin for w in mailbox.waiting()]
    with lesser.colleague(user) as box:
        box.client.uid("STORE", str(second.uid), "+FLAGS", "(\\Deleted)")
        mailbox.move([first], "handled")
        mailbox.close()
    assert "Mail 2" in subjects(lesser, user, "INBOX")


def test_moving_again_makes_no_second_copy_without_move(lesser: Dovecot) -> None:
    mailbox, user = opened(lesser, 1)
    origin = mailbox.waiting()[0].origin
    mailbox.move([origin], "handled")
    mailbox.move([origin], "handled")
    assert subjects(lesser, user, "Mailflow/Handled") == ["Mail 1"]


def test_where_one_mail_cannot_be_removed_it_stays_marked_and_is_no_news(bare: Dovecot) -> None:
    mailbox, user = opened(bare, 1)
    mailbox.move([mailbox.waiting()[0].origin], "handled")
    with bare.colleague(user) as box:
        assert [("$MailflowDone" in found.flags, "\\Seen" in found.flags) for found in box.fetch(mark_seen=False)] == [
            (True, False)
        ]
    again = ImapMailbox(bare.account(user))
    assert again.wait(0.3, Stop()) is False
    assert again.waiting() == []


def test_mail_is_looked_for_at_intervals_without_idle(bare: Dovecot) -> None:
    mailbox, user = opened(bare, 1)
    mailbox.waiting()
    bare.append(user, mail(2))
    assert mailbox.wait(30, Stop()) is True


def test_the_check_tells_what_the_server_cannot_do(bare: Dovecot) -> None:
    mailbox, _ = opened(bare, 0)
    assert [str(finding) for finding in mailbox.check()][-2:] == [
        "mailbox: the server has no IDLE; it is asked every 0.2 s",
        "mailbox: the server has neither MOVE nor UIDPLUS: what is handled is copied to its folder, "
        "and the original stays in the inbox, marked $MailflowDone",
    ]


def test_folders_lie_under_the_servers_prefix_with_its_separator(dotted: Dovecot) -> None:
    mailbox, user = opened(dotted, 1)
    mailbox.move([mailbox.waiting()[0].origin], "handled")
    assert subjects(dotted, user, "INBOX.Mailflow.Handled") == ["Mail 1"]
    assert [finding for finding in mailbox.check() if not finding.ok or "will be made" in finding.words] == []


def test_the_servers_own_folder_for_sent_mail_is_taken(dotted: Dovecot) -> None:
    mailbox, user = opened(dotted, 0)
    mailbox.append_sent(mail(1))
    assert subjects(dotted, user, "INBOX.ÈInviata") == ["Mail 1"]
    with dotted.colleague(user) as box:
        assert "INBOX.Sent" not in [folder.name for folder in box.folder.list()]


def test_a_full_box_is_told_and_the_mail_stays(small: Dovecot) -> None:
    mailbox, user = opened(small, 1)
    with pytest.raises(MailboxAway, match=r"\[OVERQUOTA\]"):
        mailbox.append_sent(mail(2, lines=2000))
    assert [raw.content for raw in mailbox.fetch(w.origin for w in mailbox.waiting())] == [mail(1)]
    assert subjects(small, user, "Sent") == []


def test_mail_is_moved_within_a_full_box(small: Dovecot) -> None:
    account = small.account()
    for number in range(1, 8):
        small.append(account.user, mail(number, lines=80))
    mailbox = ImapMailbox(account)
    mailbox.ensure_folders()
    mailbox.move([w.origin for w in mailbox.waiting()], "handled")
    assert len(subjects(small, account.user, "Mailflow/Handled")) == 7
