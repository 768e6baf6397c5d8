"""A look at every way mail comes in, many at once: one mailbox that is away does not hold up the look at the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from mailflow.config.settings import Settings
from mailflow.flow.office import Door
from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.lmtp import check
from mailflow.mailbox.port import Finding
from mailflow.wiring import lmtp_account, open_mailboxes

T = TypeVar("T")
AT_ONCE = 16


def of_each(settings: Settings, look: Callable[[ImapMailbox, str], T]) -> Iterator[tuple[str, T]]:
    """What was found of every mailbox, in their order, named where there are several; `look` is told each name."""
    boxes = open_mailboxes(settings)

    def one(box: tuple[ImapMailbox, Door]) -> T:
        mailbox, door = box
        try:
            return look(mailbox, door.name)
        finally:
            mailbox.close()

    with ThreadPoolExecutor(AT_ONCE) as hands:
        found = hands.map(one, boxes)
        for (_, door), finding in zip(boxes, found, strict=True):
            yield door.name if len(boxes) > 1 else "", finding


def ways_in(settings: Settings) -> Iterator[Finding]:
    """Whether every mailbox and the LMTP door are as they should be."""
    for name, findings in of_each(settings, lambda mailbox, _: mailbox.check()):
        for finding in findings:
            words = finding.words.removeprefix("mailbox: ")
            names_its_key = not name and words.startswith("mailbox.")
            yield Finding(finding.ok, words if names_its_key else f"{name or 'mailbox'}: {words}")
    if account := lmtp_account(settings):
        yield check(account)
