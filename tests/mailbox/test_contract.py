"""What every IMAP server must let the mailbox do: the embedded one, and Dovecot."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from imap_tools import AND

from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import Origin
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


def test_mail_comes_as_it_was_written_with_the_servers_date(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers)
    arrived = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    mail_servers.deliver(user, mail(), arrived)
    waiting = mailbox.waiting()
    fetched = list(mailbox.fetch(w.origin for w in waiting))
    assert [w.arrived for w in waiting] == [arrived]
    assert [w.size for w in waiting] == [len(mail())]
    assert [(raw.origin, raw.content, raw.arrived, raw.truncated) for raw in fetched] == [
        (waiting[0].origin, mail(), arrived, False)
    ]


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


def test_only_mail_above_the_last_one_is_listed(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 2)
    first, second = mailbox.waiting()
    assert mailbox.waiting(after=first.origin) == [second]
    assert mailbox.waiting(after=second.origin) == []
    mail_servers.deliver(user, mail(3))
    assert [raw.content for raw in mailbox.fetch(w.origin for w in mailbox.waiting(after=second.origin))] == [mail(3)]


def test_everything_is_listed_where_uidvalidity_is_another(mail_servers: MailServers) -> None:
    mailbox, _ = opened(mail_servers, 2)
    last = mailbox.waiting()[-1].origin
    before = Origin(last.mailbox, last.uidvalidity - 1, last.uid)
    assert len(mailbox.waiting(after=before)) == 2


def test_a_mail_of_another_uidvalidity_is_neither_fetched_nor_moved(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    now = mailbox.waiting()[0].origin
    before = Origin(now.mailbox, now.uidvalidity - 1, now.uid)
    assert list(mailbox.fetch([before])) == []
    mailbox.move([before], "handled")
    assert subjects(mail_servers, user, "INBOX") == ["Mail 1"]


def test_mails_are_moved_where_they_belong(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 3)
    first, second, _ = [w.origin for w in mailbox.waiting()]
    mailbox.move([first], "handled")
    mailbox.move([second], "review")
    assert subjects(mail_servers, user, "INBOX") == ["Mail 3"]
    assert subjects(mail_servers, user, "Mailflow/Handled") == ["Mail 1"]
    assert subjects(mail_servers, user, "Mailflow/Review") == ["Mail 2"]


def test_moving_again_changes_nothing(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    origin = mailbox.waiting()[0].origin
    mailbox.move([origin], "handled")
    mailbox.move([origin], "handled")
    assert subjects(mail_servers, user, "Mailflow/Handled") == ["Mail 1"]


def test_a_mail_that_waited_for_a_person_is_moved_on_from_review(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    mailbox.move([mailbox.waiting()[0].origin], "review")
    found = mailbox.search_message_id("review", "mail-1@elsewhere.example")
    assert found is not None
    mailbox.move([found], "handled")
    assert subjects(mail_servers, user, "Mailflow/Review") == []
    assert subjects(mail_servers, user, "Mailflow/Handled") == ["Mail 1"]


def test_a_mail_a_colleague_has_marked_deleted_survives_our_moves(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 2)
    first, second = [w.origin for w in mailbox.waiting()]
    with mail_servers.colleague(user) as box:
        box.client.uid("STORE", str(second.uid), "+FLAGS", "(\\Deleted)")
        mailbox.move([first], "handled")
    assert subjects(mail_servers, user, "INBOX") == ["Mail 2"]


def test_a_mail_a_colleague_has_moved_away_is_passed_over(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 2)
    first, second = [w.origin for w in mailbox.waiting()]
    with mail_servers.colleague(user) as box:
        box.client.uid("MOVE", str(first.uid), '"Sent"')
    assert [raw.origin for raw in mailbox.fetch([first, second])] == [second]
    mailbox.move([first, second], "handled")
    assert subjects(mail_servers, user, "Sent") == ["Mail 1"]
    assert subjects(mail_servers, user, "Mailflow/Handled") == ["Mail 2"]


def test_a_mail_that_a_person_has_answered_is_told(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 2)
    first, second = [w.origin for w in mailbox.waiting()]
    with mail_servers.colleague(user) as box:
        box.client.uid("STORE", str(first.uid), "+FLAGS", "(\\Answered)")
    assert mailbox.answered([first, second]) == {first}


def test_what_was_sent_is_kept_as_read_and_a_draft_as_a_draft(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers)
    mailbox.append_sent(mail(1))
    mailbox.append_draft(mail(2))
    with mail_servers.colleague(user) as box:
        box.folder.set("Sent")
        sent = [(found.subject, "\\Seen" in found.flags) for found in box.fetch(mark_seen=False)]
        box.folder.set("Drafts")
        drafts = [(found.subject, "\\Draft" in found.flags) for found in box.fetch(mark_seen=False)]
    assert sent == [("Mail 1", True)]
    assert drafts == [("Mail 2", True)]


def test_no_copies_are_kept_where_none_are_wanted(mail_servers: MailServers) -> None:
    account = mail_servers.imap(sent="")
    mailbox = ImapMailbox(account)
    mailbox.ensure_folders()
    mailbox.append_sent(mail())
    with mail_servers.colleague(account.user) as box:
        assert [folder.name for folder in box.folder.list() if folder.name == "Sent"] == []


def test_a_mail_is_found_by_its_message_id_and_no_other_is(mail_servers: MailServers) -> None:
    mailbox, _ = opened(mail_servers, 12)
    waiting = mailbox.waiting()
    assert mailbox.search_message_id("inbox", "<mail-1@elsewhere.example>") == waiting[0].origin
    assert mailbox.search_message_id("inbox", "ail-1@elsewhere.example") is None
    assert mailbox.search_message_id("handled", "mail-1@elsewhere.example") is None
    assert mailbox.search_message_id("inbox", 'a"b\\c@[x') is None
    assert mailbox.search_message_id("inbox", "è\r\n@x") is None


def test_a_mail_over_the_limit_comes_cut_and_marked(mail_servers: MailServers) -> None:
    account = mail_servers.imap(largest=100_000)
    large, small = mail(1, lines=20_000), mail(2)
    mail_servers.deliver(account.user, large)
    mail_servers.deliver(account.user, small)
    mailbox = ImapMailbox(account)
    first, second = mailbox.fetch(w.origin for w in mailbox.waiting())
    assert (first.truncated, len(first.content), large.startswith(first.content)) == (True, 256 * 1024, True)
    assert (second.truncated, second.content) == (False, small)


def test_hundreds_of_mails_come_in_batches_and_move_at_once(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 250)
    origins = [w.origin for w in mailbox.waiting()]
    assert [raw.content for raw in mailbox.fetch(origins)] == [mail(number) for number in range(1, 251)]
    mailbox.move(origins[::2], "handled")
    assert len(subjects(mail_servers, user, "INBOX")) == 125
    assert len(subjects(mail_servers, user, "Mailflow/Handled")) == 125


def test_moving_between_two_fetches_disturbs_neither(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 220)
    seen = []
    for raw in mailbox.fetch([w.origin for w in mailbox.waiting()]):
        mailbox.move([raw.origin], "handled")
        seen.append(raw.content)
    assert seen == [mail(number) for number in range(1, 221)]
    assert subjects(mail_servers, user, "INBOX") == []


def test_waiting_ends_as_soon_as_mail_arrives(mail_servers: MailServers) -> None:
    account = mail_servers.imap(poll=timedelta(minutes=5))
    mailbox, stop = ImapMailbox(account), Stop()
    assert mailbox.waiting() == []
    threading.Timer(0.3, mail_servers.deliver, (account.user, mail())).start()
    assert mailbox.wait(20, stop) is True
    assert len(mailbox.waiting()) == 1


def test_waiting_ends_at_once_where_mail_is_there_that_was_not_listed(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers, 1)
    mailbox.waiting()
    mail_servers.deliver(user, mail(2))
    assert mailbox.wait(20, Stop()) is True


def test_mail_that_was_listed_and_left_there_is_no_news(mail_servers: MailServers) -> None:
    mailbox, _ = opened(mail_servers, 1)
    mailbox.waiting()
    assert mailbox.wait(0.3, Stop()) is False


def test_waiting_ends_at_once_when_it_is_told_to_stop(mail_servers: MailServers) -> None:
    mailbox, stop = ImapMailbox(mail_servers.imap(poll=timedelta(minutes=5))), Stop()
    mailbox.waiting()
    threading.Timer(0.2, stop.set).start()
    assert mailbox.wait(600, stop) is False


def test_missing_folders_are_made_once(mail_servers: MailServers) -> None:
    account = mail_servers.imap()
    for _ in range(2):
        ImapMailbox(account).ensure_folders()
    with mail_servers.colleague(account.user) as box:
        names = sorted(folder.name for folder in box.folder.list() if "\\Noselect" not in folder.flags)
    assert set(names) >= {"INBOX", "Mailflow/Handled", "Mailflow/Review", "Sent", "Drafts"}


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


def test_a_closed_mailbox_opens_again_with_the_next_call(mail_servers: MailServers) -> None:
    mailbox, _ = opened(mail_servers, 1)
    mailbox.close()
    mailbox.close()
    assert len(mailbox.waiting()) == 1
