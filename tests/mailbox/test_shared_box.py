"""The box is people's: what they do in it stays as they did it. On the embedded server and Dovecot."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

from imap_tools import AND

from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.stop import Stop
from tests.mailbox.mails import mail
from tests.servers.both import MailServers


def opened(servers: MailServers, count: int = 0) -> tuple[ImapMailbox, str]:
    account = servers.imap()
    for number in range(1, count + 1):
        servers.deliver(account.user, mail(number))
    mailbox = ImapMailbox(account)
    mailbox.ensure_folders()
    return mailbox, account.user


def subjects(servers: MailServers, user: str, folder: str) -> list[str]:
    with servers.colleague(user) as box:
        box.folder.set(folder)
        return [found.subject for found in box.fetch(mark_seen=False)]


def test_mail_comes_with_the_servers_date(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers)
    arrived = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    mail_servers.deliver(user, mail(), arrived)
    waiting = mailbox.waiting()
    assert [w.arrived for w in waiting] == [arrived]
    assert [raw.arrived for raw in mailbox.fetch([waiting[0].origin])] == [arrived]


def test_two_servers_that_know_one_name_hold_two_mailboxes(mail_servers: MailServers) -> None:
    here = mail_servers.imap()
    mail_servers.deliver(here.user, mail())
    there = mail_servers.imap(here.user, host="localhost")
    [first], [second] = ImapMailbox(here).waiting(), ImapMailbox(there).waiting()
    assert (first.origin.uidvalidity, first.origin.uid) == (second.origin.uidvalidity, second.origin.uid)
    assert first.origin.mailbox != second.origin.mailbox


def test_reading_leaves_a_mail_unread(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    list(mailbox.fetch(w.origin for w in mailbox.waiting()))
    with mail_servers.colleague(user) as box:
        assert len(box.uids(AND(seen=False))) == 1


def test_a_mail_that_a_colleague_has_read_still_waits(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    with mail_servers.colleague(user) as box:
        list(box.fetch(mark_seen=True))
    assert [sorted(w.flags & {"\\Seen"}) for w in mailbox.waiting()] == [["\\Seen"]]


def test_moving_leaves_a_mail_unread(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    mailbox.move([mailbox.waiting()[0].origin], "review")
    with mail_servers.colleague(user) as box:
        box.folder.set("Mailflow/Review")
        assert len(box.uids(AND(seen=False))) == 1


def test_a_mail_a_colleague_has_marked_deleted_survives_our_moves(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 2)
    first, second = [w.origin for w in mailbox.waiting()]
    with mail_servers.colleague(user) as box:
        box.client.uid("STORE", str(second.uid), "+FLAGS", "(\\Deleted)")
        mailbox.move([first], "handled")
        mailbox.append_sent(mail(3))
        mailbox.close()
    assert subjects(mail_servers, user, "INBOX") == ["Mail 2"]


def test_a_mail_a_colleague_has_marked_deleted_waits_no_more_unless_they_take_that_back(
    mail_servers: MailServers,
) -> None:
    mailbox, user = opened(mail_servers, 2)
    first, second = [w.origin for w in mailbox.waiting()]
    with mail_servers.colleague(user) as box:
        box.client.uid("STORE", str(first.uid), "+FLAGS", "(\\Deleted)")
        assert [w.origin for w in mailbox.waiting()] == [second]
        box.client.uid("STORE", str(first.uid), "-FLAGS", "(\\Deleted)")
        assert [w.origin for w in mailbox.waiting()] == [first, second]
        mailbox.close()


def test_mail_of_long_ago_is_left_where_it_lies_and_is_no_news(mail_servers: MailServers) -> None:
    account = mail_servers.imap(since=date(2026, 6, 1))
    mailbox = ImapMailbox(account)
    mailbox.ensure_folders()
    for number, arrived in ((1, date(2023, 3, 1)), (2, date(2026, 5, 31)), (3, date(2026, 6, 1))):
        mail_servers.deliver(account.user, mail(number), datetime(arrived.year, arrived.month, arrived.day, tzinfo=UTC))
    waiting = mailbox.waiting()
    assert [w.arrived.date() for w in waiting] == [date(2026, 6, 1)]
    mail_servers.deliver(account.user, mail(4), datetime(2024, 1, 1, tzinfo=UTC))
    assert (mailbox.news(), mailbox.waiting(waiting[-1].origin)) == (False, [])
    assert (
        "mailbox: 3 mails that came before 2026-06-01 are left where they lie (`since` says from when they are read)"
        in [str(finding) for finding in mailbox.check()]
    )


def test_a_mail_a_colleague_has_moved_away_is_passed_over(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 2)
    first, second = [w.origin for w in mailbox.waiting()]
    with mail_servers.colleague(user) as box:
        box.client.uid("MOVE", str(first.uid), '"Sent"')
    assert [raw.origin for raw in mailbox.fetch([first, second])] == [second]
    mailbox.move([first, second], "handled")
    assert subjects(mail_servers, user, "Sent") == ["Mail 1"]
    assert subjects(mail_servers, user, "Mailflow/Handled") == ["Mail 2"]


def test_a_mail_that_a_colleague_moved_back_waits_anew(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    origin = mailbox.waiting()[0].origin
    mailbox.move([origin], "review")
    with mail_servers.colleague(user) as box:
        box.folder.set("Mailflow/Review")
        box.client.uid("MOVE", "1:*", '"INBOX"')
    assert [raw.content for raw in mailbox.fetch(w.origin for w in mailbox.waiting(after=origin))] == [mail()]


def test_a_mail_that_a_person_has_answered_is_told(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 2)
    first, second = [w.origin for w in mailbox.waiting()]
    with mail_servers.colleague(user) as box:
        box.client.uid("STORE", str(first.uid), "+FLAGS", "(\\Answered)")
    assert mailbox.answered([first, second]) == {first}


def test_one_search_tells_whether_a_person_has_answered_any_of_many_mails(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    mailbox.move([mailbox.waiting()[0].origin], "review")
    ids = ["mail-1@elsewhere.example", *(f"mail-{number}@nowhere.example" for number in range(60)), "è\r\n@x"]
    before = mailbox.any_answered(ids, sent=True)
    mailbox.append_sent(mail(2).replace(b"Subject:", b"In-Reply-To: <mail-1@elsewhere.example>\r\nSubject:"))
    told = mailbox.any_answered(ids, sent=True), mailbox.any_answered(ids, sent=False)
    with mail_servers.colleague(user) as box:
        box.folder.set("Mailflow/Review")
        box.client.uid("STORE", "1:*", "+FLAGS", "(\\Answered)")
    marked = mailbox.any_answered(ids, sent=False), mailbox.any_answered(ids[1:], sent=True)
    assert (before, told, marked) == (False, (True, False), (True, False))


def test_a_copy_of_what_was_sent_is_marked_read_and_a_draft_as_a_draft(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers)
    mailbox.append_sent(mail(1))
    mailbox.append_draft(mail(2))
    with mail_servers.colleague(user) as box:
        box.folder.set("Sent")
        sent = ["\\Seen" in found.flags for found in box.fetch(mark_seen=False)]
        box.folder.set("Drafts")
        drafts = [("\\Draft" in found.flags, "\\Seen" in found.flags) for found in box.fetch(mark_seen=False)]
    assert (sent, drafts) == ([True], [(True, False)])


def test_no_copies_are_kept_where_none_are_wanted(mail_servers: MailServers) -> None:
    account = mail_servers.imap(sent="")
    mailbox = ImapMailbox(account)
    mailbox.ensure_folders()
    mailbox.append_sent(mail())
    with mail_servers.colleague(account.user) as box:
        assert [folder.name for folder in box.folder.list() if folder.name == "Sent"] == []


def test_a_mail_over_the_limit_comes_cut_and_marked(mail_servers: MailServers) -> None:
    account = mail_servers.imap(largest=100_000)
    large, small = mail(1, lines=20_000), mail(2)
    mail_servers.deliver(account.user, large)
    mail_servers.deliver(account.user, small)
    mailbox = ImapMailbox(account)
    first, second = mailbox.fetch(w.origin for w in mailbox.waiting())
    assert (first.truncated, len(first.content), large.startswith(first.content)) == (True, 256 * 1024, True)
    assert (second.truncated, second.content) == (False, small)


def test_idle_tells_of_mail_long_before_the_next_look(mail_servers: MailServers) -> None:
    account = mail_servers.imap(poll=timedelta(minutes=10))
    mailbox = ImapMailbox(account)
    mailbox.waiting()
    stop = Stop()
    too_late = threading.Timer(30, stop.set)
    too_late.start()
    threading.Timer(0.3, mail_servers.deliver, (account.user, mail())).start()
    assert mailbox.wait(600, stop) is True
    too_late.cancel()


def test_idle_ends_at_once_when_it_is_told_to_stop(mail_servers: MailServers) -> None:
    mailbox, stop = ImapMailbox(mail_servers.imap(poll=timedelta(minutes=10))), Stop()
    mailbox.waiting()
    threading.Timer(0.2, stop.set).start()
    assert mailbox.wait(600, stop) is False
    assert mailbox.waiting() == []  # the connection is in good order


def test_the_folders_are_made(mail_servers: MailServers) -> None:
    account = mail_servers.imap()
    ImapMailbox(account).ensure_folders()
    with mail_servers.colleague(account.user) as box:
        names = {folder.name for folder in box.folder.list()}
    assert names >= {"INBOX", "Mailflow/Handled", "Mailflow/Review", "Sent", "Drafts"}


def test_a_folder_that_somebody_removed_is_made_again(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    with mail_servers.colleague(user) as box:
        box.folder.delete("Mailflow/Handled")
    mailbox.move([mailbox.waiting()[0].origin], "handled")
    assert subjects(mail_servers, user, "Mailflow/Handled") == ["Mail 1"]


def test_a_folder_may_have_a_name_in_any_script(mail_servers: MailServers) -> None:
    account = mail_servers.imap(handled="Già fatte & così")
    mail_servers.deliver(account.user, mail())
    mailbox = ImapMailbox(account)
    mailbox.ensure_folders()
    mailbox.move([mailbox.waiting()[0].origin], "handled")
    assert subjects(mail_servers, account.user, "Già fatte & così") == ["Mail 1"]


def test_the_check_tells_what_works(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers)
    words = [str(finding) for finding in mailbox.check() if finding.ok]
    assert words[:2] == [f"mailbox: logged in to 127.0.0.1 as {user}", "mailbox: 'INBOX' is there"]
    assert words[-1] == "mailbox: the server tells of new mail at once (IDLE)"
