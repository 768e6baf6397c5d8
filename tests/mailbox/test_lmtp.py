"""The LMTP door: 250 for what is kept and nothing else, an answer for each recipient, nobody in who should not be."""

from __future__ import annotations

import smtplib
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from mailflow.mailbox.handed_over import HandedOver, LmtpAccount
from mailflow.mailbox.lmtp import LmtpDoor
from mailflow.mailbox.port import MailboxRefused
from tests.servers.process import LOOPBACK, free_port

MAIL = b"From: anna@posta.example\r\nSubject: Prenotazione\r\n\r\nUn posto, grazie.\r\n..punto\r\n"
SENDER = "anna@posta.example"


class Kept:
    """Keeps mail in memory, or says why not."""

    def __init__(self) -> None:
        self.mails: list[HandedOver] = []
        self.commits: list[int] = []
        self.why = ""
        self.before: Callable[[], None] = lambda: None

    def __call__(self, mails: Sequence[HandedOver]) -> str:
        self.before()
        self.commits.append(len(mails))
        if not self.why:
            self.mails += mails
        return self.why


@contextmanager
def door(keep: Kept, **changes: Any) -> Iterator[LmtpDoor]:
    opened = LmtpDoor(LmtpAccount(**{"host": LOOPBACK, "port": free_port(), **changes}), keep)
    opened.open()
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def mta(at: LmtpDoor) -> Iterator[smtplib.LMTP]:
    client = smtplib.LMTP(LOOPBACK, at.account.port, timeout=10)
    try:
        yield client
    finally:
        client.close()


def answers_after_the_dot(client: smtplib.LMTP, recipients: Sequence[str], raw: bytes = MAIL) -> list[int]:
    """Every answer that comes for one mail."""
    client.ehlo_or_helo_if_needed()
    assert client.mail(SENDER)[0] == 250
    assert [client.rcpt(recipient)[0] for recipient in recipients] == [250] * len(recipients)
    return [client.data(raw)[0], *(client.getreply()[0] for _ in recipients[1:])]


def test_a_mail_is_kept_as_it_came_with_its_sender() -> None:
    keep = Kept()
    with door(keep) as opened, mta(opened) as client:
        client.sendmail(SENDER, ["info@comune.example"], MAIL)
    [mail] = keep.mails
    assert mail.content == b"Return-Path: <anna@posta.example>\r\n" + MAIL
    assert mail.recipients == ("info@comune.example",)


def test_a_bounce_has_an_empty_sender() -> None:
    keep = Kept()
    with door(keep) as opened, mta(opened) as client:
        client.sendmail("", ["info@comune.example"], MAIL)
    assert keep.mails[0].content.splitlines()[0] == b"Return-Path: <>"


def test_eight_bits_and_long_lines_come_through() -> None:
    keep = Kept()
    raw = b"Subject: \xc3\xa8\r\n\r\n" + b"perch\xe8 " * 10_000 + b"\r\n"
    with door(keep) as opened, mta(opened) as client:
        client.sendmail(SENDER, ["info@comune.example"], raw, ["BODY=8BITMIME"])
    assert keep.mails[0].content.partition(b"\r\n")[2] == raw


def test_every_recipient_gets_an_answer() -> None:
    keep = Kept()
    with door(keep) as opened, mta(opened) as client:
        recipients = ["info@comune.example", "sport@comune.example", "nido@comune.example"]
        assert answers_after_the_dot(client, recipients) == [250, 250, 250]
        keep.why = "the disk is full"
        assert answers_after_the_dot(client, recipients[:2]) == [451, 451]
        assert client.noop()[0] == 250  # and none too many
    assert [mail.recipients for mail in keep.mails] == [tuple(recipients)]


def test_what_cannot_be_kept_is_to_be_tried_again() -> None:
    keep = Kept()
    keep.why = "the database is away: perché\n no"
    with door(keep) as opened, mta(opened) as client:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            client.sendmail(SENDER, ["info@comune.example"], MAIL)
        assert refused.value.args == (
            451, b"4.3.0 Not kept: the database is away: perch  no; try again later",
        )  # fmt: skip
        keep.why = ""
        client.sendmail(SENDER, ["info@comune.example"], MAIL)
    assert len(keep.mails) == 1


def test_a_fault_of_ours_loses_no_mail() -> None:
    keep = Kept()

    def fault() -> None:
        raise RuntimeError("never heard of")

    keep.before = fault
    with door(keep) as opened, mta(opened) as client:
        assert answers_after_the_dot(client, ["info@comune.example", "nido@comune.example"]) == [451, 451]


def test_a_mail_that_is_too_large_is_refused_for_good_and_before_it_is_sent() -> None:
    keep = Kept()
    with door(keep, largest=1000) as opened, mta(opened) as client:
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            client.sendmail(SENDER, ["info@comune.example"], b"x" * 2000)
        assert refused.value.smtp_code == 552
        client.ehlo()
        client.esmtp_features.pop("size")  # an MTA that does not ask first
        assert answers_after_the_dot(client, ["a@x.example", "b@x.example"], b"x\r\n" * 1000) == [552, 552]
        assert client.noop()[0] == 250
    assert keep.mails == []


def test_mails_that_come_while_others_are_committed_are_committed_together() -> None:
    keep = Kept()
    under_way, all_there = threading.Event(), threading.Event()

    def slowly() -> None:
        under_way.set()
        assert all_there.wait(20)

    keep.before = slowly

    def hand_over(_: int) -> None:
        with mta(opened) as client:
            client.sendmail(SENDER, ["info@comune.example"], MAIL)

    with door(keep) as opened, ThreadPoolExecutor(6) as mtas:
        first = mtas.submit(hand_over, 0)
        assert under_way.wait(20)
        others = [mtas.submit(hand_over, number) for number in range(1, 6)]
        while opened.waiting < 5:
            pass
        all_there.set()
        for done in (first, *others):
            done.result(20)
    assert keep.commits == [1, 5]


def test_only_those_of_the_networks_come_in() -> None:
    keep = Kept()
    with door(keep, networks=("192.0.2.0/24",)) as opened, mta(opened) as client:
        assert client.ehlo()[0] == 554
        assert client.docmd("MAIL", "FROM:<anna@posta.example>")[0] == 503


def test_so_many_sessions_at_once_and_no_more() -> None:
    keep = Kept()
    with door(keep, sessions=1) as opened, mta(opened) as client:
        assert client.ehlo()[0] == 250
        with mta(opened) as second:
            assert second.ehlo()[0] == 421
        client.sendmail(SENDER, ["info@comune.example"], MAIL)
    assert len(keep.mails) == 1


def test_what_is_being_kept_when_the_door_closes_is_answered_for() -> None:
    keep = Kept()
    under_way, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        under_way.set()
        assert go_on.wait(20)

    keep.before = slowly
    with door(keep) as opened, mta(opened) as client, ThreadPoolExecutor(1) as hands:
        answers = hands.submit(answers_after_the_dot, client, ["info@comune.example"])
        assert under_way.wait(20)
        closing = threading.Thread(target=opened.close)
        closing.start()
        go_on.set()
        assert answers.result(20) == [250]
        closing.join()
    assert len(keep.mails) == 1


def test_a_port_that_is_taken_is_told() -> None:
    with door(Kept()) as opened:
        second = LmtpDoor(opened.account, Kept())
        with pytest.raises(MailboxRefused) as refused:
            second.open()
        assert str(refused.value) == (
            f"lmtp.port: {LOOPBACK} port {opened.account.port} cannot be listened on (Address already in use)"
        )
        second.close()
