"""What every mailbox does: a folder of files, the embedded server, Dovecot."""

from __future__ import annotations

import threading

from mailflow.mailbox.port import Origin
from mailflow.mailbox.stop import Stop
from tests.mailbox.conftest import Box
from tests.mailbox.mails import mail


def test_mail_comes_as_it_was_written(box: Box) -> None:
    box.deliver(mail())
    waiting = box.mailbox.waiting()
    assert [w.size for w in waiting] == [len(mail())]
    assert [
        (raw.origin, raw.content, raw.arrived, raw.truncated) for raw in box.mailbox.fetch([waiting[0].origin])
    ] == [(waiting[0].origin, mail(), waiting[0].arrived, False)]
    assert waiting[0].arrived.tzinfo is not None


def test_only_mail_above_the_last_one_is_listed(box: Box) -> None:
    box.deliver(mail(1))
    box.deliver(mail(2))
    first, second = box.mailbox.waiting()
    assert box.mailbox.waiting(after=first.origin) == [second]
    assert box.mailbox.waiting(after=second.origin) == []
    box.deliver(mail(3))
    newer = box.mailbox.waiting(after=second.origin)
    assert [raw.content for raw in box.mailbox.fetch(w.origin for w in newer)] == [mail(3)]


def test_everything_is_listed_where_uidvalidity_is_another(box: Box) -> None:
    box.deliver(mail())
    last = box.mailbox.waiting()[-1]
    before = Origin(last.origin.mailbox, last.origin.uidvalidity - 1, last.origin.uid)
    assert box.mailbox.waiting(after=before) == [last]


def test_a_mail_of_another_uidvalidity_is_neither_fetched_nor_moved(box: Box) -> None:
    box.deliver(mail())
    now = box.mailbox.waiting()[0].origin
    before = Origin(now.mailbox, now.uidvalidity - 1, now.uid)
    assert list(box.mailbox.fetch([before])) == []
    box.mailbox.move([before], "handled")
    assert box.contents("inbox") == [mail()]


def test_mails_are_moved_where_they_belong(box: Box) -> None:
    for number in (1, 2, 3):
        box.deliver(mail(number))
    first, second, _ = [w.origin for w in box.mailbox.waiting()]
    box.mailbox.move([first], "handled")
    box.mailbox.move([second], "review")
    assert box.contents("inbox") == [mail(3)]
    assert box.contents("handled") == [mail(1)]
    assert box.contents("review") == [mail(2)]


def test_moving_again_changes_nothing(box: Box) -> None:
    box.deliver(mail())
    origin = box.mailbox.waiting()[0].origin
    box.mailbox.move([origin], "handled")
    box.mailbox.move([origin], "handled")
    assert box.contents("handled") == [mail()]


def test_a_mail_that_waited_for_a_person_is_moved_on_from_review(box: Box) -> None:
    box.deliver(mail())
    box.mailbox.move([box.mailbox.waiting()[0].origin], "review")
    found = box.mailbox.search_message_id("review", "mail-1@elsewhere.example")
    assert found is not None
    assert [raw.content for raw in box.mailbox.fetch([found])] == [mail()]
    box.mailbox.move([found], "handled")
    assert box.contents("review") == []
    assert box.contents("handled") == [mail()]


def test_what_was_sent_and_what_a_person_is_to_send_is_kept(box: Box) -> None:
    box.mailbox.append_sent(mail(1))
    box.mailbox.append_draft(mail(2))
    assert box.contents("sent") == [mail(1)]
    assert box.contents("drafts") == [mail(2)]


def test_a_mail_is_found_by_its_message_id_and_no_other_is(box: Box) -> None:
    for number in range(1, 13):
        box.deliver(mail(number))
    waiting = box.mailbox.waiting()
    assert box.mailbox.search_message_id("inbox", "<mail-1@elsewhere.example>") == waiting[0].origin
    assert box.mailbox.search_message_id("inbox", "ail-1@elsewhere.example") is None
    assert box.mailbox.search_message_id("handled", "mail-1@elsewhere.example") is None
    assert box.mailbox.search_message_id("inbox", 'a"b\\c@[x') is None
    assert box.mailbox.search_message_id("inbox", "è\r\n@x") is None


def test_hundreds_of_mails_come_in_batches_and_move_at_once(box: Box) -> None:
    for number in range(1, 251):
        box.deliver(mail(number))
    origins = [w.origin for w in box.mailbox.waiting()]
    assert [raw.content for raw in box.mailbox.fetch(origins)] == [mail(number) for number in range(1, 251)]
    box.mailbox.move(origins[::2], "handled")
    assert box.contents("inbox") == [mail(number) for number in range(2, 251, 2)]
    assert box.contents("handled") == [mail(number) for number in range(1, 251, 2)]


def test_moving_between_two_fetches_disturbs_neither(box: Box) -> None:
    for number in range(1, 221):
        box.deliver(mail(number))
    seen = []
    for raw in box.mailbox.fetch([w.origin for w in box.mailbox.waiting()]):
        box.mailbox.move([raw.origin] if raw.origin else [], "handled")
        seen.append(raw.content)
    assert seen == [mail(number) for number in range(1, 221)]
    assert box.contents("inbox") == []


def test_waiting_ends_when_mail_arrives(box: Box) -> None:
    assert box.mailbox.waiting() == []
    threading.Timer(0.2, box.deliver, (mail(),)).start()
    assert box.mailbox.wait(20, Stop()) is True
    assert len(box.mailbox.waiting()) == 1


def test_waiting_ends_at_once_where_mail_is_there_that_was_not_listed(box: Box) -> None:
    box.deliver(mail(1))
    box.mailbox.waiting()
    box.deliver(mail(2))
    assert box.mailbox.wait(20, Stop()) is True


def test_mail_that_was_listed_and_left_there_is_no_news(box: Box) -> None:
    box.deliver(mail())
    box.mailbox.waiting()
    assert box.mailbox.wait(0.3, Stop()) is False


def test_waiting_ends_when_it_is_told_to_stop(box: Box) -> None:
    stop = Stop()
    box.mailbox.waiting()
    threading.Timer(0.2, stop.set).start()
    assert box.mailbox.wait(600, stop) is False


def test_folders_are_made_once(box: Box) -> None:
    box.mailbox.ensure_folders()
    assert [finding for finding in box.mailbox.check() if not finding.ok] == []


def test_a_closed_mailbox_opens_again_with_the_next_call(box: Box) -> None:
    box.deliver(mail())
    box.mailbox.close()
    box.mailbox.close()
    assert len(box.mailbox.waiting()) == 1
