"""Lasting troubles are told to the organizers: one mail after an hour, of an event file that cannot be used after ten
minutes; one when it works again, by the way left.

Where mail goes out, by mail. Where it does not, the mail is laid into the review folder of the shared box. What was
told is kept in the ledger, so that a restart tells nothing twice.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import structlog

from mailflow.domain.organizer_letter import Trouble
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.ledger import Transaction
from mailflow.mailbox.port import Mailbox, MailboxAway, MailboxRefused
from mailflow.outbox.compose import compose
from mailflow.outbox.render import render

log = structlog.get_logger()

LASTING = timedelta(hours=1)
SOON = timedelta(minutes=10)  # ... that who edits a file may take over it
SENDING, EVENTS = "sending", "events"

Troubles = Mapping[str, tuple[str, datetime]]  # part → what is wrong, since when


class Watchman:
    """Looks as often as you like. `mailboxes`: their names; `copies`: the mailbox for what cannot be sent."""

    def __init__(self, office: Office, mailboxes: Sequence[str], copies: Mailbox | None) -> None:
        self._office = office
        self._mailboxes = mailboxes
        self._copies = copies

    def look(self, troubles: Troubles, well: Collection[str]) -> None:
        """Tell what lasts, and what is over. `well`: parts that work. Raises LedgerAway and LedgerRefused."""
        self._office = self._office.present()
        now = self._office.now()
        told = self._told_since()
        for part in (*self._mailboxes, SENDING, EVENTS):
            since, lasting = told.get(part), SOON if part == EVENTS else LASTING
            if part in troubles and since is None and now - troubles[part][1] >= lasting:
                self._tell(self._letter(part, troubles[part][0], troubles[part][1]), by_mail=SENDING not in troubles)
            elif part in well and since is not None:
                self._tell(self._letter(part, "", since, now), by_mail=SENDING not in troubles)

    def _told_since(self) -> dict[str, datetime]:
        """Since when the troubles last that were told and are not told to be over, by part."""
        with self._office.ledger.reading() as tx:
            begun, over = (_stamps(tx, what) for what in ("begun", "over"))
        return {part: since for since, part in sorted(begun - over)}

    def _letter(self, part: str, why: str, since: datetime, until: datetime | None = None) -> Trouble:
        event = self._office.main_event()
        kind: Literal["mailbox", "sending", "events"]
        kind = "sending" if part == SENDING else "events" if part == EVENTS else "mailbox"
        return Trouble(
            event=event,
            to=self._office.organizers[0],
            language=event.language,
            part=kind,
            name=part if kind == "mailbox" else "",
            why=why,
            since=since,
            until=until,
        )

    def _tell(self, letter: Trouble, *, by_mail: bool) -> None:
        """Laid into the mailbox before it is marked as told: one that is away too is tried again at the next look."""
        office, part, what = self._office, letter.name or letter.part, "over" if letter.until else "begun"
        try:
            if not by_mail and self._copies is not None:
                self._copies.append_review(self._mail(letter))
        except (MailboxAway, MailboxRefused) as error:
            log.error("no way is left to tell the organizers", part=part, why=letter.why, mailbox=str(error))
            return
        with office.ledger.transaction(None) as tx:
            new = tx.mark(f"trouble:{what}:{letter.since.astimezone(UTC).isoformat()}:{part}", office.now())
            if new and by_mail:
                post(office, tx, [replace(letter, to=organizer) for organizer in office.organizers])
        log.info("told the organizers", part=part, what=what)

    def _mail(self, letter: Trouble) -> bytes:
        office = self._office
        return compose(
            render(letter, office.templates, office.address),
            letter,
            sender=office.sender,
            message_id=f"{secrets.token_hex(16)}@{office.domain}",
            date=office.now(),
        )


def _stamps(tx: Transaction, what: str) -> set[tuple[datetime, str]]:
    """When a trouble began, and of which part it is, as marked: `trouble:begun:2010-11-05T10:00:00+00:00:sending`."""
    keys = (key.removeprefix(f"trouble:{what}:") for key in tx.marked(f"trouble:{what}:"))
    found = (re.match(r"(.{19}(?:\.\d{6})?\+00:00):(.*)", key) for key in keys)
    return {(datetime.fromisoformat(mark[1]), mark[2]) for mark in found if mark}
